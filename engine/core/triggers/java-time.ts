import type { Instant } from '../state.ts';
import { type Duration, parseDateTime, type Repetition } from './iso-8601.ts';

/** Times as Camunda 8.6 reads them, with Java's own classes: what they take, and what they say where they do not. */

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_MS = 24 * HOUR_S * SECOND_MS;
const MONTHS_PER_YEAR = 12;
const MOST_INT = 2 ** 31 - 1;
const MOST_SECONDS = 2n ** 63n - 1n;

// Years, months, weeks, days; then hours, minutes, seconds and their fraction. Each with a sign of its own.
const PERIOD = /^([+-])?P(?=.)(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?$/i;
const CLOCK = /^T(?=.)(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+)(?:[.,](\d{0,9}))?S)?$/i;
const EMPTY_PERIOD = /^([+-])?P$/i;

/** A text is what is wrong. What stands before a `T` is a period of 32 bits a part, the rest a duration of 64 bits. */
export function readInterval(text: string): Duration | string {
  const at = text.indexOf('T');
  const [days, clock] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
  const period = (clock === '' ? null : EMPTY_PERIOD.exec(days)) ?? PERIOD.exec(days);
  const parts = [2, 3, 4, 5].map((group) => Number(period?.[group] ?? 0));
  if (!period || parts.some((part) => Math.abs(part) > MOST_INT)) return 'Text cannot be parsed to a Period';
  const time = clock === '' ? 0 : clockMs(clock);
  if (typeof time === 'string') return time;
  const [years = 0, months = 0, weeks = 0, daysOf = 0] = parts;
  return {
    sign: period[1] === '-' ? -1 : 1,
    months: years * MONTHS_PER_YEAR + months,
    ms: (weeks * 7 + daysOf) * DAY_MS + time,
  };
}

function clockMs(clock: string): number | string {
  const match = CLOCK.exec(clock);
  if (!match) return 'Text cannot be parsed to a Duration';
  const [hours, minutes, seconds] = [1, 2, 3].map((group) => BigInt((match[group] ?? '0').replace('+', '')));
  const all = [
    ['hours', (hours ?? 0n) * BigInt(HOUR_S)],
    ['minutes', (minutes ?? 0n) * BigInt(MINUTE_S)],
    ['seconds', seconds ?? 0n],
  ] as const;
  const tooLong = all.find(([, value]) => value > MOST_SECONDS || value < -MOST_SECONDS);
  if (tooLong) return `Text cannot be parsed to a Duration: ${tooLong[0]}`;
  const fraction = Math.floor(Number(`0.${match[4] || 0}`) * SECOND_MS);
  const whole = Number(all.reduce((sum, [, value]) => sum + value, 0n)) * SECOND_MS;
  return whole + (match[3]?.startsWith('-') ? -fraction : fraction);
}

export function parseInterval(text: string): Duration | null {
  const read = readInterval(text);
  return typeof read === 'string' ? null : read;
}

const LAST_OFFSET_MINUTES = 18 * 60;
/** Of a moment in order; what follows them is its zone. */
const PIECES = [/\d{4}|\+\d{5,9}|-\d{4,9}/y, /-/y, /\d{2}/y, /-/y, /\d{2}/y, /T/iy, /\d{2}/y, /:/y, /\d{2}/y];
const SECONDS = /:\d{2}(?:\.\d{0,9})?/y;
const OFFSET = /Z|[+-](\d{2})(?::(\d{2})(?::\d{2})?)?/iy;
const REGION = /\[([A-Z][\w/+-]*)\]/y;

/** A text is what is wrong; a number is the moment. It has to say how it stands to UTC. */
function readMoment(text: string): Instant | string {
  let at = 0;
  const take = (piece: RegExp): RegExpExecArray | null => {
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (match) at = piece.lastIndex;
    return match;
  };
  const wrongAt = (): string => `Text '${text}' could not be parsed at index ${at}`;
  for (const piece of PIECES) if (!take(piece)) return wrongAt();
  take(SECONDS);
  const offset = take(OFFSET);
  if (!offset) return wrongAt();
  if (Number(offset[1] ?? 0) * 60 + Number(offset[2] ?? 0) > LAST_OFFSET_MINUTES) return wrongAt();
  const region = take(REGION);
  if ((region && !isZone(region[1] ?? '')) || at < text.length)
    return `Text '${text}' could not be parsed, unparsed text found at index ${region ? at - region[0].length : at}`;
  // Neither years of more digits nor seconds of an offset are anything that a timer is set to.
  const usual = text.replace(/\.(?=\D|$)/, '').replace(/([+-]\d{2}:\d{2}):\d{2}/, '$1');
  return /T24/i.test(text) ? `Text '${text}' could not be parsed` : (parseDateTime(usual) ?? farMoment(text));
}

const LAST_INSTANT = 8.64e15;
function farMoment(text: string): Instant | string {
  if (/^\d/.test(text)) return `Text '${text}' could not be parsed`;
  return text.startsWith('-') ? -LAST_INSTANT : LAST_INSTANT;
}

export function parseMoment(text: string): Instant | null {
  const read = readMoment(text);
  return typeof read === 'number' ? read : null;
}

/** Names that Java reads as offsets, not as zones. */
const NO_ZONES: ReadonlySet<string> = new Set(['EST', 'MST', 'HST']);

function isZone(name: string): boolean {
  if (NO_ZONES.has(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** `R3/PT1H`, `R/2026-01-01T00:00:00Z/PT1H`: a text is what is wrong. */
export function readCycle(text: string): Repetition | string {
  const [head = '', ...rest] = text.split('/');
  if (rest.length === 0) return 'No interval given';
  const count = head.slice(1);
  if (count !== '' && !(/^[+-]?\d+$/.test(count) && Math.abs(Number(count)) <= MOST_INT))
    return 'Cannot parse repetitions count';
  const from = rest.slice(0, -1).join('/');
  const start = from === '' ? null : readMoment(from);
  if (typeof start === 'string') return start;
  const interval = readInterval(rest.at(-1) ?? '');
  if (typeof interval === 'string') return interval;
  const times = Number(count);
  return { times: count === '' || times === -1 ? null : times, start, interval };
}

export function parseCycle(text: string): Repetition | null {
  const read = readCycle(text);
  return typeof read === 'string' ? null : read;
}
