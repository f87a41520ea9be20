import { fits, type Piece } from '../../wildcards.ts';
import type { Call, RouteTable } from '../call.ts';
import { TENANTS } from './filter.ts';
import { bodySource, type FilterSource, nullInList, querySource } from './read-filters.ts';
import { type Page, pageOf, type Sorting, sortingOfBody, sortingOfQuery } from './sorting.ts';

/** A list that is derived from others and so is filtered, sorted and paged here: job definitions, incidents. */
export interface MemoryListSpec<T> {
  readonly path: string;
  readonly hasPost: boolean;
  readonly hasPostCount?: boolean;
  readonly sorts: Readonly<Record<string, (item: T) => string | number | null>>;
  /** The items that match; of long lists in portions, of which never more are kept than the answer shows. */
  read(call: Call, source: FilterSource): Promise<readonly T[]> | AsyncIterable<readonly T[]>;
  /** The order of items that the sorting leaves equal. Lists in portions need one. */
  readonly order?: (a: T, b: T) => number;
  show(items: readonly T[], call: Call): Promise<readonly unknown[]>;
  /** Counts in the database where the filters allow it, without reading a row; null: they do not. */
  count?(call: Call, source: FilterSource): Promise<number | null>;
}

export function addMemoryList<T>(routes: RouteTable, spec: MemoryListSpec<T>): void {
  const names = Object.fromEntries(Object.keys(spec.sorts).map((name) => [name, name]));
  const list = async (call: Call, page: Page, source: FilterSource, sorting: readonly Sorting<string>[]) => {
    const { offset, limit } = page;
    const end = limit === undefined ? Number.POSITIVE_INFINITY : offset + limit;
    let kept: readonly T[] = [];
    for await (const portion of portionsOf(spec.read(call, source))) {
      kept = kept.length === 0 ? portion : [...kept, ...portion];
      if (kept.length > end + SPARE_ITEMS) kept = sortedBy(kept, sorting, spec).slice(0, end);
    }
    return spec.show(sortedBy(kept, sorting, spec).slice(offset, end), call);
  };
  const count = async (call: Call, source: FilterSource) => {
    const known = await spec.count?.(call, source);
    if (known !== undefined && known !== null) return { count: known };
    let all = 0;
    for await (const portion of portionsOf(spec.read(call, source))) all += portion.length;
    return { count: all };
  };
  routes.add('GET', spec.path, (call) =>
    list(call, pageOf(call), querySource(call.queries()), sortingOfQuery(call, names)),
  );
  routes.add('GET', `${spec.path}/count`, (call) => {
    sortingOfQuery(call, names);
    return count(call, querySource(call.queries()));
  });
  if (!spec.hasPost) return;
  routes.add('POST', spec.path, (call) =>
    list(call, pageOf(call), bodySource(call.body()), sortingOfBody(call.body(), names)),
  );
  if (spec.hasPostCount === false) return;
  routes.add('POST', `${spec.path}/count`, (call) => {
    sortingOfBody(call.body(), names);
    return count(call, bodySource(call.body()));
  });
}

/** So many items more than are shown are gathered before the others are let go. */
const SPARE_ITEMS = 20_000;

async function* portionsOf<T>(
  items: Promise<readonly T[]> | AsyncIterable<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  if (Symbol.asyncIterator in items) yield* items;
  else yield await items;
}

function sortedBy<T>(
  items: readonly T[],
  sorting: readonly Sorting<string>[],
  { sorts, order }: MemoryListSpec<T>,
): readonly T[] {
  return [...items].sort((a, b) => {
    for (const { field, order } of sorting) {
      const [left, right] = [sorts[field]?.(a) ?? '', sorts[field]?.(b) ?? ''];
      if (left !== right) return (left < right ? -1 : 1) * (order === 'asc' ? 1 : -1);
    }
    return order?.(a, b) ?? 0;
  });
}

/** Whether an item is meant; `reads` says what is refused where it is none, even when there is no item to look at. */
export type Test<T> = ((item: T, source: FilterSource, name: string) => boolean) & {
  readonly reads?: keyof typeof READERS;
};
const READERS = {
  flag: (source: FilterSource, name: string) => source.flag(name),
  date: (source: FilterSource, name: string) => source.date(name),
  long: (source: FilterSource, name: string) => source.number(name, true),
  tenants: tenantsAskedFor,
};

/**
 * A predicate over items from the filters that are given; where only items without tenant are asked for, no tenants
 * are.
 */
export function matching<T>(source: FilterSource, tests: Readonly<Record<string, Test<T>>>): (item: T) => boolean {
  const isWithoutTenant = 'withoutTenantId' in tests && source.has('withoutTenantId') && source.flag('withoutTenantId');
  const given = Object.entries(tests).filter(
    ([name]) => source.has(name) && !(isWithoutTenant && name === 'tenantIdIn'),
  );
  for (const [name, { reads }] of given) if (reads !== undefined) READERS[reads](source, name);
  return (item) => given.every(([name, test]) => test(item, source, name));
}

type Text = string | null;
/** Lists of which a blank text is none. */
const BLANK_IS_EMPTY: ReadonlySet<string> = new Set(['jobDefinitionIdIn']);
export const equals =
  <T>(of: (item: T) => Text) =>
  (item: T, source: FilterSource, name: string): boolean =>
    of(item) === source.text(name);
export const among =
  <T>(of: (item: T) => Text) =>
  (item: T, source: FilterSource, name: string): boolean => {
    const wanted = source.texts(name, BLANK_IS_EMPTY.has(name));
    return wanted === null || wanted.length === 0 || wanted.includes(of(item) ?? '');
  };
/** Of one of these tenants. */
export const ofTenants = <T>(of: (item: T) => Text): Test<T> =>
  Object.assign(
    (item: T, source: FilterSource, name: string): boolean => {
      const wanted = tenantsAskedFor(source, name);
      const tenant = of(item);
      return wanted.length === 0 || (tenant !== null && wanted.includes(tenant));
    },
    { reads: 'tenants' as const },
  );

/** None: all of them. Nothing in a list is refused. */
export function tenantsAskedFor(source: FilterSource, name: string): readonly string[] {
  const wanted = source.texts(name, TENANTS.isBlankEmpty) ?? [];
  const texts = wanted.filter((text) => text !== null);
  if (texts.length < wanted.length) throw nullInList(TENANTS);
  return texts;
}
export const ifSet = <T>(test: (item: T) => boolean): Test<T> =>
  Object.assign((item: T, source: FilterSource, name: string): boolean => !source.flag(name) || test(item), {
    reads: 'flag' as const,
  });
const limitedBy = <T>(of: (item: T) => number, isInside: (value: number, limit: number) => boolean): Test<T> =>
  Object.assign(
    (item: T, source: FilterSource, name: string): boolean => {
      const limit = source.number(name, true);
      return limit === null || isInside(of(item), limit);
    },
    { reads: 'long' as const },
  );
export const atLeast = <T>(of: (item: T) => number): Test<T> => limitedBy(of, (value, limit) => value >= limit);
export const atMost = <T>(of: (item: T) => number): Test<T> => limitedBy(of, (value, limit) => value <= limit);
/** An empty text is no date: nothing is asked for. What has no time is neither before nor after one. */
const compared = <T>(of: (item: T) => number | null, isInside: (at: number, limit: number) => boolean): Test<T> =>
  Object.assign(
    (item: T, source: FilterSource, name: string): boolean => {
      const limit = source.date(name);
      const at = of(item);
      return limit === null || (at !== null && isInside(at, limit));
    },
    { reads: 'date' as const },
  );
export const before = <T>(of: (item: T) => number | null) => compared(of, (at, limit) => at < limit);
export const after = <T>(of: (item: T) => number | null) => compared(of, (at, limit) => at > limit);

/** A backslash takes its meaning from the character behind it. */
const LIKE_PIECE = /\\[\s\S]|[\s\S]/g;

/** SQL's `like`: % for any text, _ for one character. */
export const like =
  <T>(of: (item: T) => Text) =>
  (item: T, source: FilterSource, name: string): boolean => {
    const text = of(item);
    return text !== null && isLike(text, source.text(name) ?? '');
  };

export function isLike(text: string, pattern: string): boolean {
  return fits(
    text,
    [...pattern.matchAll(LIKE_PIECE)].map(
      ([piece]): Piece =>
        piece === '%'
          ? 'anyNumber'
          : piece === '_'
            ? 'anyOne'
            : { character: piece.length === 1 ? piece : piece.slice(1) },
    ),
  );
}
