import type { Engine, Key } from '@/engine/index.ts';
import { diagramsOf } from './deployed-diagram.ts';

/** What `ProcessDefinitionDto` says beyond the definition's row: its model and the files beside it know. */
export interface DefinitionDetails {
  readonly category: string | null;
  readonly description: string | null;
  readonly diagram: string | null;
}
interface Deployed {
  readonly key: Key;
  readonly processId: string;
  readonly resourceName: string;
  readonly deploymentKey: Key;
}

export async function definitionDetails(
  engine: Engine,
  rows: readonly Deployed[],
): Promise<ReadonlyMap<Key, DefinitionDetails>> {
  const [definitions, diagrams] = await Promise.all([
    Promise.all(rows.map(({ key }) => engine.definition({ key }))),
    diagramsOf(engine, rows),
  ]);
  return new Map(
    definitions
      .filter((definition) => definition !== null)
      .map(({ key, graph }) => [
        key,
        {
          category: graph.targetNamespace ?? null,
          description: graph.documentation ?? null,
          diagram: diagrams.get(key) ?? null,
        },
      ]),
  );
}
