import type { Instant } from '../state.ts';

/**
 * Dates as Camunda 7 reads them, by Joda's `ISODateTimeFormat.dateTimeParser`: a date of days, weeks or the year's days,
 * with a time or without, or a time alone; parts may be missing at the end, numbers may be short, the last part of a
 * time may have a fraction. Without an offset it is meant in UTC.
 */
const WEEK = /([+-]?\d{1,9})-W(\d{1,2})(?:-(\d))?/iy;
const DAY_OF_YEAR = /([+-]?\d{1,9})-(\d{1,3})/y;
const DATE = /([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?/y;
const TIME = /(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?|[.,](\d{1,9}))?|[.,](\d{1,9}))?/y;
const OFFSET = /Z|([+-])(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,3}))?)?)?/iy;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SAMPLE_CHARACTERS = 32;
const ELLIPSIS = '...';

/** A field that has no such value. */
class FieldFailure extends Error {}

/** The moment, or Joda's sentence of why there is none. */
export function readJodaDateTime(text: string): Instant | { readonly failure: string } {
  const reader = new DateReader(text);
  try {
    const at = reader.read();
    return at === null ? { failure: invalidFormat(text, reader.position) } : at;
  } catch (error) {
    if (!(error instanceof FieldFailure)) throw error;
    return { failure: `Cannot parse "${text}": ${error.message}` };
  }
}

function invalidFormat(text: string, at: number): string {
  const length = at + SAMPLE_CHARACTERS;
  const sample = text.length <= length + ELLIPSIS.length ? text : text.slice(0, length) + ELLIPSIS;
  if (at <= 0) return `Invalid format: "${sample}"`;
  return at >= text.length
    ? `Invalid format: "${sample}" is too short`
    : `Invalid format: "${sample}" is malformed at "${sample.slice(at)}"`;
}

class DateReader {
  /** How far it could be read. */
  position = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match) this.position += match[0].length;
    return match;
  }

  /** null: it cannot be read to its end. */
  read(): Instant | null {
    const day = this.day();
    if (day === null && !this.take(/T/iy)) return null;
    const hasTime = day === null || this.take(/T/iy) !== null;
    const time = hasTime ? this.take(TIME) : null;
    if (day === null && !time) return null;
    const offset = hasTime ? this.take(OFFSET) : null;
    if (this.position < this.text.length) return null;
    const at = (day?.() ?? 0) + (time ? timeOf(time) : 0) - (offset ? offsetOf(offset) : 0);
    if (Number.isNaN(new Date(at).getTime())) throw new FieldFailure('the date is out of range');
    return at;
  }

  /** Of the three forms the one that goes farthest; computed later, as what cannot be read is found first. */
  private day(): (() => Instant) | null {
    const forms: [RegExp, (parts: readonly number[]) => Instant][] = [
      [DATE, dateOf],
      [DAY_OF_YEAR, dayOfYear],
      [WEEK, dayOfWeek],
    ];
    let best: { readonly match: RegExpExecArray; readonly compute: (parts: readonly number[]) => Instant } | null =
      null;
    for (const [pattern, compute] of forms) {
      pattern.lastIndex = this.position;
      const match = pattern.exec(this.text);
      if (match && match[0].length > (best?.match[0].length ?? 0)) best = { match, compute };
    }
    if (!best) return null;
    const { match, compute } = best;
    this.position += match[0].length;
    return () => compute(match.slice(1).map((part) => (part === undefined ? 1 : Number(part))));
  }
}

function within(value: number, name: string, least: number, most: number): number {
  if (value < least || value > most)
    throw new FieldFailure(`Value ${value} for ${name} must be in the range [${least},${most}]`);
  return value;
}

function startOf(year: number, month = 1, day = 1): Instant {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function dateOf([year = 1970, month = 1, day = 1]: readonly number[]): Instant {
  within(month, 'monthOfYear', 1, 12);
  within(day, 'dayOfMonth', 1, new Date(startOf(year, month + 1, 0)).getUTCDate());
  return startOf(year, month, day);
}

function dayOfYear([year = 1970, day = 1]: readonly number[]): Instant {
  within(day, 'dayOfYear', 1, Math.round((startOf(year + 1) - startOf(year)) / DAY_MS));
  return startOf(year, 1, day);
}

/** The Monday of the first week, which is the one with the fourth of January. */
function firstMonday(year: number): Instant {
  const fourth = startOf(year, 1, 4);
  return fourth - ((new Date(fourth).getUTCDay() || 7) - 1) * DAY_MS;
}

function dayOfWeek([year = 1970, week = 1, day = 1]: readonly number[]): Instant {
  const first = firstMonday(year);
  within(week, 'weekOfWeekyear', 1, Math.round((firstMonday(year + 1) - first) / (7 * DAY_MS)));
  within(day, 'dayOfWeek', 1, 7);
  return first + ((week - 1) * 7 + day - 1) * DAY_MS;
}

const fraction = (digits: string | undefined, unitMs: number): number =>
  digits === undefined ? 0 : Math.floor(Number(`0.${digits}`) * unitMs);

function timeOf([, hour, minute, second, ofSecond, ofMinute, ofHour]: RegExpExecArray): number {
  return (
    within(Number(hour), 'hourOfDay', 0, 23) * HOUR_MS +
    within(Number(minute ?? 0), 'minuteOfHour', 0, 59) * MINUTE_MS +
    within(Number(second ?? 0), 'secondOfMinute', 0, 59) * SECOND_MS +
    fraction(ofSecond, SECOND_MS) +
    fraction(ofMinute, MINUTE_MS) +
    fraction(ofHour, HOUR_MS)
  );
}

function offsetOf([, sign, hours, minutes, seconds, ofSecond]: RegExpExecArray): number {
  if (sign === undefined) return 0;
  const ms =
    Number(hours) * HOUR_MS +
    Number(minutes ?? 0) * MINUTE_MS +
    Number(seconds ?? 0) * SECOND_MS +
    fraction(ofSecond, SECOND_MS);
  return sign === '-' ? -ms : ms;
}
