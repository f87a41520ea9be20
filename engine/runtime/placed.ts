import type { ExecuteOptions } from '../engine.ts';
import type { WaitingSubscription } from '../store/messages.ts';

export type Place = Pick<WaitingSubscription, 'definition_key' | 'element_id'> &
  Partial<Pick<WaitingSubscription, 'instance_key'>>;

/** The entry says where the message went, as far as whoever asked did not know. */
export function placed(options: ExecuteOptions, { definition_key, element_id, instance_key }: Place): ExecuteOptions {
  const { audit } = options;
  if (!audit) return options;
  return {
    ...options,
    audit: {
      ...audit,
      definitionKey: audit.definitionKey ?? definition_key,
      elementId: audit.elementId ?? element_id,
      instanceKey: audit.instanceKey ?? instance_key ?? null,
    },
  };
}
