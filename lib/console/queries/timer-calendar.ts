import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { TimerCalendarView } from '../views/job-view.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { visible } from './sql.ts';

const HOUR_MS = 3_600_000;
const DAYS = 7;
/** Timers that are counted, in the order in which they are due. */
const MAX_COUNTED = 10_000;

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
    const hours = await context.database.$queryRaw<
      { hour: number; count: number; looked: number; last: Date }[]
    >(Prisma.sql`
      select floor(extract(epoch from j.due_at) / 3600)::float8 as hour,
        count(*) filter (where ${Prisma.join(conditions, ' and ')})::int as count, count(*)::int as looked,
        max(j.due_at) as last
      from (select j.kind, j.due_at, j.definition_key, j.is_suspended from job j where ${due} order by j.due_at, j.key
        limit ${MAX_COUNTED}::int) j group by 1 order by 1`);
    const looked = hours.reduce((sum, each) => sum + each.looked, 0);
    return {
      from,
      until,
      hours: hours.flatMap(({ hour, count }) => (count === 0 ? [] : [{ at: hour * HOUR_MS, count }])),
      countedTo: looked < MAX_COUNTED ? null : (hours.at(-1)?.last.getTime() ?? null),
    };
  },
});
