'use client';
import { useRouter } from 'next/navigation';
import { useMay } from '@/components/data/person.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { TaskRow } from '@/lib/console/views/task-view.ts';
import { TaskPane } from './task-pane.tsx';

const FILTERS = ['mine', 'available', 'all', 'overdue'] as const;
const TWO_LINES_PX = 48;
const COLUMNS: readonly Column<TaskRow>[] = [
  { id: 'name', head: t('column.task'), width: 'minmax(170px, 2fr)', cell: (row) => <><div className="truncate leading-[17px] font-medium">{row.name}</div><div className="truncate text-12 leading-[17px] text-ink-3">{row.businessKey ?? row.definition.processId}</div></> },
  { id: 'who', head: t('column.assignee'), width: 'minmax(100px, 1fr)', cell: (row) => (row.assignee === null ? <span className="text-ink-3">{t('word.nobody')}</span> : row.isMine ? <b className="font-medium">{t('word.me')}</b> : row.assignee) },
  { id: 'due', head: t('column.due'), width: '130px', isRight: true, cell: (row) => (row.dueAt === null ? <span className="text-ink-3">–</span> : row.dueAt < Date.now() ? <StateWord kind="overdue"><Clock at={row.dueAt} /></StateWord> : <Clock at={row.dueAt} />) },
  { id: 'priority', head: t('column.priority'), width: '74px', isRight: true, cell: (row) => row.priority },
  { id: 'created', head: t('column.since'), width: '100px', isRight: true, cell: (row) => <Clock at={row.createdAt} /> },
];

/** People's work: a list, and the task that is open. */
export function TasksPage({ taskKey }: { taskKey: string | null }) {
  const router = useRouter();
  const { values, set } = useUrlState();
  // Who works on tasks sees what there is to take; who watches over them sees all.
  const isWorker = useMay('task.work');
  const filter = FILTERS.find((id) => id === values.filter) ?? (isWorker ? 'available' : 'all');
  const list = useList('tasks', { filter, limit: 100 });
  const open = (row: TaskRow) => router.replace(`/tasks/${row.key}${window.location.search}`, { scroll: false });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.tasks') }]} />
      <PageHead title={t('nav.tasks')} actions={<Segmented label={t('tasks.show')} value={filter} options={FILTERS.map((id) => ({ id, label: t(`tasks.${id}`) }))} onChange={(id) => set({ filter: id })} />} />
      <div className="flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className="flex min-w-0 flex-1 flex-col">
          {list.error !== null && list.data === undefined ? <Refusal error={list.error} onRetry={() => void list.refetch()} />
            : list.isPending ? <SkeletonRows label={t('state.loading')} />
            : list.rows.length === 0 ? <EmptyState glyph="done" title={t('tasks.none')} />
            : <DataGrid label={t('nav.tasks')} columns={COLUMNS} rows={list.rows} rowKey={(row) => row.key} rowHeight={TWO_LINES_PX} currentKey={taskKey} onCurrent={open} onOpen={open} onEndReached={list.loadMore} ownsKeys minWidth={560} />}
        </div>
        {taskKey !== null && <TaskPane key={taskKey} taskKey={taskKey} />}
      </div>
      <StatusLine right={t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })} />
    </>
  );
}
