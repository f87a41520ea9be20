import type { Instant } from '@/engine/index.ts';

/** As many digits in each place as there are, and whatever after the offset: Java's reader of dates is lenient. */
const ENGINE_DATE = /^(\d{1,6})-(\d{1,6})-(\d{1,6})T(\d{1,6}):(\d{1,6}):(\d{1,6})\.(\d{1,9})([+-])(\d{2})(\d{2})/;
const MINUTE_MS = 60_000;
/** From the year 1 to 9999. */
const FIRST_INSTANT = -62_135_596_800_000;
const LAST_INSTANT = 253_402_300_799_999;

export const isStorable = (instant: Instant): boolean => instant >= FIRST_INSTANT && instant <= LAST_INSTANT;

/** `2031-02-03T04:05:06.007+0000`: milliseconds always, the offset without a colon. */
export function dateText(instant: Instant): string {
  const text = new Date(instant).toISOString();
  return `${text.slice(0, -1)}+0000`;
}

export const optionalDateText = (instant: Instant | null): string | null =>
  instant === null ? null : dateText(instant);

/**
 * null: not in the engine's format. A `+` that a query string turned into a blank is understood; what is too much in one
 * place goes over into the next, so that the 13th month is the first of the year after.
 */
export function parseDate(text: string): Instant | null {
  const [, year, month, day, hour, minute, second, millisecond, sign, offsetHours, offsetMinutes] =
    ENGINE_DATE.exec(text.replace(' ', '+')) ?? [];
  if (year === undefined) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(millisecond));
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * MINUTE_MS;
  const instant = date.getTime() + (sign === '+' ? -offset : offset);
  return isStorable(instant) ? instant : null;
}
