import { useReducer, useRef } from 'react';

/**
 * Rows from the first that was there on; how many stand before it. Where none was there, it is another list: all of it.
 */
export function steady<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  known: ReadonlySet<string>,
): { readonly shown: readonly Row[]; readonly waiting: number } {
  const first = rows.findIndex((row) => known.has(rowKey(row)));
  return first <= 0 ? { shown: rows, waiting: 0 } : { shown: rows.slice(first), waiting: first };
}

/** While somebody reads or has chosen rows, what comes anew at the head waits: nothing moves under the pointer. */
export function useSteadyRows<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  isHeld: boolean,
): { readonly shown: readonly Row[]; readonly waiting: number; readonly accept: () => void } {
  const known = useRef<ReadonlySet<string>>(new Set());
  const [, drawAnew] = useReducer((n: number) => n + 1, 0);
  if (!isHeld) known.current = new Set(rows.map(rowKey));
  const accept = () => {
    known.current = new Set(rows.map(rowKey));
    drawAnew();
  };
  return { ...steady(rows, rowKey, known.current), accept };
}
