import type { ErrorTrigger } from '../../graph/trigger.ts';
import { optionalTextAt, placeOf } from '../moves/evaluate-at.ts';
import { throwFrom } from '../moves/throw-error.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Error: climbs to the nearest catcher and ends everything on its way. Nothing is opened for a catching one; it is
 * found when the error comes. Uncaught, Camunda 7 ends the path quietly and Camunda 8 raises UNHANDLED_ERROR_EVENT.
 */
export const error: TriggerBehavior<ErrorTrigger> = {
  allowedAt: ['boundaryEvent', 'endEvent', 'eventSubProcessStart'],

  throw(step, trigger, at) {
    const code = optionalTextAt(step, trigger.code, placeOf(at)) ?? '';
    const message = optionalTextAt(step, trigger.message, placeOf(at));
    throwFrom(step, at, at.scopeKey, { code, message, variables: {} });
  },
};
