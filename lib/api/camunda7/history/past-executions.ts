import { type Definition, type ElementInstanceRow, type Engine, type Key, needsScope } from '@/engine/index.ts';
import { definitionsOf, elementOf } from '../definitions.ts';
import { isKey } from '../ids.ts';

/** What has an execution of its own, whatever goes on beside it: it holds others, or waits for something. */
const OWN: ReadonlySet<string> = new Set([
  'subProcess',
  'eventSubProcess',
  'multiInstanceBody',
  'adHocSubProcess',
  'workerTask',
  'callActivity',
  'receiveTask',
  'intermediateCatchEvent',
  'eventBasedGateway',
]);

/**
 * The executions in which element instances stood: their own, where another one of the same scope lived at the same
 * time, else that of the scope. Nothing is kept of that, so it is seen from the rows that are there.
 */
export function pastExecutions(
  rows: readonly ElementInstanceRow[],
  definitions: ReadonlyMap<Key, Definition>,
): ReadonlyMap<Key, Key> {
  const isOwn = (row: ElementInstanceRow): boolean => {
    const element = elementOf(definitions, row);
    return OWN.has(row.kind) || (element !== undefined && needsScope(element));
  };
  const byScope = new Map<Key, ElementInstanceRow[]>();
  for (const row of rows) byScope.set(row.scopeKey, [...(byScope.get(row.scopeKey) ?? []), row]);
  return new Map(
    [...byScope].flatMap(([scope, inside]) => {
      const beside = withOthers(inside);
      return inside.map((row) => [row.key, isOwn(row) || beside.has(row.key) ? row.key : scope] as const);
    }),
  );
}

/**
 * In the order in which they began, one overlaps another exactly when it overlaps a neighbour: the next, or the longest
 * so far.
 */
function withOthers(rows: readonly ElementInstanceRow[]): ReadonlySet<Key> {
  const found = new Set<Key>();
  let longest: ElementInstanceRow | null = null;
  for (const row of [...rows].sort((one, other) => one.startedAt - other.startedAt || (one.key < other.key ? -1 : 1))) {
    if (longest !== null && endOf(longest) > row.startedAt) found.add(row.key).add(longest.key);
    if (longest === null || endOf(row) > endOf(longest)) longest = row;
  }
  return found;
}

/** Rows of scopes that are looked at to tell executions. */
const MAX_BESIDE = 10_000;

/** By the instances in which the scopes are, since those are indexed. */
const inScopes = (
  engine: Engine,
  instances: readonly Key[],
  scopes: readonly Key[],
): Promise<readonly ElementInstanceRow[]> =>
  engine.search.find('elementInstance', {
    where: [
      { field: 'instanceKey', op: 'in', value: [...new Set(instances)] },
      { field: 'scopeKey', op: 'in', value: [...new Set(scopes)] },
    ],
    limit: MAX_BESIDE,
  });

/** The executions of element instances, whatever of their scopes was read already. */
export async function executionsOf(
  engine: Engine,
  elementInstanceKeys: readonly Key[],
): Promise<ReadonlyMap<Key, Key>> {
  if (elementInstanceKeys.length === 0) return new Map();
  const rows = await engine.search.find('elementInstance', {
    where: [{ field: 'key', op: 'in', value: elementInstanceKeys }],
    limit: elementInstanceKeys.length,
  });
  return rows.length === 0
    ? new Map()
    : pastExecutions(
        await inScopes(
          engine,
          rows.map(({ instanceKey }) => instanceKey),
          rows.map(({ scopeKey }) => scopeKey),
        ),
        await definitionsOf(engine, rows),
      );
}

/** The element instances that stood in an execution. */
export async function elementsIn(engine: Engine, execution: string): Promise<readonly Key[]> {
  if (!isKey(execution)) return [];
  const own = await engine.search.get('elementInstance', execution);
  const beside = await inScopes(
    engine,
    [own === null ? execution : own.instanceKey],
    own === null ? [execution] : [execution, own.scopeKey],
  );
  return [...pastExecutions(beside, await definitionsOf(engine, beside))]
    .filter(([, of]) => of === execution)
    .map(([key]) => key);
}

const endOf = ({ endedAt }: ElementInstanceRow): number => endedAt ?? Number.POSITIVE_INFINITY;
