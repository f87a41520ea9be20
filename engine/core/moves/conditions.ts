import type { Semantics } from '../../graph/semantics.ts';
import type { ConditionalTrigger } from '../../graph/trigger.ts';
import { namesVariable } from '../../graph/variable-uses.ts';
import { activityId } from '../activity-ids.ts';
import type { ConditionCause } from '../condition-cause.ts';
import { isMissingVariable, StepFailure } from '../failure.ts';
import type { Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import { deliver, waitingInstance } from './catches.ts';
import { conditionAt, placeOf } from './evaluate-at.ts';
import { instanceKeyOf } from './variables.ts';

type Change = Extract<ConditionCause, { kind: 'changed' }>;

/**
 * What waits for a condition looks at all that has changed since it looked last, each time from the scope of the change
 * inwards: one change after the other (7), or once at all of them (8). Variables are as they are now, after all the
 * changes.
 */
export function lookAgain(step: Step): void {
  for (let cause = step.nextCause(); cause; cause = step.nextCause()) {
    if (cause.kind === 'began') lookAt(step, cause.subscriptionKey, null);
    else if (looksAtEachChange(step, cause))
      for (const key of waitsBelow(step, cause.scopeKey)) lookAt(step, key, [cause]);
    else for (const [key, changes] of changesByWait(step, [cause, ...step.takeChanges()])) lookAt(step, key, changes);
  }
}

function looksAtEachChange(step: Step, { scopeKey }: Change): boolean {
  const instanceKey = step.isAlive(scopeKey) ? instanceKeyOf(step, scopeKey) : null;
  return instanceKey === null || step.semanticsOf(instanceKey).conditionsLookAt === 'eachChange';
}

function changesByWait(step: Step, changes: readonly Change[]): ReadonlyMap<Key, readonly Change[]> {
  const seen = new Map<Key, Change[]>();
  for (const change of changes)
    for (const key of waitsBelow(step, change.scopeKey)) seen.set(key, [...(seen.get(key) ?? []), change]);
  return seen;
}

/** The waits for conditions that hang on a scope and on what is in it, outer ones first. */
function waitsBelow(step: Step, scopeKey: Key): Key[] {
  const waits: Key[] = [];
  let level: readonly Key[] = [scopeKey];
  while (level.length > 0) {
    for (const owner of level)
      for (const key of step.draft.attachments(owner) ?? [])
        if (step.draft.subscriptions.get(key)?.kind === 'conditional') waits.push(key);
    level = level.flatMap((owner) => [...(step.draft.tokensIn(owner) ?? [])]);
  }
  return waits;
}

function lookAt(step: Step, subscriptionKey: Key, changes: readonly Change[] | null): void {
  const subscription = step.draft.subscriptions.get(subscriptionKey);
  if (!subscription || !holdsOrFails(step, subscription, changes)) return;
  const { elementInstanceKey, instanceKey, elementId } = subscription;
  // Whatever would begin in a suspended instance fails what has made the condition true.
  if (step.instance(instanceKey).isSuspended)
    throw new StepFailure('CONDITION_ERROR', `ENGINE-03043 Execution with id '${elementInstanceKey}' is suspended.`);
  deliver(step, elementInstanceKey, elementId, { variables: {} });
}

/** What fails fails where the variable was changed, or at what has just begun to wait. */
function holdsOrFails(step: Step, subscription: Subscription, changes: readonly Change[] | null): boolean {
  try {
    return holds(step, subscription, changes);
  } catch (failure) {
    const waiting = step.draft.elements.get(subscription.elementInstanceKey);
    const place = changes === null ? waiting && activityId(waiting) : changes[0]?.changedBy;
    if (failure instanceof StepFailure) failure.elementId ??= place ?? null;
    throw failure;
  }
}

function holds(
  step: Step,
  { instanceKey, elementInstanceKey, elementId }: Subscription,
  changes: readonly Change[] | null,
): boolean {
  const element = step.element(instanceKey, elementId);
  const trigger = 'trigger' in element ? element.trigger : undefined;
  if (trigger?.kind !== 'conditional') return false;
  const { conditionsLookAt } = step.semanticsOf(instanceKey);
  if (changes && !changes.some((change) => concerns(trigger, change, conditionsLookAt))) return false;
  const waiting = step.draft.elements.get(elementInstanceKey) ?? waitingInstance(step, elementInstanceKey);
  return conditionHolds(() => conditionAt(step, trigger.condition, placeOf(waiting)), conditionsLookAt);
}

/** Without a filter every variable counts (7), or those that the condition names (8). */
function concerns(
  { condition, variableNames, variableEvents }: ConditionalTrigger,
  { name, event }: Change,
  lookAt: Semantics['conditionsLookAt'],
): boolean {
  const isNamed = variableNames
    ? variableNames.includes(name)
    : lookAt === 'eachChange' || namesVariable(condition.text, name);
  return isNamed && (variableEvents === undefined || variableEvents.includes(event));
}

/**
 * A condition over a variable that is not there does not hold; every other failure is one (7), or does not hold either
 * (8).
 */
function conditionHolds(evaluate: () => boolean, lookAt: Semantics['conditionsLookAt']): boolean {
  try {
    return evaluate();
  } catch (failure) {
    if (failure instanceof StepFailure && (lookAt === 'eachUpdate' || isMissingVariable(failure.message))) return false;
    throw failure;
  }
}
