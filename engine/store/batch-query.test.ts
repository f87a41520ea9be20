import type pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { runBatch } from './batch-query.ts';
import type { PreparedNames } from './prepared-query.ts';
import { binaryValue } from './binary-arrays.ts';
import { connectWriter, createPool, type Pool } from './connection.ts';

let database: TestDatabase;
let pool: Pool;
let writer: pg.Client;
let prepared: PreparedNames;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  writer = await connectWriter(database.url);
  prepared = new Set();
  await pool.query('create table noted (number bigint primary key, text text, flag boolean)');
});
afterEach(async () => {
  await writer.end().catch(() => undefined);
  await pool.end();
  await database.drop();
});

const NOTE =
  'with w as (insert into noted values ($1::bigint, $2::text, $3::boolean)) select 10 / ($1::bigint - 3), $2';
const note = (values: unknown[], name?: string): Promise<void> =>
  runBatch(writer, { ...(name !== undefined && { name }), text: NOTE, values }, prepared);
const noted = async (): Promise<unknown[]> => (await pool.query('select * from noted order by number')).rows;

it('writes what it is given, in bytes, as text or as nothing', async () => {
  await note([binaryValue('bigint', '9007199254740993'), `grüße ' "`, null], 'note');
  await note([1, null, binaryValue('boolean', true)], 'note');
  await note(['2', '', false]);
  expect(await noted()).toEqual([
    { number: '1', text: null, flag: true },
    { number: '2', text: '', flag: false },
    { number: '9007199254740993', text: `grüße ' "`, flag: null },
  ]);
});

it('is prepared once in a session, and not at all without a name', async () => {
  for (const number of [1, 2, 4]) await note([number, 'x', null], 'note');
  for (const number of [5, 6]) await note([number, 'x', null]);
  const { rows } = await writer.query('select name, generic_plans + custom_plans as runs from pg_prepared_statements');
  expect(rows).toEqual([{ name: 'note', runs: '3' }]);
});

it('throws what the database answers, leaves nothing behind, and goes on with the next', async () => {
  // The very first run fails after it was prepared, one later on when it is executed.
  await expect(note([3, 'x', null], 'note')).rejects.toMatchObject({ code: '22012' });
  await note([1, 'x', null], 'note');
  await expect(note([1, 'x', null], 'note')).rejects.toMatchObject({ code: '23505', table: 'noted' });
  await expect(note(['no number', 'x', null], 'note')).rejects.toMatchObject({ code: '22P02' });
  await expect(runBatch(writer, { name: 'no', text: 'select from where' }, prepared)).rejects.toMatchObject({
    code: '42601',
  });
  await runBatch(writer, { name: 'no', text: 'select 1' }, prepared);
  await note([2, 'x', null], 'note');
  expect(await noted()).toHaveLength(2);
});

it('takes its turn among other statements of the same connection', async () => {
  const outcomes = await Promise.allSettled([
    writer.query('select 1 as one'),
    note([1, 'a', null], 'first'),
    writer.query({ name: 'named', text: 'select $1::int as two', values: [2] }),
    note([1, 'again', null], 'second'),
    writer.query('select 3 as three'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  const rowsOf = (n: number): unknown => {
    const outcome = outcomes[n];
    return outcome?.status === 'fulfilled' && outcome.value ? outcome.value.rows : undefined;
  };
  expect([rowsOf(0), rowsOf(2), rowsOf(4)]).toEqual([[{ one: 1 }], [{ two: 2 }], [{ three: 3 }]]);
});

it('throws when the connection breaks while it runs', async () => {
  writer.on('error', () => undefined);
  const { rows } = await writer.query<{ pid: number }>('select pg_backend_pid() as pid');
  const sleeping = runBatch(writer, { text: 'select pg_sleep(30)' }, prepared);
  const outcome = expect(sleeping).rejects.toThrow(/terminat/i);
  await expect
    .poll(async () => (await pool.query('select pg_terminate_backend($1) as done', [rows[0]?.pid])).rows)
    .toEqual([{ done: true }]);
  await outcome;
});
