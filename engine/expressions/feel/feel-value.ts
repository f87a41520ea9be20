import type { VariableValue } from '../../graph/variable-value.ts';
import { isPlainObject, toJs } from '../values.ts';
import { FeelFailure } from './budget.ts';
import { Decimal, fromDouble } from './decimal.ts';
import { readDateTime } from './read-temporal.ts';
import { isTemporal, type Temporal } from './temporal.ts';
import { temporalResult, temporalText } from './write-temporal.ts';

/** A range, tested against a value or walked through by `for`. */
export class FeelRange {
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly isLowIn: boolean;
  readonly isHighIn: boolean;
  constructor(low: FeelValue, high: FeelValue, isLowIn: boolean, isHighIn: boolean) {
    this.low = low;
    this.high = high;
    this.isLowIn = isLowIn;
    this.isHighIn = isHighIn;
  }
}

export class FeelFunction {
  readonly parameters: readonly string[];
  readonly invoke: (args: readonly FeelValue[]) => FeelValue;
  constructor(parameters: readonly string[], invoke: (args: readonly FeelValue[]) => FeelValue) {
    this.parameters = parameters;
    this.invoke = invoke;
  }
}

/** Contexts are Maps: no key, not even `__proto__`, means anything to JavaScript. */
export type FeelContext = ReadonlyMap<string, FeelValue>;
export type FeelValue =
  | null
  | boolean
  | string
  | Decimal
  | Temporal
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext;

/** A boxed context of a decision, or a row of its relations: functions in it are written, as null. */
export class BoxedContext extends Map<string, FeelValue> {}

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value);
export const isContext = (value: FeelValue): value is FeelContext => value instanceof Map;

/** Typed dates of Camunda 7 are dates without a zone in FEEL, at the server's own time, which is UTC. */
export function fromVariable(variable: VariableValue): FeelValue {
  if (variable.text === null) return null;
  if (variable.type === 'Date') return readDateTime(variable.text.replace(/Z$/, '')) ?? variable.text;
  if (variable.type === 'Integer' || variable.type === 'Long' || variable.type === 'Short')
    return Decimal.of(variable.text);
  if (variable.type === 'Double')
    return Number.isFinite(Number(variable.text)) ? fromDouble(Number(variable.text)) : null;
  return fromJsValue(toJs(variable));
}

export function fromJsValue(value: unknown): FeelValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? Decimal.of(value) : null;
  if (typeof value === 'bigint') return Decimal.of(value);
  if (Array.isArray(value)) return value.map(fromJsValue);
  if (isPlainObject(value)) return new Map(Object.entries(value).map(([key, item]) => [key, fromJsValue(item)]));
  return null;
}

const MIN_INTEGER = -(2n ** 31n);
const MAX_INTEGER = 2n ** 31n - 1n;
const LONG_BITS = 64;
/** What becomes of whole numbers beyond a Long: their last 64 bits (Camunda 8), or a double (Camunda 7). */
export type BeyondLong = 'lastBits' | 'double';
/** Half of a sign that was cut in two; no text in UTF-8 can hold it. */
const LONE_SURROGATE = /\p{Cs}/gu;

/**
 * The result as a variable: whole numbers are whole, others doubles; what JSON cannot say (functions, ranges) is null,
 * and functions of a context are left out, but for those of boxed ones.
 */
export function toVariable(value: FeelValue, beyondLong: BeyondLong = 'lastBits'): VariableValue {
  if (value === null || value instanceof FeelFunction || value instanceof FeelRange)
    return { type: 'Null', text: null };
  if (typeof value === 'string') return { type: 'String', text: value.replace(LONE_SURROGATE, '?') };
  if (typeof value === 'boolean') return { type: 'Boolean', text: String(value) };
  if (value instanceof Decimal) {
    const whole = value.isWhole() ? BigInt.asIntN(LONG_BITS, value.toBigInt()) : null;
    if (whole === null || (beyondLong === 'double' && whole !== value.toBigInt()))
      return { type: 'Double', text: String(value.toNumber()) };
    return { type: whole >= MIN_INTEGER && whole <= MAX_INTEGER ? 'Integer' : 'Long', text: String(whole) };
  }
  if (isTemporal(value)) return { type: 'String', text: temporalResult(value) };
  return { type: 'Json', text: jsonText(value, beyondLong) };
}

/**
 * Lists may hold one list many times over: what is short in memory can be endless in writing, so writing is bounded.
 */
const MAX_RESULT_CHARACTERS = 2_000_000;
const MAX_RESULT_PARTS = 300_000;

class Writer {
  private text = '';
  private parts = 0;
  private readonly limit: number;
  constructor(limit = MAX_RESULT_CHARACTERS) {
    this.limit = limit;
  }

  write(text: string): void {
    if (++this.parts > MAX_RESULT_PARTS)
      throw new FeelFailure(`a result would have more than ${MAX_RESULT_PARTS} parts`);
    if (this.text.length + text.length > this.limit)
      throw new FeelFailure(`a result would be longer than ${this.limit} characters`);
    this.text += text;
  }

  all<Item>(items: Iterable<Item>, separator: string, write: (item: Item) => void): void {
    let isFirst = true;
    for (const item of items) {
      if (!isFirst) this.write(separator);
      isFirst = false;
      write(item);
    }
  }

  written(): string {
    return this.text;
  }
}

export function jsonText(value: FeelValue, beyondLong: BeyondLong = 'lastBits'): string {
  const writer = new Writer();
  writeJson(value, writer, beyondLong);
  return writer.written();
}

function writeJson(value: FeelValue, writer: Writer, beyondLong: BeyondLong): void {
  if (isList(value)) {
    writer.write('[');
    writer.all(value, ',', (item) => writeJson(item, writer, beyondLong));
    writer.write(']');
    return;
  }
  if (isContext(value)) {
    writer.write('{');
    writer.all(
      [...value].filter(([, item]) => value instanceof BoxedContext || !(item instanceof FeelFunction)),
      ',',
      ([key, item]) => {
        writer.write(`${JSON.stringify(key)}:`);
        writeJson(item, writer, beyondLong);
      },
    );
    writer.write('}');
    return;
  }
  const { type, text } = toVariable(value, beyondLong);
  writer.write(text === null ? 'null' : type === 'String' ? JSON.stringify(text) : text);
}

/** How FEEL writes a value: `string(…)` of a list, and warnings. A text alone stands in quotes. */
export function feelText(value: FeelValue): string {
  const writer = new Writer();
  writeFeel(value, writer);
  return writer.written();
}

function writeFeel(value: FeelValue, writer: Writer): void {
  if (isList(value)) {
    writer.write('[');
    writer.all(value, ', ', (item) => writeFeel(item, writer));
    writer.write(']');
    return;
  }
  if (isContext(value)) {
    writer.write('{');
    writer.all(value, ', ', ([key, item]) => {
      writer.write(`${key}:`);
      writeFeel(item, writer);
    });
    writer.write('}');
    return;
  }
  if (value instanceof FeelRange) {
    writer.write(value.isLowIn ? '[' : '(');
    writeFeel(value.low, writer);
    writer.write('..');
    writeFeel(value.high, writer);
    writer.write(value.isHighIn ? ']' : ')');
    return;
  }
  writer.write(scalarText(value));
}

function scalarText(value: Exclude<FeelValue, readonly FeelValue[] | FeelContext | FeelRange>): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'boolean' || value instanceof Decimal) return String(value);
  return isTemporal(value) ? temporalText(value) : `function(${value.parameters.join(', ')})`;
}
