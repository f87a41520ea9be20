import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { IncidentAttempt } from '../views/incident-view.ts';
import { INCIDENT_SELECT, type IncidentSqlRow, toIncidentRow } from './incidents.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, instant, visible } from './sql.ts';

const MAX_ATTEMPTS = 50;

export const incident = defineQuery('incident', {
  permission: 'incident.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<IncidentSqlRow[]>(Prisma.sql`
      ${INCIDENT_SELECT} where n.key = ${query.key}::bigint ${and(visible(context, 'n.definition_key'))}`);
    if (row === undefined) return null;
    const [facts, attempts] = await Promise.all([factsOf(context, query.key), attemptsOf(context, row.jobKey)]);
    return { ...toIncidentRow(row), ...facts, attempts };
  },
});

async function factsOf(
  context: QueryContext,
  incidentKey: string,
): Promise<{ annotation: string | null; details: string | null; version: number }> {
  const [row] = await context.database.$queryRaw<
    { annotation: string | null; details: string | null; version: number | null }[]
  >(Prisma.sql`
    select n.annotation, j.error_details as details, t.version
    from incident n left join job j on j.key = n.job_key left join process_tree t on t.key = n.tree_key
    where n.key = ${incidentKey}::bigint`);
  return { annotation: row?.annotation ?? null, details: row?.details ?? null, version: row?.version ?? 0 };
}

/** Newest first. */
async function attemptsOf(context: QueryContext, jobKey: string | null): Promise<readonly IncidentAttempt[]> {
  if (jobKey === null) return [];
  const rows = await context.database.$queryRaw<(Omit<IncidentAttempt, 'failedAt'> & { failedAt: Date })[]>(Prisma.sql`
    select a.key::text as key, a.worker, a.retries_before as "retriesBefore", a.retries, a.error_message as message,
      a.error_details as details, a.failed_at as "failedAt"
    from job_attempt a where a.job_key = ${jobKey}::bigint order by a.key desc limit ${MAX_ATTEMPTS}::int`);
  return rows.map((row) => ({ ...row, failedAt: instant(row.failedAt) }));
}
