import { z } from 'zod';
import { type Database, Prisma } from '@/lib/db.ts';
import type { TaskNumbersView } from '../views/task-view.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instantOrNull } from './sql.ts';
import { reachableTasks } from './task-filter.ts';

/** Open tasks that are counted in all, and by who has them; past this there are more, and the view says so. */
const MAX_TASKS = 50_000;
/** Of these, the newest are looked at for what no index of open tasks tells: groups and processes. */
const MAX_LOOKED_AT = 5_000;
/** Overdue ones that are counted, those that have been so longest. */
const MAX_OVERDUE = 3_000;
/** Lines of each table. */
const MAX_LINES = 12;

interface Totals {
  readonly open: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly assignees: TaskNumbersView['assignees'];
}
interface Tables {
  readonly lookedAt: number;
  readonly groups: TaskNumbersView['groups'];
  readonly definitions: readonly { readonly key: string | null; readonly open: number; readonly overdue: number }[];
}

/**
 * The open tasks in figures, as far as the person may see them. How many there are and who has them an index tells by
 * itself; by group and process the newest are told.
 */
export const taskNumbers = defineQuery('task-numbers', {
  permission: 'task.read',
  parameters: z.object({}),
  run: async (context): Promise<TaskNumbersView> => {
    const reachable = and(reachableTasks(context));
    const [totals, tables, oldest] = await Promise.all([
      totalsOf(context.database, reachable),
      tablesOf(context.database, reachable),
      context.database.$queryRaw<{ at: Date }[]>(Prisma.sql`
        select t.created_at as at from user_task t where t.ended_at is null ${reachable} order by t.key limit 1`),
    ]);
    return {
      open: Math.min(totals.open, MAX_TASKS),
      isCut: totals.open > MAX_TASKS,
      unassigned: totals.unassigned,
      overdue: Math.min(totals.overdue, MAX_OVERDUE),
      isOverdueCut: totals.overdue > MAX_OVERDUE,
      lookedAt: tables.lookedAt,
      isNewestOnly: totals.open > tables.lookedAt,
      oldestAt: instantOrNull(oldest[0]?.at ?? null),
      groups: tables.groups,
      assignees: totals.assignees,
      definitions: await named(context, tables.definitions),
    };
  },
});

async function totalsOf(database: Database, reachable: Prisma.Sql): Promise<Totals> {
  const [row] = await database.$queryRaw<Totals[]>(Prisma.sql`
    with held as materialized (
      select o.assignee, count(*)::int as open from (
        select t.assignee from user_task t where t.ended_at is null ${reachable} limit ${MAX_TASKS + 1}::int) o group by 1
    ), late as materialized (
      select o.assignee, count(*)::int as overdue from (
        select t.assignee from user_task t where t.ended_at is null and t.due_at < now() ${reachable}
          order by t.due_at limit ${MAX_OVERDUE + 1}::int) o group by 1
    )
    select coalesce(sum(h.open), 0)::int as open,
      coalesce(sum(h.open) filter (where h.assignee is null), 0)::int as unassigned,
      (select coalesce(sum(l.overdue), 0)::int from late l) as overdue,
      (select coalesce(json_agg(l), '[]') from (
        select m.assignee as name, m.open, coalesce(o.overdue, 0) as overdue
        from (select * from held order by open desc, assignee limit ${MAX_LINES}::int) m
          left join late o on o.assignee is not distinct from m.assignee
          order by m.open desc, m.assignee) l) as assignees
    from held h`);
  if (row === undefined) throw new Error('A sum has always a row.');
  return row;
}

async function tablesOf(database: Database, reachable: Prisma.Sql): Promise<Tables> {
  const [row] = await database.$queryRaw<Tables[]>(Prisma.sql`
    with open as materialized (
      select t.due_at < now() as is_late, t.candidate_groups, t.definition_key
      from user_task t where t.ended_at is null ${reachable} order by t.key desc limit ${MAX_LOOKED_AT}::int
    )
    select (select count(*)::int from open) as "lookedAt",
      ${lines(Prisma.sql`g.name`, Prisma.sql`cross join lateral (select distinct unnest(o.candidate_groups)) as g(name)`, 'name')} as groups,
      ${lines(Prisma.sql`o.definition_key::text`, Prisma.empty, 'key')} as definitions`);
  if (row === undefined) throw new Error('A count has always a row.');
  return row;
}

/** Most first. */
function lines(by: Prisma.Sql, beside: Prisma.Sql, name: 'name' | 'key'): Prisma.Sql {
  return Prisma.sql`(select coalesce(json_agg(l), '[]') from (
    select ${by} as ${Prisma.raw(name)}, count(*)::int as open, (count(*) filter (where o.is_late))::int as overdue
    from open o ${beside} group by 1 order by count(*) desc, 1 limit ${MAX_LINES}::int) l)`;
}

async function named(
  { database }: Pick<QueryContext, 'database'>,
  rows: Tables['definitions'],
): Promise<TaskNumbersView['definitions']> {
  const keys = rows.flatMap(({ key }) => key ?? []);
  const found = await database.$queryRaw<DefinitionColumns[]>(
    Prisma.sql`select ${DEFINITION_COLUMNS} from definition d where d.key = any(${keys}::text[]::bigint[])`,
  );
  const byKey = new Map(found.map((each) => [each.definitionKey, definitionRef(each)]));
  return rows.map(({ key, open, overdue }) => ({
    definition: key === null ? null : (byKey.get(key) ?? null),
    open,
    overdue,
  }));
}
