import type { Key, UserTaskRow, VariableRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { variableValue } from './scope-variables.ts';
import { writeVariables } from './typed-values.ts';

type Shown = Readonly<Record<string, unknown>>;

const wants = (call: Call, name: string): boolean =>
  call.queryFlag(name) || (call.request.method === 'POST' && call.body().flag(name));

/**
 * The variables that each task sees, or only its own, where that is asked for: three questions for all tasks together.
 */
export async function withTaskVariables(
  call: Call,
  rows: readonly UserTaskRow[],
  shown: readonly Shown[],
): Promise<readonly Shown[]> {
  const isLocal = wants(call, 'withTaskLocalVariablesInReturn');
  if (!isLocal && !wants(call, 'withTaskVariablesInReturn')) return shown;
  const scopes = isLocal ? new Map(rows.map(({ key }) => [key, [key]] as const)) : await scopesOf(call, rows);
  const byScope = new Map<Key, VariableRow[]>();
  for (const row of await variablesIn(call, [...new Set([...scopes.values()].flat())], rows))
    byScope.set(row.scopeKey, [...(byScope.get(row.scopeKey) ?? []), row]);
  return shown.map((task, at) => {
    const ofTask = scopes.get(rows[at]?.key ?? '') ?? [];
    // Inner ones come last, and hide outer ones of the same name.
    const seen = [...ofTask]
      .reverse()
      .flatMap((scope) => (byScope.get(scope) ?? []).map((row) => [row.name, variableValue(row)] as const));
    return { ...task, variables: writeVariables(Object.fromEntries(seen), true) };
  });
}

/** From each task outwards. */
async function scopesOf(call: Call, rows: readonly UserTaskRow[]): Promise<ReadonlyMap<Key, readonly Key[]>> {
  const instances = [...new Set(rows.flatMap(({ instanceKey }) => instanceKey ?? []))];
  const elements =
    instances.length === 0
      ? []
      : await call.engine.search.find('elementInstance', {
          where: [
            { field: 'instanceKey', op: 'in', value: instances },
            { field: 'endedAt', op: 'isNull' },
          ],
        });
  const around = new Map(elements.map(({ key, scopeKey }) => [key, scopeKey]));
  return new Map(
    rows.map(({ key, elementInstanceKey }) => {
      const scopes = [key];
      for (let scope = elementInstanceKey; scope !== null; scope = around.get(scope) ?? null) scopes.push(scope);
      return [key, scopes];
    }),
  );
}

async function variablesIn(
  call: Call,
  scopes: readonly Key[],
  rows: readonly UserTaskRow[],
): Promise<readonly VariableRow[]> {
  if (scopes.length === 0) return [];
  const trees = [...new Set(rows.map(({ treeKey }) => treeKey))];
  return call.engine.search.find('variable', {
    where: [
      { field: 'treeKey', op: 'in', value: trees },
      { field: 'scopeKey', op: 'in', value: scopes },
      { field: 'removedAt', op: 'isNull' },
      { field: 'endedAt', op: 'isNull' },
    ],
  });
}
