import { expect, it } from 'vitest';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';
import { createLeasePool, createPool, inTransaction, type Pool, type Queryable } from './connection.ts';
import { LookupPool } from './lookup-pool.ts';

const database = databaseOfSuite();

// Without a listener for what such a connection tells, the process ends, and with it this test's.
it.each<[string, (url: string) => Pool]>([
  ['of all reads and changes', createPool],
  ['of leases', createLeasePool],
  ['of what is found by a key', (url) => new LookupPool(url, 'driven')],
])(
  'a connection that breaks between two statements of a transaction is told to whoever asks next: %s',
  async (_, make) => {
    const pool = make(database.url);
    try {
      const broken = inTransaction(pool, async (connection) => {
        const { rows } = await connection.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' });
        await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await expect
          .poll(
            async () =>
              (await database.pool.query('select from pg_stat_activity where pid = $1', [rows[0]?.pid])).rowCount,
          )
          .toBe(0);
        await connection.query({ text: 'select 1' });
      });
      await expect(broken).rejects.toThrow(/terminat|not queryable/i);
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await pool.end();
    }
  },
);

// Each takes the one row and then the other's; PostgreSQL undoes one of them, with `deadlock detected`.
it('a transaction that is undone for the sake of another is run again', async () => {
  const { pool } = database;
  await pool.query('create table account as select n as id, 0 as changes from generate_series(1, 2) n');
  const bothHoldOne = deferred();
  let holders = 0;
  let runs = 0;
  const change = (first: number, second: number): Promise<void> =>
    inTransaction(pool, async (connection) => {
      runs += 1;
      await add(connection, first);
      holders += 1;
      if (holders === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await add(connection, second);
    });
  await Promise.all([change(1, 2), change(2, 1)]);
  expect(runs).toBe(3);
  expect((await pool.query('select id, changes from account order by id')).rows).toEqual([
    { id: 1, changes: 2 },
    { id: 2, changes: 2 },
  ]);
});

it('a transaction that fails by itself is run once', async () => {
  let runs = 0;
  const failing = inTransaction(database.pool, async (connection) => {
    runs += 1;
    await connection.query({ text: 'select 1 / 0' });
  });
  await expect(failing).rejects.toThrow('division by zero');
  expect(runs).toBe(1);
});

const add = (connection: Queryable, id: number) =>
  connection.query({ text: 'update account set changes = changes + 1 where id = $1', values: [id] });

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
