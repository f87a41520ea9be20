import { z } from 'zod';

/** Pieces of the queries' schemas. All arrive as texts of a page's address. */
const MAX_TEXT_LENGTH = 1_000;
const MAX_LIST_LENGTH = 1_000;
const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 100;
const EARLIEST_MS = Date.UTC(1900, 0);
const LATEST_MS = Date.UTC(9999, 0);
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export const text = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .refine((value) => !value.includes('\u0000'), 'A NUL character cannot be searched for.');
export const optionalText = text.optional();
/** A key of the engine. */
export const key = z.string().regex(/^\d{1,18}$/, 'A key has digits only.');

/** `a,b,c`; undefined when empty. */
export const list = z
  .string()
  .max(40_000)
  .optional()
  .transform((value, context) => {
    const items = (value ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (items.length > MAX_LIST_LENGTH)
      context.addIssue({ code: 'custom', message: `At most ${MAX_LIST_LENGTH} values.` });
    if (items.some((item) => item.includes('\u0000')))
      context.addIssue({ code: 'custom', message: 'A NUL character cannot be searched for.' });
    return items.length === 0 ? undefined : items;
  });

/** `a,b`, each of them one of these. */
export function listOf<T extends string>(allowed: readonly T[]) {
  return list.transform((items, context) => {
    const known = (items ?? []).filter((item): item is T => (allowed as readonly string[]).includes(item));
    if (known.length !== (items ?? []).length)
      context.addIssue({ code: 'custom', message: `One of ${allowed.join(', ')}.` });
    return items === undefined ? undefined : known;
  });
}

export const limit = z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT);
/** Cursor of the page before. */
export const after = z.string().max(500).optional();

const MAX_RANGE_LENGTH = 100;
const NO_TIME = 'A time is written as ISO 8601, as -24h, -30m or -7d, as today or as now.';
export interface TimeRange {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** `from..to` with either side left out, or one moment, which is the beginning. */
export function readTimeRange(value: string): { readonly value: TimeRange } | { readonly problem: string } {
  if (value.length > MAX_RANGE_LENGTH) return { problem: NO_TIME };
  const [from = '', to = ''] = value.includes('..') ? value.split('..', 2) : [value, ''];
  const range = { from: moment(from), to: moment(to) };
  if (range.from === undefined || range.to === undefined) return { problem: NO_TIME };
  return { value: { from: range.from, to: range.to } };
}

export const timeRange = z
  .string()
  .optional()
  .transform((value, context): TimeRange | undefined => {
    if (value === undefined || value === '') return undefined;
    const range = readTimeRange(value);
    if (!('problem' in range)) return range.value;
    context.addIssue({ code: 'custom', message: range.problem });
    return undefined;
  });

/** Null: nothing said; undefined: not a time, or none that anything could have happened at. */
function moment(text: string): Date | null | undefined {
  const at = momentOf(text);
  return at instanceof Date && (at.getTime() < EARLIEST_MS || at.getTime() > LATEST_MS) ? undefined : at;
}

export function momentOf(text: string): Date | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (trimmed === 'now') return new Date();
  if (trimmed === 'today') return new Date(new Date().setHours(0, 0, 0, 0));
  const relative = /^-(\d{1,6})([smhdw])$/.exec(trimmed);
  if (relative !== null) return new Date(Date.now() - Number(relative[1]) * (UNIT_MS[relative[2] ?? 's'] ?? 0));
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? undefined : new Date(at);
}

/** Parameters that two schemas read, each its own part of them; zod's intersection would compare what both pass on. */
export function both<First extends z.ZodType<object>, Second extends z.ZodType<object>>(first: First, second: Second) {
  return z.unknown().transform((value, context): z.output<First> & z.output<Second> => {
    const results = [first.safeParse(value), second.safeParse(value)] as const;
    for (const result of results) {
      for (const issue of result.error?.issues ?? [])
        context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
    }
    const [left, right] = results;
    return left.success && right.success ? { ...left.data, ...right.data } : z.NEVER;
  });
}
