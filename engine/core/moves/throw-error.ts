import { fromJson } from '../../expressions/values.ts';
import type { ErrorTrigger } from '../../graph/trigger.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Payload } from '../payload.ts';
import { catcherOf, climbFrom, type Catcher, type Stop } from './catchers.ts';
import { deliver } from './catches.ts';
import { completeWithoutLeaving } from './complete.ts';
import { stopElement } from './incidents.ts';
import { propagateVariables } from './variables.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { needsScope } from './token-variables.ts';
import { ensureCallerGoesOn, takeCalledResults } from './called-instances.ts';

export interface ThrownError {
  /** null: an exception that an event catches by its class has none. */
  readonly code: string | null;
  readonly message: string | null;
  readonly variables: Variables;
  /** The element instance, where it is another one than that from which the error climbs. */
  readonly thrownBy?: Key;
  /** Somebody said of a task that it has failed so, and is told if it cannot be passed on. */
  readonly isReported?: true;
  /** What code of the model threw: all that is told where what the error ends cannot be left (Camunda 7). */
  readonly thrown?: StepFailure;
}

export interface ErrorOfTheModel extends ThrownError {
  readonly code: string;
}

interface ErrorCatcher extends Catcher {
  readonly code: string | undefined;
  readonly trigger: ErrorTrigger;
}

/**
 * Climbs from a scope outwards to the first event that catches the error: in one place a catcher of the very code comes
 * before one of all errors. `beforeCatch` runs when there is one. False: nothing catches it.
 */
export function throwError(step: Step, from: Key, error: ErrorOfTheModel, beforeCatch?: () => void): boolean {
  for (const stop of climbFrom(step, from, nothing)) {
    const catcher = catcherOf(errorCatchers(stop), error.code);
    if (!catcher) continue;
    beforeCatch?.();
    catchError(step, catcher, error, stop.crossed, from);
    return true;
  }
  return false;
}

/** Throws; an error that nothing catches ends the path quietly or stops the element, as the semantics say. */
export function throwFrom(step: Step, at: ElementInstance, from: Key, error: ErrorOfTheModel): void {
  if (throwError(step, from, { ...error, thrownBy: at.key })) return;
  if (step.semanticsOf(at.instanceKey).onUncaughtError === 'endPath') endPath(step, at, error);
  else stopElement(step, at, 'activating', 'UNHANDLED_ERROR_EVENT', uncaughtErrorMessage(step, from, error));
}

export function uncaughtErrorMessage(step: Step, from: Key, error: ErrorOfTheModel): string {
  const codes = catchableCodes(step, from);
  const withMessage = error.message ? ` with message '${error.message}'` : '';
  const available =
    codes.length === 0
      ? 'No error events are available in the scope.'
      : `Available error events are [${codes.join(', ')}]`;
  return `Expected to throw an error event with the code '${error.code}'${withMessage}, but it was not caught. ${available}`;
}

/** Nothing of a scope in which an interrupting event sub-process runs catches an error. */
export function nothing(): readonly Catcher[] {
  return [];
}

export function errorCatchers({ catchers }: Stop): ErrorCatcher[] {
  return catchers.flatMap((catcher) => {
    const { trigger } = catcher.event;
    return trigger.kind === 'error' ? [{ ...catcher, trigger, code: trigger.code?.text }] : [];
  });
}

/** Codes of one place are listed backwards. */
function catchableCodes(step: Step, from: Key): string[] {
  return [...climbFrom(step, from, nothing)].flatMap((stop) =>
    errorCatchers(stop)
      .flatMap(({ code }) => code ?? [])
      .sort()
      .reverse(),
  );
}

/** Camunda 7: nothing catches the error, and its path ends here. */
export function endPath(step: Step, at: ElementInstance, error: ErrorOfTheModel): void {
  propagating(error, () => completeWithoutLeaving(step, at));
}

/**
 * Camunda 7 says no more than this when what a reported error ends cannot be left: an output mapping fails, a caller is
 * suspended.
 */
function propagating({ code, isReported }: ThrownError, handOver: () => void): void {
  try {
    handOver();
  } catch (failure) {
    if (failure instanceof StepFailure && isReported)
      throw new StepFailure(failure.incidentType, `ENGINE-13033 Propagation of bpmn error ${code} failed. `);
    throw failure;
  }
}

export function catchError(
  step: Step,
  catcher: ErrorCatcher,
  error: ThrownError,
  crossed: readonly ElementInstance[],
  from: Key,
): void {
  const { waiting, trigger } = catcher;
  const told: Record<string, VariableValue> = {};
  if (trigger.codeVariable) told[trigger.codeVariable] = fromJson(error.code);
  if (trigger.messageVariable) told[trigger.messageVariable] = fromJson(error.message);
  const payload: Payload = {
    variables: error.variables,
    staysLocal: step.semanticsOf(waiting.instanceKey).errorVariables === 'local',
    caught: {
      ...(error.code === null ? {} : { code: error.code }),
      ...(error.message === null ? {} : { message: error.message }),
    },
  };
  const caller = crossed.at(-1);
  propagating(error, () => {
    bringResults(step, crossed, error);
    if (caller) ensureCallerGoesOn(step, caller);
    propagateVariables(step, waiting.key, told, standsIn(step, waiting, error.thrownBy ?? from));
    deliver(step, waiting.key, catcher.event.id, payload);
  });
}

/**
 * Camunda 7 tells code and message in the execution that the event hangs on: what stands in that is said to have
 * written them, be it the element that has thrown.
 */
function standsIn(step: Step, waiting: Waiting, from: Key): string {
  const thrower = step.draft.elements.get(from);
  const isAlone = thrower?.scopeKey === waiting.key && step.tokenCount(waiting.key) === 1;
  return isAlone && !needsScope(step.elementOf(thrower)) ? thrower.elementId : waiting.elementId;
}

/** Camunda 7 brings results out of the called instances that the error leaves. */
function bringResults(step: Step, crossed: readonly ElementInstance[], { thrown }: ThrownError): void {
  try {
    for (const caller of crossed)
      if (step.semanticsOf(caller.instanceKey).errorVariables === 'propagate') takeCalledResults(step, caller);
  } catch (failure) {
    throw failure instanceof StepFailure ? (thrown ?? failure) : failure;
  }
}
