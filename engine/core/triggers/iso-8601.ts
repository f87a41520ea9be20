import type { Instant } from '../state.ts';

/** A duration as ISO 8601 writes it. Months go by the calendar, the rest by the clock. */
export interface Duration {
  readonly sign: 1 | -1;
  readonly months: number;
  readonly ms: number;
}

/** A cycle: `R3/PT1H`, `R/2026-01-01T00:00:00Z/PT1H`. */
export interface Repetition {
  /** null: for ever. */
  readonly times: number | null;
  readonly start: Instant | null;
  readonly interval: Duration;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONTHS_PER_YEAR = 12;

// Years, months, weeks, days, hours, minutes, seconds.
const DURATION =
  /^([+-])?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,9}))?S)?)?$/i;
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2})(?::(\d{2}))?(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[^\]]+\])?)?$/i;

export function parseDuration(text: string): Duration | null {
  // Java writes signs inside (PT-5M), which means the same as in front when there is one part.
  const inner = /^P(T?)-(.+)$/i.exec(text);
  const match = DURATION.exec(inner ? `-P${inner[1]}${inner[2]}` : text);
  if (!match) return null;
  const n = (group: number): number => Number(match[group] ?? 0);
  const fraction = match[9] ? Math.floor(Number(`0.${match[9]}`) * SECOND_MS) : 0;
  return {
    sign: match[1] === '-' ? -1 : 1,
    months: n(2) * MONTHS_PER_YEAR + n(3),
    ms: n(4) * 7 * DAY_MS + n(5) * DAY_MS + n(6) * HOUR_MS + n(7) * MINUTE_MS + n(8) * SECOND_MS + fraction,
  };
}

export function addDuration(from: Instant, duration: Duration): Instant {
  return addMonths(from, duration.sign * duration.months) + duration.sign * duration.ms;
}

/** The same day of a later month, or its last day when it is shorter. */
function addMonths(from: Instant, months: number): Instant {
  if (months === 0) return from;
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** A moment; without an offset it is meant in UTC. */
export function parseDateTime(text: string): Instant | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const n = (group: number): number => Number(match[group] ?? 0);
  const [month, day, hour, minute, second] = [n(2), n(3), n(4), n(5), n(6)];
  const isReal =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(n(1), month, 0)).getUTCDate() &&
    hour <= 24 &&
    minute < 60 &&
    second < 60;
  if (!isReal) return null;
  const fraction = match[7] ? Math.floor(Number(`0.${match[7]}`) * SECOND_MS) : 0;
  return Date.UTC(n(1), month - 1, day, hour, minute, second, fraction) - offsetMs(match[8]);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/** How Camunda 7 reads the repetition of a retry cycle. */
export function parseRepetition(text: string): Repetition | null {
  const parts = text.split('/');
  const head = /^R(-?\d*)$/i.exec(parts[0] ?? '');
  if (!head || parts.length < 2 || parts.length > 3) return null;
  const times = head[1] === '' || head[1] === '-1' ? null : Number(head[1]);
  if (times !== null && times < 0) return null;
  const interval = parseDuration(parts[parts.length - 1] ?? '');
  const start = parts.length === 3 ? parseDateTime(parts[1] ?? '') : null;
  if (!interval || (parts.length === 3 && start === null)) return null;
  return { times, start, interval };
}
