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

/** On a counter `s`: those of whole instances, and of incidents wherever they are. They have an index of their own. */
export const OF_TOTALS = Prisma.sql`(s.element_id = '' or s.state = 'incident')`;

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

/** What is told of a definition as a whole: its instances, and incidents wherever they are. */
export interface Total {
  readonly running: number;
  readonly incidents: number;
  readonly completed: number;
  readonly cancelled: number;
}
interface OfDefinition extends Total {
  readonly definitionKey: string;
}
export const NOTHING_COUNTED: Total = { running: 0, incidents: 0, completed: 0, cancelled: 0 };

/** By definition; `where` on a counter `s`. */
export async function totals(
  database: Database,
  where: Prisma.Sql = Prisma.sql`true`,
): Promise<ReadonlyMap<string, Total>> {
  const whole = (state: string) =>
    Prisma.sql`coalesce(sum(s.count) filter (where s.element_id = '' and s.state = ${state}), 0)::float8`;
  const rows = await database.$queryRaw<OfDefinition[]>(Prisma.sql`
    select s.definition_key::text as "definitionKey", ${whole('active')} as running, ${whole('completed')} as completed,
      ${whole('terminated')} as cancelled,
      coalesce(sum(s.count) filter (where s.element_id <> '' and s.state = 'incident'), 0)::float8 as incidents
    from (
      select definition_key, element_id, state, count from statistic
      union all
      select definition_key, element_id, state, delta from statistic_delta
    ) s
    where ${OF_TOTALS} and ${where}
    group by s.definition_key`);
  return new Map(rows.map(({ definitionKey, ...total }) => [definitionKey, total]));
}
