import { expect, it } from 'vitest';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';
import { createLeasePool, createPool, inTransaction, type Pool } from './connection.ts';
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
