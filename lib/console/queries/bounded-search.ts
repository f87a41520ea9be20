import { type Database, Prisma } from '@/lib/db.ts';
import { type InstanceSearch, instanceBranches, namedBranch } from './instance-search.ts';
import type { QueryContext } from './query.ts';
import type { KeyStep, Source, Term } from './search-term.ts';
import { bigints } from './sql.ts';

type Sql = Prisma.Sql;
/** Microseconds that one go may spend on looking at instances, and on the rows of indexes that lead to them. */
const LOOKING = 5_000;
const READING = 2_500;
/** Microseconds for looking alone, once it is known that no index leads to few. */
const LOOKING_ON = 12_000;
/** Each instance costs as much, whatever is asked of it. */
const BASE = 0.5;
const FEWEST = 500;
const MOST = 20_000;
/** Indexes that are tried before the instances themselves are gone through. */
const MAX_SOURCES = 2;
const NEAR_THE_END = 10;

/** The order in which a search goes through instances, and the place in it that it has come to. */
export interface SearchOrder {
  /** `order by …` of instances `i`. */
  readonly inner: Sql;
  /** The same of rows `p`. */
  readonly outer: Sql;
  /** By the key alone, downwards or upwards. */
  readonly byKey: 'desc' | 'asc' | null;
  /** What the order leaves out, and what a page before has shown. */
  readonly further: readonly Sql[];
  /** Key of the last instance of the page before, where the order is by key. */
  readonly afterKey: string | null;
  /** A go before has found that no index leads to few: none is tried again, and the time for it goes into looking. */
  readonly isUnled: boolean;
}

/** The last instance that was looked at. */
export interface End {
  readonly key: string;
  readonly startedAt: Date;
  readonly endedText: string | null;
}

/** Instances that are looked at in one go. */
export interface Reach {
  /** Those of them that match. */
  branches(columns: Sql, order: Sql, limit: number): Sql;
  /** Null: nothing is left behind them. */
  end(): Promise<End | null>;
  /** No index led to them: `isUnled` of the next go. */
  readonly isUnled: boolean;
}

/**
 * Where to look next. A search that costs nothing for each instance looks everywhere at once. Another begins with an
 * index that leads to few instances; where none does, it looks at the next ones in the order of the list, as many as
 * time allows.
 */
export async function reachOf(context: QueryContext, search: InstanceSearch, order: SearchOrder): Promise<Reach> {
  if (search.terms.length === 0)
    return {
      branches: (columns, inner, limit) => instanceBranches(search, columns, order.further, inner, limit),
      end: async () => null,
      isUnled: false,
    };
  const costly = search.terms.filter(({ weight }) => weight > 0);
  const led = order.isUnled ? [] : search.terms.filter((term) => term.source !== undefined).slice(0, MAX_SOURCES);
  for (const term of led) {
    const found =
      term.source === undefined ? null : await keysOf(context.database, term.source, order, READING / led.length);
    if (found !== null)
      return lookAt(
        context.database,
        search,
        order,
        found,
        costly.filter((each) => each !== term || term.source?.isExact !== true),
      );
  }
  const count = inOneGo(costly, order.isUnled ? LOOKING_ON : LOOKING);
  const rows = await context.database.$queryRaw<{ key: string }[]>(
    Prisma.sql`select p.key::text as key
      from (${instanceBranches(search, COLUMNS, order.further, order.inner, count)}) p ${order.outer}
      limit ${count}::int`,
  );
  // What the instance's own row says was asked already.
  return {
    ...lookAt(
      context.database,
      search,
      order,
      { keys: rows.map(({ key }) => key), isCut: rows.length === count },
      costly,
      count,
    ),
    isUnled: true,
  };
}

const COLUMNS = Prisma.sql`i.key, i.ended_at`;

/** How many instances are looked at in one go. */
function inOneGo(terms: readonly Term[], microseconds: number): number {
  const each = terms.reduce((sum, { weight }) => sum + weight, BASE);
  return Math.round(Math.min(MOST, Math.max(FEWEST, microseconds / each)));
}

interface Keys {
  readonly keys: readonly string[] /** In the order of the list, and more come after them. */;
  readonly isCut: boolean;
}

/** The keys that a source leads to; null when that is more than can be read in one go. */
async function keysOf(
  database: Database,
  { rows, weight, next }: Source,
  { byKey, afterKey }: SearchOrder,
  microseconds: number,
): Promise<Keys | null> {
  const most = Math.round(microseconds / weight);
  if (next !== undefined && byKey !== null)
    return nextKeys(database, next, { after: afterKey, direction: byKey, count: most });
  const [, [found]] = await database.$transaction([
    // Only indexes: asked for a few rows, PostgreSQL hopes to meet them soon in the table itself, and where there are
    // none reads all of it.
    database.$executeRaw`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`,
    database.$queryRaw<{ looked: number; keys: (bigint | null)[] | null }[]>(
      Prisma.sql`select count(*)::int as looked, array_agg(distinct s.key) as keys
        from (select s.key from (${rows}) s limit ${most + 1}::int) s`,
    ),
  ]);
  if (found === undefined || found.looked > most) return null;
  return { keys: (found.keys ?? []).flatMap((key) => (key === null ? [] : [String(key)])), isCut: false };
}

async function nextKeys(database: Database, next: (step: KeyStep) => Sql, step: KeyStep): Promise<Keys> {
  const rows = await database.$queryRaw<{ key: string }[]>(
    Prisma.sql`select n.key::text as key from (${next(step)}) n`,
  );
  return { keys: rows.map(({ key }) => key), isCut: rows.length === step.count };
}

function lookAt(
  database: Database,
  search: InstanceSearch,
  order: SearchOrder,
  found: Keys,
  terms: readonly Term[],
  count = inOneGo(terms, LOOKING),
): Reach {
  const further = [...order.further, ...terms.map(({ check }) => check)];
  const { keys, isCut } = inOrder(found, order, count);
  return {
    branches: (columns, inner, limit) => namedBranch(search, keys, columns, further, inner, limit),
    end: async () => (isCut ? endAt(database, keys) : null),
    isUnled: false,
  };
}

/**
 * The next keys in the order of the list, as many as are looked at in one go; all where the list has another order than
 * theirs.
 */
function inOrder({ keys, isCut }: Keys, { byKey, afterKey }: SearchOrder, count: number): Keys {
  if (byKey === null || isCut) return { keys: keys.slice(0, isCut ? count : keys.length), isCut };
  const after = afterKey === null ? null : BigInt(afterKey);
  const left = keys
    .map((key) => BigInt(key))
    .filter((key) => after === null || (byKey === 'desc' ? key < after : key > after));
  left.sort((a, b) => (a === b ? 0 : a < b === (byKey === 'asc') ? -1 : 1));
  return { keys: left.slice(0, count).map(String), isCut: left.length > count };
}

/** One may have been deleted meanwhile: then the one before is the last. */
async function endAt(database: Database, keys: readonly string[]): Promise<End | null> {
  const last = keys.slice(-NEAR_THE_END);
  const [end] = await database.$queryRaw<End[]>(Prisma.sql`
    select i.key::text as key, i.started_at as "startedAt",
      to_char(i.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "endedText"
    from instance i where i.key = any(${bigints(last)}) order by array_position(${[...last]}::text[], i.key::text) desc
      limit 1`);
  return end ?? null;
}
