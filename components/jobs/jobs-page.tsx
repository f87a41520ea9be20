'use client';
import { useMemo } from 'react';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import { JOB_ROW_PX, jobColumns } from './job-columns.tsx';
import { useJobFields } from './job-fields.ts';
import { JobFigures } from './job-figures.tsx';
import { JobPacePanel } from './job-pace-panel.tsx';
import { JobPane } from './job-pane.tsx';
import { JobsBulk } from './jobs-bulk.tsx';
import { TimerCalendar } from './timer-calendar.tsx';
import { useJobDialog } from './use-job-dialog.tsx';

const OPEN = 'open';
const SHOWN = [
  { id: 'incident,retrying', label: t('jobs.failing') },
  { id: 'overdue', label: t('jobs.late') },
  { id: 'leased', label: t('jobs.leased') },
  { id: 'suspended', label: t('jobs.suspended') },
  { id: OPEN, label: t('jobs.open') },
  { id: 'completed,cancelled', label: t('jobs.ended') },
] as const;
/** What has been held longest stands at the end of what is newest. */
const OLDEST_FIRST: readonly string[] = ['leased'];
const WIDE = { leftOut: [], minWidth: 1080 };
const NARROW = { leftOut: ['priority', 'created'], minWidth: 900 };
/** The pane says the rest. */
const BESIDE_PANE = { leftOut: ['priority', 'created', 'worker'], minWidth: 800 };
const NOT_FILTERS = ['sort', 'job', 'saved', 'view', 'range'];
const AS = [
  { id: 'list', label: t('jobs.asList') },
  { id: 'calendar', label: t('jobs.asCalendar') },
  { id: 'pace', label: t('jobs.asPace') },
] as const;

/** Every job over all definitions: what runs by itself, and the work of workers. */
export function JobsPage() {
  const { values, set, replace } = useUrlState();
  const isNarrow = useIsNarrow();
  const as = AS.find(({ id }) => id === values.view)?.id ?? 'list';
  const isList = as === 'list';
  const fields = useJobFields();
  // Without a state the list shows what is open; what has ended is asked for.
  const filter = useMemo(
    (): Readonly<Record<string, string>> => ({
      state: OPEN,
      ...Object.fromEntries(
        fields.flatMap(({ id }) => {
          const value = values[id];
          return value === undefined ? [] : [[id, value]];
        }),
      ),
    }),
    [fields, values],
  );
  const state = filter.state ?? OPEN;
  const sort = values.sort ?? (OLDEST_FIRST.includes(state) ? 'created' : '-created');
  const list = useList('jobs', { ...filter, sort, limit: 100 }, { isOff: !isList });
  const count = useView('job-count', filter, { isOff: !isList });
  const problems = badFilters(list.error);
  const chosen = useChosen(filter, count.data);
  const open = useJobDialog();
  const ownFilters = Object.keys(filter).filter((id) => values[id] !== undefined);
  const clear = () => set(Object.fromEntries(fields.map(({ id }) => [id, null])));
  const searched = list.searchedTo !== null && (
    <SearchedTo
      at={list.searchedTo}
      isSearching={list.isFetchingNextPage}
      onSearchOn={list.searchOn}
      word="jobs.searchedTo"
    />
  );
  const room = values.job !== undefined && !isNarrow ? BESIDE_PANE : isNarrow ? NARROW : WIDE;
  const order =
    sort === 'due' || sort === '-due'
      ? 'jobs.byDue'
      : values.topic !== undefined &&
          !values.topic.includes(',') &&
          state !== 'incident' &&
          state !== 'completed,cancelled'
        ? 'jobs.byPriority'
        : null;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.jobs') }]} />
      <PageHead
        title={t('nav.jobs')}
        beside={
          <span className="text-ink-2">
            {isList &&
              count.data !== undefined &&
              Object.keys(problems).length === 0 &&
              t(count.data.isExact ? 'jobs.match' : 'jobs.matchMore', { count: formatCount(count.data.value) })}
          </span>
        }
        isLong={false}
        facts={<JobFigures />}
        actions={<ViewsMenu screen="jobs" values={values} replace={replace} />}
      />
      <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={t('jobs.as')}
            value={as}
            options={AS}
            onChange={(id) => set({ view: id === 'list' ? null : id, range: null })}
          />
          {isList && (
            <Segmented<string>
              label={t('jobs.show')}
              value={state}
              options={SHOWN}
              onChange={(id) => set({ state: id === OPEN ? null : id, sort: null })}
            />
          )}
        </div>
        {isList && (
          <ListFilterBar
            fields={fields}
            address={values}
            values={SHOWN.some(({ id }) => id === values.state) ? withoutState(values) : values}
            problems={problems}
            besides={NOT_FILTERS}
            onChange={(id, value) => set({ [id]: value })}
          />
        )}
        {order !== null && isList && <p className="text-12 text-ink-3">{t(order)}</p>}
      </div>
      {!isList ? (
        <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-surface">
          {as === 'calendar' ? (
            <TimerCalendar />
          ) : (
            <div className="p-[var(--page-x)]">
              <JobPacePanel />
            </div>
          )}
        </div>
      ) : (
        <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
          <div className="relative flex min-w-0 flex-1 flex-col">
            <ListGate
              list={list}
              filters={{ problems, fields, onRemove: (id) => set({ [id]: null }) }}
              empty={
                list.searchedTo !== null ? (
                  <EmptyState title={t('search.nothingYet')}>{searched}</EmptyState>
                ) : (
                  <EmptyState
                    {...(ownFilters.length === 0 && { glyph: 'done' as const })}
                    title={
                      ownFilters.length === 0
                        ? t('jobs.none')
                        : tCount('filter.nothingOne', 'filter.nothing', ownFilters.length)
                    }
                  >
                    {ownFilters.length > 0 && (
                      <Button isSmall onClick={clear}>
                        {t('filter.clear')}
                      </Button>
                    )}
                  </EmptyState>
                )
              }
            >
              <DataGrid
                label={t('nav.jobs')}
                columns={jobColumns(open, room.leftOut)}
                rows={list.rows}
                rowKey={(row) => row.key}
                rowHeight={JOB_ROW_PX}
                currentKey={values.job ?? null}
                onCurrent={(row) => set({ job: row.key })}
                sort={sort}
                onSort={(next) => set({ sort: next === '-created' ? null : next })}
                onEndReached={list.loadMore}
                minWidth={room.minWidth}
                ownsKeys
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
            <JobsBulk chosen={chosen} />
          </div>
          {values.job !== undefined && (
            <JobPane key={values.job} jobKey={values.job} open={open} onClose={() => set({ job: null })} />
          )}
        </div>
      )}
      <StatusLine
        right={
          !isList
            ? t('status.zone', { zone: timeZone })
            : t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })
        }
      >
        {isList && <ListKeys canOpen={false} canFilter />}
      </StatusLine>
    </>
  );
}

/** The row of views says it already. */
function withoutState({ state: _, ...rest }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return rest;
}
