import { FeelFailure, InvocationFailure, LimitFailure } from './budget.ts';
import { define, type NamedBuiltIn, type Surroundings } from './built-in.ts';
import { Decimal, fromDouble } from './decimal.ts';
import { FeelFunction, feelText, type FeelValue, isList } from './feel-value.ts';
import { equals, isOrdered, order } from './operators.ts';

type Compute = (items: readonly FeelValue[], around: Surroundings) => FeelValue;

/** One list, or its items as arguments. */
function ofItems(name: string, compute: Compute): NamedBuiltIn {
  return define(name, 'list...', (args, around) => {
    const [only] = args;
    if (args.length === 0) return undefined;
    return compute(args.length === 1 && only !== undefined && isList(only) ? only : args, around);
  });
}

function ofList(
  name: string,
  parameters: string,
  compute: (list: readonly FeelValue[], rest: readonly FeelValue[], around: Surroundings) => FeelValue | undefined,
): NamedBuiltIn {
  return define(name, parameters, ([list, ...rest], around) =>
    list !== undefined && isList(list) ? compute(list, rest, around) : undefined,
  );
}

function numbers(items: readonly FeelValue[]): Decimal[] {
  return items.map((item) => {
    if (item instanceof Decimal) return item;
    throw new InvocationFailure(`expected number but found '${feelText(item)}'`);
  });
}

const sum = (all: readonly Decimal[]): Decimal => all.reduce((total, number) => total.plus(number), Decimal.of(0));
const mean = (all: readonly Decimal[]): Decimal => sum(all).dividedBy(Decimal.of(all.length));
const ofNumbers = (name: string, compute: (all: readonly Decimal[]) => FeelValue): NamedBuiltIn =>
  ofItems(name, (items) => (items.length === 0 ? null : compute(numbers(items))));

const has = (list: readonly FeelValue[], value: FeelValue, around: Surroundings): boolean =>
  list.some((item) => equals(item, value, around.budget) === true);

function distinct(list: readonly FeelValue[], around: Surroundings): FeelValue[] {
  const seen: FeelValue[] = [];
  for (const item of list) if (!has(seen, item, around)) seen.push(item);
  return seen;
}

function extreme(sign: 1 | -1): Compute {
  return (items) => {
    const [first = null, ...rest] = items;
    if (items.length === 0) return null;
    // One list has no order with itself, but is what there is, if its own items have one.
    if (rest.length === 0 && !(isList(first) && isOrdered(first))) compareOrFail(first, first, items);
    return rest.reduce((best, item) => (compareOrFail(best, item, items) * sign < 0 ? item : best), first);
  };
}

function compareOrFail(left: FeelValue, right: FeelValue, items: readonly FeelValue[]): number {
  const compared = order(left, right);
  if (compared === null) throw new InvocationFailure(`${feelText(items)} is not comparable`);
  return compared;
}

function sorted(list: readonly Decimal[]): Decimal[] {
  return [...list].sort((a, b) => a.compare(b));
}

function median(all: readonly Decimal[]): FeelValue {
  const list = sorted(all);
  const middle = Math.floor(list.length / 2);
  const [low, high] = [list[middle - 1], list[middle]];
  return list.length % 2 === 1 || !low || !high ? (high ?? null) : mean([low, high]);
}

function mode(all: readonly Decimal[], around: Surroundings): FeelValue {
  const values = distinct(sorted(all), around);
  const counts = values.map((value) => all.filter((item) => equals(item, value, around.budget) === true).length);
  around.budget.spend(values.length * all.length);
  return values.filter((_value, index) => counts[index] === Math.max(...counts));
}

function deviation(all: readonly Decimal[]): FeelValue {
  if (all.length === 1) throw new FeelFailure('java.lang.ArithmeticException: Division undefined');
  const middle = mean(all);
  const squares = sum(all.map((number) => number.minus(middle)).map((distance) => distance.times(distance)));
  return fromDouble(Math.sqrt(squares.dividedBy(Decimal.of(all.length - 1)).toNumber()));
}

/** Known as soon as one item is decisive; null when an item is no boolean. */
function joined(decisive: boolean): Compute {
  return (items) =>
    items.includes(decisive) ? decisive : items.every((item) => item === !decisive) ? !decisive : null;
}

/** The first place is 1, the last -1; 0 is the one behind the last, and there may be places before the first. */
function place(value: FeelValue | undefined, length: number): number | null {
  if (!(value instanceof Decimal)) return null;
  const index = Math.trunc(value.toNumber());
  return index > 0 ? index - 1 : length + index;
}

function sublist(list: readonly FeelValue[], [start, length]: readonly FeelValue[]): FeelValue | undefined {
  const from = place(start, list.length);
  if (from === null || !(length === undefined || length instanceof Decimal)) return undefined;
  return list.slice(
    Math.max(0, from),
    length === undefined ? undefined : Math.max(0, from + Math.max(0, Math.trunc(length.toNumber()))),
  );
}

function flatten(list: readonly FeelValue[], around: Surroundings): FeelValue[] {
  return list.flatMap((item) => {
    around.budget.spend();
    return isList(item) ? flatten(item, around) : [item];
  });
}

/**
 * A merge sort that asks the given function, so that no answer of it can confuse the order; null: an answer is no
 * boolean.
 */
function sortBy(list: readonly FeelValue[], isBefore: FeelFunction, around: Surroundings): FeelValue[] | null {
  if (list.length < 2) return [...list];
  const middle = Math.floor(list.length / 2);
  const [left, right] = [sortBy(list.slice(0, middle), isBefore, around), sortBy(list.slice(middle), isBefore, around)];
  if (!left || !right) return null;
  const merged: FeelValue[] = [];
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length) {
    const [x = null, y = null] = [left[a], right[b]];
    const isSwapped = around.invoke(isBefore, [y, x]);
    if (typeof isSwapped !== 'boolean') return null;
    if (isSwapped) {
      merged.push(y);
      b++;
    } else {
      merged.push(x);
      a++;
    }
  }
  return [...merged, ...left.slice(a), ...right.slice(b)];
}

/** A function that fails leaves no list, and does not end the evaluation. */
function sortOrNothing(
  list: readonly FeelValue[],
  isBefore: FeelFunction,
  around: Surroundings,
): readonly FeelValue[] | null {
  try {
    return sortBy(list, isBefore, around);
  } catch (error) {
    if (error instanceof FeelFailure && !(error instanceof LimitFailure)) return null;
    throw error;
  }
}

function partition(list: readonly FeelValue[], [size]: readonly FeelValue[]): FeelValue | undefined {
  if (!(size instanceof Decimal)) return undefined;
  const count = Math.trunc(size.toNumber());
  if (count < 1) throw new InvocationFailure(`'size' should be greater than zero but was '${size}'`);
  return Array.from({ length: Math.ceil(list.length / count) }, (_none, index) =>
    list.slice(index * count, (index + 1) * count),
  );
}

/** Arguments that are no lists count as lists of one; a single list is the list of the arguments. */
function joinedLists(lists: readonly FeelValue[]): readonly FeelValue[] {
  const [first] = lists;
  const all = lists.length === 1 && first !== undefined && isList(first) ? first : lists;
  return all.flatMap((value) => (isList(value) ? value : [value]));
}

export const listFunctions: readonly NamedBuiltIn[] = [
  ofList('list contains', 'list,element', (list, [element = null], around) => has(list, element, around)),
  ofList('count', 'list', (list) => Decimal.of(list.length)),
  ofItems('min', extreme(-1)),
  ofItems('max', extreme(1)),
  ofNumbers('sum', sum),
  ofNumbers('product', (all) => all.reduce((total, number) => total.times(number), Decimal.of(1))),
  ofNumbers('mean', mean),
  ofNumbers('median', median),
  ofNumbers('stddev', deviation),
  ofItems('mode', (items, around) => (items.length === 0 ? [] : mode(numbers(items), around))),
  ofItems('all', joined(false)),
  ofItems('and', joined(false)),
  ofItems('any', joined(true)),
  ofItems('or', joined(true)),
  ofList('sublist', 'list,start position', sublist),
  ofList('sublist', 'list,start position,length', sublist),
  define('append', 'list,items...', ([list = null, ...items]) => {
    if (isList(list)) return [...list, ...items];
    throw new InvocationFailure(`Illegal arguments: '${feelText(list)}', '${feelText(items)}'`);
  }),
  define('concatenate', 'lists...', joinedLists),
  define('union', 'lists...', (lists, around) => distinct(joinedLists(lists), around)),
  ofList('insert before', 'list,position,newItem', (list, [position, item = null]) => {
    const at = place(position, list.length);
    return at === null ? undefined : [...list.slice(0, Math.max(0, at)), item, ...list.slice(Math.max(0, at))];
  }),
  ofList('remove', 'list,position', (list, [position]) => {
    // Position 0 is behind the last item, and what follows it is the whole list again.
    if (position instanceof Decimal && Math.trunc(position.toNumber()) === 0) return [...list, ...list];
    const at = place(position, list.length);
    return at === null ? undefined : list.filter((_item, index) => index !== at);
  }),
  ofList('list replace', 'list,position,newItem', (list, [position, item = null], around) => {
    if (position instanceof FeelFunction)
      return list.map((old) => (around.invoke(position, [old, item]) === true ? item : old));
    const at = place(position, list.length);
    return at === null ? undefined : list.map((old, index) => (index === at ? item : old));
  }),
  ofList('reverse', 'list', (list) => [...list].reverse()),
  ofList('index of', 'list,match', (list, [match = null], around) =>
    list.flatMap((item, index) => (equals(item, match, around.budget) === true ? [Decimal.of(index + 1)] : [])),
  ),
  ofList('distinct values', 'list', (list, _rest, around) => distinct(list, around)),
  ofList('duplicate values', 'list', (list, _rest, around) =>
    distinct(
      list.filter((item, index) => has(list.slice(0, index), item, around)),
      around,
    ),
  ),
  ofList('flatten', 'list', (list, _rest, around) => flatten(list, around)),
  ofList('sort', 'list,precedes', (list, [precedes], around) =>
    precedes instanceof FeelFunction && precedes.parameters.length === 2
      ? sortOrNothing(list, precedes, around)
      : undefined,
  ),
  ofList('is empty', 'list', (list) => list.length === 0),
  ofList('partition', 'list,size', partition),
];
