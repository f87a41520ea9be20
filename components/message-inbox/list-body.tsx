'use client';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ListGate } from '@/components/data/list-gate.tsx';
import type { Listed } from '@/components/data/list-gate.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column, GridSelection } from '@/components/ui/data-grid.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';

interface List<Row> extends Listed {
  readonly rows: readonly Row[];
  readonly loadMore: () => void;
}
interface Props<Row> {
  readonly label: string;
  readonly list: List<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowHeight?: number;
  readonly currentKey?: string | null;
  readonly onCurrent?: (row: Row) => void;
  readonly onOpen?: (row: Row) => void;
  readonly isFiltered: boolean;
  readonly emptyText: string;
  readonly isGood?: boolean;
  readonly minWidth: number;
  readonly selection?: GridSelection;
  readonly foot?: ReactNode;
}

/** A list in each of its states: loading, refused, empty, full. */
export function ListBody<Row>({
  label,
  list,
  columns,
  rowKey,
  rowHeight,
  currentKey,
  onCurrent,
  onOpen,
  isFiltered,
  emptyText,
  isGood = false,
  minWidth,
  selection,
  foot,
}: Props<Row>) {
  const [own, setOwn] = useState<string | null>(null);
  return (
    <ListGate
      list={list}
      empty={
        <EmptyState
          {...(isGood && !isFiltered && { glyph: 'done' as const })}
          title={isFiltered ? t('filter.nothingMatches') : emptyText}
        />
      }
    >
      <DataGrid
        label={label}
        columns={columns}
        rows={list.rows}
        rowKey={rowKey}
        {...(rowHeight !== undefined && { rowHeight })}
        currentKey={currentKey === undefined ? own : currentKey}
        onCurrent={onCurrent ?? ((row) => setOwn(rowKey(row)))}
        {...(onOpen && { onOpen })}
        onEndReached={list.loadMore}
        ownsKeys
        newLabel={newRows}
        minWidth={minWidth}
        {...(selection !== undefined && { selection })}
        foot={foot}
      />
    </ListGate>
  );
}
