import type { FastifyRequest } from 'fastify';
import { fromJson, fromJsonText, hasUnstorableText, type Key, type VariableValue } from '@/engine/index.ts';
import { isKey } from './keys.ts';
import { hasNumberBeyond64Bits, itemTexts, memberTexts, withFiniteNumbers } from './member-texts.ts';
import { invalidArgument, UnknownMediaType, unreadable } from './problem.ts';

/**
 * Numbers that a JavaScript number could round: many digits, or an exponent. Then values are read from their own text.
 */
const DELICATE_NUMBER = /[\d.]{16}|\d[eE]/;
const INTEGER = /^[+-]?\d{1,18}$/;
const FLAG = /^(true|True|TRUE|false|False|FALSE)$/;
export const LARGEST_INTEGER = 2 ** 31 - 1;
const LARGEST_LONG = 2 ** 63;

/**
 * The JSON object of a request. Properties that are not known are ignored; of the known ones, text and numbers stand
 * for each other where they can be read as such, as in Camunda 8. What cannot be read is refused as a whole.
 */
export class RequestBody {
  readonly fields: ReadonlyMap<string, unknown>;
  readonly #text: string | null;

  constructor(value: object, text: string | null) {
    this.fields = new Map(Object.entries(value));
    this.#text = text;
  }

  /** The same with one property replaced, or without some. */
  with(name: string, value: RequestBody): RequestBody {
    return new RequestBody(Object.fromEntries([...this.fields, [name, Object.fromEntries(value.fields)]]), this.#text);
  }

  without(...names: readonly string[]): RequestBody {
    return new RequestBody(Object.fromEntries([...this.fields].filter(([name]) => !names.includes(name))), this.#text);
  }

  /** null: absent or JSON's null. */
  value(name: string): unknown {
    return this.fields.get(name) ?? null;
  }

  text(name: string): string | null {
    const value = this.value(name);
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw unreadable();
  }

  /** null for an empty text too, which says nothing where a number or a flag is asked for. */
  #scalar(name: string): unknown {
    const value = this.value(name);
    return typeof value === 'string' && value.trim() === '' ? null : value;
  }

  /** A number of 32 bits: a count, a version, a priority. */
  integer(name: string): number | null {
    const value = this.long(name);
    if (value !== null && Math.abs(value) > LARGEST_INTEGER) throw unreadable();
    return value;
  }

  /** A number of 64 bits: a time or a length of time in milliseconds. */
  long(name: string): number | null {
    const value = this.#scalar(name);
    if (value === null) return null;
    const number =
      typeof value === 'number'
        ? Math.trunc(value)
        : typeof value === 'string' && INTEGER.test(value.trim())
          ? Number(value)
          : Number.NaN;
    if (Number.isNaN(number) || Math.abs(number) > LARGEST_LONG) throw unreadable();
    return number;
  }

  /** Any whole number but 0 is true. */
  flag(name: string): boolean | null {
    const value = this.#scalar(name);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < LARGEST_LONG) return value !== 0;
    if (typeof value === 'string' && FLAG.test(value.trim())) return value.trim().toLowerCase() === 'true';
    throw unreadable();
  }

  key(name: string): Key | null {
    const value = this.#scalar(name);
    if (value === null) return null;
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(Math.trunc(value)) : '';
    if (isKey(text)) return text;
    throw unreadable();
  }

  texts(name: string): readonly string[] | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!Array.isArray(value)) throw unreadable();
    return value.map((item: unknown) => {
      if (typeof item === 'string') return item;
      if (typeof item === 'number' || typeof item === 'boolean') return String(item);
      throw unreadable();
    });
  }

  object(name: string): RequestBody | null {
    const value = this.value(name);
    return value === null ? null : new RequestBody(plainObject(value), this.#textOf(name));
  }

  objects(name: string): readonly RequestBody[] {
    const value = this.value(name);
    if (value === null) return [];
    if (!Array.isArray(value)) throw unreadable();
    const text = this.#textOf(name);
    const texts = text === null ? [] : itemTexts(text);
    return value.map((item: unknown, index) => new RequestBody(plainObject(item), texts[index] ?? null));
  }

  /** The member's own text, where it may have numbers that a JavaScript number could round. */
  #textOf(name: string): string | null {
    return this.#text !== null && DELICATE_NUMBER.test(this.#text) ? (memberTexts(this.#text).get(name) ?? null) : null;
  }

  /**
   * The object's members as variables, with every digit of their numbers; whole ones beyond 64 bits are refused, which
   * Camunda 8 does when all else of the request has been looked at. Absent and null: none.
   */
  variables(name: string): Readonly<Record<string, VariableValue>> {
    const value = this.value(name);
    if (value === null) return {};
    const members = Object.entries(plainObject(value));
    const text = this.#textOf(name);
    if (text !== null && hasNumberBeyond64Bits(text))
      throw unreadable('MessagePack cannot serialize BigInteger larger than 2^64-1');
    const texts = text === null ? null : memberTexts(withFiniteNumbers(text));
    return Object.fromEntries(
      members.map(([member, json]) => {
        const text = texts?.get(member);
        return [member, text === undefined ? fromJson(json) : fromJsonText(text)];
      }),
    );
  }
}

/** The body that a request must have. One that says not even what it would be cannot be read as JSON. */
export function requiredBody(request: FastifyRequest): RequestBody {
  if (request.body === undefined && request.headers['content-type'] === undefined) throw new UnknownMediaType();
  const body = optionalBody(request);
  if (body === null) throw unreadable('Required request body is missing');
  return body;
}

/** null: none was sent. */
function optionalBody(request: FastifyRequest): RequestBody | null {
  const { body: text } = request;
  if (typeof text !== 'string' || text === '') return null;
  const value = parse(text);
  if (value === null) return null;
  if (hasUnstorableText(text, value))
    throw invalidArgument(
      'The request contains the character U+0000 or half of a surrogate pair, which cannot be stored.',
    );
  return new RequestBody(plainObject(value), text);
}

/** Where every property is optional, nothing is the same as `{}`. */
export const anyBody = (request: FastifyRequest): RequestBody => optionalBody(request) ?? new RequestBody({}, null);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

function plainObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw unreadable();
}
