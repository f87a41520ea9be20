import type { ProcessGraph } from '../../graph/process-graph.ts';

/** Whether a way of sequence flows leads from one element to another of the same scope. */
export function leadsTo(graph: ProcessGraph, fromId: string, toId: string): boolean {
  const seen = new Set([fromId]);
  const open = [fromId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of nextOf(graph, id)) {
      if (next === toId) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/**
 * Whether backwards from some flows, boundary events being ways too and not across `barrierId`, one of the places is
 * met.
 */
export function leadsBackToAny(
  graph: ProcessGraph,
  flowIds: readonly string[],
  barrierId: string,
  places: ReadonlySet<string>,
): boolean {
  const seen = new Set([barrierId]);
  const open = flowIds.flatMap((flowId) => graph.flows.get(flowId)?.sourceId ?? []);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    if (places.has(id)) return true;
    seen.add(id);
    const element = graph.elements.get(id);
    if (element?.kind === 'boundaryEvent') open.push(element.attachedToId);
    open.push(
      ...(element?.incoming ?? []).flatMap((flowId) => graph.flows.get(flowId)?.sourceId ?? []),
      ...linksTo(graph, id),
    );
  }
  return false;
}

/** Along its flows, and from a throwing link event to the catching one. */
function nextOf(graph: ProcessGraph, id: string): string[] {
  const element = graph.elements.get(id);
  const next = (element?.outgoing ?? []).flatMap((flowId) => graph.flows.get(flowId)?.targetId ?? []);
  if (
    element?.kind === 'intermediateThrowEvent' &&
    element.trigger.kind === 'link' &&
    element.trigger.targetId !== undefined
  )
    next.push(element.trigger.targetId);
  return next;
}

function linksTo(graph: ProcessGraph, id: string): string[] {
  const target = graph.elements.get(id);
  if (target?.kind !== 'intermediateCatchEvent' || target.trigger.kind !== 'link') return [];
  return [...graph.elements.values()].flatMap((element) =>
    element.kind === 'intermediateThrowEvent' && element.trigger.kind === 'link' && element.trigger.targetId === id
      ? [element.id]
      : [],
  );
}
