'use client';
import { useId, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { type Column, leastWidth } from './grid-column.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { indexOfKey } from './grid-rows.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { type GridSelection, useRowChoice } from './use-row-choice.ts';
import { useIsNarrow } from './use-is-narrow.ts';
import { useRowWindow } from './use-row-window.ts';
import { useSteadyRows } from './use-steady-rows.ts';

export type { Column, GridSelection };

interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowHeight?: number;
  readonly currentKey?: string | null;
  /** The pointer chose a row, or j and k walked to it. */
  readonly onCurrent?: (row: Row) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (row: Row) => void;
  /** Space: a look at the current row beside the list. */
  readonly onPeek?: (row: Row) => void;
  readonly sort?: string | null;
  readonly onSort?: (sort: string) => void;
  /** A column was drawn to another width, in pixels; without it columns keep theirs. */
  readonly onResize?: (id: string, width: number) => void;
  readonly onEndReached?: () => void;
  readonly minWidth?: number;
  /** Head of rows that have no meaning apart from the page's own list: j and k work from anywhere on the page. */
  readonly ownsKeys?: boolean;
  readonly foot?: ReactNode;
  /**
   * What the button says that lets in rows which have come at the head meanwhile; without it they come by themselves.
   */
  readonly newLabel?: (count: number) => string;
  /** A first column to choose rows with. */
  readonly selection?: GridSelection;
}
const SELECTION_PX = 34;
const SELECTION_TRACK = `${SELECTION_PX}px`;

/** Rows in view only, arrows and j/k to walk, Enter to open. Sorting and loading are the owner's. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { rowKey, currentKey = null, onOpen, onPeek, onCurrent, selection } = props;
  const isNarrow = useIsNarrow();
  const columns = useMemo(
    () => (isNarrow ? props.columns.filter((column) => column.isExtra !== true) : props.columns),
    [props.columns, isNarrow],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [isAway, setAway] = useState(false);
  const isHeld = props.newLabel !== undefined && (isAway || selection?.isAny === true);
  const { shown: rows, waiting, accept } = useSteadyRows(props.rows, rowKey, isHeld);
  const grid = { rows, rowKey, currentKey };
  const { items, height, isCurrentDrawn, scrollTo } = useRowWindow(scroller, grid, props);
  const choice = useRowChoice(grid, selection);
  const walk = (step: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, indexOfKey(grid, currentKey) + step));
    const row = rows[next];
    if (row === undefined) return;
    onCurrent?.(row);
    scrollTo(next);
  };
  const onKeyDown = useGridKeys(scroller, props.ownsKeys === true, { grid, choice, walk, onOpen, onPeek });
  const id = useId();
  const widths = columns.map((column) => column.width);
  const least = leastWidth(columns) + (choice === null ? 0 : SELECTION_PX);
  // What is wide enough to be read at ease may be narrower in a narrow window; head and rows are always as wide.
  const minWidth = isNarrow ? least : Math.max(least, props.minWidth ?? 0);
  const tracks = {
    gridTemplateColumns: (choice === null ? widths : [SELECTION_TRACK, ...widths]).join(' '),
    minWidth,
  };

  return (
    // The ring lies over the rows: what is drawn inside the scrolled box is covered by them.
    <div className="relative flex min-h-0 flex-1 flex-col after:pointer-events-none after:absolute after:inset-0 after:z-[var(--z-sticky)] has-[>[role=grid]:focus-visible]:after:shadow-[inset_0_0_0_2px_var(--accent)]">
      <div
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + (choice === null ? 0 : 1)}
        aria-multiselectable={choice !== null || undefined}
        tabIndex={0}
        onScroll={(event) => setAway(event.currentTarget.scrollTop > 0)}
        aria-activedescendant={isCurrentDrawn ? `${id}${currentKey}` : undefined}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-none"
      >
        <GridHead {...props} columns={columns} style={tracks} tick={choice?.allTick ?? null} />
        {waiting > 0 && props.newLabel !== undefined && (
          <NewRowsButton
            label={props.newLabel(waiting)}
            onClick={() => {
              accept();
              scroller.current?.scrollTo({ top: 0 });
            }}
          />
        )}
        <div role="rowgroup" className="relative" style={{ height, minWidth }}>
          {items.map(({ index, size, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <GridRow
                key={key}
                id={`${id}${key}`}
                index={index}
                row={row}
                columns={columns}
                isCurrent={key === currentKey}
                tick={choice?.tickOf(key) ?? null}
                style={{ ...tracks, height: size, transform: `translateY(${start}px)` }}
                onCurrent={onCurrent}
                onOpen={onOpen}
              />
            );
          })}
        </div>
        {props.foot}
      </div>
    </div>
  );
}

/** Lets in the rows that have come at the head meanwhile. */
function NewRowsButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <div className="sticky top-[30px] left-0 z-[var(--z-sticky)] h-0">
      <button
        type="button"
        onClick={onClick}
        className="mx-auto mt-1.5 block rounded-full border border-line-strong bg-raised px-3 py-0.5 text-12 font-medium text-accent-text shadow-float hover:bg-hover"
      >
        {label}
      </button>
    </div>
  );
}
