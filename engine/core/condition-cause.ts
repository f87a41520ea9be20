import type { Key } from './state.ts';

export type VariableEvent = 'create' | 'update' | 'delete';

/** Why a condition is looked at: a variable of a scope has changed, or the wait for the condition has just begun. */
export type ConditionCause =
  | {
      readonly kind: 'changed';
      readonly scopeKey: Key;
      readonly name: string;
      readonly event: VariableEvent;
      /** The element that changed it; null: a request. */
      readonly changedBy: string | null;
    }
  | { readonly kind: 'began'; readonly subscriptionKey: Key };
