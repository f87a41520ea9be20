import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';
import { LookupPool } from './lookup-pool.ts';

const database = databaseOfSuite();
let lookups: LookupPool;

beforeEach(() => {
  lookups = new LookupPool(database.url, 'driven');
});
afterEach(() => lookups.end());

const EVERY_TYPE = {
  name: 'every type',
  text: `select $1::bigint as key, $2::text as text, 7 as number, 0.5::float8 as double, $3::boolean as flag,
    '2026-11-21 10:00:00.5+00'::timestamptz as at, '0044-03-15 00:00+00 BC'::timestamptz is not null as "long ago",
    '{"a":[1]}'::jsonb as json, $4::text[] as texts, null::text as nothing from generate_series(1, $5::int)`,
};
const rowsWith = (...values: unknown[]) => lookups.rowsOf({ ...EVERY_TYPE, values });

it('reads the same at its first run and at those whose columns are known', async () => {
  const texts = ['a', '', 'NULL', 'with "quotes", a \\ and {braces}', 'grüße\n'];
  const row = {
    key: '9007199254740993',
    text: `grüße ' "`,
    number: 7,
    double: 0.5,
    flag: true,
    at: Date.UTC(2026, 10, 21, 10, 0, 0, 500),
    'long ago': true,
    json: { a: [1] },
    texts,
    nothing: null,
  };
  for (let run = 0; run < 3; run += 1)
    expect(await rowsWith('9007199254740993', `grüße ' "`, true, texts, 2)).toEqual([row, row]);
  expect(await rowsWith(null, null, false, [], 1)).toEqual([{ ...row, key: null, text: null, flag: false, texts: [] }]);
  expect(await rowsWith('1', 'x', true, [], 0)).toEqual([]);
  expect(await lookups.rowsOf({ text: 'select $1::int[] as numbers', values: [[1, null, 3]] })).toEqual([
    { numbers: [1, null, 3] },
  ]);
});

it('prepares a statement once in a session, whichever of them runs it', async () => {
  await rowsWith('1', 'x', true, [], 1);
  await Promise.all(Array.from({ length: 20 }, () => rowsWith('1', 'x', true, [], 1)));
  const { rows } = await lookups.query(
    `select count(*)::int as statements, sum(generic_plans + custom_plans) > 0 as "has run" from pg_prepared_statements`,
  );
  expect(rows).toEqual([{ statements: 1, 'has run': true }]);
});

it('throws what the database answers and goes on with the next', async () => {
  const ratio = (divisor: unknown) =>
    lookups.rowsOf({ name: 'ratio', text: 'select 6 / $1::int as ratio', values: [divisor] });
  await expect(ratio(0)).rejects.toMatchObject({ code: '22012' });
  expect(await ratio(2)).toEqual([{ ratio: 3 }]);
  await expect(ratio(0)).rejects.toMatchObject({ code: '22012' });
  await expect(ratio('two')).rejects.toMatchObject({ code: '22P02' });
  expect(await ratio(3)).toEqual([{ ratio: 2 }]);
});

it('throws when its connection breaks, and takes another one', async () => {
  const sleep = (seconds: number) =>
    lookups.rowsOf({ name: 'sleep', text: 'select pg_sleep($1::float8)::text as slept', values: [seconds] });
  await sleep(0);
  const outcome = expect(sleep(30)).rejects.toThrow(/terminat/i);
  await expect
    .poll(async () => {
      const { rows } = await database.pool.query(
        `select pg_terminate_backend(pid) as done from pg_stat_activity
          where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
      );
      return rows;
    })
    .toEqual([{ done: true }]);
  await outcome;
  expect(await sleep(0)).toEqual([{ slept: '' }]);
});
