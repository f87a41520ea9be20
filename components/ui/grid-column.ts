import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  /** A grid track: `110px`, `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly isRight?: boolean;
  /** Field to sort by; without it the column does not sort. */
  readonly sort?: string;
  /** Left out where the window is narrow. */
  readonly isExtra?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** Pixels below which the columns find no room beside each other. */
export function leastWidth<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, { width }) => sum + Number(/\d+/.exec(width)?.[0] ?? 0), 0);
}
