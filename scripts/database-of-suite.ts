import { beforeAll } from 'vitest';
import { createTestDatabase } from './test-database.ts';
import { createPool, type Pool } from '@/engine/store/connection.ts';

export interface DatabaseOfSuite {
  readonly url: string;
  readonly pool: Pool;
}

/**
 * A database of its own for all tests of a file or a `describe`, with a pool on it: it is made before them and dropped
 * after them. What is given back can be used in tests and in the hooks that stand behind this call.
 */
export function databaseOfSuite(): DatabaseOfSuite {
  let made: DatabaseOfSuite | null = null;
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase();
    const pool = createPool(url);
    made = { url, pool };
    return async () => {
      await pool.end();
      await drop();
    };
  });
  const ready = (): DatabaseOfSuite => {
    if (made === null) throw new Error('the database of these tests is not there yet');
    return made;
  };
  return {
    get url() {
      return ready().url;
    },
    get pool() {
      return ready().pool;
    },
  };
}
