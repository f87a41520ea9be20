import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { TopicState, WorkerPageView, WorkerRow } from '../views/worker-view.ts';
import { groupBy } from './group-by.ts';
import { text } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, visible } from './sql.ts';
import { defineTopics } from './topics.ts';
import {
  bounded,
  failedOf,
  type Fetch,
  fetchesOf,
  type Holder,
  type Look,
  looksOf,
  NOTHING,
  topicRow,
  workerRows,
} from './worker-looks.ts';
import { NO_PACE, pacesBy, paceView } from './worker-pace.ts';

const MAX_TOPICS = 100;
const MAX_FETCHES = 2_000;
const MAX_WORKERS = 200;
const URGENCY: readonly TopicState[] = ['never', 'silent', 'slow', 'working', 'quiet'];
const ALL_WORKERS = Prisma.sql`p.worker = ''`;

/** Topics with what waits in them and who asks for them, and workers with what they hold. */
export const workers = defineQuery('workers', {
  permission: 'job.read',
  parameters: z.object({}),
  run: async (context) => {
    const conditions = and(visible(context, 'j.definition_key'));
    const now = Date.now();
    const [seen, failures, paces] = await Promise.all([
      seenOf(context),
      failedOf(context.database, defineTopics(MAX_TOPICS), conditions),
      pacesBy(context.database, 'type', ALL_WORKERS, now),
    ]);
    const { looks, fetches } = seen;
    const failed = new Map(failures.map(({ topic, failed: count }) => [topic, bounded(count)]));
    const byType = groupBy(fetches, ({ type }) => type);
    const askedFor = [...byType.keys()];
    const rowOf = (look: Look, like: readonly string[]) =>
      topicRow(look, failed.get(look.topic), byType.get(look.topic) ?? [], {
        askedFor: like,
        pace: paces.get(look.topic),
        now,
      });
    const idle = askedFor.filter((type) => !looks.some(({ topic }) => topic === type));
    const topics = [
      ...looks.map((look) => rowOf(look, askedFor)),
      ...idle.map((topic) => rowOf({ topic, ...NOTHING }, [])),
    ].sort(
      (a, b) =>
        URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) ||
        (a.oldestAt ?? now) - (b.oldestAt ?? now) ||
        a.topic.localeCompare(b.topic),
    );
    const rows = await workersSeen(context, seen, now);
    return {
      topics: topics.slice(0, MAX_TOPICS),
      workers: rows.slice(0, MAX_WORKERS),
      isCut:
        looks.length >= MAX_TOPICS ||
        topics.length > MAX_TOPICS ||
        rows.length > MAX_WORKERS ||
        fetches.length >= MAX_FETCHES,
    };
  },
});

/** One of them, with what it did, topic by topic. */
export const worker = defineQuery('worker', {
  permission: 'job.read',
  parameters: z.object({ worker: text.min(1).max(500), range: z.enum(['1h', '24h']).default('1h') }),
  run: async (context, query): Promise<WorkerPageView | null> => {
    const now = Date.now();
    const row = (await workersSeen(context, await seenOf(context), now, query.worker)).find(
      (each) => each.worker === query.worker,
    );
    if (row === undefined) return null;
    const its = Prisma.sql`p.worker = ${query.worker} ${context.access.definitions === null ? Prisma.empty : Prisma.sql`and p.type = any(${[...row.topics]}::text[])`}`;
    const [pace, paces] = await Promise.all([
      paceView(context.database, its, query.range, now),
      pacesBy(context.database, 'type', its, now),
    ]);
    const topics = [...new Set([...row.topics, ...paces.keys()])]
      .sort()
      .map((topic) => ({ topic, pace: paces.get(topic) ?? NO_PACE }));
    return { row, pace, topics };
  },
});

interface Seen {
  readonly looks: readonly Look[];
  readonly holders: readonly Holder[];
  readonly fetches: readonly Fetch[];
}

async function seenOf(context: QueryContext): Promise<Seen> {
  const conditions = and(visible(context, 'j.definition_key'));
  const [{ looks, holders }, fetches] = await Promise.all([
    looksOf(context.database, defineTopics(MAX_TOPICS), conditions),
    fetchesOf(context.database, Prisma.sql`true`, MAX_FETCHES),
  ]);
  // Who may see some definitions only is told of those workers that have to do with them.
  return {
    looks,
    holders,
    fetches:
      context.access.definitions === null
        ? fetches
        : fetches.filter(({ type }) => looks.some(({ topic }) => topic === type)),
  };
}

/** `only`: how fast the others are is not asked. */
async function workersSeen(
  context: QueryContext,
  { fetches, holders }: Seen,
  now: number,
  only?: string,
): Promise<readonly WorkerRow[]> {
  const names =
    only === undefined
      ? [...new Set([...fetches.map((each) => each.worker), ...holders.map((each) => each.worker)])].slice(
          0,
          MAX_WORKERS,
        )
      : [only];
  return workerRows(
    fetches,
    holders,
    await pacesBy(context.database, 'worker', Prisma.sql`p.worker = any(${names}::text[])`, now),
    now,
  );
}
