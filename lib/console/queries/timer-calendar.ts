import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { TimerCalendarView } from '../views/job-view.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, visible } from './sql.ts';

const HOUR_MS = 3_600_000;
const DAYS = 7;
/** Timers that are counted, in the order in which they are due. */
const MAX_COUNTED = 20_000;

/**
 * What fires in the next days, hour by hour: timers that instances wait for, and of those that start instances the next
 * time.
 */
export const timerCalendar = defineQuery('timer-calendar', {
  permission: 'job.read',
  parameters: z.object({ definition: key.optional() }),
  run: async (context, query): Promise<TimerCalendarView> => {
    const from = Math.floor(context.engine.now() / HOUR_MS) * HOUR_MS;
    const until = from + DAYS * 24 * HOUR_MS;
    const due = Prisma.sql`j.ended_at is null and j.kind <> 'worker' and j.due_at >= ${new Date(from)}
      and j.due_at < ${new Date(until)}`;
    const conditions = [
      Prisma.sql`j.kind = 'timer' and not j.is_suspended`,
      ...(query.definition === undefined ? [] : [Prisma.sql`j.definition_key = ${query.definition}::bigint`]),
      ...visible(context, 'j.definition_key'),
    ];
    const [hours, [cut]] = await Promise.all([
      context.database.$queryRaw<{ hour: number; count: number }[]>(Prisma.sql`
        select floor(extract(epoch from j.due_at) / 3600)::float8 as hour, count(*)::int as count
        from (select j.kind, j.due_at, j.definition_key, j.is_suspended from job j where ${due} order by j.due_at, j.key
          limit ${MAX_COUNTED}::int) j where true ${and(conditions)} group by 1 order by 1`),
      context.database.$queryRaw<{ at: Date }[]>(
        Prisma.sql`select j.due_at as at from job j where ${due} order by j.due_at, j.key offset ${MAX_COUNTED}::int
          limit 1`,
      ),
    ]);
    return {
      from,
      until,
      hours: hours.map(({ hour, count }) => ({ at: hour * HOUR_MS, count })),
      countedTo: cut?.at.getTime() ?? null,
    };
  },
});
