import type { Trigger, TriggerKind } from '../../graph/trigger.ts';
import type { TriggerBehavior } from '../trigger-behavior.ts';
import { error } from './error.ts';
import { message } from './message.ts';
import { none } from './none.ts';
import { signal } from './signal.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every event definition has its file; a kind that is missing here does not compile. */
export const TRIGGERS: Record<TriggerKind, TriggerBehavior> = { none, message, timer, error, signal, terminate };

export function triggerBehaviorOf(trigger: Trigger): TriggerBehavior {
  return TRIGGERS[trigger.kind];
}
