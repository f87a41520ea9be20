import type { Instant } from '../state.ts';
import { addDuration, type Duration, parseDuration } from './iso-8601.ts';
import { readJodaDateTime } from './joda-date-time.ts';

/**
 * What Camunda 7 reads as a duration: a period, a period that ends at a moment, one that begins at a moment, or what is
 * between two; each alone or repeated. A repetition has its dates from its start, or else back from its end.
 */
export interface ClockCycle {
  readonly isRepeated: boolean;
  /** null: for ever. */
  readonly times: number | null;
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly period: Duration;
}
/** Why a text is none, in the words of Java. */
export interface UnreadableCycle {
  readonly failure: string;
}

const MAX_INT = 2 ** 31 - 1;
const MAX_PARTS = 3;
/** Steps by the calendar are counted one by one, and not for ever. */
const MAX_CYCLES_SCANNED = 1_000_000;
/** As Java has them: capital letters, no weeks but alone, a fraction of seconds only. */
const JAVA_DURATION = /^P(?:\d+W|(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/;
/** More digits of a second than a millisecond has say nothing. */
const BEYOND_NANOS = /(\.\d{9})\d+S$/;

export function readClockCycle(text: string): ClockCycle | UnreadableCycle {
  const parts = text.replace(/\/+$/, '').split('/');
  if (parts.length > MAX_PARTS) return { failure: `ENGINE-09028 Cannot parse duration '${text}'.` };
  const isRepeated = parts[0]?.startsWith('R') === true;
  const count = isRepeated ? (parts.shift() ?? '').slice(1) : '';
  const times = count === '' ? null : Number(count);
  if (times !== null && (!/^[+-]?\d+$/.test(count) || Math.abs(times) > MAX_INT))
    return { failure: `For input string: "${count}"` };
  const [first, second] = parts;
  if (first === undefined) return { failure: 'Index 0 out of bounds for length 0' };
  const cycle = { isRepeated, times };
  if (isPeriod(first)) {
    const period = readPeriod(first);
    if ('failure' in period) return period;
    const end = second === undefined ? null : readJodaDateTime(second);
    return isUnreadable(end) ? end : { ...cycle, start: null, end, period };
  }
  const start = readJodaDateTime(first);
  if (isUnreadable(start)) return start;
  if (second === undefined) return { failure: 'Index 1 out of bounds for length 1' };
  if (isPeriod(second)) {
    const period = readPeriod(second);
    return 'failure' in period ? period : { ...cycle, start, end: null, period };
  }
  const end = readJodaDateTime(second);
  return isUnreadable(end) ? end : { ...cycle, start, end, period: between(start, end) };
}

/** When it is over for the next time; null: it has been over for good. */
export function dueOf(cycle: ClockCycle, now: Instant): Instant | null {
  if (!cycle.isRepeated) return cycle.end ?? addDuration(cycle.start ?? now, cycle.period);
  if (cycle.start !== null || cycle.end === null) {
    const due = forth(cycle.start ?? now, cycle, now);
    return due < now ? null : due;
  }
  const due = back(cycle.end, cycle, now);
  return due < now ? null : due;
}

const isPeriod = (text: string): boolean => text.startsWith('P');
const isUnreadable = (read: Instant | null | UnreadableCycle): read is UnreadableCycle =>
  typeof read === 'object' && read !== null;

function readPeriod(text: string): Duration | UnreadableCycle {
  const period = JAVA_DURATION.test(text) ? parseDuration(text.replace(BEYOND_NANOS, '$1S')) : null;
  return period ?? { failure: text };
}

function between(start: Instant, end: Instant): Duration {
  return { sign: end < start ? -1 : 1, months: 0, ms: Math.abs(end - start) };
}

/** From one date to the next, until one is later than now or all are counted. */
function forth(start: Instant, { times, period }: ClockCycle, now: Instant): Instant {
  if (period.months === 0 && period.sign > 0 && period.ms > 0) {
    const steps = start > now ? 0 : Math.floor((now - start) / period.ms) + 1;
    return start + Math.max(0, Math.min(steps, times ?? steps)) * period.ms;
  }
  let due = start;
  for (let n = 0; n < (times ?? MAX_CYCLES_SCANNED) && n < MAX_CYCLES_SCANNED && due <= now; n += 1)
    due = addDuration(due, period);
  return due;
}

/** From the end back, as long as the date before is later than now. */
function back(end: Instant, { times, period }: ClockCycle, now: Instant): Instant {
  if (period.months === 0 && period.ms > 0) {
    const steps = Math.max(0, Math.ceil((end - now) / period.ms) - 1);
    return end - Math.max(0, Math.min(steps, times ?? steps)) * period.ms;
  }
  const backwards: Duration = { ...period, sign: -1 };
  let due = end;
  for (let n = 0; n < (times ?? MAX_CYCLES_SCANNED) && n < MAX_CYCLES_SCANNED; n += 1) {
    const before = addDuration(due, backwards);
    if (before <= now || before >= due) break;
    due = before;
  }
  return due;
}
