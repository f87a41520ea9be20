'use client';
import type { badFilters } from '@/components/data/bad-filters.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { useList } from '@/components/data/use-view.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { JOB_ROW_PX, jobColumns } from './job-columns.tsx';
import { JobPane } from './job-pane.tsx';
import { JobsBulk } from './jobs-bulk.tsx';
import { useJobDialog } from './use-job-dialog.tsx';

const WIDE = { leftOut: [], minWidth: 1080 };
const NARROW = { leftOut: ['priority', 'created'], minWidth: 900 };
/** The pane says the rest. */
const BESIDE_PANE = { leftOut: ['priority', 'created', 'worker'], minWidth: 800 };

/** Jobs as rows, chosen and worked on together, with the pane of the one that is open. */
export function JobsList({
  list,
  count,
  filter,
  fields,
  sort,
  problems,
}: {
  list: ReturnType<typeof useList<'jobs'>>;
  count: Parameters<typeof useChosen>[1];
  filter: Readonly<Record<string, string>>;
  fields: readonly FilterField[];
  sort: string;
  problems: ReturnType<typeof badFilters>;
}) {
  const { values, set } = useUrlState();
  const isNarrow = useIsNarrow();
  const chosen = useChosen(filter, count, list, sort);
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
  return (
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
  );
}
