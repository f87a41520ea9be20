import { z } from 'zod';
import { type Database, Prisma } from '@/lib/db.ts';
import type { BoundedCount, Instant } from '../views/shared.ts';
import type { TopicRow, TopicState, WorkerRow } from '../views/worker-view.ts';
import { groupBy } from './group-by.ts';
import { defineQuery } from './query.ts';
import { namesThatLookAlike } from './similar-names.ts';
import { and, instant, instantOrNull, visible } from './sql.ts';
import { defineTopics } from './topics.ts';

/** Open work of a topic is looked at up to here, in the order in which workers get it. */
const MAX_LOOKED_AT = 1_000;
const MAX_TOPICS = 100;
const MAX_FETCHES = 2_000;
const MAX_WORKERS = 200;
/** Who has not asked for so long does not ask any more: longer than a long poll waits. */
const ASKING_MS = 90_000;
/** Work that waits longer than this although somebody asks for it. */
const SLOW_MS = 5 * 60_000;
const URGENCY: readonly TopicState[] = ['never', 'silent', 'slow', 'working', 'quiet'];

/** Topics with what waits in them and who asks for them, and workers with what they hold. */
export const workers = defineQuery('workers', {
  permission: 'job.read',
  parameters: z.object({}),
  run: async (context) => {
    const conditions = and(visible(context, 'j.definition_key'));
    const [looks, failures, holders, fetches] = await Promise.all([
      topicLooks(context.database, conditions),
      failedOf(context.database, conditions),
      holdersOf(context.database, conditions),
      fetchesOf(context.database),
    ]);
    const failed = new Map(failures.map(({ topic, failed: count }) => [topic, bounded(count)]));
    // Who may see some definitions only is told of those workers that have to do with them.
    const known =
      context.access.definitions === null
        ? fetches
        : fetches.filter(({ type }) => looks.some(({ topic }) => topic === type));
    const byType = groupBy(known, ({ type }) => type);
    const now = Date.now();
    const askedFor = [...byType.keys()];
    const open = looks.map((look) =>
      topicRow(look, failed.get(look.topic), byType.get(look.topic) ?? [], askedFor, now),
    );
    const idle = askedFor
      .filter((type) => !looks.some(({ topic }) => topic === type))
      .map((topic) => topicRow({ topic, ...NOTHING }, undefined, byType.get(topic) ?? [], [], now));
    const topics = [...open, ...idle].sort(
      (a, b) =>
        URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) ||
        (a.oldestAt ?? now) - (b.oldestAt ?? now) ||
        a.topic.localeCompare(b.topic),
    );
    const rows = workerRows(known, holders, now);
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

interface Look {
  readonly topic: string;
  readonly waiting: number;
  readonly leased: number;
  readonly resting: number;
  readonly seen: number;
  readonly oldestAt: Date | null;
  readonly oldestKey: string | null;
}
const NOTHING: Omit<Look, 'topic'> = { waiting: 0, leased: 0, resting: 0, seen: 0, oldestAt: null, oldestKey: null };
interface Fetch {
  readonly type: string;
  readonly worker: string;
  readonly askedAt: Date;
  readonly givenAt: Date | null;
  readonly asked: number;
  readonly given: number;
}
interface Holder {
  readonly topic: string;
  readonly worker: string;
  readonly held: number;
  readonly firstEnd: Date;
  readonly isCut: boolean;
}

/** The first open work of each topic, whatever its state. */
const LOOKED_AT = (conditions: Prisma.Sql) => Prisma.sql`(
  select j.key, j.created_at, j.worker, j.lock_until, case
      when j.retries = 0 then 'failed' when j.lock_until > now() then case when j.worker is null then 'resting' else 'leased' end when j.is_suspended or j.due_at > now() then 'resting' else 'waiting' end as state
    from job j where j.ended_at is null and j.kind = 'worker' and j.type = t.type ${conditions} order by j.priority desc, j.key limit ${MAX_LOOKED_AT}::int)`;

function topicLooks(database: Database, conditions: Prisma.Sql): Promise<Look[]> {
  return database.$queryRaw<Look[]>(Prisma.sql`
    ${defineTopics(MAX_TOPICS)}
    select t.type as topic, c.* from topic t cross join lateral (
      select count(*)::int as seen, count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'leased')::int as leased, count(*) filter (where state = 'resting')::int as resting,
        min(created_at) filter (where state = 'waiting') as "oldestAt", (array_agg(key::text order by created_at, key) filter (where state = 'waiting'))[1] as "oldestKey"
      from ${LOOKED_AT(conditions)} open
    ) c where t.type is not null and c.seen > 0`);
}

function failedOf(database: Database, conditions: Prisma.Sql): Promise<{ topic: string; failed: number }[]> {
  return database.$queryRaw<{ topic: string; failed: number }[]>(Prisma.sql`
    ${defineTopics(MAX_TOPICS)}
    select t.type as topic, c.failed from topic t cross join lateral (
      select count(*)::int as failed from (select 1 from job j where j.ended_at is null and j.kind = 'worker' and j.retries = 0 and j.type = t.type ${conditions} order by j.key limit ${MAX_LOOKED_AT}::int) f
    ) c where t.type is not null and c.failed > 0`);
}

/** Who holds what, by topic. */
function holdersOf(database: Database, conditions: Prisma.Sql): Promise<Holder[]> {
  return database.$queryRaw<Holder[]>(Prisma.sql`
    ${defineTopics(MAX_TOPICS)}
    select t.type as topic, h.worker, h.held, h."firstEnd", h."isCut" from topic t cross join lateral (
      select worker, count(*) filter (where state = 'leased')::int as held, min(lock_until) filter (where state = 'leased') as "firstEnd", sum(count(*)) over () >= ${MAX_LOOKED_AT}::int as "isCut" from ${LOOKED_AT(conditions)} open group by worker
    ) h where t.type is not null and h.worker is not null and h.held > 0`);
}

function fetchesOf(database: Database): Promise<Fetch[]> {
  return database.$queryRaw<Fetch[]>(Prisma.sql`
    select f.type, f.worker, f.asked_at as "askedAt", f.given_at as "givenAt", f.asked::float8 as asked, f.given::float8 as given from worker_fetch f order by f.asked_at desc limit ${MAX_FETCHES}::int`);
}

const bounded = (value: number): BoundedCount => ({ value, isExact: value < MAX_LOOKED_AT });

function topicRow(
  look: Look,
  failed: BoundedCount | undefined,
  fetches: readonly Fetch[],
  askedFor: readonly string[],
  now: Instant,
): TopicRow {
  const part = (value: number): BoundedCount => ({ value, isExact: look.seen < MAX_LOOKED_AT });
  const [last] = fetches;
  const lastAskedAt = instantOrNull(last?.askedAt ?? null);
  const oldestAt = instantOrNull(look.oldestAt);
  const state = stateOf({ waiting: look.waiting, leased: look.leased, lastAskedAt, oldestAt }, now);
  return {
    topic: look.topic,
    state,
    waiting: part(look.waiting),
    leased: part(look.leased),
    failed: failed ?? { value: 0, isExact: true },
    resting: part(look.resting),
    oldestAt,
    oldestJobKey: look.oldestKey,
    lastAskedAt,
    lastAskedBy: last?.worker ?? null,
    asking: fetches.filter(({ askedAt }) => isAsking(instant(askedAt), now)).length,
    similar: state === 'never' ? namesThatLookAlike(look.topic, askedFor) : [],
  };
}

const isAsking = (askedAt: Instant | null, now: Instant): boolean => askedAt !== null && now - askedAt < ASKING_MS;

function stateOf(
  {
    waiting,
    leased,
    lastAskedAt,
    oldestAt,
  }: { waiting: number; leased: number; lastAskedAt: Instant | null; oldestAt: Instant | null },
  now: Instant,
): TopicState {
  // Who is busy with what it has does not ask for more.
  const isWorkedOn = leased > 0 || isAsking(lastAskedAt, now);
  if (waiting === 0) return isWorkedOn ? 'working' : 'quiet';
  if (!isWorkedOn) return lastAskedAt === null ? 'never' : 'silent';
  return oldestAt !== null && now - oldestAt > SLOW_MS ? 'slow' : 'working';
}

function workerRows(fetches: readonly Fetch[], holders: readonly Holder[], now: Instant): readonly WorkerRow[] {
  const asked = groupBy(fetches, ({ worker }) => worker);
  const holding = groupBy(holders, ({ worker }) => worker);
  const rows = [...new Set([...asked.keys(), ...holding.keys()])].map((worker): WorkerRow => {
    const [own, held] = [asked.get(worker) ?? [], holding.get(worker) ?? []];
    const latest = (of: readonly (Date | null | undefined)[]) => {
      const times = of.flatMap((at) => (at == null ? [] : [instant(at)]));
      return times.length === 0 ? null : Math.max(...times);
    };
    const lastAskedAt = latest(own.map(({ askedAt }) => askedAt));
    return {
      worker,
      topics: [...new Set([...own.map(({ type }) => type), ...held.map(({ topic }) => topic)])].sort(),
      lastAskedAt,
      lastGivenAt: latest(own.map(({ givenAt }) => givenAt)),
      isAsking: isAsking(lastAskedAt, now),
      held: { value: held.reduce((sum, each) => sum + each.held, 0), isExact: held.every(({ isCut }) => !isCut) },
      firstLockEndsAt: held.length === 0 ? null : Math.min(...held.map(({ firstEnd }) => instant(firstEnd))),
      asked: own.reduce((sum, each) => sum + each.asked, 0),
      given: own.reduce((sum, each) => sum + each.given, 0),
    };
  });
  return rows.sort((a, b) => (b.lastAskedAt ?? 0) - (a.lastAskedAt ?? 0) || a.worker.localeCompare(b.worker));
}
