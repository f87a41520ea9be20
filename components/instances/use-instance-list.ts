import { useMemo } from 'react';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import type { InstanceFilter } from '@/lib/console/contract.ts';
import { pathOf, readColumns } from './instance-columns.tsx';
import { useInstanceFields } from './instance-filter-fields.tsx';

const DEFAULT_SORT = '-started';
/** Parts of the address that are no filters. */
export const NOT_FILTERS = ['sort', 'view', 'columns', 'saved'];

export type InstanceList = ReturnType<typeof useInstanceList>;

/** The instances that the address asks for: its filters and how they are joined, what matches, what is chosen. */
export function useInstanceList() {
  const { values, set, replace } = useUrlState();
  const { fields, filters } = useInstanceFields(values);
  // Without any filter the list shows what runs; the chip says so.
  const isBare = Object.keys(filters).length === 0 && values.view !== 'all';
  const shown: Record<string, string> = useMemo(() => (isBare ? { state: 'running' } : filters), [isBare, filters]);
  // The filter as text says itself how its parts are joined.
  const hasMany = Object.keys(shown).filter((id) => id !== 'q').length > 1;
  const isAny = values.match === 'any' && hasMany;
  const asked: Record<string, string> = useMemo(() => (isAny ? { ...shown, match: 'any' } : shown), [isAny, shown]);
  const filter = asked as InstanceFilter;
  const sort = values.sort ?? DEFAULT_SORT;
  const columns = useMemo(() => readColumns(values.columns), [values.columns]);
  const variables = columns.flatMap(({ id }) => pathOf(id) ?? []).join(',');
  const list = useList('instances', { ...filter, sort, variables, limit: 100 });
  const count = useView('instance-count', filter);
  const problems = badFilters(list.error);
  const chosen = useChosen(asked, count.data, list, sort);
  const change = (id: string, value: string | null) =>
    set(
      isBare
        ? { state: 'running', [id]: value, view: id === 'state' && value === null ? 'all' : null }
        : { [id]: value, ...(value === null && Object.keys(shown).length === 1 ? { view: 'all' } : { view: null }) },
    );
  const clear = () =>
    set({ ...Object.fromEntries(Object.keys(shown).map((id) => [id, null])), match: null, view: 'all' });
  return {
    values,
    set,
    replace,
    fields,
    filters,
    shown,
    asked,
    hasMany,
    isAny,
    sort,
    columns,
    list,
    count,
    problems,
    chosen,
    change,
    clear,
  };
}
