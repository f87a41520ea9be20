import type { badFilters } from '@/components/data/bad-filters.tsx';
import { ListGate } from '@/components/data/list-gate.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import type { useList } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { AUDIT_COLUMNS } from './audit-columns.tsx';
import { useAuditFields } from './audit-fields.ts';

const TWO_LINES_PX = 46;

interface AuditListProps {
  readonly list: ReturnType<typeof useList<'audit'>>;
  readonly problems: ReturnType<typeof badFilters>;
}

export function AuditList({ list, problems }: AuditListProps) {
  const { values, set } = useUrlState();
  const fields = useAuditFields();
  const searched = list.searchedTo !== null && (
    <SearchedTo
      at={list.searchedTo}
      isSearching={list.isFetchingNextPage}
      onSearchOn={list.searchOn}
      word="audit.searchedTo"
    />
  );
  return (
    <ListGate
      list={list}
      filters={{ problems, fields, onRemove: (id) => set({ [id]: null }) }}
      skeletonRows={12}
      empty={
        list.searchedTo !== null ? (
          <EmptyState title={t('search.nothingYet')}>{searched}</EmptyState>
        ) : (
          <EmptyState title={t('audit.none')} />
        )
      }
    >
      <DataGrid
        label={t('nav.audit')}
        columns={AUDIT_COLUMNS}
        rows={list.rows}
        rowKey={(row) => String(row.n)}
        rowHeight={TWO_LINES_PX}
        currentKey={values.entry}
        onCurrent={(row) => set({ entry: String(row.n) })}
        onEndReached={list.loadMore}
        ownsKeys
        newLabel={newRows}
        minWidth={700}
        foot={searched}
      />
    </ListGate>
  );
}
