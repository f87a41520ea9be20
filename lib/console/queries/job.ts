import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { JobLogEntry } from '../views/job-view.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, instant, visible } from './sql.ts';

/** The newest attempts. */
const MAX_ATTEMPTS = 100;

interface Row {
  elementId: string;
  instanceKey: string | null;
  details: string | null;
  createdAt: Date;
  endedAt: Date | null;
  outcome: string | null;
  worker: string | null;
}
interface AttemptRow {
  key: string;
  worker: string | null;
  retriesBefore: number | null;
  retries: number;
  message: string | null;
  details: string | null;
  at: Date;
}

/** One job's life: made, each attempt that failed with its details, and its end. Newest first. */
export const job = defineQuery('job', {
  permission: 'job.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select j.element_id as "elementId", j.instance_key::text as "instanceKey", j.error_details as details,
        j.created_at as "createdAt", j.ended_at as "endedAt", j.outcome, j.worker
      from job j where j.key = ${query.key}::bigint ${and(visible(context, 'j.definition_key'))}`);
    if (row === undefined) return null;
    const attempts = await context.database.$queryRaw<AttemptRow[]>(Prisma.sql`
      select a.key::text as key, a.worker, a.retries_before as "retriesBefore", a.retries, a.error_message as message,
        a.error_details as details, a.failed_at as at
      from job_attempt a where a.job_key = ${query.key}::bigint order by a.key desc limit ${MAX_ATTEMPTS}::int`);
    return {
      key: query.key,
      elementId: row.elementId,
      instanceKey: row.instanceKey,
      details: row.details,
      log: logOf(row, attempts),
    };
  },
});

function logOf({ createdAt, endedAt, outcome, worker }: Row, attempts: readonly AttemptRow[]): readonly JobLogEntry[] {
  const none = { worker: null, retries: null, message: null, details: null };
  return [
    ...(endedAt === null
      ? []
      : [
          {
            ...none,
            key: 'end',
            what: outcome === 'canceled' ? ('cancelled' as const) : ('succeeded' as const),
            at: instant(endedAt),
            worker: outcome === 'canceled' ? null : worker,
          },
        ]),
    ...attempts.map(({ key: id, worker: by, retries, message, details, at }) => ({
      key: id,
      what: 'failed' as const,
      at: instant(at),
      worker: by,
      retries,
      message,
      details,
    })),
    { ...none, key: 'start', what: 'created' as const, at: instant(createdAt) },
  ];
}
