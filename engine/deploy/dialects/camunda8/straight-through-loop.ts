import type { CallActivity, Element, ElementKind } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';

/**
 * Passed without waiting, through sub-processes and calls of the process itself too. A loop of only these would never
 * end; one of gateways alone is not looked for in Camunda 8, nor one through calls of other processes.
 */
const PASSED: ReadonlySet<ElementKind> = new Set<ElementKind>([
  'passThroughTask',
  'callActivity',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'intermediateThrowEvent',
  'subProcess',
  'startEvent',
  'endEvent',
]);
const BEGINNING: ReadonlySet<ElementKind> = new Set<ElementKind>([
  'passThroughTask',
  'callActivity',
  'intermediateThrowEvent',
]);

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
      if (cameFrom.has(next) || !isPassed(graph.elements.get(next))) continue;
      cameFrom.set(next, id);
      open.push(next);
    }
  }
  return null;
}

const isPassed = (element: Element | undefined): boolean => element !== undefined && PASSED.has(element.kind);

/** A throwing event that is a job waits for its worker. What ends in a sub-process goes on behind it. */
function nextOf(graph: ProcessGraph, id: string): string[] {
  const element = graph.elements.get(id);
  if (!element || (element.kind === 'intermediateThrowEvent' && element.work)) return [];
  if (element.kind === 'subProcess') return element.multiInstance ? [] : [element.startEventId];
  if (element.kind === 'callActivity')
    return callsItself(graph, element) ? graph.startEventIds.filter((startId) => isPlainStart(graph, startId)) : [];
  if (element.kind === 'endEvent' && element.trigger.kind !== 'none') return [];
  const scope = graph.elements.get(element.parentId ?? '');
  if (element.outgoing.length === 0 && scope?.kind === 'subProcess' && !scope.multiInstance)
    return targetsOf(graph, scope);
  const linked =
    element.kind === 'intermediateThrowEvent' && element.trigger.kind === 'link' ? element.trigger.targetId : undefined;
  return [...targetsOf(graph, element), ...(linked === undefined ? [] : [linked])];
}

const targetsOf = (graph: ProcessGraph, { outgoing }: Element): string[] =>
  outgoing.flatMap((flowId) => graph.flows.get(flowId)?.targetId ?? []);
const callsItself = (graph: ProcessGraph, { calledProcessId, multiInstance }: CallActivity): boolean =>
  calledProcessId.language === 'literal' && calledProcessId.text === graph.processId && !multiInstance;

function isPlainStart(graph: ProcessGraph, startId: string): boolean {
  const start = graph.elements.get(startId);
  return start?.kind === 'startEvent' && start.trigger.kind === 'none';
}

function wayTo(cameFrom: ReadonlyMap<string, string>, last: string): string[] {
  const way = [last];
  for (let id = cameFrom.get(last); id !== undefined; id = cameFrom.get(id)) way.unshift(id);
  return way;
}
