import type { Expression } from '../../graph/expression.ts';
import type { ErrorTrigger } from '../../graph/trigger.ts';
import { StepFailure } from '../failure.ts';
import { evaluateAt, optionalTextAt, placeOf } from '../moves/evaluate-at.ts';
import { throwFrom } from '../moves/throw-error.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';

/**
 * Error: climbs to the nearest catcher and ends everything on its way. Nothing is opened for a catching one; it is
 * found when the error comes. Uncaught, Camunda 7 ends the path quietly and Camunda 8 raises UNHANDLED_ERROR_EVENT.
 */
export const error: TriggerBehavior<ErrorTrigger> = {
  allowedAt: ['boundaryEvent', 'endEvent', 'eventSubProcessStart'],

  throw(step, trigger, at) {
    const code = stringAt(step, trigger.code, at) ?? '';
    const message = stringAt(step, trigger.message, at);
    throwFrom(step, at, at.scopeKey, { code, message, variables: {} });
  },
};

/** Camunda 7 takes nothing but a String there. */
function stringAt(step: Step, expression: Expression | undefined, at: ElementInstance): string | null {
  if (expression?.language !== 'juel') return optionalTextAt(step, expression, placeOf(at));
  const { type, text } = evaluateAt(step, expression, placeOf(at)).value;
  if (type === 'String' || text === null) return text;
  throw new StepFailure('EXTRACT_VALUE_ERROR', `class java.lang.${type} cannot be cast to class java.lang.String`, 'ClassCastException');
}
