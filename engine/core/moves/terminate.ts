import type { Element } from '../../graph/element.ts';
import type { TokenVariables } from '../element-behavior.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { runListenersOfEnded, runListenersOfProcess } from './execution-listeners.ts';
import { closeWaits, closeWaitsOf } from './incidents.ts';
import { applyOutputs } from './mappings.ts';
import { noteUnbegun } from './multi-instance.ts';
import { variablesOfToken } from './token-variables.ts';
import { endUserTask } from './user-tasks.ts';

/** How a termination came about. */
export interface Termination {
  /** Told of the instances that end with it, and of the tasks. */
  readonly reason: string | null;
  /** A person or client ends it, and not the model. */
  readonly isExternal?: boolean;
  /** Told of each element instance right before it has ended. */
  readonly beforeEnd?: (at: ElementInstance) => void;
}

const ENDED: Termination = { reason: null };

/** Ends an element instance with everything in it, innermost first. Camunda 7 runs its end listeners and output mappings. */
export function terminateElement(step: Step, at: ElementInstance, how: Termination = ENDED): void {
  inOneGo(terminatingElement(step, at, how));
}

function* terminatingElement(step: Step, at: ElementInstance, how: Termination): Generator<undefined, void> {
  yield* terminatingTokens(step, at.key, how);
  if (at.calledInstanceKey !== null && step.draft.instances.has(at.calledInstanceKey)) yield* terminatingInstance(step, at.calledInstanceKey, how);
  runListenersOfEnded(step, at);
  if (at.kind !== 'multiInstanceBody' && at.phase === 'active' && step.semanticsOf(at.instanceKey).terminationRunsOutputs) {
    applyOutputs(step, step.elementOf(at), at);
  }
  closeWaits(step, at.key, 'deleted');
  how.beforeEnd?.(at);
  noteUnbegun(step, at);
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: at.key, outcome: at.phase === 'compensating' ? 'merged' : 'terminated' });
}

/** Ends an activity because a boundary event takes its place; the result is what its token has of its own, and goes on with the event. */
export function interruptElement(step: Step, at: ElementInstance, boundaryId: string): TokenVariables | undefined {
  let taken: TokenVariables | undefined;
  const beforeEnd = (ended: ElementInstance): void => { if (ended.key === at.key) taken = variablesOfToken(step, step.elementOf(at), at); };
  terminateElement(step, at, { reason: `Cancel scope activity Activity(${boundaryId}) executed.`, beforeEnd });
  return taken;
}

/** Ends what runs in a scope because an event sub-process takes its place. */
export function interruptScope(step: Step, scope: Waiting, eventSubProcessId: string): void {
  terminateTokens(step, scope.key, { reason: `Interrupting activity Activity(${eventSubProcessId}) executed.` });
  if (step.semanticsOf(scope.instanceKey).interruptedScopeWaits === 'forNothing') { closeWaits(step, scope.key, 'deleted', { keepsCompensations: true }); return; }
  closeWaitsOf(step, scope.key, (elementId) => isOfScopeItself(step.element(scope.instanceKey, elementId)));
}

/** What event sub-processes wait for, and the job of an ad-hoc sub-process; not what is waited for at its boundary. */
const isOfScopeItself = ({ kind }: Element): boolean => kind === 'startEvent' || kind === 'adHocSubProcess';

/** What a client ends: the tasks of Camunda 7 go first, so that their listeners find everything still in its place. */
export function endTasksFirst(step: Step, instanceKey: Key, reason: string | null): void {
  for (const task of [...step.draft.userTasks.values()]) if (task.instanceKey === instanceKey) endUserTask(step, task, 'canceled', reason);
}

/** Ends all tokens of a scope, those on their way too; the scope itself stays. */
export function terminateTokens(step: Step, scopeKey: Key, how: Termination = ENDED): void {
  inOneGo(terminatingTokens(step, scopeKey, how));
}

/** The same for scopes that may hold thousands of tokens, with a breath after each. */
export function* terminatingTokens(step: Step, scopeKey: Key, how: Termination): Generator<undefined, void> {
  step.forgetTokensOf(scopeKey);
  for (const key of [...(step.draft.tokensIn(scopeKey) ?? [])]) {
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

function* terminatingInstance(step: Step, instanceKey: Key, how: Termination): Generator<undefined, void> {
  yield* terminatingTokens(step, instanceKey, how);
  closeWaits(step, instanceKey, 'deleted');
  runListenersOfProcess(step, instanceKey, 'end');
  step.emit({ type: 'instanceEnded', at: step.now, instanceKey, outcome: 'terminated', isExternal: how.isExternal ?? false, reason: how.reason });
}

function inOneGo(work: Generator<undefined, void>): void { while (work.next().done !== true) ; }
