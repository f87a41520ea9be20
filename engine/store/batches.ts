import type { BatchOperation } from '../core/batch-operation.ts';
import type { Rejection } from '../core/decision.ts';
import type { Instant, Key } from '../core/state.ts';
import type { StopRule } from '../core/stop-rule.ts';
import type { Queryable } from './connection.ts';
import { isDead } from './living-nodes.ts';

/** Attempts that an item has before a person has to look at it. */
const ITEM_ATTEMPTS = 3;

export interface NewBatch {
  readonly key: Key;
  readonly operation: BatchOperation;
  readonly createdBy: string | null;
  readonly guarded: object | null;
  readonly stopRule: StopRule | null;
  readonly tenantId: string | null;
  readonly at: Instant;
  readonly items: readonly { readonly key: Key; readonly target: string }[];
}
export interface LeasedItem {
  readonly key: Key;
  readonly batchKey: Key;
  readonly target: string;
  readonly retries: number;
}
export interface ItemFailure {
  readonly key: Key;
  readonly message: string;
  readonly rejection: Rejection | null;
  /** It is not tried again by itself, whatever attempts it has left. */
  readonly isFinal: boolean;
}

const at = (instant: Instant): Date => new Date(instant);

/** In one transaction with its audit entry. */
export async function insertBatch(
  connection: Queryable,
  { key, operation, createdBy, guarded, stopRule, tenantId, at: createdAt, items }: NewBatch,
): Promise<void> {
  await connection.query({
    text: `insert into batch (key, kind, operation, total, created_by, created_at, guarded, stop_rule, tenant_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      key,
      operation.kind,
      JSON.stringify(operation),
      items.length,
      createdBy,
      at(createdAt),
      guarded === null ? null : JSON.stringify(guarded),
      stopRule === null ? null : JSON.stringify(stopRule),
      tenantId,
    ],
  });
  await connection.query({
    text: `insert into batch_item (key, batch_key, target, state, retries) select v.key, $1, v.target, 'planned', $2
      from unnest($3::bigint[], $4::text[]) as v(key, target)`,
    values: [key, ITEM_ATTEMPTS, items.map((item) => item.key), items.map(({ target }) => target)],
  });
}

export interface BatchTask {
  readonly operation: BatchOperation;
  readonly guarded: object | null;
  readonly stopRule: StopRule | null;
}

/** What batches do of which items were taken; they have begun by that. A batch that is forgotten is left out. */
export async function begunTasks(
  connection: Queryable,
  batchKeys: readonly Key[],
  now: Instant,
): Promise<Map<Key, BatchTask>> {
  const { rows } = await connection.query<BatchTask & { key: Key }>({
    name: 'begun batches',
    text: `with begun as (update batch set started_at = $2 where key = any($1::bigint[]) and started_at is null)
      select key, operation, guarded, stop_rule as "stopRule" from batch where key = any($1::bigint[])`,
    values: [batchKeys, at(now)],
  });
  return new Map(rows.map(({ key, ...task }) => [key, task]));
}

/** SQL: the item may be worked on. Where all of a batch are opened, its items are not written for that. */
const IS_OPEN = `(t.state = 'open' or t.state = 'planned' and b.opened >= b.total)`;

/** The next items of a batch may be worked on. Gives how many. */
export async function openItems(connection: Queryable, key: Key, limit: number): Promise<number> {
  const { rowCount } = await connection.query({
    text: `update batch_item set state = 'open' where key in (
             select t.key from batch_item t join batch b on b.key = t.batch_key where t.batch_key = $1
               and t.state = 'planned' and b.opened < b.total order by t.key limit $2 for update of t skip locked)`,
    values: [key, limit],
  });
  const opened = rowCount ?? 0;
  if (opened > 0)
    await connection.query({ text: 'update batch set opened = opened + $2 where key = $1', values: [key, opened] });
  return opened;
}

/** All items may be worked on. */
export async function openAllItems(connection: Queryable): Promise<void> {
  await connection.query({
    name: 'open all batch items',
    text: 'update batch set opened = total where ended_at is null and not is_suspended and opened < total',
    values: [],
  });
}

/**
 * SQL: items of a batch `b` that are taken together. One that may stop by itself begins with few, and takes as many again
 * as have come to an end: what is under way when it stops is never much more than what was seen before.
 */
const FIRST_ITEMS = 20;
const TOGETHER = `case when b.stop_rule is null then $4 else least($4, greatest(${FIRST_ITEMS}, b.ran_done + b.ran_failed)) end`;

/** Items for one node; a node that dies gives them free when their time is over. */
export async function leaseItems(
  connection: Queryable,
  { worker, now, until, limit }: { worker: string; now: Instant; until: Instant; limit: number },
): Promise<LeasedItem[]> {
  const { rows } = await connection.query<LeasedItem>({
    // Without a name: planned for the batches that there are now.
    text: `update batch_item i set worker = $1, lock_until = $3 from (
             select w.key from (select key, opened, total, stop_rule, ran_done, ran_failed from batch where ended_at is null
               and not is_suspended order by key) b
             cross join lateral (select t.key from batch_item t where t.batch_key = b.key
               and t.state in ('planned', 'open') and ${IS_OPEN}
               and (t.lock_until is null or t.lock_until < $2) order by t.key limit ${TOGETHER} for update skip locked) w
                 limit $4) v
           where i.key = v.key returning i.key, i.batch_key as "batchKey", i.target, i.retries`,
    values: [worker, at(now), at(until), limit],
  });
  return rows;
}

/** One item by request. null: it is not open, or somebody else works on it. */
export async function leaseItem(
  connection: Queryable,
  key: Key,
  { worker, now, until }: { worker: string; now: Instant; until: Instant },
): Promise<LeasedItem | null> {
  const { rows } = await connection.query<LeasedItem>({
    text: `update batch_item t set worker = $2, lock_until = $4, state = 'open' from batch b
           where t.key = $1 and b.key = t.batch_key and (${IS_OPEN} or t.state = 'failed')
             and (t.lock_until is null or t.lock_until < $3)
           returning t.key, t.batch_key as "batchKey", t.target, t.retries`,
    values: [key, worker, at(now), at(until)],
  });
  return rows[0] ?? null;
}

export async function releaseItems(connection: Queryable, worker: string): Promise<void> {
  await connection.query({
    text: `update batch_item set worker = null, lock_until = null where worker = $1 and state in ('planned', 'open')`,
    values: [worker],
  });
}

/** Items of nodes that are no more need not wait for the end of their leases. */
export async function freeItemsOfDeadNodes(connection: Queryable): Promise<number> {
  const { rowCount } = await connection.query({
    name: 'free batch items of dead nodes',
    text: `update batch_item i set worker = null, lock_until = null where i.state in ('planned', 'open')
      and i.worker is not null and ${isDead('i.worker')}`,
    values: [],
  });
  return rowCount ?? 0;
}

/** What a commit of its own did not write already. */
export async function itemsDone(connection: Queryable, keys: readonly Key[], now: Instant): Promise<void> {
  await connection.query({
    name: 'batch items done',
    text: `update batch_item set state = 'done', done_at = $2, worker = null, lock_until = null, message = null,
      rejection = null where key = any($1::bigint[]) and state <> 'done'`,
    values: [keys, at(now)],
  });
}

/** Gives the batches of those that have no attempts left now, one for each. */
export async function itemsFailed(
  connection: Queryable,
  failures: readonly ItemFailure[],
  now: Instant,
): Promise<readonly Key[]> {
  const { rows } = await connection.query<{ batchKey: Key; state: string }>({
    name: 'batch items failed',
    text: `with log as (
             insert into batch_item_failure (item_key, failed_at, retries, message, rejection)
             select v.key, $4, i.retries, v.message, v.rejection
               from unnest($1::bigint[], $2::text[], $3::jsonb[]) as v(key, message, rejection)
               join batch_item i on i.key = v.key where i.state <> 'done'
             on conflict do nothing)
           update batch_item i set retries = case when v.is_final then 0 else greatest(0, i.retries - 1) end,
             state = case when v.is_final or i.retries <= 1 then 'failed' else 'open' end, worker = null, lock_until = null, message = v.message, rejection = v.rejection
           from unnest($1::bigint[], $2::text[], $3::jsonb[], $5::boolean[]) as v(key, message, rejection, is_final)
             where i.key = v.key and i.state <> 'done' returning i.batch_key as "batchKey", i.state`,
    values: [
      failures.map(({ key }) => key),
      failures.map(({ message }) => message),
      failures.map(({ rejection }) => (rejection === null ? null : JSON.stringify(rejection))),
      at(now),
      failures.map(({ isFinal }) => isFinal),
    ],
  });
  return rows.flatMap(({ batchKey, state }) => (state === 'failed' ? [batchKey] : []));
}

/** Batches all of whose items are done; given back are those that ended now. `key` null: whichever. */
export async function endDoneBatches(connection: Queryable, now: Instant, key: Key | null): Promise<Key[]> {
  const { rows } = await connection.query<{ key: Key }>({
    name: 'end done batches',
    text: `update batch b set ended_at = $1, outcome = 'completed' where b.ended_at is null
      and ($2::bigint is null or b.key = $2) and b.opened >= b.total
             and not exists (select 1 from batch_item i where i.batch_key = b.key and i.state in ('planned', 'open'))
             and not exists (select 1 from batch_item i where i.batch_key = b.key and i.state = 'failed')
               returning key`,
    values: [at(now), key],
  });
  return rows.map((row) => row.key);
}

export async function suspendBatch(connection: Queryable, key: Key, isSuspended: boolean): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: `update batch set is_suspended = $2, stopped = case when $2 and is_suspended then stopped end
      where key = $1 and ended_at is null`,
    values: [key, isSuspended],
  });
  return (rowCount ?? 0) > 0;
}

export async function cancelBatch(connection: Queryable, key: Key, now: Instant): Promise<boolean> {
  const { rowCount } = await connection.query({
    text: `update batch set ended_at = $2, outcome = 'canceled' where key = $1 and ended_at is null`,
    values: [key, at(now)],
  });
  return (rowCount ?? 0) > 0;
}

export async function deleteBatch(connection: Queryable, key: Key): Promise<boolean> {
  return ((await connection.query({ text: 'delete from batch where key = $1', values: [key] })).rowCount ?? 0) > 0;
}

export async function retryItems(
  connection: Queryable,
  target: { batchKey: Key } | { itemKey: Key },
  retries: number,
): Promise<number> {
  const isOne = 'itemKey' in target;
  const { rowCount } = await connection.query({
    text: `update batch_item t set retries = $2, state = case when $2 > 0 then 'open'
      else 'failed' end, lock_until = null, worker = null from batch b
           where b.key = t.batch_key and ${isOne ? `t.key = $1 and (${IS_OPEN} or t.state = 'failed')` : `t.batch_key = $1 and t.state = 'failed'`}`,
    values: [isOne ? target.itemKey : target.batchKey, retries],
  });
  return rowCount ?? 0;
}

export async function setBatchRemovalTime(
  connection: Queryable,
  key: Key,
  removalAt: Instant | null,
): Promise<boolean> {
  return (
    ((
      await connection.query({
        text: 'update batch set removal_at = $2 where key = $1',
        values: [key, removalAt === null ? null : at(removalAt)],
      })
    ).rowCount ?? 0) > 0
  );
}
