import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { ClosedGroup, ClosedGroupsView } from '../views/incident-view.ts';
import { definitionKeys } from './definition-keys.ts';
import { list, timeRange } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, bigints, type DefinitionColumns, definitionRef, instant, visible, within } from './sql.ts';

/** Resolved incidents that are looked at; the newest. */
const MAX_INCIDENTS = 2_000;
const MAX_GROUPS = 50;

type Row = DefinitionColumns &
  Omit<ClosedGroup, 'definition' | 'lastClosedAt'> & { readonly lastClosedAt: Date; readonly looked: number };

/**
 * What was resolved, by cause, newest first; and whether the work has succeeded since, for a resolved incident alone
 * proves nothing.
 */
export const incidentGroupsClosed = defineQuery('incident-groups-closed', {
  permission: 'incident.read',
  parameters: z.object({ definition: list, since: timeRange }),
  run: async (context, filter): Promise<ClosedGroupsView> => {
    const keys = await definitionKeys(context.database, filter.definition);
    const conditions = and([
      ...within('n.resolved_at', filter.since),
      ...visible(context, 'n.definition_key'),
      ...(keys === undefined ? [] : [Prisma.sql`n.definition_key = any(${bigints(keys)})`]),
    ]);
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
      with closed as materialized (
        select n.key, n.fingerprint, n.element_id, n.definition_key, n.job_key, n.outcome, n.resolved_at
        from incident n where n.resolved_at is not null ${conditions} order by n.resolved_at desc
          limit ${MAX_INCIDENTS}::int
      ), grouped as (
        select c.fingerprint, d.process_id, c.element_id, count(*)::int as closed, max(c.resolved_at) as last_closed_at,
          max(c.key) as newest, (sum(count(*)) over ())::int as looked,
          count(*) filter (where j.ended_at is not null and j.outcome <> 'canceled')::int as succeeded,
          count(*) filter (where j.ended_at is null and j.retries <= 0)::int as failed_again,
          count(*) filter (where j.ended_at is null and j.retries > 0)::int as awaited
        from closed c join definition d on d.key = c.definition_key left join job j on j.key = c.job_key
          group by 1, 2, 3
      )
      select g.fingerprint, g.element_id as "elementId", g.closed, g.succeeded, g.failed_again as "failedAgain",
        g.awaited, g.last_closed_at as "lastClosedAt", n.message, g.looked,
        d.key::text as "definitionKey", d.process_id as "processId", d.version as "definitionVersion",
          d.name as "definitionName"
      from grouped g join incident n on n.key = g.newest join definition d on d.key = n.definition_key
        order by g.last_closed_at desc limit ${MAX_GROUPS}::int`);
    return {
      groups: rows.map((row) => ({
        fingerprint: row.fingerprint,
        elementId: row.elementId,
        message: row.message,
        definition: definitionRef(row),
        closed: row.closed,
        succeeded: row.succeeded,
        failedAgain: row.failedAgain,
        awaited: row.awaited,
        lastClosedAt: instant(row.lastClosedAt),
      })),
      isCut: (rows[0]?.looked ?? 0) >= MAX_INCIDENTS,
    };
  },
});
