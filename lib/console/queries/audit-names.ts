import type { Engine } from '@/engine/index.ts';
import { readGraph } from '@/lib/engine.ts';

interface Place {
  readonly definitionKey: string | null;
  readonly elementId: string | null;
}

/** The element of each entry as its own version of the process calls it; null: it has no name, or there is none. */
export async function withElementNames<Row extends Place>(
  engine: Pick<Engine, 'definition'>,
  rows: readonly Row[],
): Promise<(Row & { readonly elementName: string | null })[]> {
  const graphs = new Map<string, Awaited<ReturnType<typeof readGraph>>>();
  for (const { definitionKey, elementId } of rows)
    if (definitionKey !== null && elementId !== null && !graphs.has(definitionKey))
      graphs.set(definitionKey, await readGraph(engine, { key: definitionKey }));
  return rows.map((row) => ({
    ...row,
    elementName: nameIn(graphs.get(row.definitionKey ?? ''), row.elementId),
  }));
}

function nameIn(graph: Awaited<ReturnType<typeof readGraph>> | undefined, elementId: string | null): string | null {
  if (graph == null || elementId === null) return null;
  const name = graph.elements.get(elementId)?.name?.trim() ?? '';
  return name === '' ? null : name;
}
