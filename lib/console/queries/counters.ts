import { type Database, Prisma } from '@/lib/db.ts';

export interface Counter {
  readonly definitionKey: string;
  readonly elementId: string;
  readonly active: number;
  readonly incidents: number;
  readonly completed: number;
  readonly cancelled: number;
}

/** Counts of whole instances stand under this element id. */
export const WHOLE_INSTANCE = '';

/** What the committer counted: the folded sums and what came since. Small tables, no look at an instance. */
export async function counters(database: Database, where: Prisma.Sql): Promise<readonly Counter[]> {
  return database.$queryRaw<Counter[]>(Prisma.sql`
    select s.definition_key::text as "definitionKey", s.element_id as "elementId",
      coalesce(sum(s.count) filter (where s.state = 'active'), 0)::float8 as active,
      coalesce(sum(s.count) filter (where s.state = 'incident'), 0)::float8 as incidents,
      coalesce(sum(s.count) filter (where s.state = 'completed'), 0)::float8 as completed,
      coalesce(sum(s.count) filter (where s.state = 'terminated'), 0)::float8 as cancelled
    from (
      select definition_key, element_id, state, count from statistic
      union all
      select definition_key, element_id, state, delta from statistic_delta
    ) s
    where ${where}
    group by 1, 2`);
}
