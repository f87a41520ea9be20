import type { Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import type { CatchPlace } from '../trigger-behavior.ts';

/**
 * For a message or signal. In Camunda 8 a scope waits for it once: the event that begins to wait last has it, a message
 * by the key of the first.
 */
export function openNamedSubscription(
  step: Step,
  place: CatchPlace,
  kind: 'message' | 'signal',
  name: string | null,
  correlationKey: string | null,
): void {
  const { instanceKey, key } = place.waiting;
  const before = step.semanticsOf(instanceKey).sameEventInScope === 'last' ? waitFor(step, key, kind, name) : undefined;
  if (before) step.emit({ type: 'subscriptionClosed', at: step.now, subscriptionKey: before.key });
  openSubscription(step, place, kind, name, before ? before.correlationKey : correlationKey);
}

function waitFor(step: Step, key: Key, kind: Subscription['kind'], name: string | null): Subscription | undefined {
  for (const attached of step.draft.attachments(key) ?? []) {
    const subscription = step.draft.subscriptions.get(attached);
    if (subscription?.kind === kind && subscription.name === name) return subscription;
  }
  return undefined;
}

export function openSubscription(
  step: Step,
  { element, waiting }: CatchPlace,
  kind: Subscription['kind'],
  name: string | null,
  correlationKey: string | null,
): Key {
  const key = step.newKey();
  step.emit({
    type: 'subscriptionOpened',
    at: step.now,
    subscription: {
      key,
      kind,
      name,
      correlationKey,
      instanceKey: waiting.instanceKey,
      elementInstanceKey: waiting.key,
      elementId: element.id,
      eventScope: null,
      createdAt: step.now,
    },
  });
  return key;
}
