import type { Instant, Key } from '../../core/state.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Queryable } from '../../store/connection.ts';
import { armStarts, resourceContent, type StoredDefinition } from '../../store/definitions.ts';
import { lockNames } from '../../store/deployment-locks.ts';
import { makeLatest, newestBeside } from '../../store/removal.ts';
import type { KeySource } from '../commits/key-source.ts';
import type { ModelParser } from './model-parser.ts';
import { startArming } from '../starts/start-arming.ts';
import { messageTaken, startMessageLocks } from './start-messages.ts';

/** A version that becomes the newest of its process once others are gone. */
export interface NewestLeft {
  readonly definition: StoredDefinition;
  readonly graph: ProcessGraph;
}

/** Of each process whose newest version goes, if any is left. */
export async function newestLeft(
  connection: Queryable,
  parser: Pick<ModelParser, 'parseAgain'>,
  going: readonly StoredDefinition[],
): Promise<readonly NewestLeft[]> {
  const keys = going.map(({ key }) => key);
  const left: NewestLeft[] = [];
  for (const { process_id: processId, tenant_id: tenantId } of going.filter(({ is_latest }) => is_latest)) {
    const definition = await newestBeside(connection, processId, tenantId, keys);
    if (!definition) continue;
    const content = await resourceContent(connection, definition.resource_key);
    if (!content) throw new Error(`resource ${definition.resource_key} of a definition has no content`);
    const { graphs } = await parser.parseAgain(definition.resource_name, content);
    const graph = graphs.find((candidate) => candidate.processId === processId);
    if (graph) left.push({ definition, graph });
  }
  return left;
}

/**
 * Locks the start messages that these versions will wait for again, and says which of them cannot: another process has
 * a message of it meanwhile. These locks come behind those of the processes, unlike a deployment's; where the two wait
 * for each other, one of them is run again.
 */
export async function cannotWaitAgain(
  connection: Queryable,
  left: readonly NewestLeft[],
  going: readonly Key[],
  at: Instant,
): Promise<{ readonly key: Key; readonly reason: string } | null> {
  await lockNames(
    connection,
    left.flatMap(({ graph }) => startMessageLocks(graph, at)),
  );
  for (const { definition, graph } of left) {
    const reason = await messageTaken(
      connection,
      { graph, resourceName: definition.resource_name, tenantId: definition.tenant_id },
      at,
      going,
    );
    if (reason !== null) return { key: definition.key, reason };
  }
  return null;
}

/** It is the newest from now on and waits at its start events again. */
export async function letStartAgain(
  connection: Queryable,
  keys: KeySource,
  { definition, graph }: NewestLeft,
  at: Instant,
): Promise<void> {
  await makeLatest(connection, definition.key);
  await armStarts(connection, startArming(keys, definition.key, definition.tenant_id, graph, at));
}
