import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { AttentionRow, OverviewView } from '../views/overview-view.ts';
import { visibleBatches } from './batches.ts';
import { definitionKeys } from './definition-keys.ts';
import { definitions } from './definitions.ts';
import { groupIncidents } from './incident-groups.ts';
import { list } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, bigints, instant, instantOrNull, visible } from './sql.ts';
import { topicLags } from './topic-lags.ts';

const HALF_HOUR_MS = 1_800_000;
const HALF_HOURS = 48;
const MAX_ATTENTION = 10;
/** Counting stops here: "more than". */
const MAX_COUNT = 1_000;
/** A pump takes due jobs within a second; later than this, something is wrong. */
const OVERDUE_AFTER = '30 seconds';
const RATE_WINDOW_MINUTES = 5;
const RATE_SAMPLE = 5_000;
const MS_PER_MINUTE = 60_000;
/** Work that nobody fetched for so long: the topic's workers are silent. */
const SILENT_AFTER_MS = 60_000;

export const overview = defineQuery('overview', {
  permission: 'overview.read',
  parameters: z.object({ definition: list }),
  run: async (context, query): Promise<OverviewView> => {
    const keys = await definitionKeys(context.database, query.definition);
    const at = Date.now();
    const [health, groups, jobsOverdue, tasksOverdue, completedPerMinute, incidentHistory, topics, failedBatches] =
      await Promise.all([
        definitionHealth(context, query.definition),
        groupIncidents(context, { definitionKeys: keys, conditions: [], isCountedPerHour: false }),
        overdueJobs(context, keys),
        overdueTasks(context, keys),
        rate(context.database, keys),
        history(context, keys, at),
        topicLags(context, keys),
        failingBatches(context, keys),
      ]);
    const ofMinutes = (from: number, to: number) =>
      incidentHistory.slice(HALF_HOURS - from, HALF_HOURS - to).reduce((sum, each) => sum + each.count, 0);
    return {
      at,
      openIncidents: groups.open,
      raisedLastHour: ofMinutes(2, 0),
      raisedHourBefore: ofMinutes(4, 2),
      running: health.reduce((sum, each) => sum + each.running, 0),
      completedPerMinute,
      jobsOverdue,
      tasksOverdue,
      attention: rank(
        [
          ...groups.groups.map(incidentAttention),
          ...taskAttention(tasksOverdue),
          ...silentTopics(topics, at),
          ...failedBatches,
        ],
        at,
      ),
      definitions: health,
      topics,
      incidentHistory,
    };
  },
});

async function definitionHealth(
  context: QueryContext,
  names: readonly string[] | undefined,
): Promise<OverviewView['definitions']> {
  const prepared = definitions.prepare({});
  const view = prepared.isValid ? await prepared.run(context) : null;
  const wanted = names?.map((name) => name.split(':')[0]);
  return (view?.rows ?? [])
    .filter((row) => wanted === undefined || wanted.includes(row.definition.processId))
    .map((row) => ({
      definition: row.definition,
      running: row.running,
      incidents: row.incidents,
      completed: row.completed,
    }))
    .sort((left, right) => right.incidents - left.incidents || right.running - left.running);
}

function ofDefinitions(column: string, keys: readonly string[] | undefined): readonly Prisma.Sql[] {
  return keys === undefined ? [] : [Prisma.sql`${Prisma.raw(column)} = any(${bigints(keys)})`];
}

interface Overdue {
  readonly count: number;
  readonly oldestDueAt: number | null;
}

async function overdueJobs(context: QueryContext, keys: readonly string[] | undefined): Promise<Overdue> {
  const conditions = and([...ofDefinitions('j.definition_key', keys), ...visible(context, 'j.definition_key')]);
  return overdue(
    context.database,
    Prisma.sql`select j.due_at from job j
    where j.ended_at is null and j.kind <> 'worker' and not j.is_suspended and coalesce(j.retries, 1) > 0
      and j.due_at < now() - ${OVERDUE_AFTER}::interval ${conditions} order by j.due_at limit ${MAX_COUNT}::int`,
  );
}

async function overdueTasks(context: QueryContext, keys: readonly string[] | undefined): Promise<Overdue> {
  const conditions = and([...ofDefinitions('t.definition_key', keys), ...visible(context, 't.definition_key')]);
  return overdue(
    context.database,
    Prisma.sql`select t.due_at from user_task t where t.ended_at is null and t.due_at is not null
      and t.due_at < now() ${conditions} order by t.due_at limit ${MAX_COUNT}::int`,
  );
}

async function overdue(database: Database, rows: Prisma.Sql): Promise<Overdue> {
  const [row] = await database.$queryRaw<{ count: number; oldest: Date | null }[]>(
    Prisma.sql`select count(*)::int as count, min(due_at) as oldest from (${rows}) late`,
  );
  return { count: row?.count ?? 0, oldestDueAt: instantOrNull(row?.oldest ?? null) };
}

/** Ends of the last minutes; of very busy ones only the newest, from which the rate follows as well. */
async function rate(database: Database, keys: readonly string[] | undefined): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number; oldest: Date | null }[]>(Prisma.sql`
    select count(*)::int as count, min(ended_at) as oldest from (
      select i.ended_at from instance i where i.ended_at is not null
        and i.ended_at > now() - ${RATE_WINDOW_MINUTES}::int * interval '1 minute' and i.outcome = 'completed'
        ${and(ofDefinitions('i.definition_key', keys))}
      order by i.ended_at desc limit ${RATE_SAMPLE}::int) newest`);
  if (row === undefined || row.oldest === null) return 0;
  if (row.count < RATE_SAMPLE) return row.count / RATE_WINDOW_MINUTES;
  return row.count / Math.max((Date.now() - row.oldest.getTime()) / MS_PER_MINUTE, 1 / MS_PER_MINUTE);
}

async function history(
  context: QueryContext,
  keys: readonly string[] | undefined,
  at: number,
): Promise<OverviewView['incidentHistory']> {
  const first = (Math.floor(at / HALF_HOUR_MS) - HALF_HOURS + 1) * HALF_HOUR_MS;
  const rows = await context.database.$queryRaw<{ slot: number; count: number }[]>(Prisma.sql`
    select floor(date_part('epoch', n.raised_at) * 1000 / ${HALF_HOUR_MS}::float8) as slot, count(*)::int as count
    from incident n where n.raised_at >= ${new Date(first)}::timestamptz ${and([...ofDefinitions('n.definition_key', keys), ...visible(context, 'n.definition_key')])}
    group by 1`);
  const bySlot = new Map(rows.map((row) => [row.slot * HALF_HOUR_MS, row.count]));
  return Array.from({ length: HALF_HOURS }, (_, index) => ({
    at: first + index * HALF_HOUR_MS,
    count: bySlot.get(first + index * HALF_HOUR_MS) ?? 0,
  }));
}

/**
 * Batches that wait for somebody because of items that failed: one row for each batch, whichever number of items it is.
 */
async function failingBatches(
  context: QueryContext,
  keys: readonly string[] | undefined,
): Promise<readonly AttentionRow[]> {
  if (keys !== undefined || !authorize(context.person, 'batch.read').isAllowed) return [];
  const rows = await context.database.$queryRaw<
    { key: string; kind: string; count: number; message: string | null; at: Date }[]
  >(Prisma.sql`
    select b.key::text as key, b.kind, f.count, f.message, coalesce(b.started_at, b.created_at) as at from batch b
    cross join lateral (select count(*)::int as count, min(i.message) as message
      from (select i.message from batch_item i where i.batch_key = b.key and i.state = 'failed'
      limit ${MAX_COUNT}::int) i) f
    where b.ended_at is null and f.count > 0 ${and(visibleBatches(context))} order by b.key desc
      limit ${MAX_ATTENTION}::int`);
  return rows.map(({ key, kind, count, message, at }) => ({
    kind: 'failedBatch' as const,
    id: key,
    title: kind,
    detail: message ?? '',
    count,
    since: instant(at),
    lastSeen: instant(at),
    definition: null,
    elementId: null,
  }));
}

function incidentAttention(group: Awaited<ReturnType<typeof groupIncidents>>['groups'][number]): AttentionRow {
  return {
    kind: 'incidentGroup',
    id: group.fingerprint,
    title: group.elementId,
    detail: group.message,
    count: group.open,
    since: group.firstSeen,
    lastSeen: group.lastSeen,
    definition: group.definition,
    elementId: group.elementId,
  };
}

function taskAttention(tasks: Overdue): readonly AttentionRow[] {
  if (tasks.oldestDueAt === null) return [];
  return [
    {
      kind: 'tasksOverdue',
      id: 'tasks',
      title: 'Overdue tasks',
      detail: 'Due date has passed',
      count: tasks.count,
      since: tasks.oldestDueAt,
      lastSeen: instant(new Date()),
      definition: null,
      elementId: null,
    },
  ];
}

function silentTopics(topics: OverviewView['topics'], at: number): readonly AttentionRow[] {
  return topics.flatMap((topic) =>
    topic.leased > 0 || topic.oldestAt === null || at - topic.oldestAt < SILENT_AFTER_MS
      ? []
      : [
          {
            kind: 'silentTopic' as const,
            id: topic.topic,
            title: topic.topic,
            detail: 'No worker fetches this work',
            count: topic.waiting,
            since: topic.oldestAt,
            lastSeen: at,
            definition: null,
            elementId: null,
          },
        ],
  );
}

/** Affected × age: many that have waited long come first; age counts by its logarithm. */
function rank(rows: readonly AttentionRow[], at: number): readonly AttentionRow[] {
  const weight = (row: AttentionRow) => row.count * Math.log2(2 + Math.max(0, at - row.since) / MS_PER_MINUTE);
  return [...rows].sort((left, right) => weight(right) - weight(left)).slice(0, MAX_ATTENTION);
}
