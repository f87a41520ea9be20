import Link from 'next/link';
import { JobInstance } from '@/components/jobs/job-instance.tsx';
import { t } from '@/components/messages/messages.ts';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { TimerElement, TimerRepeat, TimerState } from './timer-cells.tsx';
import { TimersSection } from './timers-section.tsx';

const COLUMNS: readonly SimpleColumn<JobRow>[] = [
  { id: 'state', head: t('column.state'), width: '120px', cell: (job) => <TimerState job={job} /> },
  { id: 'element', head: t('column.element'), cell: (job) => <TimerElement job={job} /> },
  {
    id: 'for',
    head: t('column.instance'),
    width: '24%',
    cell: (job) => <JobInstance job={job} />,
  },
  { id: 'repeat', head: t('timers.repeat'), width: '20%', cell: (job) => <TimerRepeat job={job} /> },
  {
    id: 'due',
    head: t('column.due'),
    width: '120px',
    isRight: true,
    cell: ({ dueAt }) => (dueAt === null ? '–' : <Clock at={dueAt} />),
  },
  {
    id: 'open',
    head: t('column.actions'),
    width: '90px',
    isRight: true,
    cell: ({ key }) => (
      <Link className="link" href={`/jobs?kind=timer&job=${key}`}>
        {t('timers.open')}
      </Link>
    ),
  },
];

/** Timers that instances wait for; `allHref` leads to the rest, where there are more than these. */
export function WaitedTimers({ rows, allHref }: { rows: readonly JobRow[]; allHref: string | null }) {
  return (
    <TimersSection title={t('timers.waited')}>
      <SimpleTable label={t('timers.waited')} rows={rows} rowKey={(row) => row.key} columns={COLUMNS} />
      {allHref !== null && (
        <p className="p-3 text-12">
          <Link className="link" href={allHref}>
            {t('timers.all')}
          </Link>
        </p>
      )}
    </TimersSection>
  );
}
