import type { ProcessGraph } from '../../graph/process-graph.ts';

/** Whether a way of sequence flows leads from one element to another of the same scope. */
export function leadsTo(graph: ProcessGraph, fromId: string, toId: string): boolean {
  const seen = new Set([fromId]);
  const open = [fromId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const flowId of graph.elements.get(id)?.outgoing ?? []) {
      const next = graph.flows.get(flowId)?.targetId;
      if (next === toId) return true;
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/** Whether backwards from some flows, boundary events being ways too and not across `barrierId`, one of the places is met. */
export function leadsBackToAny(graph: ProcessGraph, flowIds: readonly string[], barrierId: string, places: ReadonlySet<string>): boolean {
  const seen = new Set([barrierId]);
  const open = flowIds.flatMap((flowId) => graph.flows.get(flowId)?.sourceId ?? []);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    if (places.has(id)) return true;
    seen.add(id);
    const element = graph.elements.get(id);
    if (element?.kind === 'boundaryEvent') open.push(element.attachedToId);
    open.push(...(element?.incoming ?? []).flatMap((flowId) => graph.flows.get(flowId)?.sourceId ?? []));
  }
  return false;
}
