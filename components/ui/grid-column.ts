import type { ReactNode } from 'react';

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
