import type { ElementInstanceRow, Key } from '@/engine/index.ts';

/** What has an execution of its own, whatever goes on beside it: it holds others, or waits for something. */
const OWN: ReadonlySet<string> = new Set(['subProcess', 'eventSubProcess', 'multiInstanceBody', 'adHocSubProcess', 'workerTask', 'callActivity', 'receiveTask', 'intermediateCatchEvent', 'eventBasedGateway']);

/**
 * The executions in which element instances stood: their own, where another one of the same scope lived at the same time,
 * else that of the scope. Nothing is kept of that, so it is seen from the rows that are there.
 */
export function pastExecutions(rows: readonly ElementInstanceRow[]): ReadonlyMap<Key, Key> {
  const byScope = new Map<Key, ElementInstanceRow[]>();
  for (const row of rows) byScope.set(row.scopeKey, [...(byScope.get(row.scopeKey) ?? []), row]);
  return new Map([...byScope].flatMap(([scope, inside]) => {
    const beside = withOthers(inside);
    return inside.map((row) => [row.key, OWN.has(row.kind) || beside.has(row.key) ? row.key : scope] as const);
  }));
}

/** In the order in which they began, one overlaps another exactly when it overlaps a neighbour: the next, or the longest so far. */
function withOthers(rows: readonly ElementInstanceRow[]): ReadonlySet<Key> {
  const found = new Set<Key>();
  let longest: ElementInstanceRow | null = null;
  for (const row of [...rows].sort((one, other) => one.startedAt - other.startedAt || (one.key < other.key ? -1 : 1))) {
    if (longest !== null && endOf(longest) > row.startedAt) found.add(row.key).add(longest.key);
    if (longest === null || endOf(row) > endOf(longest)) longest = row;
  }
  return found;
}

const endOf = ({ endedAt }: ElementInstanceRow): number => endedAt ?? Number.POSITIVE_INFINITY;
