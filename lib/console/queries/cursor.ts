import type { Page } from '../views/shared.ts';

/** Where a page of a keyset list ended: the sort values of its last row, opaque to the browser. */
export type Cursor = readonly string[];

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Null: there is none, or it is not one of ours with this many values; the list then begins at its start. */
export function readCursor(text: string | undefined, length: number): Cursor | null {
  if (text === undefined || text === '') return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) &&
      value.length === length &&
      value.every((item) => typeof item === 'string' && item.length <= 100)
      ? value
      : null;
  } catch {
    return null;
  }
}

/** Makes a page of `limit + 1` rows that were read: the one more only tells that there are more. */
export function toPage<Row, View>(
  rows: readonly Row[],
  limit: number,
  toView: (row: Row) => View,
  cursorOf: (row: Row) => Cursor,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(toView),
    next: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null,
  };
}
