import type { Instant } from '@/engine/index.ts';
import { isStorable, parseDate } from './dates.ts';
import { longDigits } from './json-text.ts';
import { invalidRequest, wrongShape } from './rest-error.ts';

const WHOLE_NUMBER = /^[+-]?\d{1,18}$/;
/**
 * Keys, names of variables, workers and people: as many characters as the original's columns have. They are indexed.
 */
export const MAX_NAME_LENGTH = 255;
/** An empty text is no flag, which is as good as false. */
const FLAG_WORDS: ReadonlySet<string> = new Set(['true', 'True', 'TRUE', 'false', 'False', 'FALSE', '']);
const MAX_INT = 2_147_483_647;
/** Longest lock or back-off: a hundred years, in milliseconds. A longer one means the same. */
const MAX_DURATION_MS = 100 * 365 * 86_400_000;

/**
 * A JSON object of a request, read as the original reads it: unknown members are ignored, null is the same as absent,
 * texts and numbers stand for each other where they can be read so, and anything else is a body of the wrong shape.
 */
export class Fields {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (!isObject(value)) throw wrongShape();
    this.#members = value;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#members, name);
  }

  value(name: string): unknown {
    return this.has(name) ? (this.#members[name] ?? null) : null;
  }

  text(name: string): string | null {
    const value = this.value(name);
    if (value === null || typeof value === 'string') return longDigits(value) ?? value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw wrongShape();
  }

  /** A text that has to fit into an index. */
  name(name: string): string | null {
    const text = this.text(name);
    if (text !== null) checkName(text);
    return text;
  }

  whole(name: string): number | null {
    const value = this.value(name);
    if (value === null || value === '') return null;
    const number =
      typeof value === 'number'
        ? Math.trunc(value)
        : typeof value === 'string' && WHOLE_NUMBER.test(value)
          ? Number(value)
          : Number.NaN;
    if (!Number.isSafeInteger(number)) throw wrongShape();
    return number;
  }

  /** A number of 32 bits, as Java's int. */
  int(name: string): number | null {
    const number = this.whole(name);
    if (number !== null && Math.abs(number) > MAX_INT) throw wrongShape();
    return number;
  }

  durationMs(name: string): number | null {
    const number = this.whole(name);
    return number === null ? null : Math.min(number, MAX_DURATION_MS);
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === null || typeof value === 'boolean') return value ?? false;
    if (typeof value === 'number' && Number.isInteger(value)) return value !== 0;
    if (typeof value === 'string' && FLAG_WORDS.has(value)) return value.toLowerCase() === 'true';
    throw wrongShape();
  }

  date(name: string): Instant | null {
    const value = this.value(name);
    if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
    const instant = typeof value === 'string' ? parseDate(value) : typeof value === 'number' ? value : null;
    if (instant === null || !isStorable(instant)) throw wrongShape();
    return instant;
  }

  texts(name: string): readonly string[] | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!Array.isArray(value)) throw wrongShape();
    return value.map(textItem);
  }

  /** The same where nothing in the list has a meaning. */
  nullableTexts(name: string): readonly (string | null)[] | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!Array.isArray(value)) throw wrongShape();
    return value.map((item: unknown) => (item === null ? null : textItem(item)));
  }

  object(name: string): Fields | null {
    const value = this.value(name);
    return value === null ? null : new Fields(value);
  }

  objects(name: string): readonly Fields[] | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!Array.isArray(value)) throw wrongShape();
    return value.map((item: unknown) => new Fields(item));
  }

  entries(): readonly (readonly [string, unknown])[] {
    return Object.entries(this.#members);
  }
}

function textItem(item: unknown): string {
  if (typeof item === 'object') throw wrongShape();
  return longDigits(item) ?? String(item);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses what would not fit. */
export function checkName(text: string): void {
  if (text.length > MAX_NAME_LENGTH)
    throw invalidRequest(
      `A key or name may have ${MAX_NAME_LENGTH} characters at most; '${text.slice(0, 40)}…' has ${text.length}.`,
    );
}
