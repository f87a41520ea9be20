import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { IncidentRow } from '../views/incident-view.ts';
import { readCursor, toPage } from './cursor.ts';
import {
  incidentListConditions,
  incidentListFilter,
  incidentListShape,
  OPEN_INCIDENTS,
} from './incident-list-filter.ts';
import { countInPortions } from './key-portions.ts';
import { after, limit } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, instantOrNull } from './sql.ts';

export const incidents = defineQuery('incidents', {
  permission: 'incident.read',
  parameters: z.object({ ...incidentListShape, sort: z.enum(['-raised', 'raised']).default('-raised'), after, limit }),
  run: async (context, filter) => {
    const cursor = readCursor(filter.after, 1);
    const isNewestFirst = filter.sort === '-raised';
    const beyond =
      cursor === null || !/^\d{1,18}$/.test(cursor[0] ?? '')
        ? []
        : [isNewestFirst ? Prisma.sql`n.key < ${cursor[0]}::bigint` : Prisma.sql`n.key > ${cursor[0]}::bigint`];
    const conditions = and([...(await incidentListConditions(context, filter)), ...beyond]);
    const rows = await context.database.$queryRaw<IncidentSqlRow[]>(Prisma.sql`
      ${INCIDENT_SELECT} where true ${conditions} order by n.key ${isNewestFirst ? Prisma.raw('desc') : Prisma.empty}
        limit ${filter.limit + 1}::int`);
    return toPage(rows, filter.limit, toIncidentRow, (row) => [row.key]);
  },
});

/** How many open ones the filter matches: only these can be worked on together. */
export const incidentCount = defineQuery('incident-count', {
  permission: 'incident.read',
  parameters: incidentListFilter,
  run: async (context, filter) =>
    countInPortions(context.database, OPEN_INCIDENTS, await incidentListConditions(context, filter)),
});

export interface IncidentSqlRow extends DefinitionColumns {
  key: string;
  type: string;
  message: string;
  fingerprint: string;
  elementId: string;
  elementInstanceKey: string | null;
  instanceKey: string | null;
  businessKey: string | null;
  jobKey: string | null;
  jobType: string | null;
  retries: number | null;
  raisedAt: Date;
  resolvedAt: Date | null;
  outcome: 'resolved' | 'deleted' | null;
  resolvedBy: string | null;
  resolvedBatch: string | null;
}

export const INCIDENT_SELECT = Prisma.sql`
  select n.key::text as key, n.type, n.message, n.fingerprint, n.element_id as "elementId",
    n.element_instance_key::text as "elementInstanceKey",
    n.instance_key::text as "instanceKey", i.business_key as "businessKey", n.job_key::text as "jobKey",
      j.type as "jobType", j.retries,
    n.raised_at as "raisedAt", n.resolved_at as "resolvedAt", n.outcome,
      coalesce(r.name, s.name, by_batch.name) as "resolvedBy", case when coalesce(r.name, s.name) is null
      then by_batch.key end as "resolvedBatch", ${DEFINITION_COLUMNS}
  from incident n join definition d on d.key = n.definition_key
  left join instance i on i.key = n.instance_key left join job j on j.key = n.job_key
  left join lateral (
    select coalesce(a.actor_name, a.actor_id) as name from audit_entry a
    where a.instance_key = n.instance_key and a.outcome = 'done' and a.actor_kind <> 'system'
      and a.at between n.resolved_at - interval '1 second' and n.resolved_at + interval '1 second'
      and (a.target_key in (n.key::text, n.job_key::text) or a.operation = 'instance.retry-all') order by a.n desc
        limit 1
  ) r on n.outcome = 'resolved'
  left join lateral (
    select coalesce(a.actor_name, a.actor_id) as name from audit_entry a
    where a.target_key in (n.key::text, n.job_key::text) and a.outcome = 'done' and a.actor_kind <> 'system'
      and a.at between n.resolved_at - interval '1 second' and n.resolved_at + interval '1 second'
      order by a.n desc limit 1
  ) s on n.outcome = 'resolved' and n.instance_key is null
  left join lateral (
    select b.key::text as key, coalesce(u.name, b.created_by) as name from batch_item x
      join batch b on b.key = x.batch_key left join app_user u on u.username = b.created_by
    where n.outcome = 'resolved' and x.state = 'done' and x.target in (n.key::text, n.job_key::text)
      and b.kind in ('retryIncident', 'resolveIncident', 'setJobRetries', 'setWorkRetries')
      and x.done_at between n.resolved_at - interval '10 seconds' and n.resolved_at + interval '10 seconds'
        order by abs(extract(epoch from x.done_at - n.resolved_at)) limit 1
  ) by_batch on true`;

export function toIncidentRow(row: IncidentSqlRow): IncidentRow {
  return {
    key: row.key,
    isOpen: row.resolvedAt === null,
    type: row.type,
    message: row.message,
    fingerprint: row.fingerprint,
    elementId: row.elementId,
    elementInstanceKey: row.elementInstanceKey,
    instanceKey: row.instanceKey,
    businessKey: row.businessKey,
    definition: definitionRef(row),
    jobKey: row.jobKey,
    jobType: row.jobType,
    retries: row.retries,
    raisedAt: instant(row.raisedAt),
    resolvedAt: instantOrNull(row.resolvedAt),
    outcome: row.outcome,
    resolvedBy: row.resolvedBy,
    resolvedBatch: row.resolvedBatch,
  };
}
