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
import { ensureCallerGoesOn, takeCalledResults } from './called-instances.ts';

export interface ThrownError {
  readonly code: string;
  readonly message: string | null;
  readonly variables: Variables;
}

interface ErrorCatcher extends Catcher {
  readonly code: string | undefined;
  readonly trigger: ErrorTrigger;
}

/**
 * Climbs from a scope outwards to the first event that catches the error: in one place a catcher of the very code comes
 * before one of all errors. `beforeCatch` runs when there is one. False: nothing catches it.
 */
export function throwError(step: Step, from: Key, error: ThrownError, beforeCatch?: () => void): boolean {
  for (const stop of climbFrom(step, from, nothing)) {
    const catcher = catcherOf(errorCatchers(stop), error.code);
    if (!catcher) continue;
    beforeCatch?.();
    catchError(step, catcher, error, stop.crossed);
    return true;
  }
  return false;
}

/** Throws; an error that nothing catches ends the path quietly or stops the element, as the semantics say. */
export function throwFrom(step: Step, at: ElementInstance, from: Key, error: ThrownError): void {
  if (throwError(step, from, error)) return;
  if (step.semanticsOf(at.instanceKey).onUncaughtError === 'endPath') endPath(step, at, error);
  else stopElement(step, at, 'activating', 'UNHANDLED_ERROR_EVENT', uncaughtErrorMessage(step, from, error));
}

export function uncaughtErrorMessage(step: Step, from: Key, error: ThrownError): string {
  const codes = catchableCodes(step, from);
  const withMessage = error.message ? ` with message '${error.message}'` : '';
  const available =
    codes.length === 0
      ? 'No error events are available in the scope.'
      : `Available error events are [${codes.join(', ')}]`;
  return `Expected to throw an error event with the code '${error.code}'${withMessage}, but it was not caught. ${available}`;
}

/** Nothing of a scope in which an interrupting event sub-process runs catches an error. */
function nothing(): readonly Catcher[] {
  return [];
}

function errorCatchers({ catchers }: Stop): ErrorCatcher[] {
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
export function endPath(step: Step, at: ElementInstance, error: ThrownError): void {
  propagating(error, () => completeWithoutLeaving(step, at));
}

/**
 * Camunda 7 says no more than this when what the error ends cannot be left: an output mapping fails, a caller is
 * suspended.
 */
function propagating(error: ThrownError, handOver: () => void): void {
  try {
    handOver();
  } catch (failure) {
    if (failure instanceof StepFailure)
      throw new StepFailure(failure.incidentType, `ENGINE-13033 Propagation of bpmn error ${error.code} failed. `);
    throw failure;
  }
}

function catchError(step: Step, catcher: ErrorCatcher, error: ThrownError, crossed: readonly ElementInstance[]): void {
  const { waiting, trigger } = catcher;
  // Camunda 7 brings results out of the called instances that the error leaves.
  for (const caller of crossed)
    if (step.semanticsOf(caller.instanceKey).errorVariables === 'propagate') takeCalledResults(step, caller);
  const told: Record<string, VariableValue> = {};
  if (trigger.codeVariable) told[trigger.codeVariable] = { type: 'String', text: error.code };
  if (trigger.messageVariable) told[trigger.messageVariable] = fromJson(error.message);
  const payload: Payload = {
    variables: { ...error.variables, ...told },
    staysLocal: step.semanticsOf(waiting.instanceKey).errorVariables === 'local',
    caught: { code: error.code, ...(error.message === null ? {} : { message: error.message }) },
  };
  const caller = crossed.at(-1);
  propagating(error, () => {
    if (caller) ensureCallerGoesOn(step, caller);
    deliver(step, waiting.key, catcher.event.id, payload);
  });
}
