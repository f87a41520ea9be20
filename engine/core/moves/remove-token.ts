import { Refusal } from '../failure.ts';
import { reject } from '../reject.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { closeWaits } from './incidents.ts';
import { innerTakenAway } from './multi-instance.ts';
import { setLocalVariable } from './variables.ts';
import { terminateElement, terminateInstance, type Termination } from './terminate.ts';

/** Whose key it is: an element instance, or a job that is a token itself. */
export interface TokenInScope {
  readonly key: Key;
  readonly scopeKey: Key;
}

/**
 * Takes a token away by hand, with all scopes that nothing else is in. The instance itself stays, empty: whether it
 * ends is decided by who takes the token.
 */
export function removeToken(step: Step, token: TokenInScope, how: Termination): void {
  let topmost = token;
  for (
    let scope = step.draft.elements.get(topmost.scopeKey);
    scope && holdsNothingElse(step, scope);
    scope = step.draft.elements.get(topmost.scopeKey)
  )
    topmost = scope;
  const { reason, isExternal = false } = how;
  if (!endToken(step, topmost.key, { ...how, afterwards: { kind: 'takenAway', reason, isExternal } })) return;
  const body = step.draft.elements.get(topmost.scopeKey);
  if (body?.kind !== 'multiInstanceBody') return;
  if (body.phase === 'compensating') handlerTakenAway(step, body);
  else innerTakenAway(step, body);
}

/** Camunda 7 counts the handlers of a completed body like inner instances, though none of those is active any more. */
function handlerTakenAway(step: Step, body: ElementInstance): void {
  const name = 'nrOfActiveInstances';
  const active = step.draft.variablesOf(body.key)?.get(name)?.value;
  if (active)
    setLocalVariable(step, body.key, name, { type: 'Integer', text: String(Number(active.text) - 1) }, body.elementId);
}

/**
 * An instance in which nothing is left ends; the activity that called it is taken away from its caller, and so on
 * outwards.
 */
export function endEmptyInstance(step: Step, instanceKey: Key, how: Termination): void {
  const instance = step.instance(instanceKey);
  const caller =
    instance.parentElementInstanceKey === null ? undefined : step.draft.elements.get(instance.parentElementInstanceKey);
  terminateInstance(step, instanceKey, how);
  if (!caller) return;
  removeToken(step, caller, how);
  if (step.isEmptyScope(caller.instanceKey)) endEmptyInstance(step, caller.instanceKey, how);
}

/**
 * In a completed sequential body that is undone Camunda 7 looks for the numbers of its inner instances where they are
 * not, so none of several handlers is taken away by hand. With the last one goes the body.
 */
export function refuseBesideHandlers(step: Step, token: TokenInScope): void {
  const body = step.draft.elements.get(token.scopeKey);
  if (body?.kind !== 'multiInstanceBody' || body.phase !== 'compensating') return;
  if (!isSequential(step, body) || holdsNothingElse(step, body)) return;
  throw new Refusal(
    reject('invalidState', `the compensation of ${body.elementId} counts no inner instances`, {
      reason: 'compensatedBody',
      elementId: body.elementId,
      variable: 'nrOfActiveInstances',
      executionKey: body.key,
    }),
  );
}

/** Camunda 7 counts inner instances that have ended as still in their body. */
function holdsNothingElse(step: Step, scope: ElementInstance): boolean {
  if ((step.draft.tokensIn(scope.key)?.size ?? 0) > 1 || step.isAnnounced(scope.key)) return false;
  const countsEnded = scope.kind === 'multiInstanceBody' && step.semanticsOf(scope.instanceKey).loopCounterBase === 0;
  return !countsEnded || (scope.data?.completed ?? 0) === 0 || isSequential(step, scope);
}

function isSequential(step: Step, body: ElementInstance): boolean {
  const element = step.elementOf(body);
  return 'multiInstance' in element && element.multiInstance?.isSequential === true;
}

/** False: it waits for listeners, and ends after them. */
function endToken(step: Step, key: Key, how: Termination): boolean {
  const at = step.draft.elements.get(key);
  if (at) return terminateElement(step, at, how);
  closeWaits(step, key, 'deleted');
  step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
  return true;
}
