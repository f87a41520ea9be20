import type { Instant } from '../state.ts';
import { type CalendarDay, dayRule } from './cron-days.ts';
import {
  checkField,
  CronProblem,
  type CronField,
  type FieldRule,
  isOutOfBounds,
  javaSplit,
  outOfBounds,
  readField,
} from './cron-field.ts';
import { numbersAlone } from './cron-numbers.ts';

export { CronProblem } from './cron-field.ts';

/**
 * Cron as both Camundas read it: six fields from the second to the day of the week, names, lists, ranges and steps,
 * `L`, `W` and `#`, nicknames, and several crons with `|` in fields or `||` between them. A day has to match both its
 * fields. Times are UTC.
 */
export type Cron = readonly SingleCron[];
interface SingleCron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  /** Throws CronProblem for a month that has no such date. */
  isDay(day: CalendarDay): boolean;
}

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
const numbered = (names: readonly string[], first: number): ReadonlyMap<string, number> =>
  new Map(names.map((name, index) => [name, index + first]));
const PLAIN = { signs: new Set<never>(), names: new Map<string, number>(), isWeekday: false, isStrict: true };
const FIELDS: readonly FieldRule[] = [
  { ...PLAIN, least: 0, most: 59 },
  { ...PLAIN, least: 0, most: 59 },
  { ...PLAIN, least: 0, most: 23 },
  { ...PLAIN, least: 1, most: 31, signs: new Set(['L', 'W', 'LW', '?']), isStrict: false },
  { ...PLAIN, least: 1, most: 12, names: numbered(MONTHS, 1), isStrict: false },
  {
    ...PLAIN,
    least: 0,
    most: 7,
    signs: new Set(['#', 'L', '?']),
    names: numbered(WEEKDAYS, 0),
    isWeekday: true,
    isStrict: false,
  },
];
const DAY_MS = 86_400_000;
/** Days that are looked at: a 29th of February on a given weekday comes every 28 years, or after 40 over a century. */
const MAX_DAYS_AHEAD = 41 * 366;

export function parseCron(text: string): Cron {
  const trimmed = text.trim();
  if (trimmed === '') throw new CronProblem('Empty expression!');
  const named = NICKNAMES[trimmed];
  if (named !== undefined) return parseCron(named);
  if (trimmed.includes('||')) {
    const crons = javaSplit(trimmed, '||');
    if (crons.length === 0) throw new CronProblem('List of Cron cannot be null or empty');
    return crons.flatMap(parseCron);
  }
  const parts = trimmed.split(/\s+/);
  if (trimmed.includes('|')) return alternatives(parts).flatMap(parseCron);
  return [singleCron(parts.map((part) => part.toUpperCase()))];
}

/** `0 0 12|13 * * *` are two crons. */
function alternatives(parts: readonly string[]): readonly string[] {
  const choices = parts.map((part) => javaSplit(part, '|'));
  const count = Math.max(...choices.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) =>
    choices
      .map((choice, place) => {
        const chosen = parts[place]?.includes('|') ? choice[index] : choice[0];
        if (chosen === undefined) throw outOfBounds(choice.length);
        return chosen;
      })
      .join(' '),
  );
}

function singleCron(parts: readonly string[]): SingleCron {
  const trailing = parts.find((part) => part.endsWith(','));
  if (trailing !== undefined)
    throw new CronProblem(`Invalid field value! Trailing commas not permitted! '${trailing}'`);
  if (parts.length !== FIELDS.length)
    throw new CronProblem(`Cron expression contains ${parts.length} parts but we expect one of [${FIELDS.length}]`);
  const [second, minute, hour, date, month, weekday] = checkedFields(parts);
  return {
    seconds: values(second),
    minutes: values(minute),
    hours: values(hour),
    months: new Set(values(month)),
    isDay: dayRule(date?.field, weekday?.field),
  };
}

interface ReadField {
  readonly field: CronField;
  readonly rule: FieldRule;
}

function checkedFields(parts: readonly string[]): readonly ReadField[] {
  try {
    const fields = FIELDS.map((rule, index) => ({ field: readField(parts[index] ?? '', rule), rule }));
    for (const { field, rule } of fields) checkField(field, rule);
    return fields;
  } catch (problem) {
    if (!(problem instanceof CronProblem) || isOutOfBounds(problem)) throw problem;
    throw new CronProblem(`Failed to parse cron expression. ${problem.message}`);
  }
}

/** In order. */
const values = (read: ReadField | undefined): readonly number[] =>
  read === undefined ? [] : [...new Set(numbersAlone(read.field, read.rule))].sort((one, other) => one - other);

/** The first time after a moment; null: there is none. Throws CronProblem where a month has not the date. */
export function nextTime(cron: Cron, after: Instant): Instant | null {
  const times = cron.map((single) => nextOf(single, after)).filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

function nextOf(cron: SingleCron, after: Instant): Instant | null {
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

function dayOf(date: Date): CalendarDay {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const daysInMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return { year, month, date: date.getUTCDate(), weekday: date.getUTCDay(), daysInMonth };
}

/** Seconds of the day, from one on. */
function firstTime({ hours, minutes, seconds }: SingleCron, from: number): number | null {
  for (const hour of hours)
    for (const minute of minutes) {
      if (hour * 3_600 + minute * 60 + 59 < from) continue;
      const second = seconds.find((candidate) => hour * 3_600 + minute * 60 + candidate >= from);
      if (second !== undefined) return hour * 3_600 + minute * 60 + second;
    }
  return null;
}
