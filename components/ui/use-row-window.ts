import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import { type GridRows, indexOfKey } from './grid-rows.ts';

const ROW_PX = 34;
/** Rows drawn beyond either edge. */
const OVERSCAN_ROWS = 12;
/** So many rows before the end the next page is asked for. */
const AHEAD_ROWS = 20;

interface RowWindow {
  readonly items: readonly VirtualItem[];
  /** Height of all rows, in pixels. */
  readonly height: number;
  readonly isCurrentDrawn: boolean;
  readonly scrollTo: (index: number) => void;
}

/** The rows that are in sight of the scroller; the end is told before it is reached. */
export function useRowWindow<Row>(
  scroller: RefObject<HTMLDivElement | null>,
  grid: GridRows<Row>,
  { rowHeight = ROW_PX, onEndReached }: { readonly rowHeight?: number; readonly onEndReached?: () => void },
): RowWindow {
  const { rows, rowKey, currentKey } = grid;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
  });
  // A row that a link names is brought into sight once, as soon as it is loaded.
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    if (currentKey === null || shownKey.current === currentKey) return;
    const at = indexOfKey(grid, currentKey);
    if (at < 0) return;
    shownKey.current = currentKey;
    const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
    if (at < startIndex || at > endIndex) virtual.scrollToIndex(at, { align: 'center' });
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD_ROWS) onEndReached?.();
  }, [last, rows.length, onEndReached]);
  return {
    items,
    height: virtual.getTotalSize(),
    isCurrentDrawn: items.some(({ index }) => {
      const row = rows[index];
      return row !== undefined && rowKey(row) === currentKey;
    }),
    scrollTo: (index) => virtual.scrollToIndex(index),
  };
}
