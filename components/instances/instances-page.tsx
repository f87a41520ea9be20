'use client';
import { Columns3, Download, FileUp, Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { unknownParameters } from '@/components/data/unknown-parameters.ts';
import { useChosen } from '@/components/data/use-selection.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { FilterBar } from '@/components/ui/filter-bar.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { InstanceFilter } from '@/lib/console/contract.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';
import { BulkActions } from './bulk-actions.tsx';
import { ColumnsDialog } from './columns-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { besideGlance, gridColumns, leastWidth, pathOf, readColumns, writeColumns } from './instance-columns.tsx';
import { InstancePeek } from './instance-peek.tsx';
import { useInstanceFields } from './instance-filter-fields.tsx';
import { WithoutEach } from './without-each.tsx';

const VIEWS = [
  { id: 'running', label: t('instances.running'), state: 'running' },
  { id: 'incident', label: t('instances.withIncident'), state: 'incident' },
  { id: 'completed', label: t('instances.completed'), state: 'completed' },
  { id: 'cancelled', label: t('instances.cancelled'), state: 'cancelled' },
  { id: 'all', label: t('instances.all'), state: null },
] as const;
const DEFAULT_SORT = '-started';
const NOT_FILTERS = ['sort', 'view', 'columns', 'saved'];
const MATCH = [
  { id: 'all', label: t('filter.all') },
  { id: 'any', label: t('filter.any') },
] as const;

/** Any set of instances: filters and columns in the address, a grid that loads as it is scrolled. */
export function InstancesPage() {
  const router = useRouter();
  const { values, set, replace } = useUrlState();
  const [current, setCurrent] = useState<string | null>(null);
  const [isPeeking, setPeeking] = useState(false);
  const [dialog, setDialog] = useState<'columns' | 'export' | null>(null);
  const { fields, filters } = useInstanceFields(values);
  // Without any filter the list shows what runs; the chip says so.
  const isBare = Object.keys(values).every((name) => NOT_FILTERS.includes(name)) && values.view !== 'all';
  const shown: Record<string, string> = useMemo(() => (isBare ? { state: 'running' } : filters), [isBare, filters]);
  // The filter as text says itself how its parts are joined.
  const hasMany = Object.keys(shown).filter((id) => id !== 'q').length > 1;
  const isAny = values.match === 'any' && hasMany;
  const asked: Record<string, string> = useMemo(() => (isAny ? { ...shown, match: 'any' } : shown), [isAny, shown]);
  const filter = asked as InstanceFilter;
  const sort = values.sort ?? DEFAULT_SORT;
  const columns = useMemo(() => readColumns(values.columns), [values.columns]);
  const isBeside = !useIsNarrow() && isPeeking && current !== null;
  const grid = useMemo(() => gridColumns(isBeside ? besideGlance(columns, sort) : columns), [columns, isBeside, sort]);
  const variables = columns.flatMap(({ id }) => pathOf(id) ?? []).join(',');
  const list = useList('instances', { ...filter, sort, variables, limit: 100 });
  const count = useView('instance-count', filter);
  const problems = badFilters(list.error);
  const chosen = useChosen(asked, count.data);
  const change = (id: string, value: string | null) =>
    set(
      isBare
        ? { state: 'running', [id]: value, view: id === 'state' && value === null ? 'all' : null }
        : { [id]: value, ...(value === null && Object.keys(shown).length === 1 ? { view: 'all' } : { view: null }) },
    );
  const clear = () =>
    set({ ...Object.fromEntries(Object.keys(shown).map((id) => [id, null])), match: null, view: 'all' });
  const searched = list.searchedTo !== null && (
    <SearchedTo at={list.searchedTo} isSearching={list.isFetchingNextPage} onSearchOn={list.searchOn} />
  );
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances') }]} />
      <PageHead
        title={t('nav.instances')}
        beside={
          <span className="text-ink-2">
            {count.data !== undefined && Object.keys(problems).length === 0 && matchText(count.data)}
          </span>
        }
        actions={
          <>
            <ViewsMenu screen="instances" values={values} replace={replace} />
            <Button icon={Columns3} onClick={() => setDialog('columns')}>
              {t('columns.head')}
            </Button>
            <ActionButton operation="instance.export-list" icon={Download} onClick={() => setDialog('export')}>
              {t('export.button')}
            </ActionButton>
            <IconButton
              kind="plain"
              icon={FileUp}
              label={t('bundle.open')}
              onClick={() => router.push('/instances/bundle')}
            />
            <ActionButton operation="instance.start" icon={Play} onClick={() => router.push('/instances/start')}>
              {t('instances.start')}
            </ActionButton>
          </>
        }
      />
      <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
        <div className="flex">
          <div className="inline-flex gap-px rounded-2 border border-line p-0.5">
            {VIEWS.map((view) => (
              <button
                key={view.id}
                type="button"
                aria-pressed={
                  shown.state === view.state ||
                  (view.state === null && values.view === 'all' && shown.state === undefined)
                }
                onClick={() =>
                  set({
                    ...Object.fromEntries(Object.keys(filters).map((id) => [id, null])),
                    match: null,
                    state: view.state,
                    view: view.state === null ? 'all' : null,
                  })
                }
                className="h-6 rounded-1 px-2.5 text-12 font-medium text-ink-2 hover:text-ink aria-pressed:bg-press aria-pressed:text-ink"
              >
                {view.label}
              </button>
            ))}
          </div>
        </div>
        <FilterBar
          label={t('filter.label')}
          addLabel={t('filter.add')}
          applyLabel={t('filter.apply')}
          removeLabel={(field) => t('filter.remove', { field })}
          fields={fields}
          values={shown}
          problems={problems}
          unknown={unknownParameters(values, [...fields.map((field) => field.id), ...NOT_FILTERS, 'match'])}
          onChange={change}
          lead={
            hasMany && (
              <span className="inline-flex items-center gap-1.5 text-12 text-ink-2">
                {t('filter.matchWord')}
                <Segmented
                  label={t('filter.match')}
                  value={isAny ? 'any' : 'all'}
                  options={MATCH}
                  onChange={(id) => set({ match: id === 'any' ? 'any' : null })}
                />
              </span>
            )
          }
        />
      </div>
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <ListGate
            list={list}
            skeletonRows={14}
            filters={{ problems, onRemove: (id) => set({ [id]: null }) }}
            empty={
              list.searchedTo !== null ? (
                <EmptyState title={t('search.nothingYet')}>{searched}</EmptyState>
              ) : (
                <EmptyState
                  title={
                    Object.keys(shown).length === 0
                      ? t('instances.none')
                      : tCount('filter.nothingOne', 'filter.nothing', Object.keys(shown).length)
                  }
                >
                  <WithoutEach
                    filter={asked}
                    labelOf={(id) => fields.find((field) => field.id === id)?.label ?? id}
                    onRemove={(id) => change(id, null)}
                  />
                  {Object.keys(shown).length > 0 && (
                    <Button isSmall onClick={clear}>
                      {t('filter.clear')}
                    </Button>
                  )}
                </EmptyState>
              )
            }
          >
            <DataGrid
              label={t('nav.instances')}
              columns={grid}
              rows={list.rows}
              rowKey={(row) => row.key}
              currentKey={current}
              onCurrent={(row) => setCurrent(row.key)}
              onOpen={(row) => router.push(`/instances/${row.key}`)}
              onPeek={(row) => {
                setCurrent(row.key);
                setPeeking((before) => !before);
              }}
              sort={sort}
              onSort={(next) => set({ sort: next })}
              onEndReached={list.loadMore}
              minWidth={leastWidth(grid)}
              ownsKeys
              onResize={(id, width) =>
                set({ columns: writeColumns(columns.map((column) => (column.id === id ? { id, width } : column))) })
              }
              newLabel={newRows}
              selection={chosen.grid}
              foot={
                <>
                  {searched}
                  <BarRoom chosen={chosen} />
                </>
              }
            />
          </ListGate>
          <BulkActions chosen={chosen} filter={asked} />
        </div>
        {isPeeking && current !== null && (
          <InstancePeek key={current} instanceKey={current} onClose={() => setPeeking(false)} />
        )}
      </div>
      <StatusLine right={t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })}>
        <ListKeys canFilter canPeek />
      </StatusLine>
      {dialog === 'columns' && (
        <ColumnsDialog
          columns={columns}
          onClose={() => setDialog(null)}
          onApply={(next) => {
            set({ columns: writeColumns(next) });
            setDialog(null);
          }}
        />
      )}
      {dialog === 'export' && (
        <ExportDialog
          columns={columns.map(({ id }) => id)}
          sort={sort}
          filter={asked}
          matching={count.data}
          loaded={list.rows.map((row) => row.key)}
          chosen={chosen.count === 0 ? null : { selection: chosen.asked, count: chosen.count }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
function matchText({ value, isExact }: BoundedCount): string {
  if (!isExact && value === 0) return t('instances.matchUnknown');
  return t(isExact ? 'instances.match' : 'instances.matchMore', { count: formatCount(value) });
}

export function InstanceLink({ instanceKey, businessKey }: { instanceKey: string; businessKey: string | null }) {
  return (
    <Link className="link" href={`/instances/${instanceKey}`}>
      {businessKey ?? <span className="mono">{instanceKey}</span>}
    </Link>
  );
}
