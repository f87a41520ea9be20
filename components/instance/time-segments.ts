import type { ElementInstanceNode } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';

/**
 * work: something is done there. wait: for a person, a message, a time, a worker, what was called. stopped: by an
 * incident. holds: others, inside of it.
 */
export type SegmentKind = 'work' | 'wait' | 'stopped' | 'holds';
export interface TimeSegment {
  readonly from: number;
  readonly to: number;
  readonly kind: SegmentKind;
}

/** They begin to wait when they are entered, and do nothing but that. */
const WAITING: ReadonlySet<string> = new Set([
  'userTask',
  'receiveTask',
  'intermediateCatchEvent',
  'boundaryEvent',
  'eventBasedGateway',
  'parallelGateway',
  'inclusiveGateway',
  'callActivity',
]);
const HOLDING: ReadonlySet<string> = new Set([
  'subProcess',
  'eventSubProcess',
  'adHocSubProcess',
  'adHocInnerInstance',
  'multiInstanceBody',
]);
/** Nobody works on a job that is in one of these. */
const UNTAKEN: ReadonlySet<JobRow['state']> = new Set(['waiting', 'retrying', 'suspended', 'overdue']);

/** What is known of the time at one element: when it was stopped, when an attempt failed. */
export interface Troubles {
  readonly stops: readonly { readonly from: number; readonly to: number | null }[];
  readonly failures: readonly number[];
}

/** By element, from the instance's story. */
export function troublesOf(moments: readonly StoryMoment[]): ReadonlyMap<string, Troubles> {
  const found = new Map<string, { stops: { from: number; to: number | null }[]; failures: number[] }>();
  for (const { at, facts } of moments) {
    for (const { kind, elementId } of facts) {
      if (elementId === null || (kind !== 'failed' && kind !== 'incident' && kind !== 'resolved')) continue;
      const troubles = found.get(elementId) ?? { stops: [], failures: [] };
      found.set(elementId, troubles);
      const open = troubles.stops.find((stop) => stop.to === null);
      if (kind === 'failed') troubles.failures.push(at);
      else if (kind === 'incident') troubles.stops.push({ from: at, to: null });
      else if (open !== undefined) open.to = at;
    }
  }
  return found;
}

/**
 * A run of an element in parts: waiting against working. Of work that a worker did nobody knows how long it waited to
 * be fetched; it counts as work. What nobody had when it ended has waited.
 */
export function segmentsOf(
  node: ElementInstanceNode,
  now: number,
  troubles: Troubles | undefined,
  jobs: readonly JobRow[],
): readonly TimeSegment[] {
  const [from, to] = [node.startedAt, node.endedAt ?? now];
  if (HOLDING.has(node.kind)) return [{ from, to, kind: 'holds' }];
  const kind: SegmentKind = WAITING.has(node.kind) ? 'wait' : 'work';
  const stops = (troubles?.stops ?? [])
    .map((stop) => ({ from: Math.max(from, stop.from), to: Math.min(to, stop.to ?? to) }))
    .filter((stop) => stop.to > stop.from)
    .sort((a, b) => a.from - b.from);
  const segments: TimeSegment[] = [];
  let at = from;
  for (const stop of stops) {
    if (stop.to <= at) continue;
    if (stop.from > at) segments.push({ from: at, to: stop.from, kind });
    segments.push({ from: Math.max(at, stop.from), to: stop.to, kind: 'stopped' });
    at = stop.to;
  }
  if (at >= to && segments.length > 0) return segments;
  const own = kind === 'work' ? jobs.filter((job) => job.elementInstanceKey === node.key) : [];
  const untaken =
    node.endedAt === null
      ? own.some((job) => job.endedAt === null && UNTAKEN.has(job.state))
      : own.length > 0 && own.every(endedAlone);
  const tried = untaken ? Math.max(at, ...(troubles?.failures ?? []).filter((failure) => failure <= to)) : to;
  if (!untaken) return [...segments, { from: at, to, kind }];
  return [...segments, ...(tried > at ? [{ from: at, to: tried, kind }] : []), { from: tried, to, kind: 'wait' }];
}

/** It ended, and nobody was at it then: no worker ever had it, or it was cancelled after its last attempt. */
function endedAlone({ kind, state, worker, lockUntil, endedAt }: JobRow): boolean {
  if (kind !== 'worker' || endedAt === null) return false;
  return worker === null || (state === 'cancelled' && (lockUntil === null || lockUntil <= endedAt));
}
