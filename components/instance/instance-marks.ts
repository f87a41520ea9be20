import type { DiagramMark, MarkLook } from '@/components/diagram/badges.ts';
import { t } from '@/components/messages/messages.ts';
import type { DiagramCounts } from '@/components/diagram/diagram-counts.ts';
import { formatCount, formatDuration, formatTime } from '@/components/ui/format.ts';
import type { DefinitionStatisticsView } from '@/lib/console/views/definition-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobDefinitionRow, JobRow } from '@/lib/console/views/job-view.ts';

/** Parts of the instance's time from which on an element is drawn warmer. */
const LEVELS: readonly (readonly [number, MarkLook])[] = [
  [0.5, 'time3'],
  [0.2, 'time2'],
  [0.05, 'time1'],
];
/** They hold others and are none themselves. */
const HOLDERS: ReadonlySet<string> = new Set(['multiInstanceBody', 'adHocInnerInstance']);

/** How long all runs of each element took together, the warmer the more of the instance's time went there. */
export function durationMarks(
  instance: Pick<InstanceView, 'history' | 'startedAt' | 'endedAt'>,
  now: number,
): readonly DiagramMark[] {
  const whole = Math.max(1, (instance.endedAt ?? now) - instance.startedAt);
  const took = new Map<string, number>();
  for (const node of instance.history)
    if (!HOLDERS.has(node.kind))
      took.set(node.elementId, (took.get(node.elementId) ?? 0) + (node.endedAt ?? now) - node.startedAt);
  return [...took].map(([id, ms]) => {
    const text = formatDuration(ms);
    return {
      id,
      look: LEVELS.find(([part]) => ms / whole >= part)?.[1] ?? 'time0',
      text,
      title: t('badge.took', { time: text }),
      isElement: true,
    };
  });
}

/** How long one run of each element usually takes, the warmer the more of all the time went there. */
export function usualMarks(statistics: DefinitionStatisticsView | undefined): readonly DiagramMark[] {
  const elements = statistics?.elements ?? [];
  const whole = Math.max(
    1,
    elements.reduce((sum, each) => sum + each.median * each.entries, 0),
  );
  return elements.map(({ elementId, entries, median, p95 }) => ({
    id: elementId,
    look: LEVELS.find(([part]) => (median * entries) / whole >= part)?.[1] ?? 'time0',
    text: formatDuration(median),
    title: t('badge.usual', { median: formatDuration(median), p95: formatDuration(p95) }),
    isElement: true,
  }));
}

/**
 * Call activities with what they called: how many run, whether one of them has stopped, or that all have ended. A click
 * leads inside.
 */
export function calledMarks({ called }: Pick<InstanceView, 'called'>): readonly DiagramMark[] {
  const counts = new Map<string, { running: number; stopped: number; ended: number }>();
  for (const call of called) {
    if (call.elementId === null) continue;
    const { running, stopped, ended } = counts.get(call.elementId) ?? { running: 0, stopped: 0, ended: 0 };
    counts.set(
      call.elementId,
      call.endedAt === null
        ? { running: running + 1, stopped: stopped + (call.state === 'incident' ? 1 : 0), ended }
        : { running, stopped, ended: ended + 1 },
    );
  }
  return [...counts].map(([id, { running, stopped, ended }]) => {
    const [look, count] =
      running === 0
        ? (['calledEnded', ended] as const)
        : ([stopped > 0 ? 'calledStopped' : 'called', running] as const);
    return {
      id,
      look,
      text: `→ ${formatCount(count)}`,
      title: `${t(`badge.${look}`, { count, stopped })}. ${t('inside.open')}`,
      isElement: true,
    };
  });
}

/** What makes jobs and holds them, and single jobs that rest although their instance does not. */
export function restingMarks(
  sources: readonly Pick<JobDefinitionRow, 'elementId' | 'isSuspended'>[],
  jobs: readonly Pick<JobRow, 'elementId' | 'state'>[] = [],
): readonly DiagramMark[] {
  const held = new Set(sources.filter((each) => each.isSuspended === true).map(({ elementId }) => elementId));
  const resting = new Set(
    jobs
      .filter(({ state, elementId }) => state === 'suspended' && !held.has(elementId))
      .map(({ elementId }) => elementId),
  );
  const mark = (id: string, title: string): DiagramMark => ({ id, look: 'resting', text: '', title, isElement: true });
  return [
    ...[...held].map((id) => mark(id, t('badge.resting'))),
    ...[...resting].map((id) => mark(id, t('badge.restingJob'))),
  ];
}

/** Counts with when the last run of each element ended. */
export function withEnds(
  { elements, history }: Pick<InstanceView, 'elements' | 'history'>,
  now: number,
): readonly DiagramCounts[] {
  const ends = new Map<string, { completed?: number; cancelled?: number }>();
  for (const { elementId, kind, state, endedAt } of history) {
    if (endedAt === null || HOLDERS.has(kind)) continue;
    const which = state === 'cancelled' ? 'cancelled' : 'completed';
    const known = ends.get(elementId) ?? {};
    ends.set(elementId, { ...known, [which]: Math.max(known[which] ?? 0, endedAt) });
  }
  return elements.map((counts) => {
    const { completed, cancelled } = ends.get(counts.elementId) ?? {};
    return {
      ...counts,
      ...(completed !== undefined && { completedAt: formatTime(completed, now) }),
      ...(cancelled !== undefined && { cancelledAt: formatTime(cancelled, now) }),
    };
  });
}
