import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';

/** The event-based gateway behind which an event or receive task stands, and which waits in its place. */
export function gatewayBefore(graph: ProcessGraph, element: Element): Element | null {
  if (element.kind !== 'intermediateCatchEvent' && element.kind !== 'receiveTask') return null;
  const sources = element.incoming.map((flowId) => graph.elements.get(graph.flows.get(flowId)?.sourceId ?? ''));
  return sources.find((source) => source?.kind === 'eventBasedGateway') ?? null;
}
