import { type Database, Prisma } from '@/lib/db.ts';
import { and } from './sql.ts';

/** Rows that an index gives in the order of their keys. */
export interface KeySource {
  /** `user_task t left join …`: all that conditions are said of. */
  readonly from: Prisma.Sql;
  /** The table alone, with the same letter: what the portions are measured on. */
  readonly table: Prisma.Sql;
  readonly key: Prisma.Sql;
  /** What the index is kept to. */
  readonly alive: Prisma.Sql;
}

interface Wanted {
  readonly limit: number;
  /** Rows that one statement looks at, at most. */
  readonly portion: number;
  /** As many portions are looked through; left out: all. */
  readonly portions?: number;
}

/** Keys that fit, newest first. `isWhole`: there are no more than these. */
interface Found {
  readonly keys: readonly string[];
  readonly isWhole: boolean;
}

/**
 * Takes what fits the conditions in portions of the index: no statement looks at more rows than one portion has, however
 * many there are and however few of them fit.
 */
export async function keysInPortions(
  database: Database,
  { from, table, key, alive }: KeySource,
  conditions: readonly Prisma.Sql[],
  { limit, portion, portions = Number.POSITIVE_INFINITY }: Wanted,
): Promise<Found> {
  const keys: string[] = [];
  let below: string | null = null;
  for (let n = 0; n < portions; n += 1) {
    const start: readonly Prisma.Sql[] = below === null ? [alive] : [alive, Prisma.sql`${key} < ${below}::bigint`];
    const [end]: { key: string }[] = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
      select ${key}::text as key from ${table} where true ${and(start)}
        order by ${key} desc offset ${portion - 1}::int limit 1`);
    const within = end === undefined ? start : [...start, Prisma.sql`${key} >= ${end.key}::bigint`];
    const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
      select ${key}::text as key from ${from} where true ${and([...within, ...conditions])}
        order by ${key} desc limit ${limit - keys.length + 1}::int`);
    keys.push(...rows.map((row) => row.key));
    if (keys.length > limit) return { keys: keys.slice(0, limit), isWhole: false };
    if (end === undefined) return { keys, isWhole: true };
    below = end.key;
  }
  return { keys, isWhole: false };
}

/** More are not counted. */
const COUNTED = 1_000;
/** Rows that a count looks at. */
const LOOKED_AT = 5_000;

/** How many fit, as far as that can be said at once. `lookedAt`: fewer, where it costs more to look at one. */
export async function countInPortions(
  database: Database,
  source: KeySource,
  conditions: readonly Prisma.Sql[],
  lookedAt: number = LOOKED_AT,
): Promise<{ readonly value: number; readonly isExact: boolean }> {
  const found = await keysInPortions(database, source, conditions, { limit: COUNTED, portion: lookedAt, portions: 1 });
  return { value: found.keys.length, isExact: found.isWhole };
}
