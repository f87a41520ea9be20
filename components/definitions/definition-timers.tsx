'use client';
import Link from 'next/link';
import { useList } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord, Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';

const SHOWN = 50;

/** Timers that start instances, then those that instances wait for, what fires first at the head. */
export function DefinitionTimers({ view, selected }: { view: DefinitionView; selected: string | null }) {
  const scope = {
    definition: `${view.definition.processId}:${view.definition.version}`,
    state: 'open',
    ...(selected !== null && { element: selected }),
  };
  const starting = useList('jobs', { ...scope, kind: 'start', limit: SHOWN });
  const waiting = useList('jobs', { ...scope, kind: 'timer', sort: 'due', limit: SHOWN });
  const refused = [starting, waiting].find((each) => each.error !== null && each.data === undefined);
  if (refused !== undefined) return <Refusal error={refused.error} onRetry={() => void refused.refetch()} />;
  if (starting.isPending || waiting.isPending) return <SkeletonRows label={t('state.loading')} count={4} />;
  const rows = [...starting.rows, ...waiting.rows];
  if (rows.length === 0) return <EmptyState title={t('timers.none')} />;
  return (
    <>
      <SimpleTable<JobRow>
        label={t('tab.timers')}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          {
            id: 'state',
            head: t('column.state'),
            width: '120px',
            cell: (row) => <StateWord kind={JOB_LOOKS[row.state].glyph}>{t(JOB_LOOKS[row.state].word)}</StateWord>,
          },
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
                <Tag>{t('timers.starts')}</Tag>
              ) : (
                <InstanceLink instanceKey={row.instanceKey} businessKey={row.businessKey ?? null} />
              ),
          },
          {
            id: 'repeat',
            head: t('timers.repeat'),
            width: '20%',
            cell: (row) =>
              row.repeat === null ? (
                <span className="text-ink-3">{t('timers.once')}</span>
              ) : (
                <span className="mono">{row.repeat}</span>
              ),
          },
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
              <Link className="link" href={`/jobs?kind=${row.instanceKey === null ? 'start' : 'timer'}&job=${row.key}`}>
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
            href={`/jobs?${new URLSearchParams({ definition: scope.definition, kind: 'timer', sort: 'due' }).toString()}`}
          >
            {t('timers.all')}
          </Link>
        </p>
      )}
    </>
  );
}
