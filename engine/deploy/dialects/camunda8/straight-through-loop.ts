import type { Element, ElementKind } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';

/** Passed without waiting. A loop of only these would never end; one of gateways alone is not looked for in Camunda 8. */
const PASSED: ReadonlySet<ElementKind> = new Set<ElementKind>(['passThroughTask', 'callActivity', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'intermediateThrowEvent', 'subProcess']);
const BEGINNING: ReadonlySet<ElementKind> = new Set<ElementKind>(['passThroughTask', 'callActivity']);

/** The ids of such a loop, the first one again at its end; null: there is none. */
export function loopWithoutWait(graph: ProcessGraph): string[] | null {
  for (const element of graph.elements.values()) {
    if (!BEGINNING.has(element.kind)) continue;
    const loop = pathBack(graph, element);
    if (loop) return loop;
  }
  return null;
}

/** The shortest way from an element to itself. */
function pathBack(graph: ProcessGraph, first: Element): string[] | null {
  const cameFrom = new Map<string, string>();
  const open: string[] = [first.id];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const next of nextOf(graph, id)) {
      if (next === first.id) return [...wayTo(cameFrom, id), first.id];
      if (cameFrom.has(next) || !PASSED.has(graph.elements.get(next)?.kind ?? 'endEvent')) continue;
      cameFrom.set(next, id);
      open.push(next);
    }
  }
  return null;
}

/** A throwing event that is a job waits for its worker, and so does a sub-process for what is in it. */
function nextOf(graph: ProcessGraph, id: string): string[] {
  const element = graph.elements.get(id);
  if (!element || element.kind === 'subProcess' || (element.kind === 'intermediateThrowEvent' && element.work)) return [];
  const linked = element.kind === 'intermediateThrowEvent' && element.trigger.kind === 'link' ? element.trigger.targetId : undefined;
  return [...element.outgoing.flatMap((flowId) => graph.flows.get(flowId)?.targetId ?? []), ...(linked === undefined ? [] : [linked])];
}

function wayTo(cameFrom: ReadonlyMap<string, string>, last: string): string[] {
  const way = [last];
  for (let id = cameFrom.get(last); id !== undefined; id = cameFrom.get(id)) way.unshift(id);
  return way;
}
