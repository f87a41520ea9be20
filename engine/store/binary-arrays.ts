import type { ColumnType } from './tables.ts';

/**
 * Arrays of columns in PostgreSQL's binary form: reading the written one took it a fifth of a whole batch, most of all
 * the instants and keys, of which each row has several.
 */

/** Numbers of PostgreSQL's types, by how a column is sent. */
const ELEMENT_TYPE: { readonly [T in ColumnType]: number } = {
  bigint: 20,
  int: 23,
  text: 25,
  boolean: 16,
  timestamptz: 1184,
  jsonb: 25,
  'text[]': 25,
};

const NULL_LENGTH = -1;
/** Before each value of an array. */
const LENGTH_BYTES = 4;
const MIN_INT32 = -(2 ** 31);
const MAX_INT32 = 2 ** 31 - 1;
/** What the higher half of a 64-bit number counts. */
const HIGH_UNIT = 2 ** 32;
/** What a model asks for before the year 1 is over anyway. */
const FIRST_INSTANT = -62_135_596_800_000;
/** PostgreSQL counts from the year 2000, in microseconds. */
const EPOCH_2000_MS = 946_684_800_000;
/** What is written lies in one piece of memory after the other, each of so many bytes. */
const PIECE_BYTES = 64 * 1024;
/** UTF-16 takes at most so many bytes for a unit in UTF-8. */
const BYTES_PER_UNIT = 3;
/** Texts up to this length are mostly names and ids, which are copied faster letter by letter. */
const SHORT_TEXT = 40;
const LAST_ASCII = 127;

const ZERO = 48;
/** Numbers of so many digits and more may be too large for a double. */
const LARGE_DIGITS = 16;

/** The piece that is written to, by its own view too, which is several times as fast for numbers. */
let bytes = Buffer.allocUnsafeSlow(PIECE_BYTES);
let view = new DataView(bytes.buffer);
/** Of the value that is being written: where it begins, and its end so far. */
let start = 0;
let end = 0;

export function binaryArray(type: ColumnType, values: readonly unknown[]): Buffer {
  begin(type, values.length);
  for (let i = 0; i < values.length; i += 1) append(type, values[i]);
  return written();
}

/** A value that is a parameter of its own, as an array would have it. */
export function binaryValue(type: ColumnType, value: unknown): Buffer | null {
  if (value === null || value === undefined) return null;
  start = end;
  append(type, value);
  return written(LENGTH_BYTES);
}

/** The array of one column of rows. Columns like kind or phase repeat from row to row, and so do their bytes. */
export function binaryColumn(
  type: ColumnType,
  rows: readonly Readonly<Record<string, unknown>>[],
  column: string,
): Buffer {
  begin(type, rows.length);
  let last: unknown = rows;
  let lastFrom = 0;
  let lastEnd = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const value = rows[i]?.[column];
    if (value === last) {
      reserve(lastEnd - lastFrom);
      bytes.copyWithin(end, start + lastFrom, start + lastEnd);
      end += lastEnd - lastFrom;
      continue;
    }
    last = value;
    // From the beginning of the array, which may be moved as it grows.
    lastFrom = end - start;
    append(type, value);
    lastEnd = end - start;
  }
  return written();
}

/**
 * Dimensions, whether there are nulls (which is not looked at), type; then size and first index of the only dimension.
 */
function begin(type: ColumnType, length: number): void {
  start = end;
  int32(length === 0 ? 0 : 1);
  int32(1);
  int32(ELEMENT_TYPE[type]);
  if (length === 0) return;
  int32(length);
  int32(1);
}

/** Nobody writes there any more, so it need not be copied. */
function written(from = 0): Buffer {
  const value = bytes.subarray(start + from, end);
  // A large piece would be kept in memory by whatever small thing is written next.
  if (bytes.length > PIECE_BYTES) newPiece(PIECE_BYTES);
  return value;
}

function newPiece(size: number): void {
  bytes = Buffer.allocUnsafeSlow(size);
  view = new DataView(bytes.buffer);
  start = 0;
  end = 0;
}

function append(type: ColumnType, value: unknown): void {
  if (value === null || value === undefined) {
    int32(NULL_LENGTH);
    return;
  }
  switch (type) {
    case 'bigint':
      int32(8);
      int64(value as string | number);
      return;
    case 'int':
      int32(4);
      int32(checkedInt(Number(value)));
      return;
    case 'boolean':
      int32(1);
      reserve(1);
      bytes[end] = value === true ? 1 : 0;
      end += 1;
      return;
    case 'timestamptz':
      int32(8);
      int64(microseconds(value as number));
      return;
    case 'text':
      text(String(value));
      return;
    case 'jsonb':
      text(JSON.stringify(value));
      return;
    case 'text[]':
      text(arrayLiteral(value as readonly (string | null)[]));
      return;
  }
}

function text(value: string): void {
  reserve(LENGTH_BYTES + value.length * BYTES_PER_UNIT);
  const from = end;
  end += LENGTH_BYTES;
  if (!copiedAsAscii(value)) end = from + LENGTH_BYTES + bytes.write(value, from + LENGTH_BYTES);
  view.setInt32(from, end - from - LENGTH_BYTES);
}

function copiedAsAscii(value: string): boolean {
  if (value.length > SHORT_TEXT) return false;
  for (let i = 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit > LAST_ASCII) return false;
    bytes[end + i] = unit;
  }
  end += value.length;
  return true;
}

function microseconds(at: number): number | bigint {
  const sinceEpoch = Math.trunc(Math.max(at, FIRST_INSTANT)) - EPOCH_2000_MS;
  const since = sinceEpoch * 1000;
  return Number.isSafeInteger(since) ? since : BigInt(sinceEpoch) * 1000n;
}

/**
 * What PostgreSQL would refuse is refused before it is sent, by an error that is the row's and not the connection's.
 */
function checkedInt(value: number): number {
  if (!Number.isInteger(value) || value < MIN_INT32 || value > MAX_INT32)
    throw new Error(`${value} is no 32-bit number`);
  return value;
}

function int32(value: number): void {
  reserve(4);
  view.setInt32(end, value);
  end += 4;
}

function int64(value: number | bigint | string): void {
  reserve(8);
  const number = typeof value === 'string' ? (fewDigits(value) ?? Number.NaN) : Number(value);
  if (Number.isSafeInteger(number)) {
    const high = Math.floor(number / HIGH_UNIT);
    view.setInt32(end, high);
    view.setUint32(end + 4, number - high * HIGH_UNIT);
  } else {
    const large = value === '' ? null : BigInt(value);
    if (large === null || BigInt.asIntN(64, large) !== large) throw new Error(`"${value}" is no 64-bit number`);
    view.setBigInt64(end, large);
  }
  end += 8;
}

/** The number that a text of few digits writes, as keys are; null: more of them, or something else. */
function fewDigits(text: string): number | null {
  if (text.length === 0 || text.length > LARGE_DIGITS) return null;
  let number = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number;
}

/** Room for so many bytes more; what is being written goes on in another piece where this one is full. */
function reserve(more: number): void {
  if (end + more <= bytes.length) return;
  const [full, from, to] = [bytes, start, end];
  newPiece(Math.max(PIECE_BYTES, 2 * (to - from + more)));
  full.copy(bytes, 0, from, to);
  end = to - from;
}

const NEEDS_ESCAPE = /["\\]/;
/** An array within an array of texts, which is cast: arrays of arrays would all need the same length. */
function arrayLiteral(values: readonly (string | null)[]): string {
  let literal = '{';
  for (const [i, value] of values.entries()) {
    if (i > 0) literal += ',';
    literal +=
      value === null ? 'null' : NEEDS_ESCAPE.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
  }
  return `${literal}}`;
}
