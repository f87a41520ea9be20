import type { Definition, Element, Engine, Key } from '@/engine/index.ts';

/** The definitions of some rows, each looked up once; the engine keeps them in memory. */
export async function definitionsOf(
  engine: Engine,
  rows: readonly { readonly definitionKey: Key | null }[],
): Promise<ReadonlyMap<Key, Definition>> {
  const keys = [...new Set(rows.flatMap(({ definitionKey }) => definitionKey ?? []))];
  const found = await Promise.all(keys.map((key) => engine.definition({ key })));
  return new Map(found.filter((definition) => definition !== null).map((definition) => [definition.key, definition]));
}

export function elementOf(
  definitions: ReadonlyMap<Key, Definition>,
  row: { readonly definitionKey: Key; readonly elementId: string },
): Element | undefined {
  return definitions.get(row.definitionKey)?.graph.elements.get(row.elementId);
}
