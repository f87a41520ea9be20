import type { Budget } from './budget.ts';
import { Decimal } from './decimal.ts';
import { FeelFunction, feelText, type FeelValue, isContext, isList } from './feel-value.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  NANOS_PER_SECOND,
  timeOffset,
} from './temporal.ts';

const DATE = ['year', 'month', 'day', 'weekday'];
const TIME = ['hour', 'minute', 'second', 'time offset', 'timezone'];

/** Properties of dates, times and durations. */
function propertyNames(value: FeelValue): readonly string[] {
  if (value instanceof FeelDate) return DATE;
  if (value instanceof FeelTime) return TIME;
  if (value instanceof FeelDateTime) return [...DATE, ...TIME];
  if (value instanceof DaysDuration) return ['days', 'hours', 'minutes', 'seconds'];
  return value instanceof MonthsDuration ? ['years', 'months'] : [];
}

/** undefined: there is no such property. */
function property(value: FeelValue, key: string): FeelValue | undefined {
  if (!propertyNames(value).includes(key)) return undefined;
  if (value instanceof FeelDate) return dateProperty(value, key);
  if (value instanceof FeelDateTime)
    return DATE.includes(key) ? dateProperty(value.date, key) : timeProperty(value, value.time, key);
  if (value instanceof FeelTime) return timeProperty(value, value, key);
  if (value instanceof MonthsDuration)
    return Decimal.of(key === 'years' ? Math.trunc(value.months / 12) : value.months % 12);
  if (!(value instanceof DaysDuration)) return undefined;
  const seconds = value.nanos / NANOS_PER_SECOND;
  switch (key) {
    case 'days':
      return Decimal.of(seconds / 86_400n);
    case 'hours':
      return Decimal.of((seconds / 3600n) % 24n);
    case 'minutes':
      return Decimal.of((seconds / 60n) % 60n);
    default:
      return Decimal.of(seconds % 60n);
  }
}

function dateProperty(date: FeelDate, key: string): FeelValue {
  switch (key) {
    case 'year':
      return Decimal.of(date.year);
    case 'month':
      return Decimal.of(date.month);
    case 'day':
      return Decimal.of(date.day);
    default:
      return Decimal.of(date.weekday);
  }
}

function timeProperty(value: FeelTime | FeelDateTime, time: FeelTime, key: string): FeelValue {
  switch (key) {
    case 'hour':
      return Decimal.of(time.hour);
    case 'minute':
      return Decimal.of(time.minute);
    case 'second':
      return Decimal.of(time.second);
    case 'timezone':
      return time.zone.name;
    default: {
      const offset = timeOffset(value);
      return offset === null ? null : new DaysDuration(BigInt(offset) * NANOS_PER_SECOND);
    }
  }
}

/** `target.key`; of a list, of each of its items. */
export function pathOf(target: FeelValue, key: string, budget: Budget): FeelValue {
  if (isContext(target)) {
    const value = target.get(key);
    if (value !== undefined) return value;
    const known =
      target.size === 0
        ? 'The context is empty'
        : `Available keys: ${[...target.keys()].map((name) => `'${name}'`).join(', ')}`;
    return budget.warn('NO_CONTEXT_ENTRY_FOUND', `No context entry found with key '${key}'. ${known}`);
  }
  if (isList(target)) {
    budget.spend(target.length);
    return target.map((item) => pathOf(item, key, budget));
  }
  if (target === null)
    return budget.warn('NO_CONTEXT_ENTRY_FOUND', `No context entry found with key '${key}'. The context is null`);
  const value = property(target, key);
  if (value !== undefined) return value;
  const known = propertyNames(target)
    .map((name) => `'${name}'`)
    .join(', ');
  return budget.warn(
    'NO_PROPERTY_FOUND',
    `No property found with name '${key}' of value '${feelText(target)}'. Available properties: ${known}`,
  );
}

/** `instance of`. Null is of no type. */
export function typeNameMatches(value: FeelValue, type: string): boolean {
  switch (type) {
    case 'Any':
      return value !== null;
    case 'number':
      return value instanceof Decimal;
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return isList(value);
    case 'context':
      return isContext(value);
    case 'function':
      return value instanceof FeelFunction;
    case 'date':
      return value instanceof FeelDate;
    case 'time':
      return value instanceof FeelTime;
    case 'date time':
    case 'date and time':
      return value instanceof FeelDateTime;
    case 'day time duration':
    case 'days and time duration':
      return value instanceof DaysDuration;
    case 'year month duration':
    case 'years and months duration':
      return value instanceof MonthsDuration;
    default:
      return false;
  }
}
