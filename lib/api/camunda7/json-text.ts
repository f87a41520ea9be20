import { hasHalfPair } from '@/engine/index.ts';

/**
 * JSON.parse and JSON.stringify round integers above 2^53, which Long variables may hold. On the way in such numbers
 * become texts with a mark before them, on the way out marked texts become numbers; all else is left to the runtime. So
 * do values that are written as fractions of nothing (1.0, 1e3): where no type is given, that makes them a Double.
 */
const MARK = '\u0000#';
const MARK_IN_JSON = '"\\u0000#';
const MAY_HOLD_MARKED_NUMBER = /\d{16}|\d\.0|\d[eE]/;
const TEXT_OR_NUMBER = /("value"\s*:\s*)?(-?\d[\d.eE+-]*)|"(?:[^"\\]|\\.)*"/g;
const WHOLE = /^-?\d+$/;
const MARKED = /"\\u0000#(-?\d[\d.eE+-]*)"/g;
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** A text that PostgreSQL cannot hold. The message says why. */
export class UnstorableTextError extends Error {}

export function parseJson(text: string): unknown {
  if (text.includes('\\u0000') && ESCAPED_NUL.test(text))
    throw new UnstorableTextError('The request contains the character U+0000, which cannot be stored.');
  const isExact = !MAY_HOLD_MARKED_NUMBER.test(text);
  const parsed: unknown = JSON.parse(isExact ? text : text.replace(TEXT_OR_NUMBER, marked));
  if (hasHalfPair(text, parsed))
    throw new UnstorableTextError('The request contains half of a surrogate pair, which cannot be stored.');
  return parsed;
}

function marked(found: string, name: string | undefined, number: string | undefined): string {
  if (number === undefined) return found;
  const isMarked = isWholeNumber(number)
    ? !Number.isSafeInteger(Number(number))
    : name !== undefined && Number.isInteger(Number(number));
  return isMarked ? `${name ?? ''}${MARK_IN_JSON}${number}"` : found;
}

/** Written without a point or an exponent. */
export const isWholeNumber = (digits: string): boolean => WHOLE.test(digits);

/** The digits of a number that was too long to be one, or was written as a fraction; null: an ordinary value. */
export const longDigits = (value: unknown): string | null =>
  typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length) : null;

/** A number of so many digits, for `writeJson`. */
export const longNumber = (digits: string): number | string =>
  Number.isSafeInteger(Number(digits)) ? Number(digits) : MARK + digits;

export function writeJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes(MARK_IN_JSON) ? text.replace(MARKED, '$1') : text;
}
