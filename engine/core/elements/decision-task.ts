import type { DecisionTask } from '../../graph/element.ts';
import type { ElementBehavior } from '../element-behavior.ts';
import { completeWith } from '../moves/complete.ts';
import { makeDecision } from '../moves/make-decision.ts';
import { throwOutOfCode } from '../moves/throw-out-of-code.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Business rule task that the engine does itself: it asks for a decision at once. In Camunda 7 the results become a
 * variable by a mapping, and `decisionResult` holds them while the outputs are computed; in Camunda 8 the decision is
 * one value, local for output mappings and else taken outwards. A decision that is missing or fails undoes the command
 * (7) or is an incident (8).
 */
export const decisionTask: ElementBehavior<DecisionTask> = {
  activate(step, element, at) {
    const keepResult = decide(step, element, at);
    if (keepResult) completeWith(step, at, keepResult);
  },
};

/** null: an error event has caught what the decision, or the mapping of its result (Camunda 7), has failed with. */
function decide(step: Step, element: DecisionTask, at: ElementInstance): (() => void) | null {
  try {
    const keepResult = makeDecision(step, element, at);
    if (element.call.mapping === 'value') return keepResult;
    keepResult();
    return () => undefined;
  } catch (failure) {
    throwOutOfCode(step, at, failure);
    return null;
  }
}
