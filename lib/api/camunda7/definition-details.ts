import type { Engine, Key } from '@/engine/index.ts';

/** What `ProcessDefinitionDto` says beyond the definition's row: its model knows. */
export interface DefinitionDetails { readonly category: string | null; readonly description: string | null }

export async function definitionDetails(engine: Engine, keys: readonly Key[]): Promise<ReadonlyMap<Key, DefinitionDetails>> {
  const definitions = await Promise.all(keys.map((key) => engine.definition({ key })));
  return new Map(definitions.filter((definition) => definition !== null).map(({ key, graph }) => [key, { category: graph.targetNamespace ?? null, description: graph.documentation ?? null }]));
}
