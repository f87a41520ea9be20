import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { removeExpiredWithHistory } from './expired-messages.ts';
import { deleteAllOf } from './removal.ts';

/** The clean-up that has been asked for, or rests. */
export interface CleanUpState {
  readonly key: Key;
  readonly createdAt: Instant;
  readonly dueAt: Instant | null;
  readonly isSuspended: boolean;
}

const at = (instant: Instant): Date => new Date(instant);
const STATE = 'key, created_at as "createdAt", due_at as "dueAt", is_suspended as "isSuspended"';

export async function cleanUpState(connection: Queryable): Promise<CleanUpState | null> {
  return (
    (await connection.query<CleanUpState>({ text: `select ${STATE} from history_clean_up`, values: [] })).rows[0] ??
    null
  );
}

/** Makes the one clean-up, or says anew when it is due. */
export async function planCleanUp(
  connection: Queryable,
  { key, now, dueAt, isSuspended }: { key: Key; now: Instant; dueAt: Instant | null; isSuspended: boolean },
): Promise<CleanUpState | null> {
  const { rows } = await connection.query<CleanUpState>({
    text: `insert into history_clean_up (key, created_at, due_at, is_suspended) values ($1, $2, $3, $4)
           on conflict ((true)) do update set due_at = excluded.due_at, is_suspended = excluded.is_suspended
             returning ${STATE}`,
    values: [key, at(now), dueAt === null ? null : at(dueAt), isSuspended],
  });
  return rows[0] ?? null;
}

/** For one node, for a while. `isAsked`: also before it is due. */
export async function takeCleanUp(
  connection: Queryable,
  { now, until, isAsked }: { now: Instant; until: Instant; isAsked: boolean },
): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'take history clean-up',
    text: `update history_clean_up set lock_until = $2 where (lock_until is null or lock_until <= $1)
      and ($3 or not is_suspended and due_at <= $1)`,
    values: [at(now), at(until), isAsked],
  });
  return (rowCount ?? 0) > 0;
}

/** The node that is at it goes on. */
export async function keepCleanUp(connection: Queryable, until: Instant): Promise<void> {
  await connection.query({
    name: 'keep history clean-up',
    text: 'update history_clean_up set lock_until = $1',
    values: [at(until)],
  });
}

/** It has ended: it rests, or comes again. */
export async function endCleanUp(connection: Queryable, nextAt: Instant | null): Promise<void> {
  await connection.query({
    text: `update history_clean_up set lock_until = null, is_suspended = $1::timestamptz is null,
      due_at = coalesce($1, due_at)`,
    values: [nextAt === null ? null : at(nextAt)],
  });
}

/**
 * Finished instances whose time has come: whole trees, so many days after their end as the definition of the root says,
 * without those that were given a time of their own; and those that were.
 */
const DUE_INSTANCES = `
  with roots as materialized (
    select r.key from definition d cross join lateral (
      select i.key from instance i where i.definition_key = d.key and i.parent_instance_key is null
        and i.ended_at is not null
        and i.ended_at <= $1::timestamptz - make_interval(days => d.history_ttl_days)
        and exists (select 1 from instance t where t.tree_key = i.key and t.ended_at is not null
          and not t.is_removal_fixed)
      order by i.ended_at limit $2) r where d.history_ttl_days is not null limit $2)
  (select i.key, i.tree_key from roots r join instance i on i.tree_key = r.key where i.ended_at is not null
    and not i.is_removal_fixed)
  union all
  (select i.key, i.tree_key from instance i where i.is_removal_fixed and i.removal_at <= $1 and i.ended_at is not null
    order by i.removal_at limit $2)`;

/**
 * Some of the history that is due; gives how many instances, decisions, batches and lost messages went. 0: there is nothing left to
 * do.
 */
export async function removeSomeDue(connection: Queryable, now: Instant, limit: number): Promise<number> {
  const { rows } = await connection.query<{ key: Key; tree_key: Key }>({
    text: DUE_INSTANCES,
    values: [at(now), limit],
  });
  if (rows.length > 0)
    await deleteAllOf(
      connection,
      rows.map(({ key }) => key),
      [...new Set(rows.map(({ tree_key }) => tree_key))],
    );
  const decisions = await connection.query({
    text: `delete from decision_instance where key in (
             select x.key from decision_definition q cross join lateral (
               select y.key from decision_instance y where y.decision_key = q.key and y.tree_key is null
                 and not y.is_removal_fixed
                 and y.evaluated_at <= $1::timestamptz - make_interval(days => q.history_ttl_days)
                   order by y.evaluated_at limit $2) x where q.history_ttl_days is not null
             union all (select key from decision_instance where is_removal_fixed and removal_at <= $1
               order by removal_at limit $2))`,
    values: [at(now), limit],
  });
  const batches = await connection.query({
    text: `delete from batch where key in (select key from batch where removal_at <= $1 and ended_at is not null
      order by removal_at limit $2)`,
    values: [at(now), limit],
  });
  const messages = await removeExpiredWithHistory(connection, now, limit);
  return rows.length + (decisions.rowCount ?? 0) + (batches.rowCount ?? 0) + messages;
}
