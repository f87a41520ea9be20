import type { ValueType, VariableValue } from '../graph/variable-value.ts';

const MIN_INTEGER = -(2 ** 31);
const MAX_INTEGER = 2 ** 31 - 1;

/** A date as a JavaScript value that is no String: what `now()` gives and a Date variable is. */
export interface DateValue {
  readonly epochMs: number;
}

export function isDateValue(value: unknown): value is DateValue {
  return value instanceof EpochDate;
}

class EpochDate implements DateValue {
  readonly epochMs: number;
  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }
  toString(): string {
    return new Date(this.epochMs).toISOString();
  }
  toJSON(): string {
    return this.toString();
  }
}

export function dateValue(epochMs: number): DateValue {
  return new EpochDate(epochMs);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDateValue(value);
}

function numberOf(text: string): number | bigint {
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text))) return BigInt(text);
  return Number(text);
}

/** The value as JavaScript sees it. Integers beyond 2^53 become `bigint`, so that none is rounded. */
export function toJs(value: VariableValue): unknown {
  if (value.text === null) return null;
  switch (value.type) {
    case 'Integer':
    case 'Long':
    case 'Short':
      return numberOf(value.text);
    case 'Double':
      return Number(value.text);
    case 'Boolean':
      return value.text === 'true';
    case 'Json':
      return parseJson(value.text);
    case 'Object':
      return isJsonObject(value.text, value.info?.serializationDataFormat) ? parseJson(value.text) : value.text;
    case 'Null':
      return null;
    case 'String':
    case 'Date':
    case 'Xml':
    case 'Bytes':
    case 'File':
      return value.text;
  }
}

/** Objects that decisions make are Java's by name and kept as JSON; what clients serialise in Java is Base64. */
function isJsonObject(text: string, format = ''): boolean {
  return (
    format.startsWith('application/json') ||
    (format === 'application/x-java-serialized-object' && /^(?:[[{"]|-?\d[\d.eE+-]*$)/.test(text))
  );
}

const typed = (type: ValueType, text: string | null): VariableValue => ({ type, text });

function numberValue(value: number): VariableValue {
  if (Number.isInteger(value) && !Object.is(value, -0)) {
    if (value >= MIN_INTEGER && value <= MAX_INTEGER) return typed('Integer', String(value));
    if (Number.isSafeInteger(value)) return typed('Long', String(value));
  }
  return Number.isFinite(value) ? typed('Double', String(value)) : typed('Double', 'NaN');
}

function integerValue(value: bigint): VariableValue {
  return typed(value >= BigInt(MIN_INTEGER) && value <= BigInt(MAX_INTEGER) ? 'Integer' : 'Long', String(value));
}

/** A JSON value as a variable: whole numbers of 32 bits are Integer, longer ones Long, lists and objects Json. */
export function fromJson(json: unknown): VariableValue {
  if (json === null || json === undefined) return typed('Null', null);
  if (typeof json === 'string') return typed('String', json);
  if (typeof json === 'boolean') return typed('Boolean', String(json));
  if (typeof json === 'number') return numberValue(json);
  if (typeof json === 'bigint') return integerValue(json);
  if (isDateValue(json)) return typed('Date', new Date(json.epochMs).toISOString());
  return typed('Json', stringifyJson(json));
}

/** The value as JSON text, digits untouched. */
export function toJsonText(value: VariableValue): string {
  if (value.text === null) return 'null';
  switch (value.type) {
    case 'Integer':
    case 'Long':
    case 'Short':
    case 'Boolean':
    case 'Json':
      return value.text;
    case 'Double':
      return Number.isFinite(Number(value.text)) ? value.text : 'null';
    default:
      return stringifyJson(toJs(value));
  }
}

/** Reads JSON text; a number that stands alone keeps every digit of a whole number. Throws SyntaxError. */
export function fromJsonText(text: string): VariableValue {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    JSON.parse(trimmed);
    return typed('Json', trimmed);
  }
  return fromJson(parseJson(trimmed));
}

/** `JSON.parse` that keeps whole numbers beyond 2^53 as bigint. */
export function parseJson(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return parsed;
  // Quote long integers outside strings, then turn the marks back; the mark cannot stand in valid input by chance.
  const mark = '\u0000int:';
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? JSON.stringify(mark + token) : token,
  );
  return JSON.parse(quoted, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) && /^-?\d+$/.test(value.slice(mark.length))
      ? BigInt(value.slice(mark.length))
      : value,
  );
}

/** `JSON.stringify` that writes a bigint as its digits. */
export function stringifyJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (isDateValue(value)) return JSON.stringify(new Date(value.epochMs).toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => stringifyJson(item)).join(',')}]`;
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stringifyJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
