import { Character, classOf, JavaFloat, JuelFailure, type JuelValue, SmallInteger } from './juel-value.ts';

/** Coercions of JUEL, with the sentences of its failures. */
export function asBoolean(value: JuelValue): boolean {
  if (value === null || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new JuelFailure(`Cannot coerce from class ${classOf(value)} to class java.lang.Boolean`);
}

/** `Double.valueOf`: a mark of its type behind, the words of what is no number. */
const DOUBLE = /^([+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))[fFdD]?$/;

/** `String.trim`: whatever is a blank or less goes. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text.charAt(from) <= ' ') from++;
  while (to > from && text.charAt(to - 1) <= ' ') to--;
  return text.slice(from, to);
}

export function asDouble(value: JuelValue): number {
  if (value === null || value === '') return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof SmallInteger) return Number(value.value);
  if (value instanceof JavaFloat) return value.value;
  if (value instanceof Character) return Number(codeOf(value));
  if (typeof value !== 'string')
    throw new JuelFailure(`Cannot coerce from class ${classOf(value)} to class java.lang.Double`);
  const [, number] = DOUBLE.exec(trimmed(value)) ?? [];
  if (number === undefined || /(?:NaN|Infinity)[fFdD]/.test(value))
    throw new JuelFailure(`Cannot coerce '${value}' to class java.lang.Double`);
  return Number(number.replace(/^([+-])NaN$/, 'NaN'));
}

export function asLong(value: JuelValue): bigint {
  if (value === null || value === '') return 0n;
  if (typeof value === 'bigint') return value;
  if (value instanceof SmallInteger) return value.value;
  if (typeof value === 'number') return longOf(value);
  if (value instanceof JavaFloat) return longOf(value.value);
  if (value instanceof Character) return codeOf(value);
  if (typeof value !== 'string')
    throw new JuelFailure(`Cannot coerce from class ${classOf(value)} to class java.lang.Long`);
  if (
    !/^[+-]?\d+$/.test(value) ||
    BigInt.asIntN(64, BigInt(value.replace(/^\+/, ''))) !== BigInt(value.replace(/^\+/, ''))
  )
    throw new JuelFailure(`Cannot coerce '${value}' to class java.lang.Long`);
  return BigInt(value.replace(/^\+/, ''));
}

const codeOf = ({ text }: Character): bigint => BigInt.asIntN(16, BigInt(text.charCodeAt(0)));

const MOST_LONG = 2n ** 63n - 1n;

/** A fraction as a Long: cut, at most the greatest one. */
function longOf(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return MOST_LONG;
  return value <= -(2 ** 63) ? -MOST_LONG - 1n : BigInt(Math.trunc(value));
}
