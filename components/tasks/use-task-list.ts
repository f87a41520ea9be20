import { useEffect, useMemo } from 'react';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { useMay } from '@/components/data/person.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import type { TaskRow } from '@/lib/console/views/task-view.ts';
import { useTaskFields } from './task-fields.tsx';

export const TASK_FILTERS = ['mine', 'available', 'all', 'overdue', 'delegated'] as const;

/** The tasks that the address asks for: its filters, what matches, what is chosen. `taskKey`: the one that is open. */
export function useTaskList(taskKey: string | null) {
  const { values } = useUrlState();
  // Who works on tasks sees what there is to take; who watches over them sees all.
  const isWorker = useMay('task.work');
  const filter = TASK_FILTERS.find((id) => id === values.filter) ?? (isWorker ? 'available' : 'all');
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
  useLoadedTo(list, taskKey);
  const chosen = useChosen(asked, count.data, list, values.sort);
  return { filter, isNumbers, fields, list, count: count.data, problems: badFilters(list.error), chosen };
}
export type TaskList = ReturnType<typeof useTaskList>;

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
