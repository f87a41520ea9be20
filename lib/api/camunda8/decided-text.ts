import { doubleText, toJsonText, type VariableValue } from '@/engine/index.ts';

const MOST_WHOLE = 2n ** 64n;
const LEAST_WHOLE = -(2n ** 63n);
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * What a decision read or gave, as 8.6 writes it (asked of the engine): whole numbers of up to 64 bits as their digits,
 * all others as Java's doubles, `1.0E-4` and `1.00000005E7`.
 */
export const decidedText = (value: VariableValue): string =>
  value.type === 'Double' && Number.isFinite(Number(value.text))
    ? doubleText(Number(value.text))
    : javaNumbers(toJsonText(value));

/** JSON text to the same with its numbers in Java's text. */
export const javaNumbers = (json: string): string =>
  /\d[.eE]|\d{19}/.test(json)
    ? json.replace(TOKEN, (token) => (token.startsWith('"') ? token : numberText(token)))
    : json;

function numberText(token: string): string {
  const value = Number(token);
  if (!Number.isInteger(value)) return doubleText(value);
  const whole = /^-?\d+$/.test(token) ? BigInt(token) : BigInt(value);
  return whole < MOST_WHOLE && whole >= LEAST_WHOLE ? String(whole) : doubleText(value);
}
