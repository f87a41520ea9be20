import type { ElementBehavior } from '../element-behavior.ts';
import { endActivation } from '../moves/ad-hoc.ts';
import { completeElement } from '../moves/complete.ts';

/**
 * Activation: stands around one element of an ad-hoc sub-process and what follows it along the flows. It keeps the
 * variables apart from those of other activations, and has neither mappings nor listeners nor events of its own.
 */
export const adHocInnerInstance: ElementBehavior = {
  /** It begins with its sub-process, which sends its first token. */
  activate() {},

  childEnded(step, _element, at) {
    if (step.isEmptyScope(at.key)) completeElement(step, at);
  },

  complete(step, element, at) {
    if (element.kind === 'adHocSubProcess') endActivation(step, element, at);
  },
};
