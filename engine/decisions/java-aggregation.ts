import { Decimal } from '../expressions/feel/decimal.ts';
import type { Aggregation } from '../graph/decision.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { javaText } from './decided-value.ts';
import type { DecidedValue } from './decision-outcome.ts';

type Combination = Exclude<Aggregation, 'COUNT'>;

const INTEGER_BITS = 32;
const LONG_BITS = 64;
const WHOLE = /^[+-]?\d{1,19}$/;
const FRACTION = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/**
 * One number of several as Camunda 7 computes it: all of them as Integer, else all as Long, else all as Double, where a
 * value without a type may also be the text of one. Sums of whole numbers go round as Java's do. null: they are of no
 * such type.
 */
export function javaAggregate(aggregation: Combination, values: readonly DecidedValue[]): VariableValue | null {
  const integers = every(values, integerOf);
  if (integers) return { type: 'Integer', text: String(BigInt.asIntN(INTEGER_BITS, whole(aggregation, integers))) };
  const longs = every(values, longOf);
  if (longs) return { type: 'Long', text: String(BigInt.asIntN(LONG_BITS, whole(aggregation, longs))) };
  const doubles = every(values, doubleOf);
  return doubles && { type: 'Double', text: String(fraction(aggregation, doubles)) };
}

function every<T>(values: readonly DecidedValue[], read: (value: DecidedValue) => T | null): readonly T[] | null {
  const numbers = values.flatMap((value) => read(value) ?? []);
  return numbers.length === values.length ? numbers : null;
}

function integerOf({ value: { type, text } }: DecidedValue): bigint | null {
  return type === 'Integer' && text !== null ? BigInt(text) : null;
}

function longOf(value: DecidedValue): bigint | null {
  const { type, text } = value.value;
  if (type === 'Long' && text !== null) return BigInt(text);
  const written = textOf(value);
  if (written === null || !WHOLE.test(written)) return null;
  const number = BigInt(written.replace(/^\+/, ''));
  return BigInt.asIntN(LONG_BITS, number) === number ? number : null;
}

function doubleOf(value: DecidedValue): number | null {
  const { type, text } = value.value;
  if (type === 'Double' && text !== null) return Number(text);
  const written = textOf(value);
  return written !== null && FRACTION.test(written) ? Number(written) : null;
}

/** What has no type is read from its text. */
function textOf({ value, feel, isTyped }: DecidedValue): string | null {
  if (isTyped || value.text === null) return null;
  return typeof feel === 'string' || feel instanceof Decimal ? javaText(feel) : null;
}

function whole(aggregation: Combination, numbers: readonly bigint[]): bigint {
  return numbers.reduce((one, other) =>
    aggregation === 'SUM' ? one + other : one < other === (aggregation === 'MIN') ? one : other,
  );
}

function fraction(aggregation: Combination, numbers: readonly number[]): number {
  if (aggregation === 'SUM') return numbers.reduce((one, other) => one + other);
  return aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}
