import type { Instant } from '@/engine/index.ts';

const ENGINE_DATE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})([+-]\d{2})(\d{2})$/;

/** `2031-02-03T04:05:06.007+0000`: milliseconds always, the offset without a colon. */
export function dateText(instant: Instant): string {
  const text = new Date(instant).toISOString();
  return `${text.slice(0, -1)}+0000`;
}

export const optionalDateText = (instant: Instant | null): string | null =>
  instant === null ? null : dateText(instant);

/** null: not in the engine's format. A `+` that a query string turned into a blank is understood. */
export function parseDate(text: string): Instant | null {
  const parts = ENGINE_DATE.exec(text.replace(' ', '+'));
  if (parts === null) return null;
  const instant = Date.parse(`${parts[1]}${parts[2]}:${parts[3]}`);
  return Number.isNaN(instant) ? null : instant;
}
