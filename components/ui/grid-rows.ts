/** The rows of a grid, and which of them the reader is on. */
export interface GridRows<Row> {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly currentKey: string | null;
}

/** Index of the row with that key; -1 where none has it. */
export function indexOfKey<Row>({ rows, rowKey }: GridRows<Row>, key: string | null): number {
  return key === null ? -1 : rows.findIndex((row) => rowKey(row) === key);
}

/** The row the reader is on; undefined where it is not among those loaded. */
export function currentRow<Row>(grid: GridRows<Row>): Row | undefined {
  return grid.rows[indexOfKey(grid, grid.currentKey)];
}
