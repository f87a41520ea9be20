import { z } from 'zod';
import type { Stopped, StopRule } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { BatchRow, InstanceBatch } from '../views/batch-view.ts';
import { itemRows, ITEM_STATE, toItemRow } from './batch-item-rows.ts';
import { itemWords } from './batch-item-words.ts';
import { readCursor, toPage } from './cursor.ts';
import { after, key, limit, list, listOf, optionalText } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, bigints, instant, instantOrNull, visible } from './sql.ts';

/** What makes batches in the console. */
const MADE_BY = [
  'batch.create',
  'incident.retry-group',
  'job-definition.retry-failed',
  'message.replay-many',
  'message.mark-many',
] as const;
/** Causes that are told apart. */
const MAX_CAUSES = 20;
const STATES = ['running', 'paused', 'completed', 'failed', 'cancelled'] as const;
const ENDED: readonly (typeof STATES)[number][] = ['completed', 'cancelled'];

interface Row extends Omit<BatchRow, 'ticket' | 'createdAt' | 'startedAt' | 'endedAt'> {
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** A batch whose last items have all failed has nothing left to do by itself. */
const STATE = Prisma.sql`case when b.outcome = 'canceled' then 'cancelled' when b.ended_at is not null then 'completed'
  when b.is_suspended then 'paused'
  when c.failed > 0 and c.done + c.failed = b.total then 'failed' else 'running' end`;
const SELECT = Prisma.sql`
  select b.key::text as key, b.kind, ${STATE} as state, b.total, c.done, c.failed,
    coalesce((select u.name from app_user u where u.username = b.created_by), b.created_by) as "createdBy",
    b.created_at as "createdAt", b.started_at as "startedAt", b.ended_at as "endedAt",
    b.stopped is not null and b.is_suspended and b.ended_at is null as "isStopped"
  from batch b cross join lateral (
    select b.total - count(*)::int as done, count(*) filter (where i.state = 'failed')::int as failed from batch_item i
    where i.batch_key = b.key and (i.state in ('planned', 'open') or i.state = 'failed')
  ) c`;

/** A batch may go through all processes: whoever is kept to some sees their own. */
export function visibleBatches({ access, person }: Pick<QueryContext, 'access' | 'person'>): readonly Prisma.Sql[] {
  return access.definitions === null ? [] : [Prisma.sql`b.created_by = ${person.username}`];
}

export const batches = defineQuery('batches', {
  permission: 'batch.read',
  parameters: z.object({ state: listOf(STATES), type: list, by: optionalText, after, limit }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 1);
    const mayReadAll = isLogOpen(context);
    const conditions = and([
      ...visibleBatches(context),
      ...(filter.type === undefined ? [] : [Prisma.sql`b.kind = any(${[...filter.type]}::text[])`]),
      ...(filter.by === undefined ? [] : [Prisma.sql`b.created_by = ${filter.by}`]),
      // What has ended, or has not, has its own index.
      ...(filter.state === undefined || filter.state.some((state) => ENDED.includes(state))
        ? []
        : [Prisma.sql`b.ended_at is null`]),
      ...(cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '') ? [] : [Prisma.sql`b.key < ${cursor[0]}::bigint`]),
      ...(filter.state === undefined ? [] : [Prisma.sql`${STATE} = any(${[...filter.state]}::text[])`]),
    ]);
    const rows = await context.database.$queryRaw<Row[]>(
      Prisma.sql`${SELECT} where true ${conditions} order by b.key desc limit ${filter.limit + 1}::int`,
    );
    const tickets = mayReadAll
      ? await ticketsOf(
          context.database,
          rows.map((row) => row.key),
        )
      : new Map<string, string>();
    return toPage(
      rows,
      filter.limit,
      (row) => ({ ...toRow(row), ticket: tickets.get(row.key) ?? null }),
      (row) => [row.key],
    );
  },
});

/** Whether the person may read why somebody else did something. */
function isLogOpen({ person }: Pick<QueryContext, 'person'>): boolean {
  const access = authorize(person, 'audit.read');
  return access.isAllowed && !access.isOwnOnly && access.definitions === null;
}

/** The tickets that they were made under, by key. */
async function ticketsOf(database: Database, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await database.$queryRaw<{ key: string; ticket: string }[]>(Prisma.sql`
    select a.target_key as key, a.ticket from audit_entry a where a.target_key = any(${[...keys]}::text[])
      and a.operation = any(${[...MADE_BY]}::text[]) and a.outcome = 'done' and a.ticket is not null`);
  return new Map(rows.map((row) => [row.key, row.ticket]));
}

/** More are not counted. */
const COUNTED = 1_000;

/** How many have not ended. */
export const batchCount = defineQuery('batch-count', {
  permission: 'batch.read',
  parameters: z.object({}),
  run: async (context) => {
    const [row] = await context.database.$queryRaw<{ count: number }[]>(
      Prisma.sql`select count(*)::int as count
        from (select 1 from batch b where b.ended_at is null ${and(visibleBatches(context))}
        limit ${COUNTED + 1}::int) c`,
    );
    const count = row?.count ?? 0;
    return { value: Math.min(count, COUNTED), isExact: count <= COUNTED };
  },
});

export const batch = defineQuery('batch', {
  permission: 'batch.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const { database, person } = context;
    const [row] = await database.$queryRaw<Row[]>(
      Prisma.sql`${SELECT} where b.key = ${query.key}::bigint ${and(visibleBatches(context))}`,
    );
    if (row === undefined) return null;
    const [failures, entry, stop] = await Promise.all([
      failuresOf(context, query.key),
      authorize(person, 'audit.read').isAllowed ? reasonOf(database, query.key) : null,
      stopOf(database, query.key),
    ]);
    return {
      ...toRow(row),
      ticket: entry?.ticket ?? null,
      failures,
      reason: entry,
      stopRule: stop?.stopRule ?? null,
      stopped: row.isStopped ? (stop?.stopped ?? null) : null,
    };
  },
});

/**
 * What failed, by cause. Its words are those of the model of its first item, where the model of its last has the same
 * ones; else the ids stay.
 */
async function failuresOf({ database, engine }: QueryContext, batchKey: string) {
  const causes = await database.$queryRaw<{ message: string; count: number; first: string; last: string }[]>(Prisma.sql`
    select coalesce(i.message, '') as message, count(*)::int as count, min(i.key)::text as first,
      max(i.key)::text as last
    from batch_item i where i.batch_key = ${batchKey}::bigint and i.state = 'failed' group by 1 order by 2 desc, 1
    limit ${MAX_CAUSES}::int`);
  const { leaves, rows } = await itemRows(
    database,
    Prisma.sql`select i.* from batch_item i where i.key = any(${bigints(causes.flatMap(({ first, last }) => [first, last]))})`,
  );
  const words = await itemWords(engine, rows, leaves);
  const wordsOf = new Map(rows.map(({ key }, n) => [key, words[n] ?? '']));
  return causes.map(({ message, count, first, last }) => {
    const own = wordsOf.get(first);
    return { message: own !== undefined && own === wordsOf.get(last) ? own : message, count };
  });
}

async function stopOf(database: Database, batchKey: string) {
  const [row] = await database.$queryRaw<{ stopRule: StopRule | null; stopped: Stopped | null }[]>(
    Prisma.sql`select b.stop_rule as "stopRule", b.stopped from batch b where b.key = ${batchKey}::bigint`,
  );
  return row;
}

async function reasonOf(database: Database, batchKey: string) {
  return await database.auditEntry
    .findFirst({
      where: { operation: { in: [...MADE_BY] }, targetKey: batchKey, outcome: 'done' },
      select: { reasonCode: true, ticket: true, note: true },
    })
    .then((entry) => (entry === null ? null : { code: entry.reasonCode, ticket: entry.ticket, note: entry.note }));
}

export const batchItems = defineQuery('batch-items', {
  permission: 'batch.read',
  parameters: z.object({ batch: key, state: listOf(['waiting', 'done', 'failed'] as const), after, limit }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 1);
    const conditions = and([
      ...(cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '') ? [] : [Prisma.sql`i.key > ${cursor[0]}::bigint`]),
      ...(filter.state === undefined ? [] : [Prisma.sql`${ITEM_STATE} = any(${[...filter.state]}::text[])`]),
    ]);
    const { leaves, rows } = await itemRows(
      context.database,
      Prisma.sql`select i.* from batch_item i where i.batch_key = ${filter.batch}::bigint ${conditions} order by i.key
        limit ${filter.limit + 1}::int`,
      visibleBatches(context),
    );
    const words = await itemWords(context.engine, rows, leaves);
    return toPage(
      rows.map((row, n) => toItemRow(row, words[n] ?? null)),
      filter.limit,
      (row) => row,
      (row) => [row.key],
    );
  },
});

/** Things of one instance that batches are looked for; the newest. */
const MAX_TARGETS = 2_000;
const MAX_OF_INSTANCE = 100;

export const instanceBatches = defineQuery('instance-batches', {
  permission: 'batch.read',
  parameters: z.object({ instance: key }),
  run: async (context, query) => {
    const rows = await context.database.$queryRaw<(Omit<InstanceBatch, 'doneAt'> & { doneAt: Date })[]>(Prisma.sql`
      with own as (select i.key from instance i
        where i.key = ${query.instance}::bigint ${and(visible(context, 'i.definition_key'))}), targets as materialized (
        select own.key::text as target from own
        union all (select n.key::text from own join incident n on n.instance_key = own.key order by n.key desc
          limit ${MAX_TARGETS}::int)
        union all (select j.key::text from own join job j on j.instance_key = own.key order by j.key desc
          limit ${MAX_TARGETS}::int)
        union all (select t.key::text from own join user_task t on t.instance_key = own.key order by t.key desc
          limit ${MAX_TARGETS}::int)
        union all (select m.key::text from own join early_message m on m.instance_key = own.key
          limit ${MAX_TARGETS}::int)
      )
      select b.key::text as key, b.kind, b.total, count(*)::int as here, coalesce(u.name, b.created_by) as "createdBy",
        max(x.done_at) as "doneAt"
      from targets t join batch_item x on x.target = t.target and x.state = 'done' join batch b on b.key = x.batch_key
        left join app_user u on u.username = b.created_by
      where x.done_at is not null group by b.key, u.name order by max(x.done_at) desc limit ${MAX_OF_INSTANCE}::int`);
    return { batches: rows.map((row) => ({ ...row, doneAt: instant(row.doneAt) })) };
  },
});

function toRow(row: Row): Omit<BatchRow, 'ticket'> {
  return {
    ...row,
    createdAt: instant(row.createdAt),
    startedAt: instantOrNull(row.startedAt),
    endedAt: instantOrNull(row.endedAt),
  };
}
