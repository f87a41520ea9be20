import type { ValueType } from '@/engine/index.ts';
import { parseDate } from './dates.ts';
import { longDigits } from './json-text.ts';

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  Short: [-32_768n, 32_767n],
  Integer: [-2_147_483_648n, 2_147_483_647n],
  Long: [-(2n ** 63n), 2n ** 63n - 1n],
};
const WHOLE = /^[+-]?\d{1,19}$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Doubles that JSON cannot write. */
const NAMED_DOUBLES: ReadonlyMap<string, string> = new Map([
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
  ['INF', 'Infinity'],
  ['-Infinity', '-Infinity'],
  ['-INF', '-Infinity'],
]);
const TRUE = new Set(['true', 'True', 'TRUE']);
const FALSE = new Set(['false', 'False', 'FALSE']);
/** Groups of four, with blanks between them at most. */
const BASE64 = /^(?:\s*[A-Za-z0-9+/]{4})*(?:\s*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=))?\s*$/;
const LENIENT_BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/**
 * The written form of what a client sent for a type, read as Jackson reads it; null: it means no value; undefined: it
 * does not fit the type.
 */
export function writtenText(type: ValueType, value: unknown): string | null | undefined {
  const digits = longDigits(value);
  switch (type) {
    case 'Short':
    case 'Integer':
    case 'Long':
      return fromText(digits ?? value, true, (text) => wholeText(type, text));
    case 'Double':
      return fromText(digits ?? value, true, doubleOf);
    case 'Boolean':
      return fromText(value, true, (text) => (TRUE.has(text) ? 'true' : FALSE.has(text) ? 'false' : undefined));
    case 'Date':
      return typeof value === 'string' ? fromText(value, false, momentOf) : undefined;
    case 'Bytes':
      return base64Of(value, BASE64);
    case 'File':
      return base64Of(value, LENIENT_BASE64);
    case 'String':
      return javaText(value);
    default:
      return typeof value === 'string' ? (digits ?? value) : undefined;
  }
}

/** A blank text is no value, nor is the word for none where a word can be meant. */
function fromText(
  value: unknown,
  knowsNull: boolean,
  read: (text: string) => string | undefined,
): string | null | undefined {
  if (typeof value !== 'string') return typeof value === 'object' ? undefined : read(String(value));
  const text = value.trim();
  return text === '' || (knowsNull && text === 'null') ? null : read(text);
}

function wholeText(type: ValueType, text: string): string | undefined {
  if (!WHOLE.test(text)) return undefined;
  const value = BigInt(text);
  const range = RANGES[type];
  return range === undefined || (value >= range[0] && value <= range[1]) ? String(value) : undefined;
}

function doubleOf(text: string): string | undefined {
  const named = NAMED_DOUBLES.get(text);
  if (named !== undefined) return named;
  const number = DECIMAL.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? String(number) : undefined;
}

function momentOf(text: string): string | undefined {
  const instant = parseDate(text);
  return instant === null ? undefined : new Date(instant).toISOString();
}

const base64Of = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value.replace(/\s/g, '') : undefined;

/** `toString` of what Jackson makes of JSON: lists as `[1, a]`, objects as `{k=v}`. */
function javaText(value: unknown): string {
  const digits = longDigits(value);
  if (digits !== null) return digits;
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${name}=${javaText(item)}`)
    .join(', ')}}`;
}
