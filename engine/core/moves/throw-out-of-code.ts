import { StepFailure, ThrownByCode } from '../failure.ts';
import { isOfClass } from '../java-exceptions.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { climbFrom } from './catchers.ts';
import { tokenEnded } from './complete.ts';
import { catchError, errorCatchers, type ErrorOfTheModel, nothing, throwError, throwFrom } from './throw-error.ts';

/**
 * Camunda 7: what an element's own code throws. Of an exception that is no error of the model the first event outwards
 * is looked for whose code is the name of one of its classes; where there is none it fails the step, as do all others.
 */
export function throwOutOfCode(step: Step, at: ElementInstance, failure: unknown): void {
  if (failure instanceof ThrownByCode) throwFrom(step, at, at.key, errorOf(failure));
  else if (!(failure instanceof StepFailure) || !throwException(step, at.key, failure)) throw failure;
}

/** The same of a token that has left the element of this id and stands in the scope alone. */
export function throwOnTheWay(step: Step, scopeKey: Key, elementId: string, failure: unknown): void {
  if (failure instanceof ThrownByCode) {
    if (!throwError(step, scopeKey, errorOf(failure))) tokenEnded(step, scopeKey, null, elementId);
  } else if (!(failure instanceof StepFailure) || !throwException(step, scopeKey, failure)) throw failure;
}

const errorOf = (thrown: ThrownByCode): ErrorOfTheModel => ({
  code: thrown.code,
  message: thrown.text,
  variables: {},
  thrown,
});

function throwException(step: Step, from: Key, failure: StepFailure): boolean {
  const { javaClass, message } = failure;
  if (javaClass === null) return false;
  for (const stop of climbFrom(step, from, nothing)) {
    const catcher = errorCatchers(stop).find(({ code }) => code !== undefined && isOfClass(javaClass, code));
    if (!catcher) continue;
    catchError(step, catcher, { code: null, message, variables: {}, thrown: failure }, stop.crossed, from);
    return true;
  }
  return false;
}
