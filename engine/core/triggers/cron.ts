import type { Instant } from '../state.ts';

/**
 * Cron as both Camundas read it: six fields from the second to the day of the week, names, lists, ranges and steps,
 * `L`,
 * `W` and `#`, and nicknames. A day has to match both its fields. Times are UTC.
 */
export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  isDay(day: Day): boolean;
}
interface Day {
  readonly date: number;
  readonly weekday: number;
  readonly daysInMonth: number;
  readonly firstWeekday: number;
}
type DayRule = (day: Day) => boolean;

/** What is wrong with a text, in the words of both. */
export class CronProblem extends Error {}

const FIELDS = 6;
const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAYS_PER_WEEK = 7;
const DAY_MS = 86_400_000;
/** Days that are looked at: a 29th of February on a given weekday comes every 28 years, or after 40 over a century. */
const MAX_DAYS_AHEAD = 41 * 366;

export function parseCron(text: string): Cron {
  const trimmed = text.trim();
  if (trimmed === '') throw new CronProblem('Empty expression!');
  const parts = (NICKNAMES[trimmed] ?? trimmed).split(/\s+/);
  if (parts.length !== FIELDS)
    throw new CronProblem(`Cron expression contains ${parts.length} parts but we expect one of [${FIELDS}]`);
  const [second = '', minute = '', hour = '', date = '', month = '', weekday = ''] = parts;
  const isDate = dateRule(date);
  const isWeekday = weekdayRule(weekday.toUpperCase());
  return {
    seconds: values(second, 0, 59, 'refused'),
    minutes: values(minute, 0, 59, 'refused'),
    hours: values(hour, 0, 23, 'refused'),
    months: new Set(values(named(month.toUpperCase(), MONTHS, 1), 1, 12, 'first')),
    isDay: (day) => isDate(day) && isWeekday(day),
  };
}

/** The first time after a moment; null: there is none. */
export function nextTime(cron: Cron, after: Instant): Instant | null {
  const start = Math.floor(after / 1_000) * 1_000 + 1_000;
  let midnight = Math.floor(start / DAY_MS) * DAY_MS;
  for (let n = 0; n < MAX_DAYS_AHEAD; n += 1, midnight += DAY_MS) {
    const date = new Date(midnight);
    if (!cron.months.has(date.getUTCMonth() + 1) || !cron.isDay(dayOf(date))) continue;
    const time = firstTime(cron, Math.max(0, start - midnight) / 1_000);
    if (time !== null) return midnight + time * 1_000;
  }
  return null;
}

function dayOf(date: Date): Day {
  const number = date.getUTCDate();
  const weekday = date.getUTCDay();
  const firstWeekday = (weekday - ((number - 1) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return {
    date: number,
    weekday,
    firstWeekday,
    daysInMonth: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  };
}

/** Seconds of the day, from one on. */
function firstTime({ hours, minutes, seconds }: Cron, from: number): number | null {
  for (const hour of hours)
    for (const minute of minutes) {
      if (hour * 3_600 + minute * 60 + 59 < from) continue;
      const second = seconds.find((candidate) => hour * 3_600 + minute * 60 + candidate >= from);
      if (second !== undefined) return hour * 3_600 + minute * 60 + second;
    }
  return null;
}

function dateRule(text: string): DayRule {
  if (text === '*' || text === '?') return () => true;
  const parts = text.toUpperCase().split(',');
  // In a list the last day of a month, or one counted from it, never comes.
  const listed = parts.length === 1 ? parts : parts.filter((part) => !part.startsWith('L'));
  return anyOf(listed, (part) => {
    if (part === 'L') return ({ date, daysInMonth }) => date === daysInMonth;
    if (part === 'LW') return (day) => day.date === nearestWorkday(day, day.daysInMonth);
    const beforeLast = /^L-(\d+)$/.exec(part);
    if (beforeLast) {
      const before = inRange(Number(beforeLast[1]), 1, 31);
      return ({ date, daysInMonth }) => date === daysInMonth - before;
    }
    const workday = /^(\d+)W$/.exec(part);
    if (workday) {
      const [wanted = 1] = values(workday[1] ?? '', 1, 31, 'refused');
      return (day) => day.date === nearestWorkday(day, wanted);
    }
    const dates = new Set(values(part, 1, 31, parts.length === 1 ? 'first' : 'none'));
    return ({ date }) => dates.has(date);
  });
}

function weekdayRule(text: string): DayRule {
  if (text === '*' || text === '?') return () => true;
  return anyOf(named(text, WEEKDAYS, 0).split(','), (part) => {
    // The last day of the week.
    if (part === 'L') return ({ weekday }) => weekday === 0;
    const last = /^(\d)L$/.exec(part);
    if (last) {
      const [wanted] = weekdays(last[1] ?? '');
      return ({ date, weekday, daysInMonth }) => weekday === wanted && date > daysInMonth - DAYS_PER_WEEK;
    }
    const nth = /^(\d)#(\d)$/.exec(part);
    if (nth) {
      const [wanted] = weekdays(nth[1] ?? '');
      return ({ date, weekday }) => weekday === wanted && Math.ceil(date / DAYS_PER_WEEK) === Number(nth[2]);
    }
    const wanted = new Set(weekdays(part));
    return ({ weekday }) => wanted.has(weekday);
  });
}

/** Sunday is 0 and 7. */
const weekdays = (text: string): number[] => values(text, 0, DAYS_PER_WEEK, 'around').map((day) => day % DAYS_PER_WEEK);

function anyOf(parts: readonly string[], rule: (part: string) => DayRule): DayRule {
  const rules = parts.map(rule);
  return (day) => rules.some((holds) => holds(day));
}

/** Monday to Friday, the nearest to a date within its month. */
function nearestWorkday({ firstWeekday, daysInMonth }: Day, wanted: number): number {
  const date = Math.min(wanted, daysInMonth);
  const weekday = (firstWeekday + date - 1) % DAYS_PER_WEEK;
  if (weekday === 6) return date === 1 ? date + 2 : date - 1;
  if (weekday === 0) return date === daysInMonth ? date - 2 : date + 1;
  return date;
}

/** Names by their numbers. */
function named(text: string, names: readonly string[], first: number): string {
  return text.replaceAll(/[A-Z]{3,}/g, (name) => {
    const last = name.length > 3 && name.endsWith('L') ? 'L' : '';
    const index = names.indexOf(last === '' ? name : name.slice(0, -1));
    if (index < 0) throw invalidCharacters(text, name);
    return `${index + first}${last}`;
  });
}

/**
 * A range that ends before it begins: no cron of times, around the end of a week, and of dates and months its beginning
 * alone, or none of it in a list.
 */
type Reversed = 'refused' | 'around' | 'first' | 'none';

/** The numbers that a field names, in order. */
function values(text: string, least: number, most: number, reversed: Reversed): number[] {
  const found = new Set<number>();
  const parts = text.split(',');
  for (const part of parts) {
    const match = /^(?:(\*|\?)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) throw invalidCharacters(text, part.replaceAll(/[\d*,/?-]/g, '') || part);
    const [, all, from, to, step] = match;
    const first = all === undefined ? inRange(Number(from), least, most) : least;
    const period = Number(step ?? 1);
    if (period < 1 || period > most)
      throw new CronProblem(`Failed to parse cron expression. Period ${period} not in range [${least}, ${most}]`);
    const end = all !== undefined || step !== undefined ? most : first;
    const isAlone = parts.length === 1 || reversed !== 'first';
    const last = to === undefined ? end : lastOf(first, inRange(Number(to), least, most), isAlone ? reversed : 'none');
    for (let value = first; value <= last; value += period) found.add(value);
  }
  return [...found].sort((one, other) => one - other);
}

function lastOf(from: number, to: number, reversed: Reversed): number {
  if (to >= from) return to;
  switch (reversed) {
    case 'refused':
      throw new CronProblem(`Failed to parse cron expression. Invalid range! [${from},${to}]`);
    case 'around':
      return to + DAYS_PER_WEEK;
    case 'first':
      return from;
    case 'none':
      return to;
  }
}

function inRange(value: number, least: number, most: number): number {
  if (value < least || value > most)
    throw new CronProblem(`Failed to parse cron expression. Value ${value} not in range [${least}, ${most}]`);
  return value;
}

const invalidCharacters = (expression: string, characters: string): CronProblem =>
  new CronProblem(
    `Failed to parse cron expression. Invalid chars in expression! Expression: ${expression} Invalid chars: ${characters}`,
  );
