import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { TaskNumbersView } from '../views/task-view.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instantOrNull } from './sql.ts';
import { reachableTasks } from './task-filter.ts';

/** Open tasks that are counted; the newest. Past this the view says that it is cut. */
const MAX_TASKS = 20_000;
/** Lines of each table. */
const MAX_LINES = 12;

interface Row {
  readonly open: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly groups: TaskNumbersView['groups'];
  readonly assignees: TaskNumbersView['assignees'];
  readonly definitions: readonly { readonly key: string | null; readonly open: number; readonly overdue: number }[];
}

/** The open tasks in figures, as far as the person may see them: an index gives the newest. */
export const taskNumbers = defineQuery('task-numbers', {
  permission: 'task.read',
  parameters: z.object({}),
  run: async (context): Promise<TaskNumbersView> => {
    const reachable = and(reachableTasks(context));
    const [counted, oldest] = await Promise.all([
      context.database.$queryRaw<Row[]>(Prisma.sql`
        with open as materialized (
          select t.assignee, t.due_at < now() as is_late, t.candidate_groups, t.definition_key
          from user_task t where t.ended_at is null ${reachable} order by t.key desc limit ${MAX_TASKS + 1}::int
        )
        select count(*)::int as open, (count(*) filter (where o.assignee is null))::int as unassigned,
          (count(*) filter (where o.is_late))::int as overdue,
          ${lines(Prisma.sql`g.name`, Prisma.sql`cross join lateral unnest(o.candidate_groups) as g(name)`, 'name')} as groups,
          ${lines(Prisma.sql`o.assignee`, Prisma.empty, 'name')} as assignees,
          ${lines(Prisma.sql`o.definition_key::text`, Prisma.empty, 'key')} as definitions
        from open o`),
      context.database.$queryRaw<{ at: Date }[]>(Prisma.sql`
        select t.created_at as at from user_task t where t.ended_at is null ${reachable} order by t.key limit 1`),
    ]);
    const [row] = counted;
    if (row === undefined) throw new Error('A count has always a row.');
    return {
      open: Math.min(row.open, MAX_TASKS),
      isCut: row.open > MAX_TASKS,
      unassigned: row.unassigned,
      overdue: row.overdue,
      oldestAt: instantOrNull(oldest[0]?.at ?? null),
      groups: row.groups,
      assignees: row.assignees,
      definitions: await named(context, row.definitions),
    };
  },
});

/** Most first. */
function lines(by: Prisma.Sql, beside: Prisma.Sql, name: 'name' | 'key'): Prisma.Sql {
  return Prisma.sql`(select coalesce(json_agg(l), '[]') from (
    select ${by} as ${Prisma.raw(name)}, count(*)::int as open, (count(*) filter (where o.is_late))::int as overdue
    from open o ${beside} group by 1 order by count(*) desc, 1 limit ${MAX_LINES}::int) l)`;
}

async function named(
  { database }: Pick<QueryContext, 'database'>,
  rows: Row['definitions'],
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
