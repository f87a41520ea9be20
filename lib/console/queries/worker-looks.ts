import { type Database, Prisma } from '@/lib/db.ts';
import type { BoundedCount, Instant } from '../views/shared.ts';
import type { Pace, TopicRow, TopicState, WorkerRow } from '../views/worker-view.ts';
import { groupBy } from './group-by.ts';
import { namesThatLookAlike } from './similar-names.ts';
import { instant, instantOrNull } from './sql.ts';
import { MOST_OF_ONE, shareOf } from './topics.ts';
import { NO_PACE } from './worker-pace.ts';

/** Open work that is looked at, of all topics, in the order in which workers get it. */
const MAX_ROWS = 4_000;
/** Who has not asked for so long does not ask any more: longer than a long poll waits. */
const ASKING_MS = 90_000;
/** Work that waits longer than this although somebody asks for it. */
const SLOW_MS = 5 * 60_000;

/** `with topic(type)`: one alone. */
export function oneTopic(topic: string): Prisma.Sql {
  return Prisma.sql`with topic(type) as (select ${topic}::text)`;
}

/** What is seen of a topic. `topics` below: a `with` that names them; `conditions`: on the job `j`. */
export interface Look {
  readonly topic: string;
  readonly waiting: number;
  readonly leased: number;
  readonly resting: number;
  /** False: there is more open work than was looked at. */
  readonly isExact: boolean;
  readonly oldestAt: Date | null;
  readonly oldestKey: string | null;
}
export const NOTHING: Omit<Look, 'topic'> = {
  waiting: 0,
  leased: 0,
  resting: 0,
  isExact: true,
  oldestAt: null,
  oldestKey: null,
};
export interface Fetch {
  readonly type: string;
  readonly worker: string;
  readonly askedAt: Date;
  readonly givenAt: Date | null;
  readonly asked: number;
  readonly given: number;
}
export interface Holder {
  readonly topic: string;
  readonly worker: string;
  readonly held: number;
  readonly firstEnd: Date;
  readonly isCut: boolean;
}

interface LookRow extends Omit<Look, 'isExact'> {
  readonly worker: string | null;
  readonly seen: number;
  readonly firstEnd: Date | null;
  readonly share: number;
}

/** The first open work of each topic, whatever its state, and who holds what of it: read once. */
export async function looksOf(
  database: Database,
  topics: Prisma.Sql,
  conditions: Prisma.Sql,
): Promise<{ readonly looks: readonly Look[]; readonly holders: readonly Holder[] }> {
  const rows = await database.$queryRaw<LookRow[]>(Prisma.sql`
    ${topics}, ${shareOf(MAX_ROWS)}
    select t.type as topic, c.*, (select rows from share) as share from topic t cross join lateral (
      select worker, count(*)::int as seen, count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state = 'leased')::int as leased, count(*) filter (where state = 'resting')::int as resting,
        min(created_at) filter (where state = 'waiting') as "oldestAt",
        min(key) filter (where state = 'waiting')::text as "oldestKey",
        min(lock_until) filter (where state = 'leased') as "firstEnd"
      from (
        select j.key, j.created_at, j.lock_until, case when j.retries = 0 then 'failed'
            when j.lock_until > now() then case when j.worker is null then 'resting' else 'leased' end
            when j.is_suspended or j.due_at > now() then 'resting' else 'waiting' end as state,
          case when j.lock_until > now() and coalesce(j.retries, 1) <> 0 then j.worker end as worker
        from job j where j.ended_at is null and j.kind = 'worker' and j.type = t.type ${conditions}
        order by j.priority desc, j.key limit (select rows from share)
      ) open group by worker
    ) c where t.type is not null order by t.type, c.worker`);
  const looks = [...groupBy(rows, ({ topic }) => topic).values()].map(lookOf);
  const isExact = new Map(looks.map((look) => [look.topic, look.isExact]));
  const holders = rows.flatMap(({ topic, worker, leased, firstEnd }) =>
    worker === null || firstEnd === null
      ? []
      : [{ topic, worker, held: leased, firstEnd, isCut: isExact.get(topic) === false }],
  );
  return { looks, holders };
}

/** One topic's, of all who hold something of it and of nobody. */
function lookOf(rows: readonly LookRow[]): Look {
  const sum = (pick: (row: LookRow) => number) => rows.reduce((before, row) => before + pick(row), 0);
  // Only what nobody holds waits.
  const [unheld] = rows.filter(({ worker }) => worker === null);
  return {
    topic: rows[0]?.topic ?? '',
    waiting: sum(({ waiting }) => waiting),
    leased: sum(({ leased }) => leased),
    resting: sum(({ resting }) => resting),
    isExact: sum(({ seen }) => seen) < (rows[0]?.share ?? 0),
    oldestAt: unheld?.oldestAt ?? null,
    oldestKey: unheld?.oldestKey ?? null,
  };
}

export function failedOf(
  database: Database,
  topics: Prisma.Sql,
  conditions: Prisma.Sql,
): Promise<{ topic: string; failed: number }[]> {
  return database.$queryRaw<{ topic: string; failed: number }[]>(Prisma.sql`
    ${topics}
    select t.type as topic, c.failed from topic t cross join lateral (
      select count(*)::int as failed from (select 1 from job j where j.ended_at is null and j.kind = 'worker'
        and j.retries = 0 and j.type = t.type ${conditions} order by j.key limit ${MOST_OF_ONE}::int) f
    ) c where t.type is not null and c.failed > 0`);
}

/** What has no attempts left, by its error. */
export function errorsOf(
  database: Database,
  topic: string,
  conditions: Prisma.Sql,
  limit: number,
): Promise<{ message: string; count: number }[]> {
  return database.$queryRaw<{ message: string; count: number }[]>(Prisma.sql`
    select coalesce(f.error_message, '') as message, count(*)::int as count from (
      select j.error_message from job j where j.ended_at is null and j.kind = 'worker' and j.retries = 0
        and j.type = ${topic} ${conditions} order by j.key limit ${MOST_OF_ONE}::int) f
    group by 1 order by 2 desc, 1 limit ${limit}::int`);
}

/** Where open work of a topic stands. */
export function elementsOf(
  database: Database,
  topic: string,
  conditions: Prisma.Sql,
  limit: number,
): Promise<{ definitionKey: string; elementId: string; open: number }[]> {
  return database.$queryRaw<{ definitionKey: string; elementId: string; open: number }[]>(Prisma.sql`
    select f.definition_key::text as "definitionKey", f.element_id as "elementId", count(*)::int as open from (
      select j.definition_key, j.element_id from job j where j.ended_at is null and j.kind = 'worker'
        and j.type = ${topic} ${conditions} order by j.priority desc, j.key limit ${MOST_OF_ONE}::int) f
    group by 1, 2 order by 3 desc, 1, 2 limit ${limit}::int`);
}

export function fetchesOf(database: Database, where: Prisma.Sql, limit: number): Promise<Fetch[]> {
  return database.$queryRaw<Fetch[]>(Prisma.sql`
    select f.type, f.worker, f.asked_at as "askedAt", f.given_at as "givenAt", f.asked::float8 as asked,
      f.given::float8 as given from worker_fetch f where ${where} order by f.asked_at desc limit ${limit}::int`);
}

export const bounded = (value: number): BoundedCount => ({ value, isExact: value < MOST_OF_ONE });

export function topicRow(
  look: Look,
  failed: BoundedCount | undefined,
  fetches: readonly Fetch[],
  { askedFor, pace = NO_PACE, now }: { askedFor: readonly string[]; pace: Pace | undefined; now: Instant },
): TopicRow {
  const part = (value: number): BoundedCount => ({ value, isExact: look.isExact });
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
    pace,
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

export function workerRows(
  fetches: readonly Fetch[],
  holders: readonly Holder[],
  paces: ReadonlyMap<string, Pace>,
  now: Instant,
): readonly WorkerRow[] {
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
      pace: paces.get(worker) ?? NO_PACE,
    };
  });
  return rows.sort((a, b) => (b.lastAskedAt ?? 0) - (a.lastAskedAt ?? 0) || a.worker.localeCompare(b.worker));
}
