import {
  type DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  NANOS_PER_SECOND,
  type Temporal,
  timeOffset,
} from './temporal.ts';

const pad = (value: number): string => String(value).padStart(2, '0');

/** `string(…)`: ISO 8601 with seconds; a named zone follows an `@`. */
export function temporalText(value: Temporal): string {
  if (value instanceof FeelDate) return String(value);
  if (value instanceof FeelTime) return clock(value, true) + zoneText(value);
  if (value instanceof FeelDateTime) return `${value.date}T${clock(value.time, true)}${zoneText(value.time)}`;
  if (value instanceof MonthsDuration) return monthsText(value.months);
  const { nanos } = value;
  const seconds = (nanos < 0n ? -nanos : nanos) / NANOS_PER_SECOND;
  // Parts of a second are not written.
  if (seconds === 0n) return 'P0D';
  const [days, hours, minutes, rest] = [
    seconds / 86_400n,
    (seconds / 3600n) % 24n,
    (seconds / 60n) % 60n,
    seconds % 60n,
  ];
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
  return `${nanos < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time && `T${time}`}`;
}

function monthsText(months: number): string {
  if (months === 0) return 'P0Y';
  const [years, rest] = [Math.floor(Math.abs(months) / 12), Math.abs(months) % 12];
  return `${months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${rest ? `${rest}M` : ''}`;
}

/**
 * A value that leaves the expression. Camunda 8 writes results differently from `string(…)`: zero seconds are left out,
 * but for a time with an offset or zone; a duration comes in hours with the sign at every part (`PT-1H-30M`), the zone
 * of a moment stands in brackets.
 */
export function temporalResult(value: Temporal): string {
  if (value instanceof FeelDate) return String(value);
  if (value instanceof FeelTime) return timeOffset(value) === null ? clock(value, false) : temporalText(value);
  if (value instanceof FeelDateTime) {
    const name = value.time.zone.name;
    return `${value.date}T${clock(value.time, false)}${offsetText(timeOffset(value))}${name === null ? '' : `[${name}]`}`;
  }
  if (value instanceof MonthsDuration) {
    const [years, months] = [Math.trunc(value.months / 12), value.months % 12];
    return value.months === 0 ? 'P0D' : `P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`;
  }
  return daysResult(value);
}

/** As Java writes it: a time of a zone has the offset of that zone, and no seconds where there are none. */
export function javaTemporal(value: Temporal): string {
  return value instanceof FeelTime ? clock(value, false) + offsetText(timeOffset(value)) : temporalResult(value);
}

function daysResult({ nanos }: DaysDuration): string {
  if (nanos === 0n) return 'PT0S';
  const total = nanos / NANOS_PER_SECOND;
  const part = nanos % NANOS_PER_SECOND;
  const [hours, minutes, seconds] = [total / 3600n, (total / 60n) % 60n, total % 60n];
  const digits =
    part === 0n
      ? ''
      : `.${String(part < 0n ? -part : part)
          .padStart(9, '0')
          .replace(/0+$/, '')}`;
  const sign = part < 0n && seconds === 0n ? '-' : '';
  return `PT${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds || digits ? `${sign}${seconds}${digits}S` : ''}`;
}

function clock(time: FeelTime, withSeconds: boolean): string {
  const part = time.nanos % NANOS_PER_SECOND;
  const hoursAndMinutes = `${pad(time.hour)}:${pad(time.minute)}`;
  if (!withSeconds && time.second === 0 && part === 0n) return hoursAndMinutes;
  return `${hoursAndMinutes}:${pad(time.second)}${part === 0n ? '' : fractionText(part, withSeconds)}`;
}

/**
 * Results have groups of three digits: milliseconds, microseconds, nanoseconds. `string(…)` has no zeros at the end.
 */
function fractionText(part: bigint, isShort: boolean): string {
  const digits = String(part).padStart(9, '0');
  return `.${digits.replace(isShort ? /0+$/ : /(?:000){1,2}$/, '')}`;
}

/** `Z`, `+02:00`, `@Europe/Berlin`, or nothing. */
export function zoneText({ zone }: FeelTime): string {
  return zone.name === null ? offsetText(zone.offset) : `@${zone.name}`;
}

function offsetText(offset: number | null): string {
  if (offset === null) return '';
  if (offset === 0) return 'Z';
  const seconds = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}${seconds % 60 ? `:${pad(seconds % 60)}` : ''}`;
}
