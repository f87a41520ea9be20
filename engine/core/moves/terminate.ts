import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { closeWaits } from './incidents.ts';

/** Ends an element instance with everything in it, innermost first. `reason` is told of the instances that it called. */
export function terminateElement(step: Step, at: ElementInstance, reason: string | null = null): void {
  terminateTokens(step, at.key, reason);
  if (at.calledInstanceKey !== null && step.draft.instances.has(at.calledInstanceKey)) terminateInstance(step, at.calledInstanceKey, false, reason);
  closeWaits(step, at.key, 'deleted');
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: at.key, outcome: 'terminated' });
}

/** Ends all tokens of a scope, those on their way too; the scope itself stays. */
export function terminateTokens(step: Step, scopeKey: Key, reason: string | null = null): void {
  step.forgetTokensOf(scopeKey);
  for (const key of [...(step.draft.tokensIn(scopeKey) ?? [])]) {
    const element = step.draft.elements.get(key);
    if (element) { terminateElement(step, element, reason); continue; }
    closeWaits(step, key, 'deleted');
    step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
  }
}

export function terminateInstance(step: Step, instanceKey: Key, isExternal: boolean, reason: string | null): void {
  terminateTokens(step, instanceKey, reason);
  step.emit({ type: 'instanceEnded', at: step.now, instanceKey, outcome: 'terminated', isExternal, reason });
}

/** Ends an activity because a boundary event takes its place. */
export function interruptElement(step: Step, at: ElementInstance, boundaryId: string): void {
  terminateElement(step, at, `Cancel scope activity Activity(${boundaryId}) executed.`);
}
