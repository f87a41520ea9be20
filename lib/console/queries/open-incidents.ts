import { type Database, Prisma } from '@/lib/db.ts';
import { OF_TOTALS } from './counters.ts';
import type { QueryContext } from './query.ts';
import { and, bigints, visible } from './sql.ts';

/** Open incidents that are looked at; the newest. Past this a view says that it is cut. */
export const MAX_INCIDENTS = 20_000;

interface OpenFilter {
  readonly definitionKeys: readonly string[] | undefined;
  /** On an incident `n`. */
  readonly conditions: readonly Prisma.Sql[];
}

/** `and …` on an open incident `n`, which keeps sums to the newest where there are many; `count` says whether there are. */
export async function openIncidentConditions(
  context: QueryContext,
  filter: OpenFilter,
  count: number,
): Promise<Prisma.Sql> {
  return and([
    ...(filter.definitionKeys === undefined
      ? []
      : [Prisma.sql`n.definition_key = any(${bigints(filter.definitionKeys)})`]),
    ...filter.conditions,
    ...visible(context, 'n.definition_key'),
    // With a bound in it, PostgreSQL no longer knows how many it will read: none where there are few.
    ...(count <= MAX_INCIDENTS ? [] : await newestOnly(context.database)),
  ]);
}

/** All open incidents, as the committer counted them. */
export async function openIncidentCount(database: Database): Promise<number> {
  const [counted] = await database.$queryRaw<{ open: number }[]>(Prisma.sql`
    select coalesce(sum(s.count), 0)::float8 as open
      from (select element_id, state, count from statistic union all select element_id, state, delta
        from statistic_delta) s where s.state = 'incident' and ${OF_TOTALS}`);
  return counted?.open ?? 0;
}

async function newestOnly(database: Database): Promise<readonly Prisma.Sql[]> {
  const [beyond] = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select b.key::text as key from (select n.key from incident n where n.resolved_at is null
      order by n.key desc offset ${MAX_INCIDENTS}::int limit 1) b`);
  return beyond === undefined ? [] : [Prisma.sql`n.key > ${beyond.key}::bigint`];
}
