import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { IncidentVersionsView } from '../views/incident-view.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, instant, visible } from './sql.ts';

/** Incidents of a group that are looked at; the newest. */
const MAX_INCIDENTS = 20_000;

/** The group of an incident by version of its process, resolved ones too: what a version has made better or worse. */
export const incidentVersions = defineQuery('incident-versions', {
  permission: 'incident.read',
  parameters: z.object({ incident: key }),
  run: async (context, query): Promise<IncidentVersionsView | null> => {
    const rows = await context.database.$queryRaw<
      {
        definitionKey: string;
        version: number;
        open: number;
        total: number;
        firstSeen: Date;
        lastSeen: Date;
        isNewest: boolean;
      }[]
    >(Prisma.sql`
      with own as (
        select n.fingerprint, n.element_id, d.process_id from incident n join definition d on d.key = n.definition_key
          where n.key = ${query.incident}::bigint ${and(visible(context, 'n.definition_key'))}
      ), of_group as (
        select n.definition_key, n.resolved_at, n.raised_at from own o join incident n on n.fingerprint = o.fingerprint
          and n.element_id = o.element_id order by n.key desc limit ${MAX_INCIDENTS}::int
      )
      select d.key::text as "definitionKey", d.version, d.is_latest as "isNewest", count(*)
        filter (where g.resolved_at is null)::int as open, count(*)::int as total, min(g.raised_at) as "firstSeen",
        max(g.raised_at) as "lastSeen"
      from of_group g join definition d on d.key = g.definition_key join own o on o.process_id = d.process_id
        where true ${and(visible(context, 'd.key'))} group by d.key order by d.version desc`);
    return rows.length === 0
      ? null
      : {
          versions: rows.map((row) => ({ ...row, firstSeen: instant(row.firstSeen), lastSeen: instant(row.lastSeen) })),
        };
  },
});
