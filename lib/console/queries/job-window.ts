import { type Database, Prisma } from '@/lib/db.ts';
import type { JobFilterValues } from './job-filter.ts';
import { jobSource, type JobSort, type Place, PLACE_COLUMNS } from './job-source.ts';
import { and } from './sql.ts';

/** Jobs that one question looks at, at most: what does not find enough among them goes on from there with the next. */
const WINDOW = 5_000;

/**
 * A page of jobs, and where the next one begins. `searchedTo`: the window was over before the page was full; when the
 * last job of it was made.
 */
export interface JobWindow {
  readonly keys: readonly string[];
  readonly next: Place | null;
  readonly searchedTo: Date | null;
}

/**
 * Keys that fit the conditions, in the order of their source, out of the next jobs of it. PostgreSQL stops as soon as
 * there are enough; where there are few or none it stops at the end of the window.
 */
export async function jobWindow(
  database: Database,
  {
    filter,
    sort,
    conditions,
    after,
    limit,
    window = WINDOW,
  }: {
    filter: JobFilterValues;
    sort: JobSort;
    conditions: readonly Prisma.Sql[];
    after: Place | null;
    limit: number;
    window?: number;
  },
): Promise<JobWindow> {
  const source = jobSource(filter, sort);
  const found: Place[] = [];
  for (const where of source.branches(after)) {
    const wanted = limit + 1 - found.length;
    const rows = await database.$queryRaw<Place[]>(Prisma.sql`
      select ${PLACE_COLUMNS} from (select * from job j where ${where} order by ${source.order} limit ${window}::int) j
        where true ${and(conditions)} order by ${source.order} limit ${wanted}::int`);
    found.push(...rows);
    if (rows.length === wanted) break;
    const [end] = await database.$queryRaw<(Place & { createdAt: Date })[]>(Prisma.sql`
      select ${PLACE_COLUMNS}, j.created_at as "createdAt" from job j where ${where}
        order by ${source.order} offset ${window - 1}::int limit 1`);
    if (end !== undefined)
      return {
        keys: found.map(({ key }) => key),
        next: { key: end.key, due: end.due, priority: end.priority },
        searchedTo: end.createdAt,
      };
  }
  const shown = found.slice(0, limit);
  return {
    keys: shown.map(({ key }) => key),
    next: found.length > limit ? (shown.at(-1) ?? null) : null,
    searchedTo: null,
  };
}
