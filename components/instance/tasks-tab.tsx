'use client';
import Link from 'next/link';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { TaskMenu } from '@/components/tasks/task-menu.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { Instant } from '@/lib/console/views/shared.ts';
import type { InstanceTask, InstanceView } from '@/lib/console/views/instance-view.ts';

const COLUMNS_AFTER_NAME: readonly SimpleColumn<InstanceTask>[] = [
  {
    id: 'who',
    head: t('column.assignee'),
    cell: ({ assignee }) => assignee ?? <span className="text-ink-3">{t('word.nobody')}</span>,
  },
  {
    id: 'groups',
    head: t('column.candidates'),
    cell: ({ candidateGroups, candidateUsers }) => [...candidateGroups, ...candidateUsers].join(', ') || '–',
  },
  { id: 'owner', head: t('tasks.owner'), width: '110px', isExtra: true, cell: (task) => <Owner task={task} /> },
  {
    id: 'priority',
    head: t('column.priority'),
    width: '70px',
    isRight: true,
    isExtra: true,
    cell: ({ priority }) => priority,
  },
  {
    id: 'follow',
    head: t('tasks.followUp'),
    width: '90px',
    isRight: true,
    isExtra: true,
    cell: ({ followUpAt }) => clockOf(followUpAt),
  },
  { id: 'due', head: t('column.due'), width: '104px', isRight: true, cell: ({ dueAt }) => clockOf(dueAt) },
  {
    id: 'do',
    head: t('column.actions'),
    width: '70px',
    isRight: true,
    cell: ({ key, name, elementId, endedAt, delegation }) =>
      endedAt === null && <TaskMenu taskKey={key} name={name ?? elementId} isDelegated={delegation === 'pending'} />,
  },
];

/** The user tasks of an instance, open and ended. */
export function TasksTab({ instance, rows }: { instance: InstanceView; rows: readonly InstanceTask[] }) {
  if (rows.length === 0) return <EmptyState title={t('task.noneHere')} />;
  const columns: readonly SimpleColumn<InstanceTask>[] = [
    { id: 'state', head: t('column.state'), width: '122px', cell: (task) => <State task={task} /> },
    {
      id: 'name',
      head: t('column.task'),
      cell: ({ key, name, elementId }) => (
        <Link className="link" href={`/tasks/${key}`}>
          {name ?? <ElementName definitionKey={instance.definition.key} elementId={elementId} />}
        </Link>
      ),
    },
    ...COLUMNS_AFTER_NAME,
  ];
  return <SimpleTable label={t('tab.tasks')} rows={rows} rowKey={(row) => row.key} columns={columns} />;
}

function State({ task: { endedAt, transition, outcome } }: { task: InstanceTask }) {
  if (endedAt !== null)
    return outcome === 'completed' ? (
      <StateWord kind="done">{t('word.completed')}</StateWord>
    ) : (
      <StateWord kind="ended">{t('word.cancelled')}</StateWord>
    );
  return transition?.kind === 'asked' ? (
    <StateWord kind="waiting">{t('tasks.askedShort')}</StateWord>
  ) : (
    <StateWord kind="active">{t('word.open')}</StateWord>
  );
}

function Owner({ task: { owner, delegation } }: { task: InstanceTask }) {
  if (owner === null) return '–';
  return (
    <>
      {owner}
      {delegation === 'pending' && <span className="text-ink-3"> · {t('tasks.delegated')}</span>}
    </>
  );
}

function clockOf(at: Instant | null) {
  return at === null ? '–' : <Clock at={at} />;
}
