import type { Key, Subscription } from '../state.ts';
import type { Step } from '../step.ts';
import type { CatchPlace } from '../trigger-behavior.ts';

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
