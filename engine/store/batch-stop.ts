import type { EndedItems, Stopped, StopRule } from '../core/stop-rule.ts';
import type { Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/** What a batch's rule goes by, with its row locked until the transaction ends. */
export interface RuledBatch extends EndedItems {
  readonly key: Key;
  readonly rule: StopRule;
  /** Paused or over already: there is nothing to stop. */
  readonly isResting: boolean;
  readonly kind: string;
  /** Whoever made it in the console, and whoever watches it. */
  readonly people: readonly string[];
}

/** Batches before their items: all that writes both takes them in this order. */
export async function lockBatches(connection: Queryable, keys: readonly Key[]): Promise<void> {
  await connection.query({
    name: 'lock batches',
    text: 'select key from batch where key = any($1::bigint[]) order by key for no key update',
    values: [keys],
  });
}

/** More items came to an end. null: it has no rule, or is forgotten. */
export async function countEnded(
  connection: Queryable,
  key: Key,
  { done, failed }: EndedItems,
): Promise<RuledBatch | null> {
  const { rows } = await connection.query<RuledBatch>({
    name: 'count ended items',
    text: `update batch b set ran_done = b.ran_done + $2, ran_failed = b.ran_failed + $3
      where b.key = $1 and b.stop_rule is not null
      returning b.key, b.stop_rule as rule, b.ran_done as done, b.ran_failed as failed, b.kind,
        b.is_suspended or b.ended_at is not null as "isResting",
        array(select w.username from watch w where w.kind = 'batch' and w.target_key = b.key
          union select b.created_by where b.guarded is not null and b.created_by is not null) as people`,
    values: [key, done, failed],
  });
  return rows[0] ?? null;
}

/** SQL: what of a batch `b` waits still, or has failed. */
const LEFT = `(select count(*)::int from batch_item i where i.batch_key = b.key and i.state in ('planned', 'open'))`;
const FAILED = `(select count(*)::int from batch_item i where i.batch_key = b.key and i.state = 'failed')`;

/**
 * The counters made true by the items themselves: a node that died between an item and its count has left some out.
 * Gives what came to an end since the rule counts, and what waits still.
 */
export async function recountEnded(connection: Queryable, key: Key): Promise<EndedItems & { readonly left: number }> {
  const { rows } = await connection.query<EndedItems & { left: number }>({
    name: 'recount ended items',
    text: `update batch b set ran_done = b.total - c.left_over - c.failed - b.base_done, ran_failed = c.failed - b.base_failed
      from (select b.key, ${LEFT} as left_over, ${FAILED} as failed from batch b where b.key = $1) c where b.key = c.key
      returning b.ran_done as done, b.ran_failed as failed, c.left_over as left`,
    values: [key],
  });
  return rows[0] ?? { done: 0, failed: 0, left: 0 };
}

/** The rule begins to count at what has come to an end by now. */
export async function countAnew(connection: Queryable, key: Key): Promise<void> {
  await connection.query({
    name: 'count anew',
    text: `update batch b set base_done = b.total - c.left_over - c.failed, base_failed = c.failed, ran_done = 0,
        ran_failed = 0
      from (select b.key, ${LEFT} as left_over, ${FAILED} as failed from batch b where b.key = $1) c
      where b.key = c.key and b.stop_rule is not null`,
    values: [key],
  });
}

/** It rests, and says why. */
export async function stopBatch(connection: Queryable, key: Key, stopped: Stopped): Promise<void> {
  await connection.query({
    name: 'stop batch',
    text: 'update batch set is_suspended = true, stopped = $2 where key = $1',
    values: [key, JSON.stringify(stopped)],
  });
}

/** It goes on whatever fails. */
export async function liftStopRule(connection: Queryable, key: Key): Promise<void> {
  await connection.query({
    name: 'lift stop rule',
    text: 'update batch set stop_rule = null where key = $1',
    values: [key],
  });
}
