import { Prisma } from '@/lib/db.ts';
import { type AuditFilter, auditConditions, isLed } from './audit-filter.ts';
import type { QueryContext } from './query.ts';
import { and, instantOrNull } from './sql.ts';

/** Entries that one go looks at: a few milliseconds, whatever is asked of them. */
const WINDOW = 10_000n;

export interface AuditSearch {
  readonly filter: AuditFilter;
  readonly isNewestFirst: boolean;
  /** The last number that was looked at; null: none yet. */
  readonly after: bigint | null;
  readonly limit: number;
}
/**
 * `next` null: everything has been looked at. `searchedTo`: of the last entry that was looked at, where the page is not
 * full.
 */
export interface AuditFound {
  readonly numbers: readonly string[];
  readonly next: string | null;
  readonly searchedTo: number | null;
}

interface Bounds {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * An entry's moment may be that much before the one of an entry with a lower number: another node's clock, a long
 * transaction.
 */
const SLACK = Prisma.sql`interval '1 minute'`;

/**
 * The next entries that match. The log has no gaps and its times rise with its numbers, so that a filter without an
 * index looks through it window by window, and a filter of time is a range of numbers.
 */
export async function searchAudit(
  context: QueryContext,
  { filter, isNewestFirst, after, limit }: AuditSearch,
): Promise<AuditFound> {
  const { first, last } = await boundsOf(context, filter);
  const from = isNewestFirst
    ? after === null || after > last
      ? last
      : after - 1n
    : after === null || after < first
      ? first
      : after + 1n;
  const isEverything = isLed(context, filter);
  const to = isEverything
    ? isNewestFirst
      ? first
      : last
    : isNewestFirst
      ? max(first, from - WINDOW + 1n)
      : min(last, from + WINDOW - 1n);
  if (isNewestFirst ? from < to : from > to) return { numbers: [], next: null, searchedTo: null };
  const rows = await context.database.$queryRaw<{ n: string }[]>(Prisma.sql`
    select a.n::text as n from audit_entry a where a.n between ${String(min(from, to))}::bigint
      and ${String(max(from, to))}::bigint ${and(auditConditions(context, filter))}
    order by a.n ${isNewestFirst ? Prisma.raw('desc') : Prisma.empty} limit ${limit + 1}::int`);
  const numbers = rows.slice(0, limit).map(({ n }) => n);
  if (rows.length > limit) return { numbers, next: numbers.at(-1) ?? null, searchedTo: null };
  if (to === (isNewestFirst ? first : last)) return { numbers, next: null, searchedTo: null };
  const [end] = await context.database.$queryRaw<{ at: Date }[]>(
    Prisma.sql`select a.at from audit_entry a where a.n = ${String(to)}::bigint`,
  );
  return { numbers, next: String(to), searchedTo: instantOrNull(end?.at ?? null) };
}

/** The numbers that the time range leaves; `first` above `last`: none. */
async function boundsOf({ database }: QueryContext, { when }: AuditFilter): Promise<Bounds> {
  const from = when?.from ?? null;
  const to = when?.to ?? null;
  const [row] = await database.$queryRaw<{ first: string | null; last: string | null }[]>(Prisma.sql`
    select ${
      from === null
        ? Prisma.sql`'1'`
        : Prisma.sql`(select a.n::text from audit_entry a
      where a.at >= ${from}::timestamptz - ${SLACK} order by a.at, a.n limit 1)`
    } as first,
      ${
        to === null
          ? Prisma.sql`(select max(a.n)::text from audit_entry a)`
          : Prisma.sql`(select a.n::text
        from audit_entry a where a.at < ${to}::timestamptz + ${SLACK} order by a.at desc, a.n desc limit 1)`
      } as last`);
  return row?.first == null || row.last === null
    ? { first: 1n, last: 0n }
    : { first: BigInt(row.first), last: BigInt(row.last) };
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
