import type { MessageReceivers } from '../../early-messages.ts';
import type { StartSubscription, WaitingSubscription } from '../../store/messages.ts';

export function receivers(
  waiting: readonly WaitingSubscription[],
  starts: readonly StartSubscription[],
): MessageReceivers {
  return {
    waiting: waiting.map((each) => ({
      instanceKey: each.instance_key,
      definitionKey: each.definition_key,
      processId: each.process_id,
      elementId: each.element_id,
    })),
    starts: starts.map((each) => ({
      definitionKey: each.definition_key,
      processId: each.process_id,
      elementId: each.element_id,
    })),
  };
}
