import type { DiagramMark, PairMark, PlannedTokens } from './badges.ts';
import type { DiagramCounts } from './diagram-counts.ts';
import type { PlannedMove } from './planned-moves.ts';

/** What is drawn over the model. */
export interface DiagramLayer {
  readonly counts: readonly DiagramCounts[];
  readonly takenFlows: readonly string[];
  readonly selected: readonly string[];
  /** What a modification would do: violet and dashed, because it has not happened. */
  readonly planned: readonly PlannedTokens[];
  readonly moves: readonly PlannedMove[];
  /** Elements that all their tokens would leave. */
  readonly leaving: readonly string[];
  /** Of a migration: pairs of elements, and what is wrong with them. */
  readonly pairs: readonly PairMark[];
  readonly paired: string | null;
  /** What else is to be said of elements and flows, each in its own look. */
  readonly marks: readonly DiagramMark[];
}

/** Classes of elements and flows, by their ids. */
export function markersOf(layer: DiagramLayer): Map<string, string[]> {
  const markers = new Map<string, string[]>();
  const add = (id: string, marker: string) => markers.set(id, [...(markers.get(id) ?? []), marker]);
  for (const id of layer.takenFlows) add(id, 'wh-taken');
  for (const counts of layer.counts) {
    if (counts.incidents > 0) add(counts.elementId, 'wh-incident');
    else if (counts.active > 0) add(counts.elementId, counts.isSuspended === true ? 'wh-suspended' : 'wh-active');
  }
  for (const { elementId, delta } of layer.planned) if (delta > 0) add(elementId, 'wh-planned');
  for (const elementId of layer.leaving) add(elementId, 'wh-leaving');
  for (const { elementId, number } of layer.pairs) if (number === null) add(elementId, 'wh-unmapped');
  for (const { id, look } of layer.marks) add(id, `wh-${look}`);
  if (layer.paired !== null) add(layer.paired, 'wh-paired');
  for (const id of layer.selected) add(id, 'wh-selected');
  return markers;
}
