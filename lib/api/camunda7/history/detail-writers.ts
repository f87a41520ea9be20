import type { Condition, Definition, ElementInstanceRow, Instant, Key, VariableRow } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { definitionsOf, elementOf } from '../definitions.ts';
import { activityInstanceId } from '../ids.ts';
import { scopeAround } from '../sub-process-inputs.ts';
import { pastExecutions } from './past-executions.ts';

/** A value that a variable has had. `writtenBy`: the element whose work wrote it; null: somebody asked for it. */
export interface WrittenValue {
  readonly id: string;
  readonly variable: VariableRow;
  readonly writtenBy: string | null;
  readonly at: Instant;
}

/** Element instances that are looked at to tell who wrote. */
const MAX_WRITERS = 10_000;

/**
 * By the value's id, the activity instance that wrote it, where that is another one than the variable's scope: that of
 * the element, or what stood in the scope's own execution when somebody set it from outside. Nothing is kept of that,
 * so it is seen from who lived at that moment; of several nobody knows.
 */
export async function writersOf(call: Call, values: readonly WrittenValue[]): Promise<ReadonlyMap<string, string>> {
  const rows = await possibleWriters(call, values);
  if (rows.length === 0) return new Map();
  const definitions = await definitionsOf(call.engine, rows);
  const past: Past = { definitions, executions: pastExecutions(rows, definitions) };
  const byInstance = new Map<Key, ElementInstanceRow[]>();
  for (const row of rows) byInstance.set(row.instanceKey, [...(byInstance.get(row.instanceKey) ?? []), row]);
  return new Map(
    values.flatMap((value): readonly (readonly [string, string])[] => {
      const inInstance = byInstance.get(value.variable.instanceKey ?? '') ?? [];
      const writer = writerOf(value, inInstance, past);
      return writer === undefined ? [] : [[value.id, writer]];
    }),
  );
}

interface Past {
  readonly definitions: ReadonlyMap<Key, Definition>;
  readonly executions: ReadonlyMap<Key, Key>;
}

function writerOf(
  { variable: { scopeKey, name }, writtenBy, at }: WrittenValue,
  rows: readonly ElementInstanceRow[],
  { definitions, executions }: Past,
): string | undefined {
  const scope = rows.find(({ key }) => key === scopeKey);
  const isInput =
    scope?.kind === 'subProcess' &&
    (scope.elementId === writtenBy || (writtenBy === null && scope.startedAt === at)) &&
    elementOf(definitions, scope)?.inputs.some(({ target }) => target === name) === true;
  if (scope && isInput) return activityInstanceId(scope);
  if (writtenBy !== null && scope?.elementId === writtenBy) return undefined;
  const alive = rows.filter(
    (row) =>
      row.startedAt <= at &&
      (row.endedAt === null || row.endedAt >= at) &&
      (writtenBy === null ? row.key !== scopeKey && executions.get(row.key) === scopeKey : row.elementId === writtenBy),
  );
  const [only, second] = alive;
  if (only === undefined) return undefined;
  // An activity has been left when its output mappings write: they do so from what lies around it.
  const isOutput =
    writtenBy !== null && elementOf(definitions, only)?.outputs.some(({ target }) => target === name) === true;
  if (isOutput && alive.every((row) => row.scopeKey === only.scopeKey))
    return scopeAround(only, definitions.get(only.definitionKey));
  return second === undefined ? activityInstanceId(only) : undefined;
}

/** Who may have written, with all that stood beside where executions are asked for. */
async function possibleWriters(
  { engine }: Call,
  values: readonly WrittenValue[],
): Promise<readonly ElementInstanceRow[]> {
  const instances = [...new Set(values.flatMap(({ variable }) => variable.instanceKey ?? []))];
  if (instances.length === 0) return [];
  const elements = [...new Set(values.flatMap(({ writtenBy }) => writtenBy ?? []))];
  const scopes = [...new Set(values.map(({ variable }) => variable.scopeKey))];
  const any: (readonly Condition<'elementInstance'>[])[] = [
    [{ field: 'scopeKey', op: 'in', value: scopes }],
    [{ field: 'key', op: 'in', value: scopes }],
  ];
  if (elements.length > 0) any.push([{ field: 'elementId', op: 'in', value: elements }]);
  return engine.search.find('elementInstance', {
    where: [{ field: 'instanceKey', op: 'in', value: instances }, { any }],
    limit: MAX_WRITERS,
  });
}
