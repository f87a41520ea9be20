import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { ElementPlace } from '../modification.ts';
import { triggerOf } from '../moves/catches.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import { flowScopeOf } from '../moves/start-within.ts';

/** An event that undoes what it stands at or in, once that has completed. */
export const isCompensation = (element: Element): boolean => triggerOf(element)?.kind === 'compensation';

export const samePlace = (one: ElementPlace | null, other: ElementPlace | null): boolean =>
  one?.elementId === other?.elementId && one?.isBody === other?.isBody;

/** The element at a place; undefined: the model has no such place. */
export function elementAt(graph: ProcessGraph, { elementId, isBody }: ElementPlace): Element | undefined {
  const element = graph.elements.get(elementId);
  return element && (!isBody || multiInstanceOf(element)) ? element : undefined;
}

/** The place as which an activity is entered: its body, where it is multi-instance. */
const outermost = (element: Element): ElementPlace => ({
  elementId: element.id,
  isBody: multiInstanceOf(element) !== undefined,
});

/** Scopes around a place, innermost first; the process itself is not among them. */
export function scopesAround(graph: ProcessGraph, place: ElementPlace): readonly ElementPlace[] {
  const scopes: ElementPlace[] = [];
  for (let scope = flowScopeOf(graph, place); scope !== null; scope = flowScopeOf(graph, scope)) scopes.push(scope);
  return scopes;
}

/**
 * Who waits for an event on its behalf: the activity of a boundary event, the scope around an event sub-process, the
 * gateway before an event. undefined: the event waits for itself; null: the process.
 */
export function eventScopeOf(graph: ProcessGraph, element: Element): ElementPlace | null | undefined {
  if (element.kind === 'boundaryEvent') {
    const host = graph.elements.get(element.attachedToId);
    return host && outermost(host);
  }
  if (element.kind === 'startEvent') {
    const around = element.parentId === undefined ? undefined : graph.elements.get(element.parentId);
    return around?.kind === 'eventSubProcess' ? flowScopeOf(graph, { elementId: around.id, isBody: false }) : undefined;
  }
  if (element.kind !== 'intermediateCatchEvent') return undefined;
  for (const flowId of element.incoming) {
    const gateway = graph.elements.get(graph.flows.get(flowId)?.sourceId ?? '');
    if (gateway?.kind === 'eventBasedGateway') return { elementId: gateway.id, isBody: false };
  }
  return undefined;
}

/** Events that an element instance at a place waits for beside its own trigger. null: an instance itself. */
export function catchIdsOf(graph: ProcessGraph, place: ElementPlace | null): readonly string[] {
  const ids: string[] = [];
  for (const element of graph.elements.values()) {
    const scope = eventScopeOf(graph, element);
    if (scope !== undefined && samePlace(scope, place)) ids.push(element.id);
  }
  return ids;
}

const PERSISTENT: ReadonlySet<string> = new Set(['timer', 'message', 'signal', 'conditional']);

/** A trigger for which something is kept while it is waited for; errors and escalations are found when they come. */
export function hasPersistentTrigger(element: Element): boolean {
  // Timeouts of a task are timers as well.
  if (element.kind === 'userTask') return element.listenersOfTask?.some(({ event }) => event === 'timeout') === true;
  if (
    element.kind !== 'boundaryEvent' &&
    element.kind !== 'intermediateCatchEvent' &&
    element.kind !== 'receiveTask' &&
    element.kind !== 'startEvent'
  )
    return false;
  if (element.kind === 'startEvent' && element.isInterrupting === undefined) return false;
  return PERSISTENT.has(triggerOf(element)?.kind ?? '');
}
