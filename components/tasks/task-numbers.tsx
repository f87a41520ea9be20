'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatDuration } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Panel } from '@/components/ui/panel.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import type { TaskNumbersView } from '@/lib/console/views/task-view.ts';

/** The open tasks in figures; each leads to the list behind it. */
export function TaskNumbers() {
  const numbers = useView('task-numbers', {});
  return (
    <ViewGate query={numbers}>
      {(view) => (
        <div className="flex flex-col gap-3 p-[var(--page-x)]">
          <div className="grid grid-cols-2 overflow-hidden rounded-3 border border-line bg-surface min-[760px]:grid-cols-4">
            <Figure href="/tasks?filter=all" label={t('tasks.open')} note={t('tasks.openNote')}>
              {formatCount(view.open)}
              {view.isCut && '+'}
            </Figure>
            <Figure
              href="/tasks?filter=all&assignee=none"
              label={t('tasks.unassigned')}
              note={t('tasks.unassignedNote')}
            >
              {formatCount(view.unassigned)}
              {view.isCut && '+'}
            </Figure>
            <Figure href="/tasks?filter=overdue" label={t('tasks.overdue')} note={t('tasks.overdueNote')}>
              {formatCount(view.overdue)}
              {view.isOverdueCut && '+'}
            </Figure>
            <Figure href="/tasks?filter=all&sort=created" label={t('tasks.oldest')} note={t('tasks.oldestNote')}>
              {view.oldestAt === null ? '–' : formatDuration(Date.now() - view.oldestAt)}
            </Figure>
          </div>
          <Bounds view={view} />
          <div className="grid items-start gap-3 min-[1100px]:grid-cols-3">
            <Counts
              title={t('tasks.byGroup')}
              head={t('tasks.group')}
              rows={groupsOf(view)}
              none={t('tasks.noGroup')}
            />
            <Counts
              title={t('tasks.byDefinition')}
              head={t('column.definition')}
              rows={definitionsOf(view)}
              none={t('tasks.none')}
            />
            <Counts
              title={t('tasks.byAssignee')}
              head={t('column.assignee')}
              rows={assigneesOf(view)}
              none={t('tasks.none')}
            />
          </div>
        </div>
      )}
    </ViewGate>
  );
}

/** What is not counted, where something is not. */
function Bounds({ view }: { view: TaskNumbersView }) {
  const bounds = [
    ...(view.isCut ? [t('tasks.cut', { count: formatCount(view.open) })] : []),
    ...(view.isNewestOnly ? [t('tasks.newestOnly', { count: formatCount(view.lookedAt) })] : []),
    ...(view.isOverdueCut ? [t('tasks.overdueCut', { count: formatCount(view.overdue) })] : []),
  ];
  return bounds.length > 0 && <p className="text-12 text-ink-2">{bounds.join(' ')}</p>;
}

function Figure({ href, label, note, children }: { href: string; label: string; note: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="flex min-w-0 flex-col gap-0.5 border-r border-line px-4 py-3 last:border-r-0 hover:bg-hover focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <span className="text-12 text-ink-2">{label}</span>
      <span className="num text-26 font-semibold tracking-[-0.03em]">{children}</span>
      <span className="text-12 text-ink-3">{note}</span>
    </Link>
  );
}

interface Line {
  readonly id: string;
  readonly word: string;
  /** null: no filter says it. */
  readonly filter: Readonly<Record<string, string>> | null;
  readonly open: number;
  readonly overdue: number;
}

const groupsOf = ({ groups }: TaskNumbersView): readonly Line[] =>
  groups.map(({ name, ...counts }) => ({ id: name, word: name, filter: { group: name }, ...counts }));
const assigneesOf = ({ assignees }: TaskNumbersView): readonly Line[] =>
  assignees.map(({ name, ...counts }) => ({
    id: name ?? '',
    word: name ?? t('word.nobody'),
    filter: { assignee: name ?? 'none' },
    ...counts,
  }));
const definitionsOf = ({ definitions }: TaskNumbersView): readonly Line[] =>
  definitions.map(({ definition, ...counts }) => ({
    id: definition?.key ?? '',
    word:
      definition === null ? t('tasks.noProcess') : `${definition.name ?? definition.processId} v${definition.version}`,
    filter: definition === null ? null : { definition: `${definition.processId}:${definition.version}` },
    ...counts,
  }));

function Counts({ title, head, rows, none }: { title: string; head: string; rows: readonly Line[]; none: string }) {
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <SimpleTable<Line>
          label={title}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              id: 'word',
              head,
              cell: ({ word, filter }) =>
                filter === null ? (
                  word
                ) : (
                  <Link
                    className="link"
                    href={`/tasks?${new URLSearchParams({ filter: 'all', ...filter }).toString()}`}
                  >
                    {word}
                  </Link>
                ),
            },
            {
              id: 'open',
              head: t('tasks.open'),
              width: '72px',
              isRight: true,
              cell: ({ open }) => formatCount(open),
            },
            {
              id: 'overdue',
              head: t('tasks.overdue'),
              width: '84px',
              isRight: true,
              cell: ({ overdue }) =>
                overdue === 0 ? (
                  <span className="text-ink-3">0</span>
                ) : (
                  <b className="font-medium text-warning-text">{formatCount(overdue)}</b>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
