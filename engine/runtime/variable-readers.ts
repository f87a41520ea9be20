import type { Instant, Key } from '../core/state.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { reachableFrom, variableUses, type VariableUse } from '../graph/variable-uses.ts';
import type { VariableReader } from '../engine.ts';
import type { Queryable } from '../store/connection.ts';

interface Row {
  element_id: string;
  is_there: boolean;
  entered: number;
  last_entered: Instant | null;
  left: number;
  last_left: Instant | null;
}

/**
 * Places of the model that name the variable, with how often the instance's path has passed them since the variable was
 * there.
 */
export async function variableReaders(
  connection: Queryable,
  graph: ProcessGraph,
  instanceKey: Key,
  name: string,
): Promise<readonly VariableReader[]> {
  const uses = variableUses(graph, name);
  if (uses.length === 0) return [];
  const { rows } = await connection.query<Row>({
    name: 'path since a variable',
    text: `select e.element_id, bool_or(e.ended_at is null) as is_there,
        count(*) filter (where e.started_at >= since.at)::int as entered, max(e.started_at)
          filter (where e.started_at >= since.at) as last_entered,
        count(*) filter (where e.ended_at >= since.at and e.outcome = 'completed')::int as left, max(e.ended_at)
          filter (where e.ended_at >= since.at and e.outcome = 'completed') as last_left
      from element_history e, (select min(v.created_at) as at from variable v where v.instance_key = $1
        and v.name = $2) since
      where e.instance_key = $1 group by e.element_id`,
    values: [instanceKey, name],
  });
  const path = new Map(rows.map((row) => [row.element_id, row]));
  const ahead = reachableFrom(
    graph,
    rows.filter((row) => row.is_there).map((row) => row.element_id),
  );
  return uses.map((use) => readerOf(use, path.get(use.elementId), ahead));
}

/** Conditions and outputs are read as the token leaves, everything else as it comes. */
function readerOf(use: VariableUse, row: Row | undefined, ahead: ReadonlySet<string>): VariableReader {
  const isOnLeaving = use.kind === 'condition' || use.kind === 'output';
  const isThere = row?.is_there ?? false;
  return {
    ...use,
    readTimes: (isOnLeaving ? row?.left : row?.entered) ?? 0,
    lastReadAt: (isOnLeaving ? row?.last_left : row?.last_entered) ?? null,
    isAhead: ahead.has(use.elementId) || (isThere && isOnLeaving),
  };
}
