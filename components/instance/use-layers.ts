'use client';
import { useMemo } from 'react';
import { useList, useView } from '@/components/data/use-view.ts';
import type { DiagramMark } from '@/components/diagram/badges.ts';
import type { DiagramCounts } from '@/components/diagram/diagram-counts.ts';
import { useNow } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { calledMarks, durationMarks, restingMarks, withEnds } from './instance-marks.ts';

export type DiagramViewId = 'path' | 'counts' | 'duration' | 'plain';
const NO_COUNTS: readonly DiagramCounts[] = [];
const NO_MARKS: readonly DiagramMark[] = [];

/** What is drawn over an instance's model. */
export function useLayers(
  instance: InstanceView,
  { view, at, hasEnds }: { readonly view: DiagramViewId; readonly at: number | null; readonly hasEnds: boolean },
) {
  const now = useNow();
  const isNow = at === null && instance.endedAt === null;
  const sources = useView(
    'job-definitions',
    { definition: instance.definition.key },
    { isOff: !isNow, only: 'definition' },
  );
  const jobs = useList('jobs', { instance: instance.key, limit: 100 }, { isOff: !isNow });
  const isTimed = view === 'duration';
  // Only times move by themselves.
  const until = isTimed ? (at ?? now) : 0;
  const today = new Date(now).setHours(0, 0, 0, 0);
  const resting = useMemo(
    () =>
      isNow && !instance.isSuspended
        ? restingMarks(
            sources.data?.rows ?? [],
            jobs.rows.filter((job) => job.endedAt === null),
          )
        : NO_MARKS,
    [isNow, instance.isSuspended, sources.data, jobs.rows],
  );
  const marks = useMemo(
    () =>
      view === 'plain' ? NO_MARKS : isTimed ? durationMarks(instance, until) : [...calledMarks(instance), ...resting],
    [view, isTimed, instance, until, resting],
  );
  const counts = useMemo(() => {
    if (view === 'plain' || isTimed) return NO_COUNTS;
    const all: readonly DiagramCounts[] = hasEnds ? withEnds(instance, today) : instance.elements;
    return instance.isSuspended && isNow ? all.map((each) => ({ ...each, isSuspended: true })) : all;
  }, [view, isTimed, instance, hasEnds, isNow, today]);
  return { counts, marks, ...(view === 'path' && { takenFlows: instance.takenFlows }) };
}
