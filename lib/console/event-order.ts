import type { InstanceEvent, InstanceEventKind } from './views/event-view.ts';

/** What shares a moment stands in this order: what ended, what was written, what began, what went wrong. */
const RANKS: Readonly<Record<InstanceEventKind, number>> = {
  started: 0,
  resolved: 2,
  jobDone: 3,
  jobCancelled: 3,
  taskDone: 3,
  taskCancelled: 3,
  waitsNoMore: 3,
  left: 4,
  cancelled: 4,
  written: 5,
  removed: 5,
  entered: 6,
  jobMade: 7,
  waits: 7,
  taskMade: 7,
  decided: 7,
  called: 7,
  jobFailed: 8,
  taskAssigned: 8,
  incident: 9,
  operation: 10,
  ended: 12,
};

/** Newest first; keys grow as rows are made. */
export function compareEvents(one: InstanceEvent, other: InstanceEvent): number {
  if (one.at !== other.at) return other.at - one.at;
  if (one.kind !== other.kind && RANKS[one.kind] !== RANKS[other.kind]) return RANKS[other.kind] - RANKS[one.kind];
  if (one.key.length !== other.key.length) return other.key.length - one.key.length;
  return one.key < other.key ? 1 : one.key > other.key ? -1 : 0;
}
