import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import type { DefinitionRow } from '../views/definition-view.ts';
import type { AttentionRow, OverviewView } from '../views/overview-view.ts';
import { visibleBatches } from './batches.ts';
import { definitionKeys, splitVersion } from './definition-keys.ts';
import { definitionCounts } from './definitions.ts';
import { incidentCauses } from './incident-causes.ts';
import { ofDefinitions, overviewFigures } from './overview-figures.ts';
import { list } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instant } from './sql.ts';
import { topicLags } from './topic-lags.ts';

const HALF_HOUR_MS = 1_800_000;
const HALF_HOURS = 48;
const MAX_ATTENTION = 10;
/** Counting stops here: "more than". */
const MAX_COUNT = 1_000;
const MS_PER_MINUTE = 60_000;
/** Work that nobody fetched for so long: the topic's workers are silent. */
const SILENT_AFTER_MS = 60_000;

export const overview = defineQuery('overview', {
  permission: 'overview.read',
  parameters: z.object({ definition: list }),
  run: async (context, query): Promise<OverviewView> => {
    const keys = await definitionKeys(context.database, query.definition);
    const at = Date.now();
    const { rows, openIncidents } = await definitionCounts(context);
    const health = healthOf(rows, query.definition);
    // One after the other on two connections: each of them takes a millisecond, and a connection that has not been asked
    // for a while has to learn the tables first, which takes longer.
    const [incidents, now] = await Promise.all([
      incidentCauses(context, keys, openIncidents),
      (async () => ({
        figures: await overviewFigures(context, keys),
        topics: await topicLags(context, keys),
        failedBatches: await failingBatches(context, keys),
        incidentHistory: await history(context, keys, at),
      }))(),
    ]);
    const { figures, topics, failedBatches, incidentHistory } = now;
    const ofMinutes = (from: number, to: number) =>
      incidentHistory.slice(HALF_HOURS - from, HALF_HOURS - to).reduce((sum, each) => sum + each.count, 0);
    return {
      at,
      openIncidents: incidents.open,
      raisedLastHour: ofMinutes(2, 0),
      raisedHourBefore: ofMinutes(4, 2),
      running: health.reduce((sum, each) => sum + each.running, 0),
      ...figures,
      attention: rank(
        [...incidents.causes, ...taskAttention(figures.tasksOverdue), ...silentTopics(topics, at), ...failedBatches],
        at,
      ),
      definitions: health,
      topics,
      incidentHistory,
    };
  },
});

function healthOf(rows: readonly DefinitionRow[], names: readonly string[] | undefined): OverviewView['definitions'] {
  const wanted = names?.map((name) => splitVersion(name).processId);
  return rows
    .filter((row) => wanted === undefined || wanted.includes(row.definition.processId))
    .map((row) => ({
      definition: row.definition,
      running: row.running,
      incidents: row.incidents,
      completed: row.completed,
    }))
    .sort((left, right) => right.incidents - left.incidents || right.running - left.running);
}

async function history(
  context: QueryContext,
  keys: readonly string[] | undefined,
  at: number,
): Promise<OverviewView['incidentHistory']> {
  const first = (Math.floor(at / HALF_HOUR_MS) - HALF_HOURS + 1) * HALF_HOUR_MS;
  const rows = await context.database.$queryRaw<{ slot: number; count: number }[]>(Prisma.sql`
    select floor(date_part('epoch', n.raised_at) * 1000 / ${HALF_HOUR_MS}::float8) as slot, count(*)::int as count
    from incident n where n.raised_at >= ${new Date(first)}::timestamptz ${ofDefinitions(context, 'n.definition_key', keys)}
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

function taskAttention(tasks: OverviewView['tasksOverdue']): readonly AttentionRow[] {
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
