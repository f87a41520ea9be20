import { DateTime, Duration } from 'luxon';

/** FEEL's own values as JSON has them: dates, times and durations become ISO 8601 text, functions null. */
export function feelResult(value: unknown): unknown {
  if (DateTime.isDateTime(value)) return value.toISO({ suppressMilliseconds: true });
  if (Duration.isDuration(value)) return value.toISO();
  if (Array.isArray(value)) return value.map(feelResult);
  if (typeof value === 'function') return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, feelResult(item)]));
  return value;
}
