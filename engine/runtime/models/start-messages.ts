import { startTriggers } from '../../core/start-triggers.ts';
import type { Instant, Key } from '../../core/state.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Queryable } from '../../store/connection.ts';
import { takenStartMessage } from '../../store/definitions.ts';
import { lockNameOf } from '../../store/deployment-locks.ts';

/** A version that is about to wait for its start messages. */
export interface Starting {
  readonly graph: ProcessGraph;
  readonly resourceName: string;
  readonly tenantId: string | null;
}

/** What a deployment locks, so that nobody gives the same start message to another process meanwhile. */
export const startMessageLocks = (graph: ProcessGraph, at: Instant): readonly string[] =>
  namesThatMustBeFree(graph, at).map(lockNameOf.message);

/**
 * Camunda 7: a message may start one process only. The sentence of 7.24 where another process waits for one of them,
 * else null. `going`: versions that give their messages back at the same moment.
 */
export async function messageTaken(
  connection: Queryable,
  { graph, resourceName, tenantId }: Starting,
  at: Instant,
  going: readonly Key[] = [],
): Promise<string | null> {
  const names = namesThatMustBeFree(graph, at);
  if (names.length === 0) return null;
  const taken = await takenStartMessage(connection, { names, processId: graph.processId, tenantId, going });
  return taken === null
    ? null
    : `ENGINE-01011 Cannot deploy process definition '${resourceName}': there already is a message event subscription for the message with name '${taken}'.`;
}

function namesThatMustBeFree(graph: ProcessGraph, at: Instant): readonly string[] {
  return graph.semantics.startMessages === 'oneProcess'
    ? startTriggers(graph, at).messages.map(({ name }) => name)
    : [];
}
