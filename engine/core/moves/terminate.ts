import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import type { Waiting } from '../trigger-behavior.ts';
import { closeWaits, closeWaitsOf } from './incidents.ts';
import { applyOutputs } from './mappings.ts';

/** How a termination came about. */
export interface Termination {
  /** Told of the instances that end with it. */
  readonly reason: string | null;
  /** A boundary event takes the place of the activity: Camunda 7 still runs the output mappings inside. */
  readonly isInterruption: boolean;
  /** A person or client ends it, and not the model. */
  readonly isExternal?: boolean;
}

const ENDED: Termination = { reason: null, isInterruption: false };

/** Ends an element instance with everything in it, innermost first. */
export function terminateElement(step: Step, at: ElementInstance, how: Termination = ENDED): void {
  terminateTokens(step, at.key, how);
  if (at.calledInstanceKey !== null && step.draft.instances.has(at.calledInstanceKey)) terminateInstance(step, at.calledInstanceKey, how);
  if (how.isInterruption && at.kind !== 'multiInstanceBody' && at.phase === 'active' && step.semanticsOf(at.instanceKey).interruptionRunsOutputs) {
    applyOutputs(step, step.elementOf(at), at);
  }
  closeWaits(step, at.key, 'deleted');
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: at.key, outcome: at.phase === 'compensating' ? 'merged' : 'terminated' });
}

/** Ends an activity because a boundary event takes its place. */
export function interruptElement(step: Step, at: ElementInstance, boundaryId: string): void {
  terminateElement(step, at, { reason: `Cancel scope activity Activity(${boundaryId}) executed.`, isInterruption: true });
}

/** Ends what runs in a scope because an event sub-process takes its place. */
export function interruptScope(step: Step, scope: Waiting, eventSubProcessId: string): void {
  terminateTokens(step, scope.key, { reason: `Interrupting activity Activity(${eventSubProcessId}) executed.`, isInterruption: true });
  if (step.semanticsOf(scope.instanceKey).interruptedScopeWaits === 'forNothing') { closeWaits(step, scope.key, 'deleted', { keepsCompensations: true }); return; }
  closeWaitsOf(step, scope.key, (elementId) => step.element(scope.instanceKey, elementId).kind === 'startEvent');
}

/** Ends all tokens of a scope, those on their way too; the scope itself stays. */
export function terminateTokens(step: Step, scopeKey: Key, how: Termination = ENDED): void {
  step.forgetTokensOf(scopeKey);
  for (const key of [...(step.draft.tokensIn(scopeKey) ?? [])]) {
    const element = step.draft.elements.get(key);
    if (element) { terminateElement(step, element, how); continue; }
    closeWaits(step, key, 'deleted');
    step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
  }
}

export function terminateInstance(step: Step, instanceKey: Key, how: Termination): void {
  terminateTokens(step, instanceKey, how);
  closeWaits(step, instanceKey, 'deleted');
  step.emit({ type: 'instanceEnded', at: step.now, instanceKey, outcome: 'terminated', isExternal: how.isExternal ?? false, reason: how.reason });
}
