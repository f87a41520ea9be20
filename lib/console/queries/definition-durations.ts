import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { DefinitionDurations } from '../views/definition-view.ts';
import { defineQuery } from './query.ts';
import { and, visible } from './sql.ts';

/** Newest instances of a version that are looked at: root ones that have ended, and called ones that have. */
const LOOKED = 100;
/** Definitions that are measured: those deployed last. */
const MAX_DEFINITIONS = 500;
/** Points of the line: each the middle of as many instances, oldest first. */
const POINTS = 12;
const P50 = 0.5;
const P95 = 0.95;

/** How long the newest ended instances of each process's newest version took. */
export const definitionDurations = defineQuery('definition-durations', {
  permission: 'definition.read',
  parameters: z.object({}),
  run: async (context) => {
    const rows = await context.database.$queryRaw<{ key: string; took: number[] }[]>(Prisma.sql`
      select d.key::text as key, array_agg(t.ms order by t.ended_at) as took
      from (select d.key from definition d where d.is_latest and d.deleted_at is null ${and(visible(context, 'd.key'))}
        order by d.key desc limit ${MAX_DEFINITIONS}::int) d
      cross join lateral (
        select i.ended_at, extract(epoch from i.ended_at - i.started_at)::float8 * 1000 as ms from (
          (select r.started_at, r.ended_at from instance r where r.definition_key = d.key
            and r.parent_instance_key is null and r.ended_at is not null order by r.ended_at desc limit ${LOOKED}::int)
          union all
          (select n.started_at, n.ended_at from (select * from instance c where c.definition_key = d.key
            order by c.key desc limit ${LOOKED}::int) n where n.parent_instance_key is not null
            and n.ended_at is not null)
        ) i
      ) t group by d.key`);
    return { rows: rows.map(({ key, took }) => durationsOf(key, took)) };
  },
});

/** `took`: milliseconds, in the order of the ends; not empty. */
export function durationsOf(key: string, took: readonly number[]): DefinitionDurations {
  const size = Math.max(1, Math.ceil(took.length / POINTS));
  const line: number[] = [];
  for (let from = 0; from < took.length; from += size) line.push(quantile(took.slice(from, from + size), P50));
  return { key, instances: took.length, median: quantile(took, P50), p95: quantile(took, P95), line };
}

/** Between the two nearest, as `percentile_cont` has it. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
