import { fromJson } from '../../expressions/values.ts';
import type { BoundaryEvent } from '../../graph/element.ts';
import type { ErrorTrigger } from '../../graph/trigger.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { boundariesOf } from './catches.ts';
import { completeWithoutLeaving } from './complete.ts';
import { stopElement } from './incidents.ts';
import { placeAround, textAt } from './evaluate-at.ts';
import { beginBoundary } from './begin-boundary.ts';
import { takeCalledResults } from './called-instances.ts';
import { interruptElement } from './terminate.ts';

export interface ThrownError {
  readonly code: string;
  readonly message: string | null;
  readonly variables: Variables;
}

interface Catcher { readonly host: ElementInstance; readonly boundary: BoundaryEvent; readonly trigger: ErrorTrigger }

/**
 * Climbs from a scope outwards, across call activities, to the first boundary event that catches the error: in one
 * place a catcher of the very code comes before one of all errors. `beforeCatch` runs when there is one. False: nothing catches it.
 */
export function throwError(step: Step, from: Key, error: ThrownError, beforeCatch?: () => void): boolean {
  const crossed: ElementInstance[] = [];
  for (let key: Key | null = from; key !== null;) {
    const at = step.draft.elements.get(key);
    if (!at) { key = step.draft.instances.get(key)?.parentElementInstanceKey ?? null; continue; }
    if (at.calledInstanceKey !== null) crossed.push(at);
    const catcher = catcherAt(step, at, error.code);
    if (catcher) {
      beforeCatch?.();
      catchError(step, catcher, error, crossed);
      return true;
    }
    key = at.scopeKey;
  }
  return false;
}

/** Throws; an error that nothing catches ends the path quietly or stops the element, as the semantics say. */
export function throwFrom(step: Step, at: ElementInstance, from: Key, error: ThrownError): void {
  if (throwError(step, from, error)) return;
  if (step.semanticsOf(at.instanceKey).onUncaughtError === 'endPath') completeWithoutLeaving(step, at);
  else stopElement(step, at, 'activating', 'UNHANDLED_ERROR_EVENT', uncaughtErrorMessage(step, from, error));
}

export function uncaughtErrorMessage(step: Step, from: Key, error: ThrownError): string {
  const codes = catchableCodes(step, from);
  const withMessage = error.message ? ` with message '${error.message}'` : '';
  const available = codes.length === 0 ? 'No error events are available in the scope.' : `Available error events are [${codes.join(', ')}]`;
  return `Expected to throw an error event with the code '${error.code}'${withMessage}, but it was not caught. ${available}`;
}

function errorBoundaries(step: Step, at: ElementInstance): Catcher[] {
  return boundariesOf(step, step.elementOf(at), at).flatMap((boundary) =>
    boundary.kind === 'boundaryEvent' && boundary.trigger.kind === 'error' ? [{ host: at, boundary, trigger: boundary.trigger }] : []);
}

function catcherAt(step: Step, at: ElementInstance, code: string): Catcher | undefined {
  const catchers = errorBoundaries(step, at);
  return catchers.find(({ trigger }) => trigger.code !== undefined && textAt(step, trigger.code, placeAround(at)) === code)
    ?? catchers.find(({ trigger }) => trigger.code === undefined);
}

function catchableCodes(step: Step, from: Key): string[] {
  const codes: string[] = [];
  for (let key: Key | null = from; key !== null;) {
    const at = step.draft.elements.get(key);
    if (!at) { key = step.draft.instances.get(key)?.parentElementInstanceKey ?? null; continue; }
    for (const { trigger } of errorBoundaries(step, at)) if (trigger.code) codes.push(textAt(step, trigger.code, placeAround(at)));
    key = at.scopeKey;
  }
  return codes;
}

/** Camunda 7 says no more than this when an output mapping of what the error ends cannot be computed. */
function interrupt(step: Step, host: ElementInstance, boundary: BoundaryEvent, error: ThrownError): void {
  try {
    interruptElement(step, host, boundary.id);
  } catch (failure) {
    if (failure instanceof StepFailure) throw new StepFailure(failure.incidentType, `ENGINE-13033 Propagation of bpmn error ${error.code} failed. `);
    throw failure;
  }
}

function catchError(step: Step, { host, boundary, trigger }: Catcher, error: ThrownError, crossed: readonly ElementInstance[]): void {
  // Camunda 7 brings results out of the called instances that the error leaves.
  for (const caller of crossed) if (step.semanticsOf(caller.instanceKey).errorVariables === 'propagate') takeCalledResults(step, caller);
  const told: Record<string, VariableValue> = {};
  if (trigger.codeVariable) told[trigger.codeVariable] = { type: 'String', text: error.code };
  if (trigger.messageVariable) told[trigger.messageVariable] = fromJson(error.message);
  interrupt(step, host, boundary, error);
  beginBoundary(step, boundary, host, {
    variables: { ...error.variables, ...told }, staysLocal: step.semanticsOf(host.instanceKey).errorVariables === 'local',
    caught: { code: error.code, ...(error.message === null ? {} : { message: error.message }) },
  });
}
