import type { Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import type { CatchPlace } from '../trigger-behavior.ts';

/**
 * For a message or signal. Null: in Camunda 8 a scope waits for it once, by its boundary event and not by its event
 * sub-process as well.
 */
export function openNamedSubscription(
  step: Step,
  place: CatchPlace,
  kind: 'message' | 'signal',
  name: string,
  correlationKey: string | null,
): Key | null {
  const { element, waiting } = place;
  const isOnceOnly = step.semanticsOf(waiting.instanceKey).sameEventInScope === 'atBoundary';
  if (isOnceOnly && element.kind === 'startEvent' && waitsFor(step, waiting.key, kind, name)) return null;
  return openSubscription(step, place, kind, name, correlationKey);
}

function waitsFor(step: Step, key: Key, kind: Subscription['kind'], name: string): boolean {
  for (const attached of step.draft.attachments(key) ?? []) {
    const subscription = step.draft.subscriptions.get(attached);
    if (subscription?.kind === kind && subscription.name === name) return true;
  }
  return false;
}

export function openSubscription(
  step: Step,
  { element, waiting }: CatchPlace,
  kind: Subscription['kind'],
  name: string,
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
