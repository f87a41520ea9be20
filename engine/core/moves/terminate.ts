import type { Element } from '../../graph/element.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { Payload } from '../payload.ts';
import type { AfterEnd, ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { runEndListenersOfProcess, runListenersOfEnded } from './execution-listeners.ts';
import { closeWaits, closeWaitsOf } from './incidents.ts';
import { applyOutputs } from './mappings.ts';
import { endTerminated, holdsSomething, holdUntilEmpty, isHeldByListeners } from './held-ends.ts';
import { makeRoomInTurn, terminateInTurn } from './terminate-in-turn.ts';
import { hasScope, variablesOfToken } from './token-variables.ts';
import { listensTo } from './task-transitions.ts';
import { endUserTask } from './user-tasks.ts';

/** How a termination came about, and what it makes room for. */
export interface Termination {
  /** Told of the instances that end with it, and of the tasks. */
  readonly reason: string | null;
  /** Told of the called instances instead. */
  readonly reasonOfCalled?: string | undefined;
  /** A person or client ends it, and not the model. */
  readonly isExternal?: boolean;
  /** Told of each element instance right before it has ended. */
  readonly beforeEnd?: (at: ElementInstance) => void;
  /** Kept where the end has to wait; whoever ends something goes on by himself where it has ended at once. */
  readonly afterwards?: AfterEnd;
}

const ENDED: Termination = { reason: null };

/**
 * Ends an element instance with everything in it, innermost first. Camunda 7 runs its end listeners and output
 * mappings. In Camunda 8 a task with listeners of its cancellation ends when they are done, and what is around it after
 * it: false, as long as that lasts.
 */
export function terminateElement(step: Step, at: ElementInstance, how: Termination = ENDED): boolean {
  inOneGo(terminatingElement(step, at, how));
  return !step.draft.elements.has(at.key);
}

function* terminatingElement(step: Step, at: ElementInstance, how: Termination): Generator<undefined, void> {
  const { afterwards: _, ...inner } = how;
  yield* terminatingTokens(step, at.key, inner);
  const called = step.calledBy(at);
  if (called !== null)
    yield* terminatingInstance(
      step,
      called,
      how.reasonOfCalled === undefined ? how : { ...how, reason: how.reasonOfCalled },
    );
  if (isHeldByListeners(step, at) || holdsSomething(step, at)) {
    holdUntilEmpty(step, at, how.afterwards);
    return;
  }
  runListenersOfEnded(step, at);
  if (
    at.kind !== 'multiInstanceBody' &&
    at.phase === 'active' &&
    step.semanticsOf(at.instanceKey).terminationRunsOutputs
  ) {
    applyOutputs(step, step.elementOf(at), at);
  }
  endTerminated(step, at, how.beforeEnd);
}

/**
 * Ends an activity because a boundary event takes its place; `taken` is what its token has of its own, and goes on with
 * the event.
 */
export function interruptElement(
  step: Step,
  at: ElementInstance,
  boundaryId: string,
  payload: Payload,
): { readonly hasEnded: boolean; readonly taken: TokenVariables | undefined } {
  let taken: TokenVariables | undefined;
  const beforeEnd = (ended: ElementInstance): void => {
    if (ended.key === at.key) taken = variablesOfToken(step, step.elementOf(at), at);
  };
  const afterwards: AfterEnd = { kind: 'boundaryEvent', elementId: boundaryId, payload };
  if (step.semanticsOf(at.instanceKey).interruption === 'inTurn') {
    terminateInTurn(step, at, { reason: null, afterwards });
    return { hasEnded: false, taken };
  }
  const hasEnded = terminateElement(step, at, {
    reason: `Cancel scope activity Activity(${boundaryId}) executed.`,
    beforeEnd,
    afterwards,
  });
  return { hasEnded, taken };
}

/** What is told of what an event ends in its scope, letter by letter as in Camunda 7. */
export const interruptedBy = (elementId: string): string => `Interrupting activity Activity(${elementId}) executed.`;

/** Ends what runs in a scope because an event sub-process takes its place, which may be as soon as that has ended. */
export function interruptScope(
  step: Step,
  scope: Waiting,
  event: { readonly startEventId: string; readonly eventSubProcessId: string; readonly payload: Payload },
): boolean {
  const afterwards: AfterEnd = { kind: 'eventSubProcess', elementId: event.startEventId, payload: event.payload };
  const { interruption, interruptedScopeWaits } = step.semanticsOf(scope.instanceKey);
  const reason = interruptedBy(event.eventSubProcessId);
  endTaskOfScope(step, scope.key, reason);
  const hasEnded =
    interruption === 'inTurn'
      ? !makeRoomInTurn(step, scope.key, event.eventSubProcessId, afterwards)
      : terminateTokens(step, scope.key, { reason, afterwards });
  if (interruptedScopeWaits === 'forNothing') closeWaits(step, scope.key, 'deleted', { keepsCompensations: true });
  else stopWaitingInside(step, scope);
  return hasEnded;
}

/**
 * What is in the scope is over: its event sub-processes wait no more. What is at its boundary does, until it has ended
 * itself.
 */
export function stopWaitingInside(step: Step, scope: Pick<Waiting, 'key' | 'instanceKey'>): void {
  closeWaitsOf(step, scope.key, (elementId) => isOfScopeItself(step.element(scope.instanceKey, elementId)));
}

/** What event sub-processes wait for, and the job of an ad-hoc sub-process; not what is waited for at its boundary. */
const isOfScopeItself = ({ kind }: Element): boolean => kind === 'startEvent' || kind === 'adHocSubProcess';

/**
 * Camunda 7: a token that is alone in its scope, at an activity that makes none, is the scope itself. Its task is told
 * why that is emptied; tasks that are ended in any other way are told nothing.
 */
export function endTaskOfScope(step: Step, scopeKey: Key, reason: string): void {
  if (step.tokenCount(scopeKey) !== 1) return;
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const at = step.draft.elements.get(key);
    if (at?.kind !== 'userTask' || step.semanticsOf(at.instanceKey).localVariables !== 'ofTheToken') continue;
    if (hasScope(step.elementOf(at), at)) continue;
    for (const attached of [...(step.draft.attachments(key) ?? [])]) {
      const task = step.draft.userTasks.get(attached);
      if (task) endUserTask(step, task, 'canceled', reason);
    }
  }
}

/** What a client ends: the tasks of Camunda 7 go first, so that their listeners find everything still in its place. */
export function endTasksFirst(step: Step, instanceKey: Key, reason: string | null): void {
  for (const task of [...step.draft.userTasks.values()]) {
    if (task.instanceKey === instanceKey && !listensTo(step, task, 'canceling'))
      endUserTask(step, task, 'canceled', reason);
  }
}

/**
 * Ends all tokens of a scope, those on their way too; the scope itself stays. False: some of them wait for listeners.
 */
export function terminateTokens(step: Step, scopeKey: Key, how: Termination = ENDED): boolean {
  inOneGo(terminatingTokens(step, scopeKey, how));
  return step.draft.tokensIn(scopeKey) === undefined;
}

/**
 * Ends all else in the scope of an event that takes the place of it; the scope waits for nothing any more (Camunda 7).
 */
export function interruptFor(step: Step, at: ElementInstance): void {
  inOneGo(terminatingTokens(step, at.scopeKey, { reason: interruptedBy(at.elementId) }, at.key));
  closeWaits(step, at.scopeKey, 'deleted', { keepsCompensations: true });
}

/** The same for scopes that may hold thousands of tokens, with a breath after each. */
export function* terminatingTokens(
  step: Step,
  scopeKey: Key,
  how: Termination,
  keptKey: Key | null = null,
): Generator<undefined, void> {
  step.forgetTokensOf(scopeKey);
  for (const key of [...(step.draft.tokensIn(scopeKey) ?? [])]) {
    if (key === keptKey) continue;
    const element = step.draft.elements.get(key);
    if (element) yield* terminatingElement(step, element, how);
    else {
      closeWaits(step, key, 'deleted');
      step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
    }
    yield;
  }
}

export function terminateInstance(step: Step, instanceKey: Key, how: Termination): void {
  inOneGo(terminatingInstance(step, instanceKey, how));
}

function* terminatingInstance(
  step: Step,
  instanceKey: Key,
  { reason, isExternal = false, beforeEnd }: Termination,
): Generator<undefined, void> {
  yield* terminatingTokens(step, instanceKey, {
    reason,
    isExternal,
    ...(beforeEnd && { beforeEnd }),
    afterwards: { kind: 'instanceEnds', reason, isExternal },
  });
  closeWaits(step, instanceKey, 'deleted');
  if (step.draft.tokensIn(instanceKey) !== undefined) return;
  runEndListenersOfProcess(step, instanceKey, null);
  step.emit({ type: 'instanceEnded', at: step.now, instanceKey, outcome: 'terminated', isExternal, reason });
}

function inOneGo(work: Generator<undefined, void>): void {
  while (work.next().done !== true);
}
