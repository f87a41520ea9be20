import { asLong } from './coercions.ts';
import { methodTable } from './java-overloads.ts';
import { sameObject } from './juel-operators.ts';
import { asText, classOf, integer, JavaList, JavaMap, JuelFailure, type JuelValue } from './juel-value.ts';
import { sortedByKey } from './juel-variable.ts';

/** Methods of lists, sets and maps. What changes them changes the variable that they are. */
const place = (value: JuelValue | undefined): number => Number(asLong(value ?? null));
const itemsOf = (value: JuelValue | undefined): readonly JuelValue[] => {
  if (value instanceof JavaList) return value.items;
  throw new JuelFailure(
    'java.lang.NullPointerException: Cannot invoke "java.util.Collection.toArray()" because "c" is null',
  );
};
const has = (items: readonly JuelValue[], item: JuelValue | undefined): boolean =>
  items.some((other) => sameObject(other, item ?? null));

function existing(list: JavaList, at: number): number {
  if (at < 0 || at >= list.items.length)
    throw new JuelFailure(
      `java.lang.IndexOutOfBoundsException: Index ${at} out of bounds for length ${list.items.length}`,
    );
  return at;
}

function insertion(list: JavaList, at: number): number {
  if (at < 0 || at > list.items.length)
    throw new JuelFailure(`java.lang.IndexOutOfBoundsException: Index: ${at}, Size: ${list.items.length}`);
  return at;
}

function removeFirst(list: JavaList, item: JuelValue | undefined): boolean {
  const at = list.items.findIndex((other) => sameObject(other, item ?? null));
  if (at >= 0) list.items.splice(at, 1);
  return at >= 0;
}

/** Keeps what `isKept` says; whether anything went. */
function keep(list: JavaList, isKept: (item: JuelValue) => boolean): boolean {
  const kept = list.items.filter(isKept);
  const isChanged = kept.length !== list.items.length;
  list.items.splice(0, list.items.length, ...kept);
  return isChanged;
}

function sublist(list: JavaList, from: number, to: number): JavaList {
  if (from < 0) throw new JuelFailure(`java.lang.IndexOutOfBoundsException: fromIndex = ${from}`);
  if (to > list.items.length) throw new JuelFailure(`java.lang.IndexOutOfBoundsException: toIndex = ${to}`);
  if (from > to) throw new JuelFailure(`java.lang.IllegalArgumentException: fromIndex(${from}) > toIndex(${to})`);
  return new JavaList(list.items.slice(from, to));
}

const READING = {
  'size()': (self: JavaList) => integer(self.items.length),
  'isEmpty()': (self: JavaList) => self.items.length === 0,
  'contains(Object)': (self: JavaList, [item]: readonly JuelValue[]) => has(self.items, item),
  'containsAll(Collection)': (self: JavaList, [others]: readonly JuelValue[]) =>
    itemsOf(others).every((item) => has(self.items, item)),
};

export const COLLECTION_METHODS = methodTable<JavaList>(READING);

/** An array has no methods but those of every object. */
export const ARRAY_METHODS = methodTable<JavaList>({});

export const LIST_METHODS = methodTable<JavaList>({
  ...READING,
  'get(int)': (self, [at]) => self.items[existing(self, place(at))] ?? null,
  'indexOf(Object)': (self, [item]) => integer(self.items.findIndex((other) => sameObject(other, item ?? null))),
  'lastIndexOf(Object)': (self, [item]) =>
    integer(self.items.findLastIndex((other) => sameObject(other, item ?? null))),
  'subList(int, int)': (self, [from, to]) => sublist(self, place(from), place(to)),
  'add(Object)': (self, [item]) => self.items.push(item ?? null) > 0,
  'add(int, Object)': (self, [at, item]) => {
    self.items.splice(insertion(self, place(at)), 0, item ?? null);
    return null;
  },
  'addAll(Collection)': (self, [others]) => {
    const items = [...itemsOf(others)];
    self.items.push(...items);
    return items.length > 0;
  },
  'addAll(int, Collection)': (self, [at, others]) => {
    const items = [...itemsOf(others)];
    self.items.splice(insertion(self, place(at)), 0, ...items);
    return items.length > 0;
  },
  'set(int, Object)': (self, [at, item]) => self.items.splice(existing(self, place(at)), 1, item ?? null)[0] ?? null,
  'remove(Object)': (self, [item]) => removeFirst(self, item),
  'remove(int)': (self, [at]) => self.items.splice(existing(self, place(at)), 1)[0] ?? null,
  'removeAll(Collection)': (self, [others]) => keep(self, (item) => !has(itemsOf(others), item)),
  'retainAll(Collection)': (self, [others]) => keep(self, (item) => has(itemsOf(others), item)),
  'clear()': (self) => {
    self.items.length = 0;
    return null;
  },
});

/** A key that is no text finds nothing, for all keys are texts. */
const find = (map: JavaMap, key: JuelValue | undefined): JuelValue | undefined =>
  typeof key === 'string' ? map.entries.get(key) : undefined;

function newKey(key: JuelValue | undefined): string {
  if (typeof key === 'string') return key;
  throw new JuelFailure(`A key of a map is a text here, not a ${classOf(key ?? null)}`);
}

function put(map: JavaMap, key: JuelValue | undefined, value: JuelValue | undefined): JuelValue {
  const before = find(map, key) ?? null;
  map.entries.set(newKey(key), value ?? null);
  keepSorted(map);
  return before;
}

function keepSorted({ className, entries }: JavaMap): void {
  if (className !== 'java.util.TreeMap') return;
  const sorted = sortedByKey(entries);
  entries.clear();
  for (const [key, value] of sorted) entries.set(key, value);
}

function putAll(map: JavaMap, other: JuelValue | undefined): null {
  if (!(other instanceof JavaMap)) throw new JuelFailure('java.lang.NullPointerException: the map is null');
  for (const [key, value] of other.entries) map.entries.set(key, value);
  keepSorted(map);
  return null;
}

function take(map: JavaMap, key: JuelValue | undefined): JuelValue {
  const before = find(map, key) ?? null;
  map.entries.delete(asText(key ?? null));
  return before;
}

export const MAP_METHODS = methodTable<JavaMap>({
  'size()': (self) => integer(self.entries.size),
  'isEmpty()': (self) => self.entries.size === 0,
  'get(Object)': (self, [key]) => find(self, key) ?? null,
  'getOrDefault(Object, Object)': (self, [key, other]) => {
    const value = find(self, key);
    return value === undefined ? (other ?? null) : value;
  },
  'containsKey(Object)': (self, [key]) => find(self, key) !== undefined,
  'containsValue(Object)': (self, [value]) => has([...self.entries.values()], value),
  'keySet()': (self) => new JavaList([...self.entries.keys()], 'java.util.HashMap$KeySet'),
  'values()': (self) => new JavaList([...self.entries.values()], 'java.util.HashMap$Values'),
  'put(Object, Object)': (self, [key, value]) => put(self, key, value),
  'putIfAbsent(Object, Object)': (self, [key, value]) => find(self, key) ?? put(self, key, value),
  'putAll(Map)': (self, [other]) => putAll(self, other),
  'replace(Object, Object)': (self, [key, value]) => (find(self, key) === undefined ? null : put(self, key, value)),
  'remove(Object)': (self, [key]) => (typeof key === 'string' ? take(self, key) : null),
  'remove(Object, Object)': (self, [key, value]) => {
    const isThat = find(self, key) !== undefined && sameObject(find(self, key) ?? null, value ?? null);
    if (isThat) take(self, key);
    return isThat;
  },
  'clear()': (self) => {
    self.entries.clear();
    return null;
  },
});
