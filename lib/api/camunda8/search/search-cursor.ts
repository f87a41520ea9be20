import { unreadable } from '../problem.ts';
import { isStorable } from '@/engine/index.ts';

/** Where a page ends: the values of its last row by which the list is sorted, the key last. */
export type CursorValues = readonly (string | number | boolean | null)[];

interface Cursor {
  readonly s: string;
  readonly v: CursorValues;
}

/** Cursors are opaque to callers. The sort order stands in them, so that none is used with another one. */
export function writeCursor(sort: string, values: CursorValues): string {
  const cursor: Cursor = { s: sort, v: values };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

export function readCursor(text: string, sort: string, length: number): CursorValues {
  const cursor = parse(text);
  if (cursor === null || cursor.s !== sort || cursor.v.length !== length)
    throw unreadable(`The cursor '${text.slice(0, 100)}' does not belong to this search.`);
  return cursor.v;
}

function parse(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isCursor(value) ? value : null;
  } catch {
    return null;
  }
}

function isCursor(value: unknown): value is Cursor {
  if (typeof value !== 'object' || value === null) return false;
  const { s, v } = value as Partial<Record<keyof Cursor, unknown>>;
  return (
    typeof s === 'string' &&
    Array.isArray(v) &&
    v.every(
      (item) =>
        item === null ||
        typeof item === 'boolean' ||
        Number.isFinite(item) ||
        (typeof item === 'string' && isStorable(item)),
    )
  );
}
