import type { CommandHandler } from '../command-handler.ts';
import type { CorrelateMessage } from '../commands.ts';
import { deliver } from '../moves/catches.ts';
import { reject } from '../reject.ts';

/** A message for one waiting element instance. */
export const correlateMessage: CommandHandler<CorrelateMessage> = (
  step,
  { subscriptionKey, variables, localVariables, variablesOfTriggeredScope, messageKey },
) => {
  const subscription = step.draft.subscriptions.get(subscriptionKey);
  if (subscription?.kind !== 'message')
    return reject('notFound', 'nothing waits for the message any more', { subscriptionKey });
  const { instanceKey, elementInstanceKey, elementId } = subscription;
  if (step.instance(instanceKey).isSuspended)
    return reject('invalidState', 'the instance is suspended', { instanceKey, reason: 'suspended' });
  if (messageKey !== undefined) {
    step.emit({
      type: 'messageCorrelated',
      at: step.now,
      messageKey,
      processId: step.graphOf(instanceKey).processId,
      instanceKey,
      startKey: null,
      subscriptionKey,
    });
  }
  deliver(step, elementInstanceKey, elementId, { variables, localVariables, variablesOfTriggeredScope });
  return { instanceKey };
};
