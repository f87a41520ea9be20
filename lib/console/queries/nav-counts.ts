import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { MAX_BADGE } from '@/lib/console/views/overview-view.ts';
import { Prisma } from '@/lib/db.ts';
import { counters, OF_TOTALS, WHOLE_INSTANCE } from './counters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, visible } from './sql.ts';
import { reachableTasks } from './task-filter.ts';

/** Counts never tell what somebody may not see: those are 0. */
export const navCounts = defineQuery('nav-counts', {
  permission: 'session',
  parameters: z.object({}),
  run: async (context) => {
    const [incidents, running, tasks] = await Promise.all([
      openIncidents(context),
      runningInstances(context),
      openTasks(context),
    ]);
    return { incidents, running, tasks };
  },
});

async function openIncidents(context: QueryContext): Promise<number> {
  const access = authorize(context.person, 'incident.read');
  if (!access.isAllowed) return 0;
  return bounded(
    context,
    Prisma.sql`select 1 from incident n where n.resolved_at is null ${and(visible({ access }, 'n.definition_key'))}`,
  );
}

async function runningInstances(context: QueryContext): Promise<number> {
  const access = authorize(context.person, 'instance.read');
  if (!access.isAllowed) return 0;
  const counts = await counters(
    context.database,
    Prisma.sql`s.element_id = ${WHOLE_INSTANCE} and ${OF_TOTALS} ${and(visible({ access }, 's.definition_key'))}`,
  );
  return counts.reduce((sum, counter) => sum + counter.active, 0);
}

async function openTasks(context: QueryContext): Promise<number> {
  const access = authorize(context.person, 'task.read');
  if (!access.isAllowed) return 0;
  return bounded(
    context,
    Prisma.sql`select 1 from user_task t
      where t.ended_at is null ${and(reachableTasks({ access, person: context.person }))}`,
  );
}

async function bounded(context: QueryContext, rows: Prisma.Sql): Promise<number> {
  const [row] = await context.database.$queryRaw<{ count: number }[]>(
    Prisma.sql`select count(*)::int as count from (${rows} limit ${MAX_BADGE}::int) counted`,
  );
  return row?.count ?? 0;
}
