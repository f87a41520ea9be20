import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import { deploy, lease, pause, start } from './proofs/test-engine.ts';
import { externalTask } from './proofs/test-models.ts';
import { twoNodes } from './proofs/test-nodes.ts';

const INSTANCES = 30;

const { node } = twoNodes(createTestDatabase);
let definitionKey: Key;
beforeAll(async () => { definitionKey = await deploy(node(0), 'awaited', externalTask('awaited', 'awaited')); });

it('gives the variables at the end, at once, in whatever order the end and the wait come', async () => {
  const keys = await Promise.all(Array.from({ length: INSTANCES }, (_, n) => start(node(0), definitionKey, { n: { type: 'Integer', text: String(n) } })));
  const jobs = await lease(node(0), 'awaited', { maxJobs: INSTANCES });
  const begun = Date.now();
  const waits = keys.map(async (key, n) => { await pause(n % 5); return node(0).awaitInstanceEnd(key, 5_000); });
  await Promise.all(jobs.map(({ key }) => node(0).execute({ type: 'completeJob', jobKey: key, worker: 'worker', variables: { done: { type: 'Boolean', text: 'true' } } })));
  expect(await Promise.all(waits)).toEqual(keys.map((_, n) => ({ variables: { n: { type: 'Integer', text: String(n) }, done: { type: 'Boolean', text: 'true' } } })));
  expect(Date.now() - begun).toBeLessThan(450);
});

it('sees an end on another node, and gives up in time', async () => {
  const key = await start(node(0), definitionKey);
  expect(await node(0).awaitInstanceEnd(key, 60)).toBeNull();
  const wait = node(0).awaitInstanceEnd(key, 5_000).then((end) => ({ end, at: Date.now() }));
  const [job] = await lease(node(1), 'awaited');
  await node(1).execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'worker', variables: {} });
  const begun = Date.now();
  const { end, at } = await wait;
  expect(end).toEqual({ variables: {} });
  expect(at - begun).toBeLessThan(300);
});
