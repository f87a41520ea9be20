import type { Instant } from '@/engine/index.ts';
import { parseDate } from './dates.ts';
import { longDigits } from './json-text.ts';
import { wrongShape } from './rest-error.ts';

const WHOLE_NUMBER = /^[+-]?\d{1,18}$/;

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

  whole(name: string): number | null {
    const value = this.value(name);
    if (value === null || value === '') return null;
    if (typeof value === 'number') return Math.trunc(value);
    if (typeof value === 'string' && WHOLE_NUMBER.test(value)) return Number(value);
    throw wrongShape();
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === null || typeof value === 'boolean') return value ?? false;
    if (value === 'true' || value === 'false') return value === 'true';
    throw wrongShape();
  }

  date(name: string): Instant | null {
    const value = this.value(name);
    if (value === null) return null;
    const instant = typeof value === 'string' ? parseDate(value) : typeof value === 'number' ? value : null;
    if (instant === null) throw wrongShape();
    return instant;
  }

  texts(name: string): readonly string[] | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!Array.isArray(value)) throw wrongShape();
    return value.map((item: unknown) => {
      if (typeof item === 'object') throw wrongShape();
      return longDigits(item) ?? String(item);
    });
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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
