'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { ElementName, useElementName } from '@/components/diagram/element-name.tsx';
import { JobActions } from '@/components/jobs/job-actions.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { useInstanceAction } from './instance-actions.tsx';
import { ShowMore } from './show-more.tsx';
import { JobLog } from './job-log.tsx';
import { JOB_LOOKS } from './state-words.ts';

export function JobsTab({
  instance,
  rows,
  isPending,
  error,
  onRetry,
  onMore,
}: {
  instance: InstanceView;
  rows: readonly JobRow[];
  isPending: boolean;
  error: unknown;
  onRetry: () => void;
  onMore?: (() => void) | undefined;
}) {
  const { values, set } = useUrlState();
  const open = useInstanceAction();
  const nameOf = useElementName(instance.definition.key);
  if (error !== null) return <Refusal error={error} onRetry={onRetry} />;
  if (isPending) return <SkeletonRows label={t('state.loading')} count={3} />;
  if (rows.length === 0) return <EmptyState title={t('job.none')} />;
  const chosen = rows.find((row) => row.key === values.job);
  return (
    <>
      <SimpleTable<JobRow>
        label={t('tab.jobs')}
        rows={rows}
        rowKey={(row) => row.key}
        currentKey={chosen?.key}
        onRow={(row) => set({ job: row.key === values.job ? null : row.key })}
        columns={[
          {
            id: 'state',
            head: t('column.state'),
            width: '112px',
            cell: (row) => <StateWord kind={JOB_LOOKS[row.state].glyph}>{t(JOB_LOOKS[row.state].word)}</StateWord>,
          },
          {
            id: 'kind',
            head: t('column.kind'),
            width: '94px',
            isExtra: true,
            cell: (row) => <span className="text-ink-2">{t(`jobKind.${row.kind}`)}</span>,
          },
          {
            id: 'topic',
            head: t('column.topic'),
            cell: (row) => (
              <span className="mono" title={row.topic ?? row.repeat ?? undefined}>
                {row.topic ?? row.repeat ?? '–'}
              </span>
            ),
          },
          {
            id: 'element',
            head: t('column.element'),
            cell: (row) => <ElementName definitionKey={instance.definition.key} elementId={row.elementId} />,
          },
          { id: 'retries', head: t('column.retries'), width: '64px', isRight: true, cell: (row) => row.retries ?? '–' },
          {
            id: 'attempts',
            head: t('column.attempts'),
            width: '74px',
            isRight: true,
            isExtra: true,
            cell: (row) => row.attempts,
          },
          {
            id: 'worker',
            head: t('column.worker'),
            isExtra: true,
            cell: (row) => (
              <span className="mono" title={row.worker ?? undefined}>
                {row.worker ?? '–'}
              </span>
            ),
          },
          {
            id: 'due',
            head: t('column.due'),
            width: '104px',
            isRight: true,
            cell: (row) => (row.dueAt === null || row.state === 'incident' ? '–' : <Clock at={row.dueAt} />),
          },
          {
            id: 'do',
            head: t('column.actions'),
            width: '118px',
            isRight: true,
            cell: (row) => row.endedAt === null && <JobActions job={row} open={open} />,
          },
        ]}
      />
      {onMore !== undefined && <ShowMore onMore={onMore} />}
      {chosen !== undefined && <JobLog jobKey={chosen.key} name={nameOf(chosen.elementId)} />}
    </>
  );
}
