import type { ElementBehavior } from '../element-behavior.ts';
import { completeElement } from '../moves/complete.ts';
import { handOverResults } from '../moves/collected-results.ts';
import { beginBody, openBody, prepareBody } from '../moves/multi-instance.ts';

/**
 * Multi-instance body: stands around the inner instances of an activity and carries its boundary events. How many
 * there will be is read once; a sequential body reads the list anew for each item. Camunda 7 keeps its counters as
 * variables of the body, and those of the item too where only one runs at a time; Camunda 8 shows the counters to the
 * completion condition only and gathers results in a list.
 */
export const multiInstanceBody: ElementBehavior = {
  activate(step, element, at) {
    beginBody(step, element, at);
  },

  prepare(step, element, at) {
    return prepareBody(step, element, at);
  },

  openAsScope(step, _element, at) {
    openBody(step, at);
  },

  completing(step, _element, at) {
    handOverResults(step, at);
  },

  /** The items come to their end by `endInnerInstance`; here only tokens that others took away are noticed. */
  childEnded(step, _element, at) {
    if (step.isEmptyScope(at.key)) completeElement(step, at);
  },
};
