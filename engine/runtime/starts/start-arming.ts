import { startTriggers } from '../../core/start-triggers.ts';
import type { Instant, Key } from '../../core/state.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { StartArming } from '../../store/definitions.ts';
import type { KeySource } from '../commits/key-source.ts';

/** What a definition waits for at its start events from that moment on. */
export function startArming(
  keys: KeySource,
  definitionKey: Key,
  tenantId: string | null,
  graph: ProcessGraph,
  at: Instant,
): StartArming {
  const { messages, signals, conditions, timers } = startTriggers(graph, at);
  const withKey =
    (kind: 'message' | 'signal' | 'conditional') =>
    ({ elementId, name }: { elementId: string; name: string }) => ({
      key: keys.next(),
      elementId,
      kind,
      name,
    });
  return {
    definitionKey,
    tenantId,
    at,
    subscriptions: [
      ...messages.map(withKey('message')),
      ...signals.map(withKey('signal')),
      ...conditions.map(withKey('conditional')),
    ],
    timers: timers.map((timer) => ({ ...timer, key: keys.next() })),
  };
}
