import type { StartEvent } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { beginEventSubProcess } from '../moves/begin-event-sub-process.ts';
import { openWithStart } from '../moves/catches.ts';
import { completeElement, completeWith } from '../moves/complete.ts';
import { handOnBeginning } from '../moves/results.ts';

/**
 * Start event: the first token of a process or sub-process. What started it has come already, so it only completes; in
 * Camunda 8 the event sub-processes beside it begin to wait by that. In an event sub-process it is what the scope
 * around that waits for. Camunda 8 lets flows lead to it: it is passed once more then.
 */
export const startEvent: ElementBehavior<StartEvent> = {
  activate(step, element, at, payload) {
    if (payload) completeWith(step, at, () => handOnBeginning(step, element, at, payload));
    else completeElement(step, at);
  },

  completing(step, _element, at) {
    if (at.enteredBy.length === 0) openWithStart(step, at);
  },

  caughtByScope(step, element, scope, payload) {
    beginEventSubProcess(step, element, scope, payload);
  },
};
