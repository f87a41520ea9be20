import type { ProcessGraph } from '../../graph/process-graph.ts';
import type { Rejection } from '../decision.ts';
import type { ElementPlace } from '../modification.ts';
import { triggerOf } from '../moves/catches.ts';
import type { MigrationInstruction } from './migration-plan.ts';
import { catchIdsOf, samePlace } from './places.ts';

interface Fault {
  readonly reason: string;
  readonly details: Rejection['details'];
}

/**
 * What an active element waits for (its own trigger, events at its boundary, event sub-processes in it; null: the instance) may be left
 * unmapped. Mapped, it keeps its kind and its host in Camunda 8, and takes nobody else's place.
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
  const ids = [...catchIdsOf(source, from), ...(from && !from.isBody ? [from.elementId] : [])];
  const targetIds = catchIdsOf(target, to);
  for (const id of ids) {
    const mapped = instructions.find((one) => samePlace(one.source, { elementId: id, isBody: false }))?.target
      .elementId;
    const [event, targetEvent] = [source.elements.get(id), target.elements.get(mapped ?? '')];
    if (!event || !targetEvent) continue;
    const [kind, targetKind] = [triggerOf(event)?.kind, triggerOf(targetEvent)?.kind];
    if (kind !== targetKind)
      return {
        reason: 'otherEvent',
        details: {
          elementId,
          eventId: id,
          targetEventId: targetEvent.id,
          event: kind ?? 'none',
          targetEvent: targetKind ?? 'none',
        },
      };
    if (id === from?.elementId) continue;
    if (!targetIds.includes(targetEvent.id))
      return { reason: 'detached', details: { elementId, targetId, eventId: id, targetEventId: targetEvent.id } };
    const merged = instructions
      .filter((one) => one.target.elementId === targetEvent.id)
      .map((one) => one.source.elementId);
    if (merged.length > 1)
      return { reason: 'merged', details: { elementId, targetEventId: targetEvent.id, eventIds: merged.join(',') } };
  }
  return null;
}
