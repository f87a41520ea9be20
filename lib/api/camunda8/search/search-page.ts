import type { Concept, Condition, FieldValue, Rows, Search } from '@/engine/index.ts';
import type { RequestBody } from '../request-body.ts';
import { readCursor, writeCursor, type CursorValues } from './search-cursor.ts';
import { readSearch, type SearchResource, type SortBy } from './search-request.ts';

/** Rows are counted up to here; a list that is longer says so. */
const COUNTED_AT_MOST = 10_000;

export interface SearchPage<Item> {
  readonly items: readonly Item[];
  readonly page: {
    readonly totalItems: number;
    readonly hasMoreTotalItems: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * Answers a search: one statement for the rows, one for their number. `present` gets the rows of the page together, so
 * that whatever an item needs beside its row is read once per page.
 */
export async function searchPage<C extends Concept, Item>(
  search: Search,
  resource: SearchResource<C>,
  body: RequestBody,
  present: (rows: readonly Rows[C][]) => Promise<readonly Item[]> | readonly Item[],
  more: readonly Condition<C>[] = [],
): Promise<SearchPage<Item>> {
  const request = readSearch(resource, body);
  const { limit, from, after, before } = request.page;
  const where = [...more, ...request.where];
  const name = request.sort.map(({ field, order }) => `${field} ${order}`).join();
  const isBackward = before !== null;
  const sort = isBackward ? request.sort.map(reversed) : request.sort;
  const cursor = after ?? before;
  const beyond = cursor === null ? [] : rowsBeyond(sort, readCursor(cursor, name, sort.length));
  const [found, total] = await Promise.all([
    limit === 0 ? [] : search.find(resource.concept, { where: [...where, ...beyond], sort, limit, offset: from }),
    search.count(resource.concept, { where, atMost: COUNTED_AT_MOST + 1 }),
  ]);
  const rows = isBackward ? [...found].reverse() : found;
  const cursorOf = (row: Rows[C] | undefined) =>
    row === undefined
      ? null
      : writeCursor(
          name,
          request.sort.map(({ field }) => cursorValue(row[field])),
        );
  return {
    items: await present(rows),
    page: {
      totalItems: Math.min(total, COUNTED_AT_MOST),
      hasMoreTotalItems: total > COUNTED_AT_MOST,
      startCursor: cursorOf(rows[0]),
      endCursor: cursorOf(rows.at(-1)),
    },
  };
}

const reversed = <C extends Concept>(sort: SortBy<C>): SortBy<C> => ({
  ...sort,
  order: sort.order === 'asc' ? 'desc' : 'asc',
});

function cursorValue(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/**
 * The rows behind a place in the order: greater in the first field, or equal there and greater in the next, and so on.
 */
function rowsBeyond<C extends Concept>(sort: readonly SortBy<C>[], values: CursorValues): readonly Condition<C>[] {
  const alternatives = sort.flatMap(
    ({ field, order, isNullLowest = false }, at): readonly (readonly Condition<C>[])[] => {
      const equal = sort.slice(0, at).map((before, index) => equals<C>(before.field, values[index] ?? null));
      return beyondIn<C>(field, (order === 'asc') === isNullLowest, order, values[at] ?? null).map((beyond) => [
        ...equal,
        beyond,
      ]);
    },
  );
  return [{ any: alternatives }];
}

const equals = <C extends Concept>(field: SortBy<C>['field'], value: FieldValue): Condition<C> =>
  value === null ? { field, op: 'isNull' } : { field, op: '=', value };

/**
 * Rows without a value stand last in ascending order and first in descending order, as PostgreSQL has it, or the other
 * way round.
 */
function beyondIn<C extends Concept>(
  field: SortBy<C>['field'],
  isNullFirst: boolean,
  order: 'asc' | 'desc',
  value: FieldValue,
): readonly Condition<C>[] {
  if (value === null) return isNullFirst ? [{ field, op: 'isNotNull' }] : [];
  return [
    { field, op: order === 'asc' ? '>' : '<', value },
    ...(isNullFirst ? [] : [{ field, op: 'isNull' } as const]),
  ];
}
