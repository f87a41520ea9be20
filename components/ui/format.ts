/** Numbers and times as the screens write them. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EXACT_UP_TO = 99_999;
const WEEKDAY_DAYS = 6;

const grouped = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  timeZoneName: 'shortOffset',
});

export function formatCount(value: number): string {
  return value <= EXACT_UP_TO ? grouped.format(value) : short.format(value);
}

/** Clock today, weekday within six days, date before. */
export function formatTime(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return clock.format(at);
  if (now - at < WEEKDAY_DAYS * DAY && at <= now) return weekday.format(at).replace(',', '');
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? `${date.format(at)} ${clock.format(at)}`
    : dateOfYear.format(at);
}
export function formatClock(at: number): string {
  return seconds.format(at);
}
export function formatExactTime(at: number): string {
  return exact.format(at);
}
export function formatDay(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(
    at,
  );
}

const MOMENT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})/g;
const MOMENT_PARTS = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;
const moment = new Intl.DateTimeFormat('en-GB', MOMENT_PARTS);
const momentOfYear = new Intl.DateTimeFormat('en-GB', { ...MOMENT_PARTS, year: 'numeric' });
/** A sentence of the server's names moments as machines write them: here they are read in the person's own time. */
export function readMoments(text: string): string {
  const thisYear = new Date().getFullYear();
  return text.replace(MOMENT, (written) => {
    const at = new Date(written);
    if (Number.isNaN(at.getTime())) return written;
    return (at.getFullYear() === thisYear ? moment : momentOfYear).format(at);
  });
}

/** `0.8 s`, `2 min 10 s`, `3 d 4 h`: one or two units. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, 'min', SECOND, 's', 10);
  if (ms < DAY) return pair(ms, HOUR, 'h', MINUTE, 'min', 24);
  return pair(ms, DAY, 'd', HOUR, 'h', 30);
}
function pair(
  ms: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
  onlyLargeFrom: number,
): string {
  const count = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  return rest === 0 || count >= onlyLargeFrom ? `${count} ${largeName}` : `${count} ${largeName} ${rest} ${smallName}`;
}

/** The middle of a long id is left out. */
export function shortId(id: string): string {
  return id.length <= 18 ? id : `${id.slice(0, 8)}…${id.slice(-6)}`;
}
export const timeZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
