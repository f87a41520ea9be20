import type { Element } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Rejection } from '../decision.ts';
import type { ElementPlace } from '../modification.ts';
import { triggerOf } from '../moves/catches.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { catchIdsOf, samePlace } from './places.ts';

export interface Fault {
  readonly reason: string;
  readonly details: Rejection['details'];
}

/** Events that Camunda 8.6 does not migrate: no instance is taken whose active elements have them, or get them. */
const NOT_MIGRATED: ReadonlySet<string> = new Set(['escalation', 'compensation']);

/**
 * What an active element waits for (its own trigger, events at its boundary, event sub-processes in it; null: the
 * instance) may be left unmapped. Mapped, it keeps its host and its kind in Camunda 8, and takes nobody else's place.
 * That engine goes through them from the last of the model to the first. The events at the boundary of a multi-instance
 * activity find no host in the target.
 */
export function refuseCatchEvents(
  source: ProcessGraph,
  target: ProcessGraph,
  from: ElementPlace | null,
  to: ElementPlace | null,
  instructions: readonly MigrationInstruction[],
): Fault | null {
  const elementId = from?.elementId ?? source.processId;
  const targetId = to?.elementId ?? target.processId;
  const ids = catchIdsOf(source, from).toReversed();
  const targetIds = catchIdsOf(target, to).toReversed();
  const types = refuseTypes(source, target, { elementId, ids }, { elementId: targetId, ids: targetIds });
  if (types) return types;
  const mapped = [...ids, ...(from && !from.isBody ? [from.elementId] : [])].flatMap((id) => {
    const mappedId = instructions.find((one) => samePlace(one.source, { elementId: id, isBody: false }))?.target
      .elementId;
    const event = source.elements.get(id);
    return event && mappedId !== undefined ? [{ id, event, mappedId, isOwn: id === from?.elementId }] : [];
  });
  const attached = mapped.filter(({ isOwn }) => !isOwn);
  const detached = attached.find(({ mappedId }) => from?.isBody || !targetIds.includes(mappedId));
  if (detached)
    return {
      reason: 'detached',
      details: { elementId, targetId, eventId: detached.id, targetEventId: detached.mappedId },
    };
  for (const { mappedId: targetEventId } of attached) {
    const merged = instructions
      .map(({ source: { elementId: id }, target: { elementId: mappedId } }) => ({ id, mappedId }))
      .filter(({ id, mappedId }) => mappedId === targetEventId && ids.includes(id))
      .map(({ id }) => id);
    if (merged.length > 1)
      return { reason: 'merged', details: { elementId, targetEventId, eventIds: merged.join(',') } };
  }
  for (const { id, event, mappedId } of mapped) {
    const targetEvent = target.elements.get(mappedId);
    if (!targetEvent) continue;
    const [kind, targetKind] = [triggerOf(event)?.kind, triggerOf(targetEvent)?.kind];
    if (kind !== targetKind)
      return {
        reason: 'otherEvent',
        details: {
          elementId,
          eventId: id,
          targetEventId: mappedId,
          event: kind ?? 'none',
          targetEvent: targetKind ?? 'none',
        },
      };
  }
  return null;
}

interface Events {
  readonly elementId: string;
  readonly ids: readonly string[];
}

function refuseTypes(source: ProcessGraph, target: ProcessGraph, from: Events, to: Events): Fault | null {
  const fault = (
    graph: ProcessGraph,
    { elementId, ids }: Events,
    kind: Element['kind'],
    reason: string,
  ): Fault | null => {
    const types = ids.flatMap((id) => {
      const event = graph.elements.get(id);
      const type = event?.kind === kind ? triggerOf(event)?.kind : undefined;
      return type !== undefined && NOT_MIGRATED.has(type) ? [type] : [];
    });
    return types.length > 0 ? { reason, details: { elementId, types: types.join(',') } } : null;
  };
  return (
    fault(source, from, 'startEvent', 'eventSubProcesses') ??
    fault(target, to, 'startEvent', 'targetEventSubProcesses') ??
    fault(source, from, 'boundaryEvent', 'boundaryEvents') ??
    fault(target, to, 'boundaryEvent', 'targetBoundaryEvents')
  );
}
