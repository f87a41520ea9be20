'use client';
import { ArrowUpNarrowWide, Pause, Play, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import {
  JobDefinitionPriorityDialog,
  RetryFailedDialog,
  SuspendJobDefinitionDialog,
} from '@/components/actions/job-definition-dialogs.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName, useElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import type { JobDefinitionRow } from '@/lib/console/views/job-view.ts';

interface Opened {
  readonly kind: 'suspension' | 'priority' | 'retry';
  readonly row: JobDefinitionRow;
}

/** What makes jobs in this version: held, given a priority, and tried again where it failed. */
export function DefinitionJobs({
  view,
  selected,
  onSelect,
}: {
  view: DefinitionView;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const definitionKey = view.definition.key;
  const jobs = useView('job-definitions', { definition: definitionKey });
  const [opened, setOpened] = useState<Opened | null>(null);
  const scope = `definition=${encodeURIComponent(`${view.definition.processId}:${view.definition.version}`)}`;
  return (
    <>
      <ViewGate query={jobs}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('jobDefinition.none')} />
          ) : (
            <SimpleTable<JobDefinitionRow>
              label={t('tab.jobDefinitions')}
              rows={rows}
              rowKey={(row) => row.key}
              currentKey={rows.find((row) => row.elementId === selected)?.key}
              onRow={(row) => onSelect(row.elementId)}
              columns={[
                {
                  id: 'state',
                  head: t('column.state'),
                  width: '120px',
                  cell: (row) =>
                    row.isSuspended === null ? (
                      <span className="text-ink-3">–</span>
                    ) : row.isSuspended ? (
                      <StateWord kind="suspended">{t('word.suspended')}</StateWord>
                    ) : (
                      <StateWord kind="active">{t('word.active')}</StateWord>
                    ),
                },
                {
                  id: 'element',
                  head: t('column.element'),
                  cell: (row) => <ElementName definitionKey={definitionKey} elementId={row.elementId} />,
                },
                {
                  id: 'kind',
                  head: t('column.kind'),
                  width: '22%',
                  cell: (row) => <span className="text-ink-2">{t(`jobDefinition.at.${row.position}`)}</span>,
                },
                {
                  id: 'priority',
                  head: t('column.priority'),
                  width: '90px',
                  isRight: true,
                  cell: (row) => row.priority ?? <span className="text-ink-3">–</span>,
                },
                {
                  id: 'active',
                  head: t('column.running'),
                  width: '90px',
                  isRight: true,
                  cell: (row) => formatCount(row.active),
                },
                {
                  id: 'failed',
                  head: t('jobDefinition.failed'),
                  width: '90px',
                  isRight: true,
                  cell: (row) =>
                    row.failed === 0 ? (
                      <span className="text-ink-3">0</span>
                    ) : (
                      <Link
                        className="font-semibold text-incident-text hover:underline"
                        href={`/incidents?${scope}&element=${encodeURIComponent(row.elementId)}`}
                      >
                        {formatCount(row.failed)}
                      </Link>
                    ),
                },
                {
                  id: 'do',
                  head: t('column.actions'),
                  width: '110px',
                  isRight: true,
                  cell: (row) => (
                    <span className="inline-flex">
                      {row.position !== 'worker' && (
                        <ActionIconButton
                          operation={row.isSuspended === true ? 'job-definition.resume' : 'job-definition.suspend'}
                          icon={row.isSuspended === true ? Play : Pause}
                          label={t(row.isSuspended === true ? 'suspend.resume' : 'suspend.do')}
                          onClick={() => setOpened({ kind: 'suspension', row })}
                        />
                      )}
                      {row.position !== 'worker' && (
                        <ActionIconButton
                          operation="job-definition.set-priority"
                          icon={ArrowUpNarrowWide}
                          label={t('job.priority')}
                          onClick={() => setOpened({ kind: 'priority', row })}
                        />
                      )}
                      <ActionIconButton
                        operation="job-definition.retry-failed"
                        icon={RotateCw}
                        label={t('jobDefinition.retry')}
                        onClick={() => setOpened({ kind: 'retry', row })}
                      />
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </ViewGate>
      {opened !== null && <Dialog opened={opened} view={view} onClose={() => setOpened(null)} />}
    </>
  );
}

function Dialog({
  opened: { kind, row },
  view,
  onClose,
}: {
  opened: Opened;
  view: DefinitionView;
  onClose: () => void;
}) {
  const place = {
    definitionKey: view.definition.key,
    row,
    where: `${versionName(view.definition)} · ${useElementName(view.definition.key)(row.elementId)}`,
    onClose,
  };
  if (kind === 'retry') return <RetryFailedDialog {...place} />;
  if (row.position === 'worker') return null;
  return kind === 'suspension' ? (
    <SuspendJobDefinitionDialog {...place} position={row.position} />
  ) : (
    <JobDefinitionPriorityDialog {...place} position={row.position} />
  );
}
