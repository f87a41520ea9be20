import { z } from 'zod';
import { timesOf } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import type { StartTimersView } from '../views/job-view.ts';
import { jobRows } from './jobs.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';

/** Start events of one version: more than this nobody draws. */
const MAX_TIMERS = 50;
/** Times that are told beforehand. */
const TIMES = 5;

/** Timers that start instances of a version, each with the next times at which it fires. */
export const startTimers = defineQuery('start-timers', {
  permission: 'job.read',
  parameters: z.object({ definition: key }),
  run: async (context, query): Promise<StartTimersView | null> => {
    const definition = await context.engine.definition({ key: query.definition });
    const { definitions } = context.access;
    if (definition === null || (definitions !== null && !definitions.includes(definition.graph.processId))) return null;
    const keys = await context.database.$queryRaw<{ key: string }[]>(Prisma.sql`
      select j.key::text as key from job j where j.ended_at is null and j.tree_key is null and j.kind = 'timer'
        and j.definition_key = ${query.definition}::bigint order by j.key limit ${MAX_TIMERS}::int`);
    const rows = await jobRows(
      context.database,
      keys.map((row) => row.key),
    );
    return {
      isSuspended: definition.isSuspended,
      rows: rows.map((job) => ({
        job,
        times:
          job.dueAt === null
            ? []
            : timesOf({ dueAt: job.dueAt, repeat: job.repeat }, TIMES, definition.graph.semantics),
      })),
    };
  },
});
