/**
 * Dates, times and durations of FEEL. They are typed while an expression is evaluated and leave it as text in the
 * form that Camunda 8 writes: zero seconds are left out (`01:00`), durations of days come in hours (`PT696H`).
 */
export const NANOS_PER_SECOND = 1_000_000_000n;
const SECONDS_PER_DAY = 86_400;
export const NANOS_PER_DAY = BigInt(SECONDS_PER_DAY) * NANOS_PER_SECOND;
const MS_PER_DAY = SECONDS_PER_DAY * 1000;
const MAX_YEAR = 270_000;
const MAX_YEAR_WITHOUT_SIGN = 9999;
const MAX_EPOCH_DAY = 99_000_000;

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

export class FeelDate {
  /** Days since 1970-01-01. */
  readonly epochDay: number;
  constructor(epochDay: number) {
    if (!(Math.abs(epochDay) <= MAX_EPOCH_DAY)) throw new RangeError('the date is out of range');
    this.epochDay = epochDay;
  }

  static of(year: number, month: number, day: number): FeelDate | null {
    if (![year, month, day].every(Number.isInteger) || Math.abs(year) > MAX_YEAR) return null;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
      ? new FeelDate(date.getTime() / MS_PER_DAY)
      : null;
  }

  private date(): Date {
    return new Date(this.epochDay * MS_PER_DAY);
  }
  get year(): number {
    return this.date().getUTCFullYear();
  }
  get month(): number {
    return this.date().getUTCMonth() + 1;
  }
  get day(): number {
    return this.date().getUTCDate();
  }
  /** Monday is 1. */
  get weekday(): number {
    return ((((this.epochDay + 3) % 7) + 7) % 7) + 1;
  }

  plusDays(days: number): FeelDate {
    return new FeelDate(this.epochDay + days);
  }

  /** The day is cut to the length of the month. */
  plusMonths(months: number): FeelDate {
    const month = this.year * 12 + this.month - 1 + months;
    const [year, index] = [Math.floor(month / 12), ((month % 12) + 12) % 12];
    const next = FeelDate.of(index === 11 ? year + 1 : year, index === 11 ? 1 : index + 2, 1);
    const moved = next && FeelDate.of(year, index + 1, Math.min(this.day, new FeelDate(next.epochDay - 1).day));
    if (!moved) throw new RangeError('the date is out of range');
    return moved;
  }

  toString(): string {
    const sign = this.year < 0 ? '-' : this.year > MAX_YEAR_WITHOUT_SIGN ? '+' : '';
    return `${sign}${pad(Math.abs(this.year), 4)}-${pad(this.month)}-${pad(this.day)}`;
  }
}

/** Where a time is: nowhere (local), at an offset in seconds, or in a named zone, whose offset depends on the day. */
export interface Zone {
  readonly offset: number | null;
  readonly name: string | null;
}
export const LOCAL: Zone = { offset: null, name: null };

export class FeelTime {
  /** Nanoseconds of the day. */
  readonly nanos: bigint;
  readonly zone: Zone;
  constructor(nanos: bigint, zone: Zone) {
    this.nanos = nanos;
    this.zone = zone;
  }
  get hour(): number {
    return Number(this.nanos / (3600n * NANOS_PER_SECOND));
  }
  get minute(): number {
    return Number((this.nanos / (60n * NANOS_PER_SECOND)) % 60n);
  }
  get second(): number {
    return Number((this.nanos / NANOS_PER_SECOND) % 60n);
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** Nanoseconds since 1970, as if a local time were UTC. */
  instant(): bigint {
    return (
      BigInt(this.date.epochDay) * NANOS_PER_DAY +
      this.time.nanos -
      BigInt(offsetAt(this.date, this.time)) * NANOS_PER_SECOND
    );
  }

  /** What the clocks of the zone show; a time that they skip is the one after it. */
  static local(date: FeelDate, time: FeelTime, zone: Zone): FeelDateTime {
    const shown = new FeelDateTime(date, new FeelTime(time.nanos, zone));
    return zone.name === null ? shown : FeelDateTime.at(shown.instant(), zone);
  }

  static at(instant: bigint, zone: Zone): FeelDateTime {
    if (floorDivide(instant, NANOS_PER_DAY) > BigInt(MAX_EPOCH_DAY) || instant < -NANOS_PER_DAY * BigInt(MAX_EPOCH_DAY))
      throw new RangeError('the date is out of range');
    const offset = zone.name === null ? (zone.offset ?? 0) : zoneOffset(zone.name, Number(instant / 1_000_000n));
    const local = instant + BigInt(offset) * NANOS_PER_SECOND;
    const day = floorDivide(local, NANOS_PER_DAY);
    return new FeelDateTime(
      new FeelDate(Number(day)),
      new FeelTime(local - day * NANOS_PER_DAY, zone.name === null ? zone : { name: zone.name, offset }),
    );
  }
}

/** A duration of days and time. */
export class DaysDuration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A duration of years and months. */
export class MonthsDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
}

export type Temporal = FeelDate | FeelTime | FeelDateTime | DaysDuration | MonthsDuration;

export function isTemporal(value: unknown): value is Temporal {
  return (
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof DaysDuration ||
    value instanceof MonthsDuration
  );
}

export function floorDivide(value: bigint, unit: bigint): bigint {
  return value % unit < 0n ? value / unit - 1n : value / unit;
}

/**
 * Seconds east of UTC. The zone's offset belongs to the instant, which is known only with the offset: the one that the
 * time was made with holds, else that of the day before, else that of the day after. So an hour that comes twice is the
 * first of the two.
 */
function offsetAt(date: FeelDate, time: FeelTime): number {
  const { name, offset } = time.zone;
  if (name === null) return offset ?? 0;
  const asUtc = date.epochDay * MS_PER_DAY + Number(time.nanos / 1_000_000n);
  const [before, after] = [zoneOffset(name, asUtc - MS_PER_DAY), zoneOffset(name, asUtc + MS_PER_DAY)];
  return (
    [offset, before, after].find((each) => each !== null && zoneOffset(name, asUtc - each * 1000) === each) ?? before
  );
}

export function timeOffset(value: FeelTime | FeelDateTime): number | null {
  const [date, time] = value instanceof FeelDateTime ? [value.date, value.time] : [new FeelDate(0), value];
  return time.zone.name === null ? time.zone.offset : offsetAt(date, time);
}

const MAX_ZONES = 600;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `GMT+02:00` is a zone too, of one offset. */
const FIXED_ZONE = /^(?:GMT|UTC|UT)([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Throws RangeError for a zone that there is not. */
export function zoneOffset(zone: string, epochMs: number): number {
  const fixed = FIXED_ZONE.exec(zone);
  if (fixed) return signedSeconds(fixed);
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    if (formatters.size < MAX_ZONES) formatters.set(zone, formatter);
  }
  const text = formatter.formatToParts(new Date(epochMs)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text);
  return match ? signedSeconds(match) : 0;
}

function signedSeconds([, sign, hours, minutes, seconds = '0']: readonly string[]): number {
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
