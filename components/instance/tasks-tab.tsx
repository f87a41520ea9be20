'use client';
import Link from 'next/link';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { TaskMenu } from '@/components/tasks/task-menu.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceTask, InstanceView } from '@/lib/console/views/instance-view.ts';

export function TasksTab({ instance, rows }: { instance: InstanceView; rows: readonly InstanceTask[] }) {
  if (rows.length === 0) return <EmptyState title={t('task.noneHere')} />;
  return (
    <SimpleTable<InstanceTask>
      label={t('tab.tasks')}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          id: 'state',
          head: t('column.state'),
          width: '122px',
          cell: (row) =>
            row.endedAt === null ? (
              row.transition?.kind === 'asked' ? (
                <StateWord kind="waiting">{t('tasks.askedShort')}</StateWord>
              ) : (
                <StateWord kind="active">{t('word.open')}</StateWord>
              )
            ) : (
              <StateWord kind={row.outcome === 'completed' ? 'done' : 'ended'}>
                {t(row.outcome === 'completed' ? 'word.completed' : 'word.cancelled')}
              </StateWord>
            ),
        },
        {
          id: 'name',
          head: t('column.task'),
          cell: (row) => (
            <Link className="link" href={`/tasks/${row.key}`}>
              {row.name ?? <ElementName definitionKey={instance.definition.key} elementId={row.elementId} />}
            </Link>
          ),
        },
        {
          id: 'who',
          head: t('column.assignee'),
          cell: (row) => row.assignee ?? <span className="text-ink-3">{t('word.nobody')}</span>,
        },
        {
          id: 'groups',
          head: t('column.candidates'),
          cell: (row) => [...row.candidateGroups, ...row.candidateUsers].join(', ') || '–',
        },
        {
          id: 'owner',
          head: t('tasks.owner'),
          width: '110px',
          isExtra: true,
          cell: (row) =>
            row.owner === null ? (
              '–'
            ) : (
              <>
                {row.owner}
                {row.delegation === 'pending' && <span className="text-ink-3"> · {t('tasks.delegated')}</span>}
              </>
            ),
        },
        {
          id: 'priority',
          head: t('column.priority'),
          width: '70px',
          isRight: true,
          isExtra: true,
          cell: (row) => row.priority,
        },
        {
          id: 'follow',
          head: t('tasks.followUp'),
          width: '90px',
          isRight: true,
          isExtra: true,
          cell: (row) => (row.followUpAt === null ? '–' : <Clock at={row.followUpAt} />),
        },
        {
          id: 'due',
          head: t('column.due'),
          width: '104px',
          isRight: true,
          cell: (row) => (row.dueAt === null ? '–' : <Clock at={row.dueAt} />),
        },
        {
          id: 'do',
          head: t('column.actions'),
          width: '70px',
          isRight: true,
          cell: (row) =>
            row.endedAt === null && (
              <TaskMenu taskKey={row.key} name={row.name ?? row.elementId} isDelegated={row.delegation === 'pending'} />
            ),
        },
      ]}
    />
  );
}
