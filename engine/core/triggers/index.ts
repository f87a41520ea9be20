import type { Trigger, TriggerKind } from '../../graph/trigger.ts';
import type { TriggerBehavior, TriggerPosition } from '../trigger-behavior.ts';
import { cancel } from './cancel.ts';
import { compensation } from './compensation.ts';
import { conditional } from './conditional.ts';
import { error } from './error.ts';
import { escalation } from './escalation.ts';
import { link } from './link.ts';
import { message } from './message.ts';
import { none } from './none.ts';
import { signal } from './signal.ts';
import { terminate } from './terminate.ts';
import { timer } from './timer.ts';

/** Every event definition has its file; a kind that is missing here does not compile. */
const BEHAVIORS: Record<TriggerKind, TriggerBehavior> = {
  none,
  message,
  timer,
  error,
  escalation,
  conditional,
  signal,
  terminate,
  compensation,
  cancel,
  link,
};

const isKind = (name: string): name is TriggerKind => name in BEHAVIORS;
/** Every event definition that there is. */
export const TRIGGER_KINDS: readonly TriggerKind[] = Object.keys(BEHAVIORS).filter(isKind);

export function triggerBehaviorOf({ kind }: Pick<Trigger, 'kind'>): TriggerBehavior {
  return BEHAVIORS[kind];
}

/** Where a file may have this event definition; everything else is refused at deployment. */
export function isTriggerAllowedAt(kind: TriggerKind, position: TriggerPosition): boolean {
  return triggerBehaviorOf({ kind }).allowedAt.includes(position);
}
