import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { JobFiguresView, JobPacePoint, JobPaceView } from '../views/job-view.ts';
import { groupBy } from './group-by.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instantOrNull, visible } from './sql.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const RANGES = {
  '1h': { rangeMs: HOUR_MS, stepMs: MINUTE_MS },
  '24h': { rangeMs: 24 * HOUR_MS, stepMs: 15 * MINUTE_MS },
} as const;
/** Full minutes of which a rate is the mean. */
const RATE_MINUTES = 5;
/** More that are due are not counted. */
const COUNTED = 1_000;

interface Counted {
  readonly step: number;
  readonly what: 'created' | 'done' | 'failed';
  readonly count: number;
}

/** What of jobs is due now, and how fast they are made, done and failed. */
export const jobFigures = defineQuery('job-figures', {
  permission: 'job.read',
  parameters: z.object({}),
  run: async (context): Promise<JobFiguresView> => {
    const last = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const [due, counts] = await Promise.all([
      dueNow(context),
      countedFrom(context, last - RATE_MINUTES * MINUTE_MS, last, MINUTE_MS),
    ]);
    return { ...due, perMinute: counts && ratesOf(counts, RATE_MINUTES) };
  },
});

/** Jobs of all kinds over time, as the nodes have counted them. null: the person does not see all processes. */
export const jobPace = defineQuery('job-pace', {
  permission: 'job.read',
  parameters: z.object({ range: z.enum(['1h', '24h']).default('1h') }),
  run: async (context, { range }): Promise<JobPaceView> => {
    const { rangeMs, stepMs } = RANGES[range];
    const now = Date.now();
    const first = Math.ceil((now - rangeMs) / stepMs) * stepMs;
    const counts = await countedFrom(context, first, now, stepMs);
    return { rangeMs, stepMs, points: counts && pointsOf(counts, { first, last: now, stepMs }) };
  },
});

/** Without a gap, oldest first. */
export function pointsOf(
  counts: readonly Counted[],
  { first, last, stepMs }: { first: number; last: number; stepMs: number },
): readonly JobPacePoint[] {
  const bySteps = groupBy(counts, ({ step }) => step);
  return Array.from({ length: Math.floor((last - first) / stepMs) + 1 }, (_, index) => {
    const at = first + index * stepMs;
    return { at, ...sumsOf(bySteps.get(at / stepMs) ?? []) };
  });
}

function sumsOf(counts: readonly Counted[]): Omit<JobPacePoint, 'at'> {
  const sum = (what: Counted['what']) =>
    counts.reduce((before, each) => (each.what === what ? before + each.count : before), 0);
  return { created: sum('created'), done: sum('done'), failed: sum('failed') };
}

function ratesOf(counts: readonly Counted[], minutes: number): Omit<JobPacePoint, 'at'> {
  const { created, done, failed } = sumsOf(counts);
  return { created: created / minutes, done: done / minutes, failed: failed / minutes };
}

/** They are counted for all processes together: whoever may see some of them only is told nothing of the others. */
async function countedFrom(
  { database, access }: QueryContext,
  from: number,
  until: number,
  stepMs: number,
): Promise<readonly Counted[] | null> {
  if (access.definitions !== null) return null;
  return database.$queryRaw<Counted[]>(Prisma.sql`
    select floor(extract(epoch from p.at) * 1000 / ${stepMs}::float8)::float8 as step, p.what,
      sum(p.count)::float8 as count from job_pace p
    where p.at >= ${new Date(from)} and p.at < ${new Date(until)} group by 1, 2`);
}

/** What runs by itself and could run now: due, not held, not suspended, with attempts left. */
async function dueNow(context: QueryContext): Promise<Pick<JobFiguresView, 'due' | 'oldestDueAt'>> {
  const [row] = await context.database.$queryRaw<{ count: number; oldest: Date | null }[]>(Prisma.sql`
    select count(*)::int as count, min(w.since) as oldest from (
      select greatest(j.due_at, j.created_at) as since from job j
      where j.ended_at is null and j.kind <> 'worker' and not j.is_suspended and j.retries > 0
        and (j.due_at is null or j.due_at <= now()) and (j.lock_until is null or j.lock_until <= now())
        ${and(visible(context, 'j.definition_key'))}
      order by j.due_at nulls first, j.key limit ${COUNTED + 1}::int) w`);
  const count = row?.count ?? 0;
  return {
    due: { value: Math.min(count, COUNTED), isExact: count <= COUNTED },
    oldestDueAt: instantOrNull(row?.oldest ?? null),
  };
}
