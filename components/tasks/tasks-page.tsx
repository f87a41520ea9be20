'use client';
import { useRouter } from 'next/navigation';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { TaskRow } from '@/lib/console/views/task-view.ts';
import { TASK_COLUMNS } from './task-columns.tsx';
import { TaskNumbers } from './task-numbers.tsx';
import { TaskPane } from './task-pane.tsx';
import { TasksBulk } from './tasks-bulk.tsx';
import { TASK_FILTERS, type TaskList, useTaskList } from './use-task-list.ts';

const AS = [
  { id: 'list', label: t('tasks.asList') },
  { id: 'numbers', label: t('tasks.asNumbers') },
] as const;
const NOT_FILTERS = ['filter', 'saved', 'view', 'sort'];
const TWO_LINES_PX = 48;

/** People's work: a list, and the task that is open. */
export function TasksPage({ taskKey }: { taskKey: string | null }) {
  const tasks = useTaskList(taskKey);
  const { isNumbers, list } = tasks;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.tasks') }]} />
      <TasksHead tasks={tasks} />
      {isNumbers ? (
        <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-canvas">
          <TaskNumbers />
        </div>
      ) : (
        <>
          <TasksFilters tasks={tasks} />
          <div className="flex min-h-0 flex-1 border-t border-line bg-surface">
            <TasksGrid tasks={tasks} taskKey={taskKey} />
            {taskKey !== null && <TaskPane key={taskKey} taskKey={taskKey} />}
          </div>
        </>
      )}
      <StatusLine
        right={
          isNumbers
            ? t('status.zone', { zone: timeZone })
            : t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })
        }
      >
        {!isNumbers && <ListKeys canFilter />}
      </StatusLine>
    </>
  );
}

function TasksHead({ tasks: { isNumbers, count, problems } }: { tasks: TaskList }) {
  const { values, set, replace } = useUrlState();
  return (
    <PageHead
      title={t('nav.tasks')}
      beside={
        !isNumbers &&
        count !== undefined &&
        Object.keys(problems).length === 0 && (
          <span className="text-ink-2">
            {t(count.isExact ? 'tasks.match' : 'tasks.matchMore', { count: formatCount(count.value) })}
          </span>
        )
      }
      actions={
        <>
          <ViewsMenu screen="tasks" values={values} replace={replace} />
          <Segmented
            label={t('tasks.as')}
            value={isNumbers ? 'numbers' : 'list'}
            options={AS}
            onChange={(id) => set({ view: id === 'list' ? null : id })}
          />
        </>
      }
    />
  );
}

function TasksFilters({ tasks: { filter, fields, problems } }: { tasks: TaskList }) {
  const { values, set } = useUrlState();
  return (
    <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
      <div className="flex">
        <Segmented
          label={t('tasks.show')}
          value={filter}
          options={TASK_FILTERS.map((id) => ({ id, label: t(`tasks.${id}`) }))}
          onChange={(id) => set({ filter: id })}
        />
      </div>
      <ListFilterBar
        fields={fields}
        address={values}
        problems={problems}
        besides={NOT_FILTERS}
        onChange={(id, value) => set({ [id]: value })}
      />
    </div>
  );
}

function TasksGrid({
  tasks: { list, fields, problems, chosen },
  taskKey,
}: {
  tasks: TaskList;
  taskKey: string | null;
}) {
  const router = useRouter();
  const { set } = useUrlState();
  const open = (row: TaskRow) => router.replace(`/tasks/${row.key}${window.location.search}`, { scroll: false });
  return (
    <div className="relative flex min-w-0 flex-1 flex-col">
      <ListGate
        list={list}
        skeletonRows={8}
        filters={{ problems, fields, onRemove: (id) => set({ [id]: null }) }}
        empty={<EmptyState glyph="done" title={t('tasks.none')} />}
      >
        <DataGrid
          label={t('nav.tasks')}
          columns={TASK_COLUMNS}
          rows={list.rows}
          rowKey={(row) => row.key}
          rowHeight={TWO_LINES_PX}
          currentKey={taskKey}
          onCurrent={open}
          onOpen={open}
          onEndReached={list.loadMore}
          ownsKeys
          minWidth={540}
          newLabel={newRows}
          selection={{
            ...chosen.grid,
            rowLabel: (key) => t('tasks.choose', { key }),
            allLabel: t('tasks.chooseAll'),
          }}
          foot={<BarRoom chosen={chosen} />}
        />
      </ListGate>
      <TasksBulk chosen={chosen} />
    </div>
  );
}
