'use client';
import { versionName } from '@/components/data/definition-name';
import type { JobAction } from '@/components/actions/job-dialog.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { JobActions } from './job-actions.tsx';
import { StartTimerActions } from './start-timer-actions.tsx';

export const JOB_ROW_PX = 48;
const FIRST = 'truncate leading-[17px]';
const SECOND = 'truncate text-12 leading-[17px] text-ink-3';
const None = () => <span className="text-ink-3">–</span>;

/** What it is, in words: of work its topic, of what runs by itself its kind. */
export function jobKindWord(job: JobRow): string {
  return job.kind !== 'worker' && job.instanceKey === null ? t('jobs.start') : t(`jobKind.${job.kind}`);
}

function Work({ job }: { job: JobRow }) {
  const what = job.topic ?? (job.repeat === null ? jobKindWord(job) : `${jobKindWord(job)} · ${job.repeat}`);
  return (
    <>
      <div className={`${FIRST} font-medium`}>
        <ElementName definitionKey={job.definition.key} elementId={job.elementId} />
      </div>
      <div title={what} className={job.topic === null ? SECOND : `mono ${SECOND}`}>
        {what}
      </div>
    </>
  );
}

function Where({ job }: { job: JobRow }) {
  return (
    <>
      <div className={FIRST}>
        {job.instanceKey === null ? (
          <None />
        ) : (
          <InstanceLink instanceKey={job.instanceKey} businessKey={job.businessKey ?? null} />
        )}
      </div>
      <div className={SECOND}>{versionName(job.definition)}</div>
    </>
  );
}

function Failure({ job }: { job: JobRow }) {
  if (job.errorMessage === null) return <None />;
  return (
    <>
      <div title={job.errorMessage} className={`mono ${FIRST}`}>
        {job.errorMessage}
      </div>
      <div className={SECOND}>{tCount('jobs.attemptFailed', 'jobs.attemptsFailed', job.attempts)}</div>
    </>
  );
}

function Holder({ job }: { job: JobRow }) {
  if (job.worker === null) return <None />;
  return (
    <>
      <div title={job.worker} className={`mono ${FIRST}`}>
        {job.worker}
      </div>
      {job.state === 'leased' && job.lockUntil !== null && (
        <div className={SECOND}>
          {t('jobs.until')} <Clock at={job.lockUntil} />
        </div>
      )}
    </>
  );
}

/** Without those that there is no room for. */
export function jobColumns(open: (action: JobAction) => void, leftOut: readonly string[]): readonly Column<JobRow>[] {
  return allColumns(open).filter(({ id }) => !leftOut.includes(id));
}

function allColumns(open: (action: JobAction) => void): readonly Column<JobRow>[] {
  return [
    {
      id: 'state',
      head: t('column.state'),
      width: '116px',
      cell: (row) => <StateWord kind={JOB_LOOKS[row.state].glyph}>{t(JOB_LOOKS[row.state].word)}</StateWord>,
    },
    { id: 'work', head: t('column.element'), width: 'minmax(140px, 1.2fr)', cell: (row) => <Work job={row} /> },
    { id: 'where', head: t('column.instance'), width: 'minmax(124px, 1fr)', cell: (row) => <Where job={row} /> },
    { id: 'error', head: t('jobs.error'), width: 'minmax(150px, 1.6fr)', cell: (row) => <Failure job={row} /> },
    { id: 'worker', head: t('column.worker'), width: 'minmax(104px, .8fr)', cell: (row) => <Holder job={row} /> },
    { id: 'retries', head: t('column.retries'), width: '66px', isRight: true, cell: (row) => row.retries ?? '–' },
    { id: 'priority', head: t('column.priority'), width: '68px', isRight: true, cell: (row) => row.priority },
    {
      id: 'due',
      head: t('column.due'),
      width: '112px',
      isRight: true,
      sort: 'due',
      cell: (row) => (row.dueAt === null || row.endedAt !== null ? <None /> : <Clock at={row.dueAt} />),
    },
    {
      id: 'created',
      head: t('jobs.created'),
      width: '84px',
      isRight: true,
      sort: 'created',
      cell: (row) => <Clock at={row.createdAt} />,
    },
    {
      id: 'do',
      head: t('column.actions'),
      width: '104px',
      isRight: true,
      cell: (row) =>
        row.endedAt === null &&
        (row.instanceKey === null ? <StartTimerActions job={row} open={open} /> : <JobActions job={row} open={open} />),
    },
  ];
}
