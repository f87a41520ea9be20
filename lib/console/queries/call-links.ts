import { type Database, Prisma } from '@/lib/db.ts';
import type { CalledNode, CallLink } from '../views/instance-view.ts';
import type { InstanceState } from '../views/shared.ts';
import { INSTANCE_STATE } from './instances.ts';
import { DEFINITION_COLUMNS, type DefinitionColumns, definitionRef, instant, instantOrNull } from './sql.ts';

/** Call hierarchies are a few levels deep; a thousand called instances of one loop are shown, the rest is searched. */
const MAX_DEPTH = 50;
const MAX_CALLED = 1_000;

interface Row extends DefinitionColumns {
  instanceKey: string;
  state: InstanceState;
  businessKey: string | null;
  elementId: string | null;
  startedAt: Date;
  endedAt: Date | null;
  incidentCount: number;
}

const COLUMNS = Prisma.sql`p.key::text as "instanceKey", ${INSTANCE_STATE} as state, p.business_key as "businessKey",
  e.element_id as "elementId",
  p.started_at as "startedAt", p.ended_at as "endedAt", p.incident_count as "incidentCount", ${DEFINITION_COLUMNS}`;

/** Root first. The element is the call activity by which the next one was called. */
export async function callersOf(database: Database, instanceKey: string): Promise<readonly CallLink[]> {
  const rows = await database.$queryRaw<Row[]>(Prisma.sql`
    with recursive caller(key, via, depth) as (
      select i.parent_instance_key, i.parent_element_instance_key, 1 from instance i
        where i.key = ${instanceKey}::bigint
      union all
      select i.parent_instance_key, i.parent_element_instance_key, c.depth + 1 from caller c
        join instance i on i.key = c.key
      where c.key is not null and c.depth < ${MAX_DEPTH}::int
    )
    select ${COLUMNS} from caller c join instance p on p.key = c.key join definition d on d.key = p.definition_key
    left join element_instance e on e.key = c.via order by c.depth desc`);
  return rows.map(toLink);
}

/**
 * Instances called directly and by those in turn, and how many open incidents there are in all that were called,
 * however deep.
 */
export async function calledBy(
  database: Database,
  instanceKey: string,
): Promise<{ links: readonly CallLink[]; tree: readonly CalledNode[]; incidentCount: number }> {
  const rows = await database.$queryRaw<(Row & { depth: number; callerKey: string })[]>(Prisma.sql`
    with recursive called(key, depth) as (
      select i.key, 1 from instance i where i.parent_instance_key = ${instanceKey}::bigint
      union all
      select i.key, c.depth + 1 from called c join instance i on i.parent_instance_key = c.key
        where c.depth < ${MAX_DEPTH}::int
    )
    select c.depth, p.parent_instance_key::text as "callerKey", ${COLUMNS} from called c
      join instance p on p.key = c.key join definition d on d.key = p.definition_key
    left join element_instance e on e.key = p.parent_element_instance_key
    order by c.depth = 1 or p.incident_count > 0 desc, c.depth, p.key limit ${MAX_CALLED}::int`);
  return {
    links: rows.filter((row) => row.depth === 1).map(toLink),
    tree: inOrder(
      instanceKey,
      rows.map((row) => ({ ...toLink(row), depth: row.depth, callerKey: row.callerKey })),
    ),
    incidentCount: rows.reduce((sum, row) => (row.endedAt === null ? sum + row.incidentCount : sum), 0),
  };
}

/**
 * Each behind its caller, siblings in the order of their start. Of a caller that was left out for the limit the called
 * ones come last.
 */
function inOrder(rootKey: string, nodes: readonly CalledNode[]): readonly CalledNode[] {
  const byCaller = new Map<string, CalledNode[]>();
  for (const node of nodes) byCaller.set(node.callerKey, [...(byCaller.get(node.callerKey) ?? []), node]);
  const ordered: CalledNode[] = [];
  const visit = (key: string) => {
    for (const node of byCaller.get(key) ?? []) {
      ordered.push(node);
      visit(node.instanceKey);
    }
  };
  visit(rootKey);
  const there = new Set(ordered);
  return [...ordered, ...nodes.filter((node) => !there.has(node))];
}

function toLink(row: Row): CallLink {
  return {
    instanceKey: row.instanceKey,
    state: row.state,
    businessKey: row.businessKey,
    definition: definitionRef(row),
    elementId: row.elementId,
    startedAt: instant(row.startedAt),
    endedAt: instantOrNull(row.endedAt),
  };
}
