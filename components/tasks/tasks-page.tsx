'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { definitionName } from '@/components/data/definition-name';
import { useMay } from '@/components/data/person.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { ListGate } from '@/components/data/list-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { TaskRow } from '@/lib/console/views/task-view.ts';
import { useTaskFields } from './task-fields.tsx';
import { TaskNumbers } from './task-numbers.tsx';
import { TaskPane } from './task-pane.tsx';
import { TasksBulk } from './tasks-bulk.tsx';

const FILTERS = ['mine', 'available', 'all', 'overdue', 'delegated'] as const;
const AS = [
  { id: 'list', label: t('tasks.asList') },
  { id: 'numbers', label: t('tasks.asNumbers') },
] as const;
const NOT_FILTERS = ['filter', 'saved', 'view', 'sort'];
const TWO_LINES_PX = 48;
const COLUMNS: readonly Column<TaskRow>[] = [
  {
    id: 'name',
    head: t('column.task'),
    width: 'minmax(150px, 2fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-[17px] font-medium">{row.name}</div>
        <div className="truncate text-12 leading-[17px] text-ink-3">
          {row.businessKey === null ? '' : `${row.businessKey} · `}
          {row.definition === null ? t('tasks.noProcess') : definitionName(row.definition)}
        </div>
      </>
    ),
  },
  {
    id: 'who',
    head: t('column.assignee'),
    width: 'minmax(84px, 1fr)',
    cell: (row) =>
      row.assignee === null ? (
        <span className="text-ink-3">{t('word.nobody')}</span>
      ) : row.isMine ? (
        <b className="font-medium">{t('word.me')}</b>
      ) : (
        row.assignee
      ),
  },
  {
    id: 'due',
    head: t('column.due'),
    width: '112px',
    isRight: true,
    cell: (row) =>
      row.dueAt === null ? (
        <span className="text-ink-3">–</span>
      ) : row.dueAt < Date.now() ? (
        <StateWord kind="overdue">
          <Clock at={row.dueAt} />
        </StateWord>
      ) : (
        <Clock at={row.dueAt} />
      ),
  },
  { id: 'priority', head: t('column.priority'), width: '74px', isRight: true, cell: (row) => row.priority },
  { id: 'created', head: t('column.since'), width: '84px', isRight: true, cell: (row) => <Clock at={row.createdAt} /> },
];

/** People's work: a list, and the task that is open. */
export function TasksPage({ taskKey }: { taskKey: string | null }) {
  const router = useRouter();
  const { values, set, replace } = useUrlState();
  // Who works on tasks sees what there is to take; who watches over them sees all.
  const isWorker = useMay('task.work');
  const filter = FILTERS.find((id) => id === values.filter) ?? (isWorker ? 'available' : 'all');
  const isNumbers = values.view === 'numbers';
  const fields = useTaskFields(values);
  const asked = useMemo(
    () => ({
      filter,
      ...Object.fromEntries(
        fields.flatMap(({ id }) => {
          const value = values[id];
          return value === undefined ? [] : [[id, value]];
        }),
      ),
    }),
    [fields, filter, values],
  );
  const list = useList(
    'tasks',
    { ...asked, ...(values.sort === 'created' && { sort: 'created' }), limit: 100 },
    { isOff: isNumbers },
  );
  const count = useView('task-count', asked, { isOff: isNumbers });
  const problems = badFilters(list.error);
  useLoadedTo(list, taskKey);
  const chosen = useChosen(asked, count.data, list, values.sort);
  const open = (row: TaskRow) => router.replace(`/tasks/${row.key}${window.location.search}`, { scroll: false });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.tasks') }]} />
      <PageHead
        title={t('nav.tasks')}
        beside={
          !isNumbers &&
          count.data !== undefined &&
          Object.keys(problems).length === 0 && (
            <span className="text-ink-2">
              {t(count.data.isExact ? 'tasks.match' : 'tasks.matchMore', { count: formatCount(count.data.value) })}
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
      {isNumbers ? (
        <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-canvas">
          <TaskNumbers />
        </div>
      ) : (
        <>
          <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
            <div className="flex">
              <Segmented
                label={t('tasks.show')}
                value={filter}
                options={FILTERS.map((id) => ({ id, label: t(`tasks.${id}`) }))}
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
          <div className="flex min-h-0 flex-1 border-t border-line bg-surface">
            <div className="relative flex min-w-0 flex-1 flex-col">
              <ListGate
                list={list}
                skeletonRows={8}
                filters={{ problems, fields, onRemove: (id) => set({ [id]: null }) }}
                empty={<EmptyState glyph="done" title={t('tasks.none')} />}
              >
                <DataGrid
                  label={t('nav.tasks')}
                  columns={COLUMNS}
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

/** As many pages are read for a linked task; one that is older stands in its pane alone. */
const MAX_PAGES = 20;
interface Loading {
  readonly rows: readonly TaskRow[];
  readonly data: { readonly pages: readonly unknown[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly searchOn: () => void;
}

/** Keys fall with age, so it is known when a task can come no more. */
function useLoadedTo({ rows, data, hasNextPage, isFetchingNextPage, searchOn }: Loading, taskKey: string | null): void {
  const last = rows.at(-1)?.key;
  const isAhead =
    taskKey !== null &&
    /^\d{1,18}$/.test(taskKey) &&
    last !== undefined &&
    BigInt(taskKey) < BigInt(last) &&
    hasNextPage &&
    (data?.pages.length ?? 0) < MAX_PAGES;
  useEffect(() => {
    if (isAhead && !isFetchingNextPage) searchOn();
  });
}
