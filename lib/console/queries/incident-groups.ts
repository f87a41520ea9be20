import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { IncidentGroup, IncidentGroupsView, IncidentTriage } from '../views/incident-view.ts';
import { definitionKeys } from './definition-keys.ts';
import { list, listOf, optionalText, timeRange } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, bigints, type DefinitionColumns, definitionRef, instant, instantOrNull, visible, within } from './sql.ts';

/** Open incidents that are looked at; the newest. Past this the view says that it is cut. */
const MAX_INCIDENTS = 20_000;
const MAX_GROUPS = 200;
const HOURS = 24;
const HOUR_MS = 3_600_000;

const TRIAGE_STATES = ['new', 'working', 'snoozed'] as const;
/** A snooze that is over needs nobody to end it. */
const TRIAGE_STATE = Prisma.sql`case when t.snoozed_until > now() then 'snoozed' when t.acknowledged_at is not null or t.owner is not null then 'working' else 'new' end`;

export const incidentGroups = defineQuery('incident-groups', {
  permission: 'incident.read',
  parameters: z.object({ state: z.string().optional(), definition: list, element: list, type: list, since: timeRange, triage: listOf(TRIAGE_STATES), owner: optionalText }),
  run: async (context, filter) => groupIncidents(context, {
    definitionKeys: await definitionKeys(context.database, filter.definition),
    conditions: [
      ...(filter.element === undefined ? [] : [Prisma.sql`n.element_id = any(${[...filter.element]}::text[])`]),
      ...(filter.type === undefined ? [] : [Prisma.sql`n.type = any(${[...filter.type]}::text[])`]),
      ...within('n.raised_at', filter.since),
    ],
    ofGroups: [
      ...(filter.triage === undefined ? [] : [Prisma.sql`${TRIAGE_STATE} = any(${[...filter.triage]}::text[])`]),
      ...(filter.owner === undefined ? [] : [filter.owner === 'none' ? Prisma.sql`t.owner is null` : Prisma.sql`t.owner = ${filter.owner === 'me' ? context.person.username : filter.owner}`]),
    ],
  }),
});

interface Row extends DefinitionColumns {
  fingerprint: string; type: string; message: string; elementId: string; open: number; instances: number;
  firstSeen: Date; lastSeen: Date; newestIncidentKey: string; newestInstanceKey: string; ages: number[]; counts: number[]; total: number;
  triage: IncidentTriage['state']; acknowledgedBy: string | null; owner: string | null; ownerName: string | null; snoozedUntil: Date | null; ticket: string | null; comments: number; newIn: number | null;
}

/** Open incidents by cause: fingerprint, process and element; versions are inside. */
export async function groupIncidents(context: QueryContext, filter: { definitionKeys: readonly string[] | undefined; conditions: readonly Prisma.Sql[]; ofGroups?: readonly Prisma.Sql[] }): Promise<IncidentGroupsView> {
  const conditions = and([
    ...(filter.definitionKeys === undefined ? [] : [Prisma.sql`n.definition_key = any(${bigints(filter.definitionKeys)})`]),
    ...filter.conditions, ...visible(context, 'n.definition_key'),
  ]);
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with open as materialized (
      select n.key, n.fingerprint, n.definition_key, n.element_id, n.instance_key, n.raised_at from incident n where n.resolved_at is null ${conditions} order by n.key desc limit ${MAX_INCIDENTS}::int
    ), by_instance as (
      select o.fingerprint, o.definition_key, o.element_id, o.instance_key, count(*) as open, min(o.raised_at) as first_seen, max(o.raised_at) as last_seen, max(o.key) as newest
      from open o group by 1, 2, 3, 4
    ), grouped as (
      select o.fingerprint, d.process_id, o.element_id, sum(o.open)::int as open, count(*)::int as instances, min(o.first_seen) as first_seen, max(o.last_seen) as last_seen, max(o.newest) as newest
      from by_instance o join definition d on d.key = o.definition_key group by 1, 2, 3
    ), hourly as (
      select h.fingerprint, h.process_id, h.element_id, array_agg(h.age) as ages, array_agg(h.count) as counts from (
        select o.fingerprint, d.process_id, o.element_id, floor(extract(epoch from now() - o.raised_at) * 1000 / ${HOUR_MS}::float8)::int as age, count(*)::int as count
        from open o join definition d on d.key = o.definition_key where o.raised_at > now() - ${HOURS}::int * interval '1 hour' group by 1, 2, 3, 4) h
      group by 1, 2, 3
    )
    select g.fingerprint, o.type, o.message, g.element_id as "elementId", g.open, g.instances, g.first_seen as "firstSeen", g.last_seen as "lastSeen",
      o.key::text as "newestIncidentKey", o.instance_key::text as "newestInstanceKey", coalesce(h.ages, '{}') as ages, coalesce(h.counts, '{}') as counts,
      d.key::text as "definitionKey", d.process_id as "processId", d.version as "definitionVersion", d.name as "definitionName",
      (sum(g.open) over ())::int as total, ${TRIAGE_STATE} as triage, t.acknowledged_by as "acknowledgedBy", t.owner, u.name as "ownerName", t.snoozed_until as "snoozedUntil", t.ticket,
      (select count(*)::int from incident_comment c where c.fingerprint = g.fingerprint and c.process_id = g.process_id and c.element_id = g.element_id) as comments,
      case when d.is_latest and d.version > 1 and d.key = (select e.definition_key from incident e where e.fingerprint = g.fingerprint and e.element_id = g.element_id and e.definition_key in (select same.key from definition same where same.process_id = g.process_id) order by e.key limit 1) then d.version end as "newIn"
    from grouped g join incident o on o.key = g.newest join definition d on d.key = o.definition_key
    left join hourly h on h.fingerprint = g.fingerprint and h.process_id = g.process_id and h.element_id = g.element_id
    left join incident_triage t on t.fingerprint = g.fingerprint and t.process_id = g.process_id and t.element_id = g.element_id
    left join app_user u on u.username = t.owner
    where true ${and(filter.ofGroups ?? [])} order by g.open desc, g.newest desc limit ${MAX_GROUPS}::int`);
  const open = rows[0]?.total ?? 0;
  return { groups: rows.map(toGroup), open, lastResolvedAt: open === 0 ? await lastResolved(context) : null, isCut: open >= MAX_INCIDENTS };
}

async function lastResolved(context: QueryContext): Promise<number | null> {
  const [row] = await context.database.$queryRaw<{ at: Date | null }[]>(Prisma.sql`
    select n.resolved_at as at from incident n where n.resolved_at is not null ${and(visible(context, 'n.definition_key'))} order by n.resolved_at desc limit 1`);
  return instantOrNull(row?.at ?? null);
}

function toGroup(row: Row): IncidentGroup {
  const perHour = Array.from({ length: HOURS }, () => 0);
  for (const [index, age] of row.ages.entries()) {
    const slot = HOURS - 1 - Math.min(Math.max(age, 0), HOURS - 1);
    perHour[slot] = (perHour[slot] ?? 0) + (row.counts[index] ?? 0);
  }
  return {
    fingerprint: row.fingerprint, type: row.type, message: row.message, elementId: row.elementId, definition: definitionRef(row),
    open: row.open, instances: row.instances, firstSeen: instant(row.firstSeen), lastSeen: instant(row.lastSeen), perHour, newIn: row.newIn,
    newestIncidentKey: row.newestIncidentKey, newestInstanceKey: row.newestInstanceKey,
    triage: {
      state: row.triage, acknowledgedBy: row.acknowledgedBy, snoozedUntil: instantOrNull(row.snoozedUntil), ticket: row.ticket, comments: row.comments,
      owner: row.owner === null ? null : { username: row.owner, name: row.ownerName ?? row.owner },
    },
  };
}
