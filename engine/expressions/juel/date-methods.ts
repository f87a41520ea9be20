import { type DateValue, dateValue, isDateValue } from '../values.ts';
import { asLong } from './coercions.ts';
import { methodTable } from './java-overloads.ts';
import { compareObjects, notCast } from './juel-operators.ts';
import { classOf, integer, JuelFailure, type JuelValue, MovableDate } from './juel-value.ts';

/** Methods and properties of `java.util.Date`, and of the `dateTime()` of Joda. Everything is in UTC. */
const PROPERTIES: Readonly<Record<string, (date: Date) => JuelValue>> = {
  time: (date) => BigInt(date.getTime()),
  year: (date) => integer(date.getUTCFullYear() - 1900),
  month: (date) => integer(date.getUTCMonth()),
  date: (date) => integer(date.getUTCDate()),
  day: (date) => integer(date.getUTCDay()),
  hours: (date) => integer(date.getUTCHours()),
  minutes: (date) => integer(date.getUTCMinutes()),
  seconds: (date) => integer(date.getUTCSeconds()),
  timezoneOffset: () => integer(0),
};

/** A property that is read without parentheses; undefined: there is no such one. */
export function dateProperty(epochMs: number, name: string): JuelValue | undefined {
  return Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name]?.(new Date(epochMs)) : undefined;
}

const getters = <Target extends DateValue>(properties: Readonly<Record<string, (date: Date) => JuelValue>>) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, read]) => [
      `get${name.charAt(0).toUpperCase()}${name.slice(1)}()`,
      (self: Target): JuelValue => read(new Date(self.epochMs)),
    ]),
  );

function momentOf(value: JuelValue | undefined): number {
  if (isDateValue(value)) return value.epochMs;
  throw new JuelFailure('java.lang.NullPointerException: Cannot invoke "Object.getClass()" because "date" is null');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number): string => String(value).padStart(2, '0');

function gmtText({ epochMs }: DateValue): string {
  const date = new Date(epochMs);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} GMT`;
}

export const DATE_METHODS = methodTable<DateValue>({
  ...getters(PROPERTIES),
  'before(Date)': (self, [other]) => self.epochMs < momentOf(other),
  'after(Date)': (self, [other]) => self.epochMs > momentOf(other),
  'compareTo(Date)': (self, [other]) => integer(Math.sign(self.epochMs - momentOf(other))),
  'compareTo(Object)': (self, [other = null]) => {
    if (other !== null && !isDateValue(other))
      throw new JuelFailure(`java.lang.ClassCastException: ${notCast(classOf(other), 'java.util.Date')}`);
    return integer(Math.sign(self.epochMs - momentOf(other)));
  },
  'toGMTString()': gmtText,
});

const UNITS: Readonly<Record<string, number>> = {
  Millis: 1,
  Seconds: 1000,
  Minutes: 60_000,
  Hours: 3_600_000,
  Days: 86_400_000,
  Weeks: 604_800_000,
};
const MAX_DATE_MS = 8.64e15;
const DAY_MS = 86_400_000;

const moved = (epochMs: number): MovableDate => {
  if (!(Math.abs(epochMs) <= MAX_DATE_MS))
    throw new JuelFailure('java.lang.ArithmeticException: the date is out of range');
  return new MovableDate(epochMs);
};

/** The day is cut to the length of the month. */
function plusMonths(epochMs: number, months: number): number {
  const date = new Date(epochMs);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

const amount = (value: JuelValue | undefined): number => Number(asLong(value ?? null));

function shift(unit: string, sign: 1 | -1) {
  return (self: MovableDate, [count]: readonly JuelValue[]): JuelValue => {
    const step = UNITS[unit];
    const units = amount(count) * sign;
    return moved(
      step === undefined
        ? plusMonths(self.epochMs, unit === 'Years' ? units * 12 : units)
        : self.epochMs + units * step,
    );
  };
}

const shifts = Object.fromEntries(
  [...Object.keys(UNITS), 'Months', 'Years'].flatMap((unit) => [
    [`plus${unit}(int)`, shift(unit, 1)],
    [`minus${unit}(int)`, shift(unit, -1)],
  ]),
);

/** What Joda counts from one, and Java's Date from zero. */
const FIELDS: Readonly<Record<string, (date: Date) => JuelValue>> = {
  millis: (date) => BigInt(date.getTime()),
  year: (date) => integer(date.getUTCFullYear()),
  monthOfYear: (date) => integer(date.getUTCMonth() + 1),
  dayOfMonth: (date) => integer(date.getUTCDate()),
  dayOfWeek: (date) => integer(date.getUTCDay() || 7),
  dayOfYear: (date) => integer(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1),
  hourOfDay: (date) => integer(date.getUTCHours()),
  minuteOfHour: (date) => integer(date.getUTCMinutes()),
  minuteOfDay: (date) => integer(date.getUTCHours() * 60 + date.getUTCMinutes()),
  secondOfMinute: (date) => integer(date.getUTCSeconds()),
  millisOfSecond: (date) => integer(date.getUTCMilliseconds()),
};

export function movableProperty(epochMs: number, name: string): JuelValue | undefined {
  return Object.hasOwn(FIELDS, name) ? FIELDS[name]?.(new Date(epochMs)) : undefined;
}

/** Sets one field; a value outside of it is a failure. */
function withField(name: string, least: number, most: number, set: (date: Date, value: number) => void) {
  return (self: MovableDate, [value]: readonly JuelValue[]): JuelValue => {
    const wanted = amount(value);
    if (wanted < least || wanted > most)
      throw new JuelFailure(
        `org.joda.time.IllegalFieldValueException: Value ${wanted} for ${name} must be in the range [${least},${most}]`,
      );
    const date = new Date(self.epochMs);
    set(date, wanted);
    return moved(date.getTime());
  };
}

const lastDay = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

export const MOVABLE_METHODS = methodTable<MovableDate>({
  ...getters(FIELDS),
  ...shifts,
  'toDate()': (self) => dateValue(self.epochMs),
  'withTimeAtStartOfDay()': (self) => moved(Math.floor(self.epochMs / DAY_MS) * DAY_MS),
  'withHourOfDay(int)': withField('hourOfDay', 0, 23, (date, value) => date.setUTCHours(value)),
  'withMinuteOfHour(int)': withField('minuteOfHour', 0, 59, (date, value) => date.setUTCMinutes(value)),
  'withSecondOfMinute(int)': withField('secondOfMinute', 0, 59, (date, value) => date.setUTCSeconds(value)),
  'withMillisOfSecond(int)': withField('millisOfSecond', 0, 999, (date, value) => date.setUTCMilliseconds(value)),
  'withDayOfMonth(int)': (self, args) =>
    withField('dayOfMonth', 1, lastDay(new Date(self.epochMs)), (date, value) => date.setUTCDate(value))(self, args),
  'withDayOfWeek(int)': withField('dayOfWeek', 1, 7, (date, value) =>
    date.setUTCDate(date.getUTCDate() - (date.getUTCDay() || 7) + value),
  ),
  'compareTo(Object)': (self, [other = null]) => integer(compareObjects(self, other)),
});
