import type { AfterEnd, ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import {
  endHeldInstance,
  endTerminated,
  goOnAfter,
  hold,
  isEnding,
  isHeldByListeners,
  sayAfterwards,
} from './held-ends.ts';
import { closeWaits } from './incidents.ts';
import type { Termination } from './terminate.ts';

/**
 * Camunda 8: what others end, ends in its turn. An element instance with something in it stops first, so that nothing
 * begins or completes directly in it any more; then what is in it is told to end, one after the other, while what lies
 * further in goes on until its own turn. With the last of it the element instance ends, and in the same step what it
 * made room for begins.
 */
export function terminateInTurn(step: Step, { key }: Pick<ElementInstance, 'key'>, how: Termination): void {
  step.work.putLast([{ run: () => beginTermination(step, key, how), whileAlive: key, tokenOf: null }]);
}

/** The same for an instance, with the activity that called it where that is to end as well. */
export function terminateInstanceInTurn(step: Step, instanceKey: Key, how: Termination): void {
  const run = (): void => beginTerminationOfInstance(step, instanceKey, how);
  step.work.putLast([{ run, whileAlive: instanceKey, tokenOf: null }]);
}

/**
 * All that is in a scope makes room for an event sub-process: nothing begins or completes directly in it from now on,
 * and each is told to end. False: there is nothing in it.
 */
export function makeRoomInTurn(step: Step, scopeKey: Key, eventSubProcessId: string, afterwards: AfterEnd): boolean {
  step.endings.interrupt(scopeKey, afterwards, eventSubProcessId);
  const inside = tokensToEnd(step, scopeKey);
  for (const at of inside) terminateInTurn(step, at, { reason: null, afterwards });
  return inside.length > 0;
}

/** A terminate end event ends the other tokens of its scope. False: there are none. */
export function terminateOthersInTurn(
  step: Step,
  { scopeKey, elementId }: ElementInstance,
  afterwards: AfterEnd,
): boolean {
  step.endings.interrupt(scopeKey, afterwards, elementId);
  return terminateTokensInTurn(step, scopeKey, { reason: null, afterwards });
}

/** What is in the scope is told to end when that has its turn; what completes before does. False: there is nothing. */
export function terminateTokensInTurn(step: Step, scopeKey: Key, how: Termination): boolean {
  if (tokensToEnd(step, scopeKey).length === 0) return false;
  const run = (): void => {
    for (const at of tokensToEnd(step, scopeKey)) terminateInTurn(step, at, how);
  };
  step.work.putLast([{ run, whileAlive: scopeKey, tokenOf: null }]);
  return true;
}

/** Tokens on their way come to nothing, those that wait at joins end; all others are left. */
function tokensToEnd(step: Step, scopeKey: Key): ElementInstance[] {
  step.forgetTokensOf(scopeKey);
  const left: ElementInstance[] = [];
  for (const key of [...(step.draft.tokensIn(scopeKey) ?? [])]) {
    const at = step.draft.elements.get(key);
    if (at?.phase === 'arriving') endTerminated(step, at);
    else if (at) left.push(at);
  }
  return left;
}

function beginTermination(step: Step, key: Key, how: Termination): void {
  const at = step.draft.elements.get(key);
  if (!at) return;
  const { afterwards = null, ...inner } = how;
  if (isEnding(step, at)) {
    sayAfterwards(step, at, afterwards);
    return;
  }
  const called = step.calledBy(at);
  if (terminateTokensInTurn(step, key, inner)) stop(step, at, afterwards);
  else if (called !== null) {
    stop(step, at, afterwards);
    terminateInstanceInTurn(step, called, how);
  } else if (isHeldByListeners(step, at)) hold(step, at, afterwards);
  else {
    endTerminated(step, at);
    goOnAfter(step, at, afterwards);
  }
}

function stop(step: Step, { key }: ElementInstance, afterwards: AfterEnd | null): void {
  step.endings.terminate(key, afterwards);
  closeWaits(step, key, 'deleted');
}

function beginTerminationOfInstance(step: Step, instanceKey: Key, { reason, isExternal = false }: Termination): void {
  if (step.endings.isTerminating(instanceKey)) return;
  const afterwards: AfterEnd = { kind: 'instanceEnds', reason, isExternal };
  step.endings.terminate(instanceKey, afterwards);
  closeWaits(step, instanceKey, 'deleted');
  if (!terminateTokensInTurn(step, instanceKey, { reason, isExternal, afterwards })) endHeldInstance(step, instanceKey);
}
