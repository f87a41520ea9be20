import type { Step } from '../step.ts';
import type { CatchPlace } from '../trigger-behavior.ts';

export function openSubscription(step: Step, { element, waiting }: CatchPlace, kind: 'message' | 'signal', name: string, correlationKey: string | null): void {
  step.emit({
    type: 'subscriptionOpened', at: step.now,
    subscription: { key: step.newKey(), kind, name, correlationKey, instanceKey: waiting.instanceKey, elementInstanceKey: waiting.key, elementId: element.id, eventScope: null, createdAt: step.now },
  });
}
