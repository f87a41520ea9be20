import { CronProblem, type CronField, NONE } from './cron-field.ts';
import { numbersAlone, numbersOf } from './cron-numbers.ts';

export interface CalendarDay {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly date: number;
  /** From 0, Sunday. */
  readonly weekday: number;
  readonly daysInMonth: number;
}
type DayRule = (day: CalendarDay) => boolean;
type On = Extract<CronField, { kind: 'on' }>;

const DAYS_PER_WEEK = 7;
const SATURDAY = 6;
const DATES = { least: 1, most: 31 };
const WEEKDAYS = { least: 0, most: DAYS_PER_WEEK };
/** The library falls over it only when it looks for the next time. */
const OPEN_IN_LIST =
  'FieldExpression class camundajar.impl.com.cronutils.model.field.expression.QuestionMark not supported!';
const MONTH_NAMES = 'January February March April May June July August September October November December'.split(' ');

/** Days that both fields name; `?` leaves them to the other, and two of them name none. */
export function dayRule(date: CronField | undefined, weekday: CronField | undefined): DayRule {
  if (date === undefined || weekday === undefined) return () => false;
  const isWeekday = weekdayRule(weekday);
  if (date.kind === 'open') return isWeekday;
  const isDate = dateRule(date);
  return weekday.kind === 'open' ? isDate : (day) => isDate(day) && isWeekday(day);
}

function dateRule(field: CronField): DayRule {
  if (field.kind === 'on' && field.sign !== 'NONE') return signedDate(field);
  const dates = new Set(numbersAlone(field, DATES));
  const hasOpen = field.kind === 'list' && field.parts.some(({ kind }) => kind === 'open');
  return ({ date }) => {
    if (hasOpen) throw new CronProblem(OPEN_IN_LIST);
    return dates.has(date);
  };
}

/** In a list such signs count for nothing: then the number is a date. */
function signedDate({ value, sign, nth }: On): DayRule {
  switch (sign) {
    case 'L':
      return ({ date, daysInMonth }) => date === daysInMonth - Math.max(nth, 0);
    case 'LW':
      return (day) => day.date === lastWorkday(day);
    case 'W':
      return (day) => day.date === nearestWorkday(day, value);
    default:
      return () => false;
  }
}

const weekdayOf = ({ date, weekday }: CalendarDay, other: number): number =>
  (((weekday + other - date) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;

function lastWorkday(day: CalendarDay): number {
  const weekday = weekdayOf(day, day.daysInMonth);
  if (weekday === 0) return day.daysInMonth - 2;
  return weekday === SATURDAY ? day.daysInMonth - 1 : day.daysInMonth;
}

/** A Sunday that ends its month stays. */
function nearestWorkday(day: CalendarDay, wanted: number): number {
  if (wanted > day.daysInMonth) throw new CronProblem(noSuchDate(day, wanted));
  const weekday = weekdayOf(day, wanted);
  if (weekday === SATURDAY) return wanted === 1 ? 3 : wanted - 1;
  return weekday === 0 && wanted < day.daysInMonth ? wanted + 1 : wanted;
}

function noSuchDate({ year, month }: CalendarDay, date: number): string {
  const name = MONTH_NAMES[month] ?? '';
  return date === 29
    ? `Invalid date 'February 29' as '${year}' is not a leap year`
    : `Invalid date '${name.toUpperCase()} ${date}'`;
}

function weekdayRule(field: CronField): DayRule {
  switch (field.kind) {
    case 'list': {
      const rules = field.parts.map(weekdayRule);
      return (day) => rules.some((holds) => holds(day));
    }
    case 'on':
      return onWeekday(field);
    case 'range': {
      const { from, to } = field;
      // Around the end of the week.
      if (typeof from === 'number' && typeof to === 'number' && from > to)
        return ({ weekday }) => weekday >= from || weekday <= to || (weekday === 0 && from <= DAYS_PER_WEEK);
      return among(field);
    }
    default:
      return among(field);
  }
}

function among(field: CronField): DayRule {
  const weekdays = new Set(numbersOf(field, WEEKDAYS).map((weekday) => weekday % DAYS_PER_WEEK));
  return ({ weekday }) => {
    if (field.kind === 'every' && weekdays.size === 0) throw new CronProblem('Collection is empty');
    return weekdays.has(weekday);
  };
}

/** `L` alone is the last day of the week, behind a day its last one in the month. */
function onWeekday({ value, sign, nth }: On): DayRule {
  const wanted = value === NONE ? 0 : value;
  switch (sign) {
    case 'L':
      return ({ weekday, date, daysInMonth }) =>
        weekday === wanted && (value === NONE || date > daysInMonth - DAYS_PER_WEEK);
    case '#':
      return ({ weekday, date }) => weekday === wanted && Math.ceil(date / DAYS_PER_WEEK) === nth;
    case 'NONE':
      return ({ weekday }) => weekday === wanted;
    default:
      return () => false;
  }
}
