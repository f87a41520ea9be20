import type { SubProcess } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';
import { enterElement } from '../moves/enter.ts';

/** Embedded sub-process: a scope of its own that begins at its none start event and ends with its last token. */
export const subProcess: ElementBehavior<SubProcess> = {
  activate(step, element, at) {
    const start = step.element(at.instanceKey, element.startEventId);
    const arrival = { instanceKey: at.instanceKey, scopeKey: at.key, enteredBy: [], index: null };
    step.schedule(step.semanticsOf(at.instanceKey), [
      { run: () => enterElement(step, start, arrival), whileAlive: at.key, tokenOf: at.key },
    ]);
  },

  childEnded(step, _element, at) {
    if (step.isEmptyScope(at.key)) completeElement(step, at);
  },
};
