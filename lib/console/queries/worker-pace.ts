import { FAILED_BUCKET, handlingMs } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { Instant } from '../views/shared.ts';
import type { Pace, PaceView } from '../views/worker-view.ts';
import { groupBy } from './group-by.ts';

export const NO_PACE: Pace = { done: 0, failed: 0, median: null, p95: null };
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** What can be looked at, and how it is cut: all of it at once, in bars. */
const PACE_RANGES = {
  '1h': { rangeMs: HOUR_MS, stepMs: 5 * MINUTE_MS },
  '24h': { rangeMs: 24 * HOUR_MS, stepMs: 30 * MINUTE_MS },
} as const;
export type PaceRange = keyof typeof PACE_RANGES;

interface Counted {
  readonly name: string;
  readonly bucket: number;
  readonly count: number;
}

/**
 * Of the last hour, by the name that is asked for: a topic or a worker. `where`: on `p`; an index of it begins with
 * what it compares.
 */
export async function pacesBy(
  database: Database,
  name: 'type' | 'worker',
  where: Prisma.Sql,
  now: Instant,
): Promise<ReadonlyMap<string, Pace>> {
  const rows = await database.$queryRaw<Counted[]>(Prisma.sql`
    select ${Prisma.raw(`p.${name}`)} as name, p.bucket, sum(p.count)::float8 as count from worker_pace p
      where p.at > ${new Date(now - HOUR_MS)} and ${where} group by 1, 2`);
  return new Map([...groupBy(rows, (row) => row.name)].map(([each, counted]) => [each, paceOf(counted)]));
}

/** The same over a stretch of time, step by step. */
export async function paceView(
  database: Database,
  where: Prisma.Sql,
  range: PaceRange,
  now: Instant,
): Promise<PaceView> {
  const { rangeMs, stepMs } = PACE_RANGES[range];
  const first = Math.ceil((now - rangeMs) / stepMs) * stepMs;
  const rows = await database.$queryRaw<{ step: number; bucket: number; count: number }[]>(Prisma.sql`
    select floor(extract(epoch from p.at) * 1000 / ${stepMs}::float8)::float8 as step, p.bucket,
      sum(p.count)::float8 as count from worker_pace p where p.at >= ${new Date(first)} and ${where} group by 1, 2`);
  const bySteps = groupBy(rows, ({ step }) => step);
  const points = Array.from(
    { length: Math.floor((now - first) / stepMs) + 1 },
    (_, index) => first + index * stepMs,
  ).map((at) => {
    const { done, failed } = paceOf(bySteps.get(at / stepMs) ?? []);
    return { at, done, failed };
  });
  return { total: paceOf(rows), rangeMs, stepMs, points };
}

/** Half of the times known are below the median, 19 of 20 below the other. */
function paceOf(rows: readonly { readonly bucket: number; readonly count: number }[]): Pace {
  const sum = (of: readonly { readonly count: number }[]) => of.reduce((before, { count }) => before + count, 0);
  const [failed, done] = [
    rows.filter(({ bucket }) => bucket === FAILED_BUCKET),
    rows.filter(({ bucket }) => bucket !== FAILED_BUCKET),
  ];
  const timed = done.filter(({ bucket }) => bucket >= 0).sort((one, other) => one.bucket - other.bucket);
  const all = sum(timed);
  const at = (share: number): number | null => {
    let passed = 0;
    for (const { bucket, count } of timed) {
      passed += count;
      if (passed >= all * share) return handlingMs(bucket);
    }
    return null;
  };
  return { done: sum(done), failed: sum(failed), median: at(0.5), p95: at(0.95) };
}
