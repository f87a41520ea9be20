import { define, type NamedBuiltIn, type Surroundings } from './built-in.ts';
import { Decimal } from './decimal.ts';
import type { FeelValue } from './feel-value.ts';
import { namedZone } from './named-zone.ts';
import { readDate, readDateTime, readDuration, readTime } from './read-temporal.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  LOCAL,
  MonthsDuration,
  NANOS_PER_SECOND,
  timeOffset,
} from './temporal.ts';
import { temporalText } from './write-temporal.ts';

const NANOS_PER_MS = 1_000_000n;
const INT_BITS = 32;
/** The farthest that any clock is from UTC, as Java has it. */
const MAX_OFFSET = 18n * 3600n * NANOS_PER_SECOND;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const wholeNumber = (value: FeelValue | undefined): number | null =>
  value instanceof Decimal ? Math.trunc(value.toNumber()) : null;
/** In the zone of the server, which is UTC. */
const now = (around: Surroundings): FeelDateTime =>
  FeelDateTime.at(BigInt(Math.trunc(around.now)) * NANOS_PER_MS, { offset: null, name: 'Etc/UTC' });
const dayOf = (value: FeelValue | undefined): FeelDate | undefined =>
  value instanceof FeelDate ? value : value instanceof FeelDateTime ? value.date : undefined;

function timeOf([hour, minute, second, offset]: readonly FeelValue[]): FeelValue | undefined {
  const [hours, minutes] = [wholeNumber(hour), wholeNumber(minute)];
  if (hours === null || minutes === null || !(second instanceof Decimal)) return undefined;
  if (!(offset === undefined || offset === null || offset instanceof DaysDuration)) return undefined;
  const seconds = second.toNumber();
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds >= 60) return null;
  const nanos =
    BigInt(hours * 3600 + minutes * 60) * NANOS_PER_SECOND + second.times(Decimal.of(NANOS_PER_SECOND)).toBigInt();
  if (offset && (offset.nanos > MAX_OFFSET || offset.nanos < -MAX_OFFSET)) return null;
  return new FeelTime(nanos, offset ? { offset: Number(offset.nanos / NANOS_PER_SECOND), name: null } : LOCAL);
}

/** A local moment is said to be in the zone, any other is told in it. */
function inZone(value: FeelDateTime, name: string): FeelValue {
  const zone = namedZone(name);
  const isLocal = timeOffset(value) === null;
  return isLocal ? FeelDateTime.local(value.date, value.time, zone) : FeelDateTime.at(value.instant(), zone);
}

/** Whole months between two days; a month that is not over does not count. */
function monthsBetween(from: FeelDate, to: FeelDate): MonthsDuration {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return new MonthsDuration(months - 1);
  return new MonthsDuration(months < 0 && to.day > from.day ? months + 1 : months);
}

/** ISO 8601: the week that holds the year's first Thursday is the first. */
function weekOfYear(day: FeelDate): number {
  const thursday = day.plusDays(4 - day.weekday);
  return Math.floor((thursday.epochDay - (FeelDate.of(thursday.year, 1, 1) ?? thursday).epochDay) / 7) + 1;
}

/** Camunda's own: a timer's cycle as ISO 8601 writes it; without repetitions it has no end. */
function cycleOf(repetitions: FeelValue | undefined, interval: FeelValue | undefined): FeelValue | undefined {
  const isDuration = interval instanceof DaysDuration || interval instanceof MonthsDuration;
  if (!isDuration || !(repetitions === null || repetitions instanceof Decimal)) return undefined;
  const times = repetitions && BigInt.asIntN(INT_BITS, repetitions.toBigInt());
  return `R${times ?? ''}/${temporalText(interval)}`;
}

function ofDay(name: string, compute: (day: FeelDate) => FeelValue): NamedBuiltIn {
  return define(name, 'date', ([value]) => {
    const day = dayOf(value);
    return day ? compute(day) : undefined;
  });
}

export const temporalFunctions: readonly NamedBuiltIn[] = [
  define('now', '', (_args, around) => now(around)),
  define('today', '', (_args, around) => now(around).date),
  define('date', 'from', ([from]) => (typeof from === 'string' ? readDate(from) : dayOf(from))),
  define('date', 'year,month,day', ([year, month, day]) => {
    const [y, m, d] = [wholeNumber(year), wholeNumber(month), wholeNumber(day)];
    return y === null || m === null || d === null ? undefined : FeelDate.of(y, m, d);
  }),
  define('time', 'from', ([from]) =>
    typeof from === 'string'
      ? readTime(from)
      : from instanceof FeelDateTime
        ? from.time
        : from instanceof FeelDate
          ? new FeelTime(0n, { offset: 0, name: null })
          : undefined,
  ),
  define('time', 'hour,minute,second', timeOf),
  define('time', 'hour,minute,second,offset', timeOf),
  define('date and time', 'from', ([from]) => (typeof from === 'string' ? readDateTime(from) : undefined)),
  define('date and time', 'date,time', ([date, time]) => {
    const day = dayOf(date);
    return day && time instanceof FeelTime
      ? new FeelDateTime(day, time)
      : date instanceof FeelDateTime && typeof time === 'string'
        ? inZone(date, time)
        : undefined;
  }),
  define('date and time', 'date,timezone', ([date, zone]) =>
    date instanceof FeelDateTime && typeof zone === 'string' ? inZone(date, zone) : undefined,
  ),
  define('duration', 'from', ([from]) => (typeof from === 'string' ? readDuration(from) : undefined)),
  define('cycle', 'interval', ([interval]) => cycleOf(null, interval)),
  define('cycle', 'repetitions,interval', ([repetitions, interval]) => cycleOf(repetitions, interval)),
  define('years and months duration', 'from,to', ([from, to]) => {
    const [start, end] = [dayOf(from), dayOf(to)];
    return start && end ? monthsBetween(start, end) : undefined;
  }),
  ofDay('day of year', (day) => Decimal.of(day.epochDay - (FeelDate.of(day.year, 1, 1) ?? day).epochDay + 1)),
  ofDay('day of week', (day) => WEEKDAYS[day.weekday - 1] ?? null),
  ofDay('month of year', (day) => MONTHS[day.month - 1] ?? null),
  ofDay('week of year', (day) => Decimal.of(weekOfYear(day))),
  ofDay('last day of month', (day) => (FeelDate.of(day.year, day.month, 1) ?? day).plusMonths(1).plusDays(-1)),
];
