import { isJsonObject, type Json } from './json-tree.ts';
import { JuelFailure } from './juel-value.ts';

/** What a path may end with: `.length()`, `.sum()`, … */
export interface JsonFunction {
  readonly name: string;
  /** Of `index`. */
  readonly argument: number | null;
}

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
const PLACES: { readonly [name: string]: (argument: number | null) => number } = {
  first: () => 0,
  last: () => -1,
  index: (argument) => argument ?? 0,
};
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** `keys`, `append`, `concat` and values of other paths are not here. */
export const isJsonFunction = (name: string, argument: number | null): boolean =>
  argument === null
    ? name === 'length' || name === 'size' || name in NUMBERS || (name in PLACES && name !== 'index')
    : name === 'index';

/** As Jayway's: what has no length is null; numbers become doubles; other items of a list are passed over. */
export function callOnJson({ name, argument }: JsonFunction, json: Json): Json {
  if (name === 'length' || name === 'size')
    return Array.isArray(json) ? BigInt(json.length) : isJsonObject(json) ? BigInt(json.size) : null;
  const place = PLACES[name]?.(argument);
  if (place !== undefined && Array.isArray(json)) return itemAt(json, place);
  const items = Array.isArray(json) ? json : [];
  const numbers = items.flatMap((item) => (typeof item === 'bigint' || typeof item === 'number' ? [Number(item)] : []));
  const calculate = NUMBERS[name];
  if (calculate === undefined || numbers.length === 0)
    throw new JuelFailure(
      'spinjar.com.jayway.jsonpath.JsonPathException: Aggregation function attempted to calculate value using empty array',
    );
  return calculate(numbers);
}

function itemAt(list: readonly Json[], place: number): Json {
  const index = place < 0 ? list.length + place : place;
  const item = list[index];
  if (item === undefined)
    throw new JuelFailure(
      `java.lang.IndexOutOfBoundsException: Index ${index} out of bounds for length ${list.length}`,
    );
  return item;
}
