const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d)(?::([0-5]\d)(?::([0-5]\d))?)?)(?:\[[^\]]+\])?$/;

const LARGEST_OFFSET_SECONDS = 18 * 3600;

/**
 * Milliseconds of an RFC 3339 date with time and offset, or null: days that no month has are none, nor are places
 * further than 18 hours from UTC.
 */
export function instantOf(text: string): number | null {
  const parts = RFC_3339.exec(text);
  if (parts === null) return null;
  const number = (at: number): number => Number(parts[at] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = number(9) * 3600 + number(10) * 60 + number(11);
  if (offset > LARGEST_OFFSET_SECONDS) return null;
  const seconds = number(4) * 3600 + number(5) * 60 + number(6) - (parts[8] === '-' ? -offset : offset);
  return date.getTime() + seconds * 1000 + Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
}
