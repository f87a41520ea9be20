import { FeelFailure } from './budget.ts';
import { namedZone, offsetSeconds } from './named-zone.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  LOCAL,
  MonthsDuration,
  NANOS_PER_SECOND,
  type Temporal,
  type Zone,
} from './temporal.ts';

/** Reads the ISO 8601 texts of FEEL; null: the text is none. */
const DATE = /^(-?\d{4,6})-(\d{2})-(\d{2})$/;
const TIME = /^T?(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z|[+-]\d{2}:?\d{2}(?::\d{2})?)|@([\w/+-]+))?$/;
/** The midnight at the end of a day, which a time without its day does not tell from the one at its beginning. */
const END_OF_DAY = /^T?24:00(?::00(?:\.0+)?)?(?=$|[Z@+-])/;
const MONTHS = /^(-)?P(?=\d)(?:(-?\d{1,9})Y)?(?:(-?\d{1,9})M)?$/;
const DAYS =
  /^(-)?P(?=[\dT-])(?:(-?\d{1,12})D)?(?:T(?=[\d-])(?:(-?\d{1,12})H)?(?:(-?\d{1,12})M)?(?:(-?\d{1,12})(?:\.(\d{1,9}))?S)?)?$/;

export function readDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  return match ? FeelDate.of(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

export function readTime(text: string): FeelTime | null {
  return readClock(text.replace(END_OF_DAY, '00:00'));
}

function readClock(text: string): FeelTime | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hour, minute, second = '0', fraction = '', offset, name] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const zone = readZone(offset, name);
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return zone ? new FeelTime(BigInt(seconds) * NANOS_PER_SECOND + BigInt(fraction.padEnd(9, '0')), zone) : null;
}

function readZone(offset: string | undefined, name: string | undefined): Zone | null {
  if (name !== undefined) {
    try {
      return namedZone(name);
    } catch (error) {
      if (error instanceof FeelFailure) return null;
      throw error;
    }
  }
  if (offset === undefined) return LOCAL;
  const seconds = offsetSeconds(offset);
  return seconds === null ? null : { offset: seconds, name: null };
}

/** A day alone is its midnight. */
export function readDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T');
  const date = readDate(at < 0 ? text : text.slice(0, at));
  const time = at < 0 ? new FeelTime(0n, LOCAL) : readClock(text.slice(at + 1));
  if (!date || !time) return null;
  return FeelDateTime.local(date, time, time.zone);
}

export function readDuration(text: string): DaysDuration | MonthsDuration | null {
  const months = MONTHS.exec(text);
  if (months) {
    const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return new MonthsDuration(months[1] && total !== 0 ? -total : total);
  }
  const match = DAYS.exec(text);
  if (!match || text.endsWith('T')) return null;
  const [, minus, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  const part = BigInt(fraction.padEnd(9, '0')) * (seconds.startsWith('-') ? -1n : 1n);
  const nanos = whole * NANOS_PER_SECOND + part;
  return new DaysDuration(minus ? -nanos : nanos);
}

/** What an `@"…"` stands for. */
export function readTemporal(text: string): Temporal | null {
  return readDuration(text) ?? readDate(text) ?? (text.includes('T') ? readDateTime(text) : null) ?? readTime(text);
}
