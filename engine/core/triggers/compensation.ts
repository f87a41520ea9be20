import type { CompensationTrigger } from '../../graph/trigger.ts';
import { compensate, compensationsFor } from '../moves/compensation.ts';
import { completeElement } from '../moves/complete.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Compensation: undoes what has completed in the scope, or one activity of it, and waits until that is done. Nothing is
 * opened for a catching one: its activity is remembered when it completes. Camunda 7 undoes newest first, with the
 * variables as they were when a scope completed; Camunda 8 lets the handlers begin in the order of what they undo,
 * shows their boundary events and keeps no variables. An error of a handler is not caught at the completed scope that
 * is undone: Camunda 7 does so, and its throwing event then waits for ever.
 */
export const compensation: TriggerBehavior<CompensationTrigger> = {
  allowedAt: ['boundaryEvent', 'intermediateThrowEvent', 'endEvent', 'eventSubProcessStart'],

  throw(step, { activityId }, at) {
    const due = compensationsFor(step, at, activityId);
    if (due.length === 0) completeElement(step, at);
    else compensate(step, at, due);
  },
};
