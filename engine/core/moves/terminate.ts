import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { closeWaits } from './incidents.ts';

/** Ends an element instance with everything in it, innermost first. */
export function terminateElement(step: Step, at: ElementInstance): void {
  terminateTokens(step, at.key);
  if (at.calledInstanceKey !== null && step.draft.instances.has(at.calledInstanceKey)) terminateInstance(step, at.calledInstanceKey, false, null);
  closeWaits(step, at.key, 'deleted');
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: at.key, outcome: 'terminated' });
}

/** Ends all tokens of a scope, those on their way too; the scope itself stays. */
export function terminateTokens(step: Step, scopeKey: Key): void {
  step.forgetTokensOf(scopeKey);
  for (const key of [...(step.draft.tokensIn(scopeKey) ?? [])]) {
    const element = step.draft.elements.get(key);
    if (element) { terminateElement(step, element); continue; }
    closeWaits(step, key, 'deleted');
    step.emit({ type: 'jobEnded', at: step.now, jobKey: key, outcome: 'canceled', worker: null });
  }
}

export function terminateInstance(step: Step, instanceKey: Key, isExternal: boolean, reason: string | null): void {
  terminateTokens(step, instanceKey);
  step.emit({ type: 'instanceEnded', at: step.now, instanceKey, outcome: 'terminated', isExternal, reason });
}
