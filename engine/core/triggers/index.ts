import type { Trigger, TriggerKind } from '../../graph/trigger.ts';
import type { TriggerBehavior, TriggerPosition } from '../trigger-behavior.ts';
import { error } from './error.ts';
import { message } from './message.ts';
import { none } from './none.ts';
import { signal } from './signal.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every event definition has its file; a kind that is missing here does not compile. */
function registry(): Record<TriggerKind, TriggerBehavior> {
  return { none, message, timer, error, signal, terminate };
}

// Made at first use: triggers and moves import each other, and none is complete before all are.
let behaviors: Record<TriggerKind, TriggerBehavior> | null = null;

export function triggerBehaviorOf({ kind }: Pick<Trigger, 'kind'>): TriggerBehavior {
  behaviors ??= registry();
  return behaviors[kind];
}

/** Where a file may have this event definition; everything else is refused at deployment. */
export function isTriggerAllowedAt(kind: TriggerKind, position: TriggerPosition): boolean {
  return triggerBehaviorOf({ kind }).allowedAt.includes(position);
}
