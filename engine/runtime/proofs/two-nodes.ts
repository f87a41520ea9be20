import { afterAll, beforeAll, expect } from 'vitest';
import type { Engine } from '../../engine.ts';
import { createPool, type Pool } from '../../store/connection.ts';
import { testEngine, type TestEngine } from './test-engine.ts';

const NODES = 2;

interface OwnDatabase { readonly url: string; drop(): Promise<void> }
interface Running { readonly database: OwnDatabase; readonly pool: Pool; readonly engines: readonly TestEngine[] }

/** Two nodes on one database for the tests of a file, which must leave no fault in either. */
export interface TwoNodes {
  /** In turn: the one for even numbers, the other for odd ones. */
  node(n: number): Engine;
  readonly pool: Pool;
}

export function twoNodes(createDatabase: () => Promise<OwnDatabase>, { isJobExecutorOn }: { isJobExecutorOn: boolean }): TwoNodes {
  let started: Running | null = null;
  const running = (): Running => {
    if (!started) throw new Error('the nodes run only while tests do');
    return started;
  };
  beforeAll(async () => {
    const database = await createDatabase();
    const engines = await Promise.all(Array.from({ length: NODES }, () => testEngine(database.url, isJobExecutorOn)));
    started = { database, pool: createPool(database.url), engines };
  });
  afterAll(async () => {
    const { database, pool, engines } = running();
    expect(engines.flatMap(({ faults }) => faults)).toEqual([]);
    await Promise.all(engines.map(({ engine }) => engine.stop()));
    await pool.end();
    await database.drop();
  });
  return {
    node(n) {
      const found = running().engines[n % NODES];
      if (!found) throw new Error('there is no node');
      return found.engine;
    },
    get pool() { return running().pool; },
  };
}
