import { doubleText, isJsonObject, type Json } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

/** What a path may call: `.length()`, `.sum($.other, 5)`, … */
export interface JsonFunction {
  readonly name: string;
  readonly parameters: readonly JsonParameter[];
}
/** A value, or a path from the root. */
export type JsonParameter =
  | { readonly kind: 'value'; readonly value: Json }
  | {
      readonly kind: 'path';
      /** Throws where its one place is not there. */
      read(root: Json): Json;
      /** The parts of what it leads to. */
      readParts(root: Json): Json;
    };

const NUMBERS: { readonly [name: string]: (numbers: readonly number[]) => number } = {
  min: (numbers) => numbers.reduce((least, each) => Math.min(least, each)),
  max: (numbers) => numbers.reduce((most, each) => Math.max(most, each)),
  avg: (numbers) => sumOf(numbers) / numbers.length,
  sum: (numbers) => sumOf(numbers),
  stddev: (numbers) => {
    const average = sumOf(numbers) / numbers.length;
    return Math.sqrt(sumOf(numbers.map((each) => each * each)) / numbers.length - average * average);
  },
};
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

type Call = (json: Json, values: () => readonly Json[], call: JsonFunction, root: Json) => Json;
const FUNCTIONS: { readonly [name: string]: Call } = {
  length: lengthOf,
  size: lengthOf,
  keys: (json) => {
    if (!isJsonObject(json)) return null;
    throw new KeySetFailure([...json.keys()]);
  },
  append: (json, values) => (Array.isArray(json) ? [...json, ...values()] : json),
  concat: (json, values) =>
    [
      ...(Array.isArray(json) ? json : []).filter((item) => typeof item === 'string'),
      ...flat(values()).map((item) => (item === null ? '' : textOf(item))),
    ].join(''),
  first: (json) => itemAt(json, 0),
  last: (json) => itemAt(json, -1),
  index: (json, values) => itemAt(json, Math.trunc(numbersIn(flat(values()))[0] ?? 0)),
};

/** Spin makes no node of the names of an object. */
export class KeySetFailure extends JuelFailure {
  readonly names: readonly string[];
  constructor(names: readonly string[]) {
    super(
      "org.camunda.spin.json.SpinJsonPropertyException: SPIN/JACKSON-JSON-01005 Unable to create node for object of type 'LinkedKeySet'",
    );
    this.names = names;
  }
}

export const isJsonFunction = (name: string): boolean => Object.hasOwn(FUNCTIONS, name) || Object.hasOwn(NUMBERS, name);

/** As Jayway's: what has no length is null; numbers become doubles; other items of a list are passed over. */
export function callOnJson(call: JsonFunction, json: Json, root: Json): Json {
  const values = (): Json[] =>
    call.parameters.map((parameter) => (parameter.kind === 'value' ? parameter.value : parameter.read(root)));
  const calculate = NUMBERS[call.name];
  if (calculate === undefined) return FUNCTIONS[call.name]?.(json, values, call, root) ?? null;
  const numbers = numbersIn([...(Array.isArray(json) ? json : []), ...flat(values())]);
  if (numbers.length === 0) throw nothingToAggregate();
  return calculate(numbers);
}

/** With a path: how many parts there are of what it leads to from here, or else as without. */
function lengthOf(json: Json, _values: () => readonly Json[], { parameters: [path] }: JsonFunction): Json {
  if (path?.kind === 'value')
    throw new JuelFailure(
      'java.lang.NullPointerException: Cannot invoke "spinjar.com.jayway.jsonpath.internal.Path.isFunctionPath()" because the return value of "spinjar.com.jayway.jsonpath.internal.function.Parameter.getPath()" is null',
    );
  const parts = path?.readParts(json);
  const counted = Array.isArray(parts) ? parts : json;
  if (Array.isArray(counted)) return BigInt(counted.length);
  return isJsonObject(counted) ? BigInt(counted.size) : null;
}

const numbersIn = (items: readonly Json[]): number[] =>
  items.flatMap((item) => (typeof item === 'bigint' || typeof item === 'number' ? [Number(item)] : []));
const flat = (values: readonly Json[]): Json[] =>
  values.flatMap((value): Json[] => (Array.isArray(value) ? value : [value]));

/** As Java writes lists and maps. */
function textOf(json: Json): string {
  if (typeof json === 'number') return doubleText(json);
  if (Array.isArray(json)) return `[${json.map(textOf).join(', ')}]`;
  if (isJsonObject(json)) return `{${[...json].map(([name, item]) => `${name}=${textOf(item)}`).join(', ')}}`;
  return String(json);
}

const nothingToAggregate = (): JuelFailure =>
  new JuelFailure(
    'spinjar.com.jayway.jsonpath.JsonPathException: Aggregation function attempted to calculate value using empty array',
  );

/** From behind, the first item is out of reach. */
function itemAt(list: Json, place: number): Json {
  if (!Array.isArray(list)) throw nothingToAggregate();
  const index = place < 0 ? list.length + place : place;
  if (place < 0 && index <= 0)
    throw new JuelFailure(
      `spinjar.com.jayway.jsonpath.JsonPathException: Target index:${place} larger than object count:${list.length}`,
    );
  const item = list[index];
  if (item === undefined)
    throw new JuelFailure(
      `java.lang.IndexOutOfBoundsException: Index ${index} out of bounds for length ${list.length}`,
    );
  return item;
}
