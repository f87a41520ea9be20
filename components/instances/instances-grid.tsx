import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { ListGate } from '@/components/data/list-gate.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { besideGlance, gridColumns, writeColumns } from './instance-columns.tsx';
import type { InstanceList } from './use-instance-list.ts';
import { WithoutEach } from './without-each.tsx';

interface InstancesGridProps {
  instances: InstanceList;
  current: string | null;
  isPeeking: boolean;
  onCurrent: (key: string) => void;
  onPeek: (key: string) => void;
}

/** The rows that match, as far as they are scrolled to. */
export function InstancesGrid({ instances, current, isPeeking, onCurrent, onPeek }: InstancesGridProps) {
  const router = useRouter();
  const { set, fields, sort, columns, list, problems, chosen } = instances;
  const isBeside = !useIsNarrow() && isPeeking && current !== null;
  const grid = useMemo(() => gridColumns(isBeside ? besideGlance(columns, sort) : columns), [columns, isBeside, sort]);
  const searched = list.searchedTo !== null && (
    <SearchedTo at={list.searchedTo} isSearching={list.isFetchingNextPage} onSearchOn={list.searchOn} />
  );
  return (
    <ListGate
      list={list}
      skeletonRows={14}
      filters={{ problems, fields, onRemove: (id) => set({ [id]: null }) }}
      empty={
        list.searchedTo !== null ? (
          <EmptyState title={t('search.nothingYet')}>{searched}</EmptyState>
        ) : (
          <NothingMatches instances={instances} />
        )
      }
    >
      <DataGrid
        label={t('nav.instances')}
        columns={grid}
        rows={list.rows}
        rowKey={(row) => row.key}
        currentKey={current}
        onCurrent={(row) => onCurrent(row.key)}
        onOpen={(row) => router.push(`/instances/${row.key}`)}
        onPeek={(row) => onPeek(row.key)}
        sort={sort}
        onSort={(next) => set({ sort: next })}
        onEndReached={list.loadMore}
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
  );
}

function NothingMatches({ instances: { shown, asked, fields, change, clear } }: { instances: InstanceList }) {
  return (
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
  );
}
