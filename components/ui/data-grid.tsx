'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent as GridPointerEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { useSteadyRows } from './use-steady-rows.ts';

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  /** A grid track: `110px`, `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly isRight?: boolean;
  /** Field to sort by; without it the column does not sort. */
  readonly sort?: string;
  readonly cell: (row: Row) => ReactNode;
}
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
/** Which rows are chosen; the words are the owner's. */
export interface GridSelection {
  readonly isAny: boolean;
  readonly isChosen: (key: string) => boolean;
  readonly onToggle: (key: string) => void;
  /** These and no others; none at all clears the choice. */
  readonly onChoose: (keys: readonly string[]) => void;
  readonly rowLabel: (key: string) => string;
  readonly allLabel: string;
}
const SELECTION_TRACK = '34px';
const ROW_PX = 34;
const AHEAD_ROWS = 20;

/** Rows in view only, arrows and j/k to walk, Enter to open. Sorting and loading are the owner's. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const {
    columns,
    rowKey,
    currentKey = null,
    onOpen,
    onPeek,
    onCurrent,
    onEndReached,
    ownsKeys = false,
    selection,
  } = props;
  const rowHeight = props.rowHeight ?? ROW_PX;
  const scroller = useRef<HTMLDivElement>(null);
  const [isAway, setAway] = useState(false);
  const {
    shown: rows,
    waiting,
    accept,
  } = useSteadyRows(props.rows, rowKey, props.newLabel !== undefined && (isAway || selection?.isAny === true));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isCurrentDrawn = items.some((item) => {
    const row = rows[item.index];
    return row !== undefined && rowKey(row) === currentKey;
  });
  // A row that a link names is brought into sight once, as soon as it is loaded.
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    if (currentKey === null || shownKey.current === currentKey) return;
    const at = rows.findIndex((row) => rowKey(row) === currentKey);
    if (at < 0) return;
    shownKey.current = currentKey;
    const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
    if (at < startIndex || at > endIndex) virtual.scrollToIndex(at, { align: 'center' });
  });
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD_ROWS) onEndReached?.();
  }, [last, rows.length, onEndReached]);

  const id = useId();
  // Where `x` was pressed last: from there on Shift chooses.
  const anchor = useRef<string | null>(null);
  const choose = (key: string) => {
    anchor.current = key;
    selection?.onToggle(key);
  };
  const chooseTo = (key: string) => {
    const [from, to] = [
      rows.findIndex((row) => rowKey(row) === anchor.current),
      rows.findIndex((row) => rowKey(row) === key),
    ];
    for (const row of rows.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1))
      if (selection?.isChosen(rowKey(row)) === false) selection.onToggle(rowKey(row));
    anchor.current = key;
  };
  const isAllChosen =
    selection !== undefined && rows.length > 0 && rows.every((row) => selection.isChosen(rowKey(row)));
  const toggleAll = () => selection?.onChoose(isAllChosen ? [] : rows.map(rowKey));
  const walk = (step: number) => {
    const at = currentKey === null ? -1 : rows.findIndex((row) => rowKey(row) === currentKey);
    const next = Math.min(rows.length - 1, Math.max(0, at + step));
    const row = rows[next];
    if (row === undefined) return;
    onCurrent?.(row);
    virtual.scrollToIndex(next);
  };
  const handleKey = (event: { key: string; ctrlKey: boolean; metaKey: boolean; preventDefault: () => void }) => {
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a' || selection === undefined) return;
      toggleAll();
    } else if (event.key === 'j' || event.key === 'ArrowDown') walk(1);
    else if (event.key === 'k' || event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'x' && selection !== undefined && currentKey !== null) choose(currentKey);
    else if (event.key === 'X' && selection !== undefined && currentKey !== null) chooseTo(currentKey);
    else if (event.key === ' ' && onPeek !== undefined) {
      const row = rows.find((each) => rowKey(each) === currentKey) ?? rows[0];
      if (row === undefined) return;
      onPeek(row);
    } else if (event.key === 'Enter') {
      const row = rows.find((each) => rowKey(each) === currentKey);
      if (row === undefined || onOpen === undefined) return;
      onOpen(row);
    } else return;
    event.preventDefault();
  };
  const latest = useRef(handleKey);
  latest.current = handleKey;
  useEffect(() => {
    if (!ownsKeys) return;
    const listen = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      // Prevented: the key is somebody else's, who has done with it what it is for.
      if (
        event.altKey ||
        event.defaultPrevented ||
        target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="tab"], [role="grid"]') !== null
      )
        return;
      // A button keeps the keys that press it; letters are the list's.
      if ((event.key.length > 1 || event.key === ' ') && target.closest('button, a') !== null) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      latest.current(event);
      // Whoever walks the rows is in the grid from then on: it is read to them, and Tab goes on from there.
      if (event.defaultPrevented && !event.ctrlKey && !event.metaKey && event.key !== 'Enter')
        scroller.current?.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [ownsKeys]);
  const onKeyDown = (event: KeyboardEvent) => {
    // Whatever has the focus within a row keeps the keys that press it.
    if (
      (event.target as HTMLElement).closest('a, button, input') !== null &&
      (event.key === 'Enter' || event.key === ' ')
    )
      return;
    if (!event.altKey) handleKey(event);
  };
  const tracks = {
    gridTemplateColumns: [
      ...(selection === undefined ? [] : [SELECTION_TRACK]),
      ...columns.map((column) => column.width),
    ].join(' '),
    minWidth: props.minWidth,
  };
  const shift = selection === undefined ? 0 : 1;

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + shift}
      aria-multiselectable={selection !== undefined || undefined}
      tabIndex={0}
      onScroll={(event) => setAway(event.currentTarget.scrollTop > 0)}
      aria-activedescendant={isCurrentDrawn ? `${id}${currentKey}` : undefined}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <GridHead {...props} tracks={tracks} isAllChosen={isAllChosen} onToggleAll={toggleAll} />
      {waiting > 0 && props.newLabel !== undefined && (
        <div className="sticky top-[30px] left-0 z-[var(--z-sticky)] h-0">
          <button
            type="button"
            onClick={() => {
              accept();
              scroller.current?.scrollTo({ top: 0 });
            }}
            className="mx-auto mt-1.5 block rounded-full border border-line-strong bg-raised px-3 py-0.5 text-12 font-medium text-accent-text shadow-float hover:bg-hover"
          >
            {props.newLabel(waiting)}
          </button>
        </div>
      )}
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth: props.minWidth }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const isCurrent = rowKey(row) === currentKey;
          return (
            <div
              key={rowKey(row)}
              id={`${id}${rowKey(row)}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={selection === undefined ? isCurrent : selection.isChosen(rowKey(row))}
              onClick={() => onCurrent?.(row)}
              onDoubleClick={() => onOpen?.(row)}
              className={classNames(
                'absolute inset-x-0 grid items-center border-b border-line-faint',
                isCurrent ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-hover',
              )}
              style={{ ...tracks, height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {selection !== undefined && (
                <div role="gridcell" aria-colindex={1} className="grid place-items-center">
                  <Tick
                    label={selection.rowLabel(rowKey(row))}
                    checked={selection.isChosen(rowKey(row))}
                    onChange={() => choose(rowKey(row))}
                  />
                </div>
              )}
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={index + 1 + shift}
                  className={classNames(
                    'min-w-0 truncate px-[var(--cell-x)] first:pl-3.5 last:pr-3.5',
                    column.isRight === true && 'num text-right',
                  )}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {props.foot}
    </div>
  );
}

/** A box of its own: a click on it opens no row. */
function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange: () => void }) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={onChange}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      className="size-4 accent-[var(--accent)]"
    />
  );
}

function GridHead<Row>({
  columns,
  sort,
  onSort,
  onResize,
  tracks,
  selection,
  isAllChosen,
  onToggleAll,
}: DataGridProps<Row> & { tracks: object; isAllChosen: boolean; onToggleAll: () => void }) {
  return (
    <div role="rowgroup" className="sticky top-0 z-[var(--z-sticky)]">
      <div
        role="row"
        tabIndex={-1}
        aria-rowindex={1}
        className="grid h-[30px] items-center border-b border-line bg-sunken"
        style={tracks}
      >
        {selection !== undefined && (
          <div role="columnheader" tabIndex={-1} className="grid place-items-center">
            <Tick label={selection.allLabel} checked={isAllChosen} onChange={onToggleAll} />
          </div>
        )}
        {columns.map((column) => {
          const field = column.sort;
          const direction =
            field === undefined ? null : sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : null;
          const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
          return (
            <div
              key={column.id}
              role="columnheader"
              tabIndex={-1}
              aria-sort={direction ?? undefined}
              className={classNames(
                'relative min-w-0 truncate px-[var(--cell-x)] text-11 font-medium text-ink-2 first:pl-3.5 last:pr-3.5',
                column.isRight === true && 'text-right',
              )}
            >
              {field === undefined || onSort === undefined ? (
                column.head
              ) : (
                <button
                  type="button"
                  onClick={() => onSort(direction === 'descending' ? field : `-${field}`)}
                  className="inline-flex items-center gap-0.5 hover:text-ink"
                >
                  {column.head}
                  {direction !== null && <Arrow size={11} aria-hidden />}
                </button>
              )}
              {onResize !== undefined && <ResizeHandle onResize={(width) => onResize(column.id, width)} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const MIN_COLUMN_PX = 40;
/** Drawn with the pointer; with the keyboard widths are set where the columns are chosen. */
function ResizeHandle({ onResize }: { onResize: (width: number) => void }) {
  const begin = (event: GridPointerEvent<HTMLSpanElement>) => {
    const head = event.currentTarget.parentElement;
    if (head === null) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const left = head.getBoundingClientRect().left;
    const finish = (end: PointerEvent) => {
      handle.removeEventListener('pointerup', finish);
      onResize(Math.max(MIN_COLUMN_PX, Math.round(end.clientX - left)));
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointerup', finish);
  };
  return (
    <span
      aria-hidden
      onPointerDown={begin}
      className="absolute inset-y-0 right-0 w-1.5 cursor-col-resize touch-none border-r border-line hover:border-accent"
    />
  );
}
