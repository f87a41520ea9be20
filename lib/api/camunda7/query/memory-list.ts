import type { Call, RouteTable } from '../call.ts';
import { bodySource, type FilterSource, querySource } from './read-filters.ts';
import { pageOf, type Sorting, sortingOfBody, sortingOfQuery } from './sorting.ts';

/** A list that is derived from others and so is filtered, sorted and paged here: job definitions, incidents. */
export interface MemoryListSpec<T> {
  readonly path: string;
  readonly hasPost: boolean;
  readonly sorts: Readonly<Record<string, (item: T) => string | number | null>>;
  /** The items that match. */
  read(call: Call, source: FilterSource): Promise<readonly T[]>;
  show(items: readonly T[], call: Call): Promise<readonly unknown[]>;
  /** Counts in the database where the filters allow it, without reading a row; null: they do not. */
  count?(call: Call, source: FilterSource): Promise<number | null>;
}

export function addMemoryList<T>(routes: RouteTable, spec: MemoryListSpec<T>): void {
  const names = Object.fromEntries(Object.keys(spec.sorts).map((name) => [name, name]));
  const list = async (call: Call, source: FilterSource, sorting: readonly Sorting<string>[]) => {
    const { offset, limit } = pageOf(call);
    const sorted = sortedBy(await spec.read(call, source), sorting, spec);
    return spec.show(sorted.slice(offset, limit === undefined ? undefined : offset + limit), call);
  };
  const count = async (call: Call, source: FilterSource) => ({ count: (await spec.count?.(call, source)) ?? (await spec.read(call, source)).length });
  routes.add('GET', spec.path, (call) => list(call, querySource(call.queries()), sortingOfQuery(call, names)));
  routes.add('GET', `${spec.path}/count`, (call) => count(call, querySource(call.queries())));
  if (!spec.hasPost) return;
  routes.add('POST', spec.path, (call) => list(call, bodySource(call.body()), sortingOfBody(call.body(), names)));
  routes.add('POST', `${spec.path}/count`, (call) => count(call, bodySource(call.body())));
}

function sortedBy<T>(items: readonly T[], sorting: readonly Sorting<string>[], { sorts }: MemoryListSpec<T>): readonly T[] {
  return [...items].sort((a, b) => {
    for (const { field, order } of sorting) {
      const [left, right] = [sorts[field]?.(a) ?? '', sorts[field]?.(b) ?? ''];
      if (left !== right) return (left < right ? -1 : 1) * (order === 'asc' ? 1 : -1);
    }
    return 0;
  });
}

/** A predicate over items from the filters that are given. */
export function matching<T>(source: FilterSource, tests: Readonly<Record<string, (item: T, source: FilterSource, name: string) => boolean>>): (item: T) => boolean {
  const given = Object.entries(tests).filter(([name]) => source.has(name));
  return (item) => given.every(([name, test]) => test(item, source, name));
}

type Text = string | null;
export const equals = <T>(of: (item: T) => Text) => (item: T, source: FilterSource, name: string): boolean => of(item) === source.text(name);
export const among = <T>(of: (item: T) => Text) => (item: T, source: FilterSource, name: string): boolean => source.texts(name)?.includes(of(item) ?? '') ?? false;
export const ifSet = <T>(test: (item: T) => boolean) => (item: T, source: FilterSource, name: string): boolean => !source.flag(name) || test(item);
export const before = <T>(of: (item: T) => number) => (item: T, source: FilterSource, name: string): boolean => of(item) < (source.date(name) ?? 0);
export const after = <T>(of: (item: T) => number) => (item: T, source: FilterSource, name: string): boolean => of(item) > (source.date(name) ?? 0);

/** SQL's `like`: % for any text, _ for one character. */
export const like = <T>(of: (item: T) => Text) => (item: T, source: FilterSource, name: string): boolean => {
  const text = of(item);
  return text !== null && isLike(text, source.text(name) ?? '');
};

/** Two pointers instead of a regular expression: no pattern can make it slow. */
export function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (next < pattern.length && pattern[next] === '%') {
      star = next++;
      resume = at;
    } else if (next < pattern.length && (pattern[next] === '_' || pattern[next] === text[at])) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[next] === '%') next++;
  return next === pattern.length;
}
