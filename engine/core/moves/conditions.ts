import type { ConditionalTrigger } from '../../graph/trigger.ts';
import type { ConditionCause } from '../condition-cause.ts';
import { isMissingVariable, StepFailure } from '../failure.ts';
import type { Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import { deliver, waitingInstance } from './catches.ts';
import { conditionAt, placeOf } from './evaluate-at.ts';

/**
 * What waits for a condition looks at all that has changed since it looked last, one change after the other, each time from
 * the scope of the change inwards. Variables are as they are now, after all the changes.
 */
export function lookAgain(step: Step): void {
  for (let cause = step.nextCause(); cause; cause = step.nextCause()) {
    if (cause.kind === 'began') lookAt(step, cause.subscriptionKey, null);
    else for (const key of waitsBelow(step, cause.scopeKey)) lookAt(step, key, cause);
  }
}

/** The waits for conditions that hang on a scope and on what is in it, outer ones first. */
function waitsBelow(step: Step, scopeKey: Key): Key[] {
  const waits: Key[] = [];
  let level: readonly Key[] = [scopeKey];
  while (level.length > 0) {
    for (const owner of level) for (const key of step.draft.attachments(owner) ?? []) if (step.draft.subscriptions.get(key)?.kind === 'conditional') waits.push(key);
    level = level.flatMap((owner) => [...step.draft.tokensIn(owner) ?? []]);
  }
  return waits;
}

function lookAt(step: Step, subscriptionKey: Key, change: Extract<ConditionCause, { kind: 'changed' }> | null): void {
  const subscription = step.draft.subscriptions.get(subscriptionKey);
  if (!subscription || !holds(step, subscription, change)) return;
  deliver(step, subscription.elementInstanceKey, subscription.elementId, { variables: {} });
}

function holds(step: Step, { instanceKey, elementInstanceKey, elementId }: Subscription, change: Extract<ConditionCause, { kind: 'changed' }> | null): boolean {
  const element = step.element(instanceKey, elementId);
  const trigger = 'trigger' in element ? element.trigger : undefined;
  if (trigger?.kind !== 'conditional' || (change && !concerns(trigger, change))) return false;
  const waiting = step.draft.elements.get(elementInstanceKey) ?? waitingInstance(step, elementInstanceKey);
  return conditionHolds(() => conditionAt(step, trigger.condition, placeOf(waiting)));
}

function concerns({ variableName, variableEvents }: ConditionalTrigger, { name, event }: Extract<ConditionCause, { kind: 'changed' }>): boolean {
  return (variableName === undefined || variableName === name) && (variableEvents === undefined || variableEvents.includes(event));
}

/** A condition over a variable that is not there does not hold; every other failure is one. */
function conditionHolds(evaluate: () => boolean): boolean {
  try {
    return evaluate();
  } catch (failure) {
    if (failure instanceof StepFailure && isMissingVariable(failure.message)) return false;
    throw failure;
  }
}
