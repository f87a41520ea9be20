import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { IncidentGroup, IncidentGroupsView, IncidentTriage } from '../views/incident-view.ts';
import { definitionKeys } from './definition-keys.ts';
import { MAX_INCIDENTS, openIncidentConditions, openIncidentCount } from './open-incidents.ts';
import { list, listOf, optionalText, timeRange } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { FENCE } from './search-term.ts';
import { and, type DefinitionColumns, definitionRef, instant, instantOrNull, visible, within } from './sql.ts';

const MAX_GROUPS = 200;
const HOURS = 24;
const HOUR_MS = 3_600_000;

const TRIAGE_STATES = ['new', 'working', 'snoozed'] as const;
/** A snooze that is over needs nobody to end it. */
const TRIAGE_STATE = Prisma.sql`case when t.snoozed_until > now() then 'snoozed' when t.acknowledged_at is not null
  or t.owner is not null then 'working' else 'new' end`;

export const incidentGroups = defineQuery('incident-groups', {
  permission: 'incident.read',
  parameters: z.object({
    state: z.string().optional(),
    definition: list,
    element: list,
    type: list,
    since: timeRange,
    triage: listOf(TRIAGE_STATES),
    owner: optionalText,
  }),
  run: async (context, filter) =>
    groupIncidents(context, {
      definitionKeys: await definitionKeys(context.database, filter.definition),
      conditions: [
        ...(filter.element === undefined ? [] : [Prisma.sql`n.element_id = any(${[...filter.element]}::text[])`]),
        ...(filter.type === undefined ? [] : [Prisma.sql`n.type = any(${[...filter.type]}::text[])`]),
        ...within('n.raised_at', filter.since),
      ],
      ofGroups: [
        ...(filter.triage === undefined ? [] : [Prisma.sql`${TRIAGE_STATE} = any(${[...filter.triage]}::text[])`]),
        ...(filter.owner === undefined
          ? []
          : [
              filter.owner === 'none'
                ? Prisma.sql`t.owner is null`
                : Prisma.sql`t.owner = ${filter.owner === 'me' ? context.person.username : filter.owner}`,
            ]),
      ],
    }),
});

interface Row extends DefinitionColumns {
  fingerprint: string;
  type: string;
  message: string;
  elementId: string;
  open: number;
  instances: number;
  firstSeen: Date;
  lastSeen: Date;
  newestIncidentKey: string;
  newestInstanceKey: string | null;
  ages: number[];
  counts: number[];
  total: number;
  triage: IncidentTriage['state'];
  acknowledgedBy: string | null;
  owner: string | null;
  ownerName: string | null;
  snoozedUntil: Date | null;
  ticket: string | null;
  comments: number;
  newIn: number | null;
}

interface GroupFilter {
  readonly definitionKeys: readonly string[] | undefined;
  /** On an incident `n`. */
  readonly conditions: readonly Prisma.Sql[];
  /** On what was decided about a group, `t`. */
  readonly ofGroups?: readonly Prisma.Sql[];
}

/**
 * Open incidents by cause: fingerprint, process and element; versions are inside. They are summed in the order of their
 * index, and only the sums are joined.
 */
async function groupIncidents(context: QueryContext, filter: GroupFilter): Promise<IncidentGroupsView> {
  const conditions = await openIncidentConditions(context, filter, await openIncidentCount(context.database));
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with by_version as (
      select n.fingerprint, n.definition_key, n.element_id, count(*)::int as open,
        count(distinct n.instance_key)::int as instances, min(n.raised_at) as first_seen, max(n.raised_at) as last_seen,
        max(n.key) as newest
      from incident n where n.resolved_at is null ${conditions} group by 1, 2, 3
    ), hourly as (
      select n.fingerprint, n.definition_key, n.element_id,
        floor(date_part('epoch', now() - n.raised_at) / ${HOUR_MS / 1000}::float8)::int as age, count(*)::int as count
      from incident n where n.resolved_at is null
        and n.raised_at > now() - ${HOURS}::int * interval '1 hour' ${conditions} group by 1, 2, 3, 4
    ), aged as (
      select h.fingerprint, d.process_id, h.element_id, array_agg(h.age) as ages, array_agg(h.count) as counts
        from hourly h join definition d on d.key = h.definition_key group by 1, 2, 3
    ), grouped as (
      select v.fingerprint, d.process_id, v.element_id, sum(v.open)::int as open, sum(v.instances)::int as instances,
        min(v.first_seen) as first_seen, max(v.last_seen) as last_seen, max(v.newest) as newest
      from by_version v join definition d on d.key = v.definition_key group by 1, 2, 3
    ), shown as materialized (
      select g.*, (sum(g.open) over ())::int as total, ${TRIAGE_STATE} as triage, t.acknowledged_by, t.owner,
        t.snoozed_until, t.ticket
      from grouped g left join incident_triage t on t.fingerprint = g.fingerprint and t.process_id = g.process_id
        and t.element_id = g.element_id
      where true ${and(filter.ofGroups ?? [])} order by g.open desc, g.newest desc limit ${MAX_GROUPS}::int
    )
    select g.fingerprint, o.type, o.message, g.element_id as "elementId", g.open, g.instances,
      g.first_seen as "firstSeen", g.last_seen as "lastSeen",
      g.newest::text as "newestIncidentKey", o.instance_key::text as "newestInstanceKey",
        coalesce(h.ages, '{}') as ages, coalesce(h.counts, '{}') as counts,
      d.key::text as "definitionKey", d.process_id as "processId", d.version as "definitionVersion",
        d.name as "definitionName",
      g.total, g.triage, g.acknowledged_by as "acknowledgedBy", g.owner, u.name as "ownerName",
        g.snoozed_until as "snoozedUntil", g.ticket,
      (select count(*)::int from incident_comment c where c.fingerprint = g.fingerprint and c.process_id = g.process_id
        and c.element_id = g.element_id) as comments,
      case when d.is_latest and d.version > 1
        and d.key = (select e.definition_key from incident e where e.fingerprint = g.fingerprint
        and e.element_id = g.element_id and e.definition_key in (select same.key from definition same
        where same.process_id = g.process_id) order by e.key limit 1) then d.version end as "newIn"
    from shown g cross join lateral (select o.type, o.message, o.instance_key, o.definition_key from incident o
      where o.key = g.newest ${FENCE}) o join definition d on d.key = o.definition_key
    left join aged h on h.fingerprint = g.fingerprint and h.process_id = g.process_id and h.element_id = g.element_id
    left join app_user u on u.username = g.owner
    order by g.open desc, g.newest desc`);
  const open = rows[0]?.total ?? 0;
  return {
    groups: rows.map(toGroup),
    open,
    lastResolvedAt: open === 0 ? await lastResolved(context) : null,
    isCut: open >= MAX_INCIDENTS,
  };
}

async function lastResolved(context: QueryContext): Promise<number | null> {
  const [row] = await context.database.$queryRaw<{ at: Date | null }[]>(Prisma.sql`
    select n.resolved_at as at from incident n
      where n.resolved_at is not null ${and(visible(context, 'n.definition_key'))} order by n.resolved_at desc
      limit 1`);
  return instantOrNull(row?.at ?? null);
}

function toGroup(row: Row): IncidentGroup {
  const perHour = Array.from({ length: HOURS }, () => 0);
  for (const [index, age] of row.ages.entries()) {
    const slot = HOURS - 1 - Math.min(Math.max(age, 0), HOURS - 1);
    perHour[slot] = (perHour[slot] ?? 0) + (row.counts[index] ?? 0);
  }
  return {
    fingerprint: row.fingerprint,
    type: row.type,
    message: row.message,
    elementId: row.elementId,
    definition: definitionRef(row),
    open: row.open,
    instances: row.instances,
    firstSeen: instant(row.firstSeen),
    lastSeen: instant(row.lastSeen),
    perHour,
    newIn: row.newIn,
    newestIncidentKey: row.newestIncidentKey,
    newestInstanceKey: row.newestInstanceKey,
    triage: {
      state: row.triage,
      acknowledgedBy: row.acknowledgedBy,
      snoozedUntil: instantOrNull(row.snoozedUntil),
      ticket: row.ticket,
      comments: row.comments,
      owner: row.owner === null ? null : { username: row.owner, name: row.ownerName ?? row.owner },
    },
  };
}
