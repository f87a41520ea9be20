import { afterAll, beforeAll, expect } from 'vitest';
import type { Engine } from '../../engine.ts';
import { createPool, type Pool } from '../../store/connection.ts';
import { testEngine, type TestEngine } from './test-engine.ts';

interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}
interface Running {
  readonly database: OwnDatabase;
  readonly pool: Pool;
  readonly engines: readonly TestEngine[];
}

/** Nodes on one database for the tests of a file, which must leave no fault in any of them. */
export interface TestNodes {
  /** In turn. */
  node(n: number): Engine;
  readonly pool: Pool;
  /** Of the database. */
  readonly url: string;
}
/** The one node of a file that needs no more. */
export interface TestNode {
  readonly engine: Engine;
  readonly pool: Pool;
  readonly url: string;
}

export function twoNodes(
  createDatabase: () => Promise<OwnDatabase>,
  { isJobExecutorOn = true }: { isJobExecutorOn?: boolean } = {},
): TestNodes {
  return testNodes(2, createDatabase, isJobExecutorOn);
}

export function oneNode(
  createDatabase: () => Promise<OwnDatabase>,
  { isJobExecutorOn = true }: { isJobExecutorOn?: boolean } = {},
): TestNode {
  const nodes = testNodes(1, createDatabase, isJobExecutorOn);
  return {
    get engine() {
      return nodes.node(0);
    },
    get pool() {
      return nodes.pool;
    },
    get url() {
      return nodes.url;
    },
  };
}

function testNodes(count: number, createDatabase: () => Promise<OwnDatabase>, isJobExecutorOn: boolean): TestNodes {
  let started: Running | null = null;
  const running = (): Running => {
    if (!started) throw new Error('the nodes run only while tests do');
    return started;
  };
  beforeAll(async () => {
    const database = await createDatabase();
    const engines = await Promise.all(Array.from({ length: count }, () => testEngine(database.url, isJobExecutorOn)));
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
      const found = running().engines[n % count];
      if (!found) throw new Error('there is no node');
      return found.engine;
    },
    get pool() {
      return running().pool;
    },
    get url() {
      return running().database.url;
    },
  };
}
