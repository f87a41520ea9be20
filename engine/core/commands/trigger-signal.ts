import type { CommandHandler } from '../command-handler.ts';
import type { TriggerSignal } from '../commands.ts';
import { deliver } from '../moves/catches.ts';
import { reject } from '../reject.ts';

/** A signal for one of those that wait for it. */
export const triggerSignal: CommandHandler<TriggerSignal> = (step, { subscriptionKey, variables }) => {
  const subscription = step.draft.subscriptions.get(subscriptionKey);
  if (subscription?.kind !== 'signal')
    return reject('notFound', 'nothing waits for the signal any more', { subscriptionKey });
  const { instanceKey, elementInstanceKey, elementId } = subscription;
  if (step.instance(instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', { instanceKey, reason: 'suspended' });
  deliver(step, elementInstanceKey, elementId, { variables });
  return { instanceKey };
};
