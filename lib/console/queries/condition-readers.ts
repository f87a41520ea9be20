import { Prisma } from '@/lib/db.ts';
import { MAX_FILTER_KEYS } from '../filter/instance-fields.ts';
import { splitList } from '../filter/written-value.ts';
import { readTimeRange, type TimeRange } from './parameters.ts';
import type { Asking, Term } from './search-term.ts';
import { bigints } from './sql.ts';
import type { Parsed } from './text-condition.ts';

export type Sql = Prisma.Sql;

export const MAX_LIST = 1_000;

/**
 * Microseconds: to compare a text of the row, to look into another table, and to read one of its rows in a range of an
 * index.
 */
const COMPARED = 0.5;

export const LOOKED = 2;

export const READ = 0.5;

export const QUICK = 0.25;

/** Made when the search runs, since some speak of who asks. */
export type Condition = (asking: Asking) => Term;

export type FieldReader = (text: string) => Parsed<Condition>;

export const always = (term: Term): Parsed<Condition> => ({ value: () => term });

/** A condition on the row of the instance that needs no look elsewhere. */
export const plain = (check: Sql): Term => ({ check, weight: 0 });

export const compared = (check: Sql): Term => ({ check, weight: COMPARED });

export const listed = (text: string, make: (values: readonly string[]) => Term): Parsed<Condition> => {
  const values = splitList(text).map((each) =>
    each.startsWith('"') && each.endsWith('"') && each.length > 1 ? each.slice(1, -1) : each,
  );
  if (values.length > MAX_LIST) return { problem: `At most ${MAX_LIST} values.` };
  return always(make(values));
};

export const keys = (text: string, make: (values: Sql) => Term): Parsed<Condition> => {
  const values = text
    .replace(/^in:/, '')
    .split(/[\s,;]+/)
    .filter((each) => each !== '');
  if (values.length > MAX_FILTER_KEYS) return { problem: `At most ${MAX_FILTER_KEYS} keys.` };
  const wrong = values.find((each) => !/^\d{1,18}$/.test(each));
  return wrong === undefined
    ? always(make(bigints(values)))
    : { problem: `${wrong.slice(0, 40)} is no key: a key has digits only.` };
};

export const ranged = (text: string, make: (range: TimeRange) => Term): Parsed<Condition> => {
  const range = readTimeRange(text);
  return 'problem' in range ? range : always(make(range.value));
};

export const chosen = <T extends string>(text: string, choices: Readonly<Record<T, Term>>): Parsed<Condition> => {
  const term = Object.entries<Term>(choices).find(([name]) => name === text)?.[1];
  return term === undefined ? { problem: `One of ${Object.keys(choices).join(', ')}.` } : always(term);
};

export const texts = (values: readonly string[]): Sql => Prisma.sql`${[...values]}::text[]`;
