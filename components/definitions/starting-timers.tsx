import { StartTimerActions } from '@/components/jobs/start-timer-actions.tsx';
import { useJobDialog } from '@/components/jobs/use-job-dialog.tsx';
import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { StartTimerRow } from '@/lib/console/views/job-view.ts';
import { TimerElement, TimerRepeat, TimerState } from './timer-cells.tsx';
import { TimersSection } from './timers-section.tsx';

const COLUMNS: readonly SimpleColumn<StartTimerRow>[] = [
  { id: 'state', head: t('column.state'), width: '120px', cell: ({ job }) => <TimerState job={job} /> },
  { id: 'element', head: t('column.element'), width: '18%', cell: ({ job }) => <TimerElement job={job} /> },
  { id: 'repeat', head: t('timers.repeat'), width: '16%', cell: ({ job }) => <TimerRepeat job={job} /> },
  {
    id: 'next',
    head: t('timers.next'),
    width: '120px',
    cell: ({ times: [next] }) => (next === undefined ? '–' : <Clock at={next} />),
  },
  { id: 'then', head: t('timers.following'), cell: ({ times: [, ...then] }) => <Following times={then} /> },
];

/** Timers that start instances, each with its next times. */
export function StartingTimers({
  rows,
  isVersionSuspended,
}: {
  rows: readonly StartTimerRow[];
  isVersionSuspended: boolean;
}) {
  const open = useJobDialog();
  const actions: SimpleColumn<StartTimerRow> = {
    id: 'do',
    head: t('column.actions'),
    width: '110px',
    isRight: true,
    cell: ({ job }) => <StartTimerActions job={job} open={open} />,
  };
  return (
    <TimersSection title={t('timers.starting')}>
      {isVersionSuspended && (
        <div className="px-3.5 pb-2">
          <Note tone="warn" role="status">
            <StateGlyph kind="suspended" size={15} />
            <span>{t('timers.versionRests')}</span>
          </Note>
        </div>
      )}
      <SimpleTable
        label={t('timers.starting')}
        rows={rows}
        rowKey={({ job }) => job.key}
        columns={[...COLUMNS, actions]}
      />
    </TimersSection>
  );
}

function Following({ times }: { times: readonly number[] }) {
  if (times.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="inline-flex gap-3 text-ink-2">
      {times.map((at) => (
        <Clock key={at} at={at} />
      ))}
    </span>
  );
}
