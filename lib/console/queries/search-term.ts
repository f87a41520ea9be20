import { Prisma } from '@/lib/db.ts';

type Sql = Prisma.Sql;

/** What conditions are made for. */
export interface Asking {
  readonly username: string;
}

/**
 * Rows of an index from which the instances of a condition follow: `select … as key from …`, the key null where a row
 * that was looked at does not match. Whoever has read all rows knows all instances that match.
 */
export interface Source {
  readonly rows: Sql;
  /** Microseconds for each row that is looked at. */
  readonly weight: number;
  /** Its rows tell all: the condition need not be checked again. */
  readonly isExact: boolean;
  /**
   * The next keys in order, where an index holds them so: `select … as key`. Then it does not matter how many there
   * are.
   */
  readonly next?: (step: KeyStep) => Sql;
}

/** Keys beyond one, downwards or upwards. */
export interface KeyStep {
  readonly after: string | null;
  readonly direction: 'desc' | 'asc';
  readonly count: number;
}

/** One condition of a search, in the ways in which it can be asked. */
export interface Term {
  /** Of an instance `i`. What looks into another table stands behind `FENCE`. */
  readonly check: Sql;
  /**
   * Microseconds that the check costs for each instance; 0: an index in the list's order knows it, or there is nothing
   * to look up.
   */
  readonly weight: number;
  readonly source?: Source;
  /** What follows from it for the row of the instance itself, where that narrows the instances at no cost. */
  readonly implied?: readonly Sql[];
}

/**
 * At the end of an `exists`: the look is made for each instance by itself. Without it PostgreSQL, which cannot know how
 * often a value occurs, may read all rows of the other table first.
 */
export const FENCE = Prisma.raw('offset 0');

/** Instances for which there is such a row: `exists (select 1 <from> …)`. */
export function exists(rows: Sql): Sql {
  return Prisma.sql`exists (select 1 ${rows} ${FENCE})`;
}

export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and ');
}

/** Rows of a `from … where <indexed>`, with the key of the instance where the rest holds too. */
export function source(key: Sql, from: Sql, matches: readonly Sql[], weight: number, isExact = true): Source {
  return {
    rows:
      matches.length === 0
        ? Prisma.sql`select ${key} as key ${from}`
        : Prisma.sql`select case when ${all(matches)} then ${key} end as key ${from}`,
    weight,
    isExact,
  };
}

export function not(term: Term): Term {
  return { check: Prisma.sql`(${term.check}) is not true`, weight: term.weight };
}

/** All of them: one that has a source tells where to begin. */
export function every(terms: readonly Term[]): Term {
  const first = terms.find((term) => term.source !== undefined)?.source;
  return {
    check: Prisma.sql`(${all(terms.map(({ check }) => Prisma.sql`(${check})`))})`,
    weight: sum(terms),
    implied: terms.flatMap(({ implied }) => implied ?? []),
    ...(first !== undefined && { source: { ...first, isExact: false } }),
  };
}

/** One of them: found where all have a source. */
export function some(terms: readonly Term[]): Term {
  const sources = terms.flatMap((term) => term.source ?? []);
  const joined =
    terms.length === 0
      ? Prisma.sql`false`
      : Prisma.join(
          terms.map(({ check }) => Prisma.sql`(${check})`),
          ' or ',
          '(',
          ')',
        );
  return {
    check: joined,
    weight: sum(terms),
    ...(terms.length > 0 &&
      sources.length === terms.length && {
        source: {
          rows: Prisma.join(
            sources.map(({ rows }) => Prisma.sql`(${rows})`),
            ' union all ',
          ),
          weight: Math.max(...sources.map(({ weight }) => weight)),
          isExact: sources.every(({ isExact }) => isExact),
        },
      }),
  };
}

function sum(terms: readonly Term[]): number {
  return terms.reduce((total, { weight }) => total + weight, 0);
}
