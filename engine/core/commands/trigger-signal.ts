import type { CommandHandler } from '../command-handler.ts';
import type { TriggerSignal } from '../commands.ts';
import { type ReceivedSignal, receiveSignal } from '../moves/receive-signal.ts';
import { reject } from '../reject.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * A signal for one of those that wait for it, or for several of a tree at once; then one that waits no more is passed.
 */
export const triggerSignal: CommandHandler<TriggerSignal> = (
  step,
  { subscriptionKey, together = [], variables, isAsync = false },
) => {
  const subscription = step.draft.subscriptions.get(subscriptionKey);
  if (subscription?.kind !== 'signal')
    return reject('notFound', 'nothing waits for the signal any more', { subscriptionKey });
  const { instanceKey } = subscription;
  if (step.instance(instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', { instanceKey, reason: 'suspended' });
  for (const key of [subscriptionKey, ...together]) bring(step, key, { variables, isAsync });
  return { instanceKey };
};

function bring(step: Step, subscriptionKey: Key, signal: ReceivedSignal): void {
  const subscription = step.draft.subscriptions.get(subscriptionKey);
  if (!subscription || step.instance(subscription.instanceKey).isSuspended) return;
  receiveSignal(step, subscription, signal);
}
