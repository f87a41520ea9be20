'use client';
import { useList, useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { TimerCalendar } from '@/components/jobs/timer-calendar.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import { StartingTimers } from './starting-timers.tsx';
import { TimersSection } from './timers-section.tsx';
import { WaitedTimers } from './waited-timers.tsx';

const SHOWN = 50;

/**
 * Timers that start instances, each with its next times; those that instances wait for, what fires first at the head;
 * and all of them by hours.
 */
export function DefinitionTimers({ view, selected }: { view: DefinitionView; selected: string | null }) {
  const name = `${view.definition.processId}:${view.definition.version}`;
  const starting = useView('start-timers', { definition: view.definition.key });
  const waiting = useList('jobs', {
    definition: name,
    state: 'open',
    kind: 'timer',
    sort: 'due',
    limit: SHOWN,
    ...(selected !== null && { element: selected }),
  });
  if (starting.data === undefined || waiting.data === undefined) {
    const refused = starting.error ?? waiting.error;
    const retry = () => {
      void starting.refetch();
      void waiting.refetch();
    };
    if (refused !== null) return <Refusal error={refused} onRetry={retry} />;
    return <SkeletonRows label={t('state.loading')} count={4} />;
  }
  const starts = starting.data.rows.filter(({ job }) => selected === null || job.elementId === selected);
  if (starts.length + waiting.rows.length === 0) return <EmptyState title={t('timers.none')} />;
  const all = new URLSearchParams({ definition: name, kind: 'timer', sort: 'due' });
  return (
    <>
      {starts.length > 0 && <StartingTimers rows={starts} isVersionSuspended={starting.data.isSuspended} />}
      {waiting.rows.length > 0 && (
        <WaitedTimers rows={waiting.rows} allHref={waiting.hasNextPage ? `/jobs?${all.toString()}` : null} />
      )}
      <TimersSection title={t('timers.calendar')}>
        <TimerCalendar definition={{ key: view.definition.key, name }} />
      </TimersSection>
    </>
  );
}
