import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import { deploy, lease, pause, start, testEngine, type TestEngine } from './proofs/test-engine.ts';
import { externalTask } from './proofs/test-models.ts';

const INSTANCES = 30;

let database: TestDatabase;
let here: TestEngine;
let there: TestEngine;
let definitionKey: Key;
beforeAll(async () => {
  database = await createTestDatabase();
  here = await testEngine(database.url);
  there = await testEngine(database.url);
  definitionKey = await deploy(here.engine, 'awaited', externalTask('awaited', 'awaited'));
});
afterAll(async () => { await Promise.all([here.engine.stop(), there.engine.stop()]); await database.drop(); });

it('gives the variables at the end, at once, in whatever order the end and the wait come', async () => {
  const keys = await Promise.all(Array.from({ length: INSTANCES }, (_, n) => start(here.engine, definitionKey, { n: { type: 'Integer', text: String(n) } })));
  const jobs = await lease(here.engine, 'awaited', { maxJobs: INSTANCES });
  const begun = Date.now();
  const waits = keys.map(async (key, n) => { await pause(n % 5); return here.engine.awaitInstanceEnd(key, 5_000); });
  await Promise.all(jobs.map(({ key }) => here.engine.execute({ type: 'completeJob', jobKey: key, worker: 'worker', variables: { done: { type: 'Boolean', text: 'true' } } })));
  expect(await Promise.all(waits)).toEqual(keys.map((_, n) => ({ variables: { n: { type: 'Integer', text: String(n) }, done: { type: 'Boolean', text: 'true' } } })));
  expect(Date.now() - begun).toBeLessThan(450);
});

it('sees an end on another node, and gives up in time', async () => {
  const key = await start(here.engine, definitionKey);
  expect(await here.engine.awaitInstanceEnd(key, 60)).toBeNull();
  const wait = here.engine.awaitInstanceEnd(key, 5_000).then((end) => ({ end, at: Date.now() }));
  const [job] = await lease(there.engine, 'awaited');
  await there.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'worker', variables: {} });
  const begun = Date.now();
  const { end, at } = await wait;
  expect(end).toEqual({ variables: {} });
  expect(at - begun).toBeLessThan(300);
});
