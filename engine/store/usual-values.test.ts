import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { createPool, type Pool } from './connection.ts';
import { USUAL } from './tables.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it.each(Object.entries(USUAL))(
  'a column of %s that is not sent is given by the database what it would have had',
  async (table, groups) => {
    const { rows } = await pool.query<{ column_name: string; column_default: string | null }>({
      text: `select column_name, column_default from information_schema.columns
      where table_schema = current_schema() and table_name = $1`,
      values: [table],
    });
    const defaults = new Map(rows.map((row) => [row.column_name, row.column_default]));
    for (const [column, usual] of groups.flatMap((group) => Object.entries(group)))
      expect([column, defaults.get(column)]).toEqual([column, usual === null ? null : String(usual)]);
  },
);
