'use client';
import Link from 'next/link';
import { useList, useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { StartTimerActions } from '@/components/jobs/start-timer-actions.tsx';
import { TimerCalendar } from '@/components/jobs/timer-calendar.tsx';
import { useJobDialog } from '@/components/jobs/use-job-dialog.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateGlyph, StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import type { JobRow, StartTimerRow } from '@/lib/console/views/job-view.ts';

const SHOWN = 50;

/**
 * Timers that start instances, each with its next times; those that instances wait for, what fires first at the head;
 * and all of them by hours.
 */
export function DefinitionTimers({ view, selected }: { view: DefinitionView; selected: string | null }) {
  const name = `${view.definition.processId}:${view.definition.version}`;
  const open = useJobDialog();
  const starting = useView('start-timers', { definition: view.definition.key });
  const waiting = useList('jobs', {
    definition: name,
    state: 'open',
    kind: 'timer',
    sort: 'due',
    limit: SHOWN,
    ...(selected !== null && { element: selected }),
  });
  const refused = starting.error ?? waiting.error;
  if (refused !== null && (starting.data === undefined || waiting.data === undefined))
    return (
      <Refusal
        error={refused}
        onRetry={() => {
          void starting.refetch();
          void waiting.refetch();
        }}
      />
    );
  if (starting.data === undefined || waiting.data === undefined)
    return <SkeletonRows label={t('state.loading')} count={4} />;
  const starts = starting.data.rows.filter(({ job }) => selected === null || job.elementId === selected);
  if (starts.length + waiting.rows.length === 0) return <EmptyState title={t('timers.none')} />;
  return (
    <>
      {starts.length > 0 && (
        <section aria-label={t('timers.starting')}>
          <Heading>{t('timers.starting')}</Heading>
          {starting.data.isSuspended && (
            <div className="px-3.5 pb-2">
              <Note tone="warn" role="status">
                <StateGlyph kind="suspended" size={15} />
                <span>{t('timers.versionRests')}</span>
              </Note>
            </div>
          )}
          <SimpleTable<StartTimerRow>
            label={t('timers.starting')}
            rows={starts}
            rowKey={({ job }) => job.key}
            columns={[
              { id: 'state', head: t('column.state'), width: '120px', cell: ({ job }) => <State job={job} /> },
              {
                id: 'element',
                head: t('column.element'),
                width: '18%',
                cell: ({ job }) => <ElementName definitionKey={job.definition.key} elementId={job.elementId} />,
              },
              { id: 'repeat', head: t('timers.repeat'), width: '16%', cell: ({ job }) => <Repeat job={job} /> },
              {
                id: 'next',
                head: t('timers.next'),
                width: '120px',
                cell: ({ times: [next] }) => (next === undefined ? '–' : <Clock at={next} />),
              },
              {
                id: 'then',
                head: t('timers.following'),
                cell: ({ times: [, ...then] }) =>
                  then.length === 0 ? (
                    <span className="text-ink-3">–</span>
                  ) : (
                    <span className="inline-flex gap-3 text-ink-2">
                      {then.map((at) => (
                        <Clock key={at} at={at} />
                      ))}
                    </span>
                  ),
              },
              {
                id: 'do',
                head: t('column.actions'),
                width: '110px',
                isRight: true,
                cell: ({ job }) => <StartTimerActions job={job} open={open} />,
              },
            ]}
          />
        </section>
      )}
      {waiting.rows.length > 0 && (
        <section aria-label={t('timers.waited')}>
          <Heading>{t('timers.waited')}</Heading>
          <SimpleTable<JobRow>
            label={t('timers.waited')}
            rows={waiting.rows}
            rowKey={(row) => row.key}
            columns={[
              { id: 'state', head: t('column.state'), width: '120px', cell: (row) => <State job={row} /> },
              {
                id: 'element',
                head: t('column.element'),
                cell: (row) => <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
              },
              {
                id: 'for',
                head: t('column.instance'),
                width: '24%',
                cell: (row) =>
                  row.instanceKey === null ? (
                    '–'
                  ) : (
                    <InstanceLink instanceKey={row.instanceKey} businessKey={row.businessKey ?? null} />
                  ),
              },
              { id: 'repeat', head: t('timers.repeat'), width: '20%', cell: (row) => <Repeat job={row} /> },
              {
                id: 'due',
                head: t('column.due'),
                width: '120px',
                isRight: true,
                cell: (row) => (row.dueAt === null ? '–' : <Clock at={row.dueAt} />),
              },
              {
                id: 'open',
                head: t('column.actions'),
                width: '90px',
                isRight: true,
                cell: (row) => (
                  <Link className="link" href={`/jobs?kind=timer&job=${row.key}`}>
                    {t('timers.open')}
                  </Link>
                ),
              },
            ]}
          />
          {waiting.hasNextPage && (
            <p className="p-3 text-12">
              <Link
                className="link"
                href={`/jobs?${new URLSearchParams({ definition: name, kind: 'timer', sort: 'due' }).toString()}`}
              >
                {t('timers.all')}
              </Link>
            </p>
          )}
        </section>
      )}
      <section aria-label={t('timers.calendar')}>
        <Heading>{t('timers.calendar')}</Heading>
        <TimerCalendar definition={{ key: view.definition.key, name }} />
      </section>
    </>
  );
}

function Heading({ children }: { children: string }) {
  return <h2 className="px-3.5 pt-3 pb-1.5 text-12 font-semibold">{children}</h2>;
}
function State({ job }: { job: JobRow }) {
  return <StateWord kind={JOB_LOOKS[job.state].glyph}>{t(JOB_LOOKS[job.state].word)}</StateWord>;
}
function Repeat({ job }: { job: JobRow }) {
  return job.repeat === null ? (
    <span className="text-ink-3">{t('timers.once')}</span>
  ) : (
    <span className="mono" title={job.repeat}>
      {job.repeat}
    </span>
  );
}
