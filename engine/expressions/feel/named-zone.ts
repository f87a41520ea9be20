import { FeelFailure } from './budget.ts';
import { type Zone, zoneOffset } from './temporal.ts';

const MAX_OFFSET_SECONDS = 18 * 3600;
const OFFSET = /^[+-](?:\d|\d{2}(?::?\d{2}(?::?\d{2})?)?)$/;
/** A clock's name and how far it is from there: `GMT+2`. */
const SHIFTED = /^(GMT|UTC|UT)([+-].*)$/;
const REGION = /^[A-Za-z][\w~/.+-]+$/;
/** Three letters mean another place to every reader; the few that are zones of the database are not among these. */
const AMBIGUOUS: ReadonlySet<string> = new Set([
  'ACT',
  'AET',
  'AGT',
  'ART',
  'AST',
  'BET',
  'BST',
  'CAT',
  'CNT',
  'CST',
  'CTT',
  'EAT',
  'ECT',
  'EST',
  'HST',
  'IET',
  'IST',
  'JST',
  'MIT',
  'MST',
  'NET',
  'NST',
  'PLT',
  'PNT',
  'PRT',
  'PST',
  'SST',
  'VST',
]);

/** Seconds east of UTC of `+02:00` or `Z`; null: it is no offset. */
export function offsetSeconds(text: string): number | null {
  if (text === 'Z') return 0;
  if (!OFFSET.test(text)) return null;
  const digits = text.slice(1).replaceAll(':', '');
  const [hours, minutes, seconds] =
    digits.length === 1 ? [digits, '0', '0'] : [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total > MAX_OFFSET_SECONDS ? null : text.startsWith('-') ? -total : total;
}

/**
 * An offset, a place of the time zone database, or a clock that is moved. Fails as the original does, which says it in
 * the words of Java.
 */
export function namedZone(text: string): Zone {
  if (text.length < 2 || /^[+-]/.test(text)) return { offset: offsetOrFail(text), name: null };
  const [, clock, moved] = SHIFTED.exec(text) ?? [];
  if (clock !== undefined && moved !== undefined) return movedClock(clock, offsetOrFail(moved));
  if (!REGION.test(text))
    throw new FeelFailure(`java.time.DateTimeException: Invalid ID for region-based ZoneId, invalid format: ${text}`);
  if (!isKnown(text)) throw new FeelFailure(`java.time.zone.ZoneRulesException: Unknown time-zone ID: ${text}`);
  return { offset: null, name: text };
}

function offsetOrFail(text: string): number {
  const offset = offsetSeconds(text);
  if (offset === null)
    throw new FeelFailure(`java.time.DateTimeException: Invalid ID for ZoneOffset, invalid format: ${text}`);
  return offset;
}

function movedClock(clock: string, offset: number): Zone {
  if (offset === 0) return { offset: null, name: clock };
  const minutes = Math.abs(offset) / 60;
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  return { offset: null, name: `${clock}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}` };
}

/** The database is asked whatever the case of the letters; the original wants them as they are written there. */
function isKnown(name: string): boolean {
  if (AMBIGUOUS.has(name)) return false;
  try {
    zoneOffset(name, 0);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions();
  return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
}
