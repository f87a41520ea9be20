import { Prisma } from '@/lib/db.ts';
import type { AttentionRow } from '../views/overview-view.ts';
import { openIncidentConditions } from './open-incidents.ts';
import type { QueryContext } from './query.ts';
import { FENCE } from './search-term.ts';
import { DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant } from './sql.ts';

/** With more causes, those of the most incidents. */
const MAX_CAUSES = 200;

interface Row extends DefinitionColumns {
  fingerprint: string;
  elementId: string;
  message: string;
  open: number;
  firstSeen: Date;
  lastSeen: Date;
  total: number;
}

/**
 * Open incidents by cause, as the overview needs them: the sums, one message of each, and nothing of what was decided
 * about them. They are summed in the order of their index: left to itself, PostgreSQL hashes them, which takes twice as
 * long. `count`: of all open incidents.
 */
export async function incidentCauses(
  context: QueryContext,
  definitionKeys: readonly string[] | undefined,
  count: number,
): Promise<{ readonly open: number; readonly causes: readonly AttentionRow[] }> {
  const conditions = await openIncidentConditions(context, { definitionKeys, conditions: [] }, count);
  const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
    with by_version as (
      select n.fingerprint, n.definition_key, n.element_id, count(*)::int as open, min(n.raised_at) as first_seen,
        max(n.raised_at) as last_seen, max(n.key) as newest
      from (select n.fingerprint, n.definition_key, n.element_id, n.raised_at, n.key from incident n
        where n.resolved_at is null ${conditions} order by 1, 2, 3 ${FENCE}) n group by 1, 2, 3
    ), cause as materialized (
      select v.fingerprint, v.element_id, sum(v.open)::int as open, min(v.first_seen) as first_seen,
        max(v.last_seen) as last_seen, max(v.newest) as newest, (sum(sum(v.open)) over ())::int as total
      from by_version v join definition d on d.key = v.definition_key group by v.fingerprint, d.process_id, v.element_id
      order by 3 desc, 6 desc limit ${MAX_CAUSES}::int
    )
    select c.fingerprint, c.element_id as "elementId", o.message, c.open, c.first_seen as "firstSeen",
      c.last_seen as "lastSeen", c.total, ${DEFINITION_COLUMNS}
    from cause c cross join lateral (select o.message, o.definition_key from incident o
      where o.key = c.newest ${FENCE}) o join definition d on d.key = o.definition_key`);
  return { open: rows[0]?.total ?? 0, causes: rows.map(toAttention) };
}

function toAttention(row: Row): AttentionRow {
  return {
    kind: 'incidentGroup',
    id: row.fingerprint,
    title: row.elementId,
    detail: row.message,
    count: row.open,
    since: instant(row.firstSeen),
    lastSeen: instant(row.lastSeen),
    definition: definitionRef(row),
    elementId: row.elementId,
  };
}
