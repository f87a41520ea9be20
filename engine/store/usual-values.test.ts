import { expect, it } from 'vitest';
import { USUAL } from './tables.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const database = databaseOfSuite();

it.each(Object.entries(USUAL))(
  'a column of %s that is not sent is given by the database what it would have had',
  async (table, groups) => {
    const { rows } = await database.pool.query<{ column_name: string; column_default: string | null }>({
      text: `select column_name, column_default from information_schema.columns
      where table_schema = current_schema() and table_name = $1`,
      values: [table],
    });
    const defaults = new Map(rows.map((row) => [row.column_name, row.column_default]));
    for (const [column, usual] of groups.flatMap((group) => Object.entries(group)))
      expect([column, defaults.get(column)]).toEqual([column, usual === null ? null : String(usual)]);
  },
);
