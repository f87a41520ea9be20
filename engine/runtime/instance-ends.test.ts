import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import { deploy, lease, pause, start } from './proofs/test-engine.ts';
import { externalTask } from './proofs/test-models.ts';
import { twoNodes } from './proofs/test-nodes.ts';

const INSTANCES = 30;
/**
 * Whoever waits has its answer before the same node has read so many rows one after the other, that is at once however
 * busy the machine is: each wait reads as well. Reading them takes a small part of the time between two looks of its own.
 */
const READS = 200;
const GIVES_UP_MS = 5_000;

/** More than there are sessions for what is found by a key. */
const SESSIONS = 8;

const { node } = twoNodes(createTestDatabase);
let definitionKey: Key;
beforeAll(async () => {
  definitionKey = await deploy(node(0), 'awaited', externalTask('awaited', 'awaited'));
  // To open a session and to read a statement for the first time takes as long as many reads.
  const key = await start(node(0), definitionKey);
  const [job] = await lease(node(0), 'awaited');
  await node(0).execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'worker', variables: {} });
  await Promise.all(Array.from({ length: SESSIONS }, () => node(0).awaitInstanceEnd(key, GIVES_UP_MS)));
});

/** How many of them have an answer after so many reads. */
async function answeredAtOnce(waits: readonly Promise<unknown>[], instanceKey: Key): Promise<number> {
  let answered = 0;
  for (const wait of waits)
    void wait.then(() => {
      answered += 1;
    });
  for (let read = 0; read < READS && answered < waits.length; read += 1)
    await node(0).search.get('instance', instanceKey);
  return answered;
}

it('gives the variables at the end, at once, in whatever order the end and the wait come', async () => {
  const keys = await Promise.all(
    Array.from({ length: INSTANCES }, (_, n) =>
      start(node(0), definitionKey, { n: { type: 'Integer', text: String(n) } }),
    ),
  );
  const jobs = await lease(node(0), 'awaited', { maxJobs: INSTANCES });
  const waits = keys.map(async (key, n) => {
    await pause(n % 5);
    return node(0).awaitInstanceEnd(key, GIVES_UP_MS);
  });
  await Promise.all(
    jobs.map(({ key }) =>
      node(0).execute({
        type: 'completeJob',
        jobKey: key,
        worker: 'worker',
        variables: { done: { type: 'Boolean', text: 'true' } },
      }),
    ),
  );
  expect(await answeredAtOnce(waits, keys[0] ?? '')).toBe(INSTANCES);
  expect(await Promise.all(waits)).toEqual(
    keys.map((_, n) => ({
      variables: { n: { type: 'Integer', text: String(n) }, done: { type: 'Boolean', text: 'true' } },
    })),
  );
});

it('sees an end on another node, and gives up in time', async () => {
  const key = await start(node(0), definitionKey);
  expect(await node(0).awaitInstanceEnd(key, 60)).toBeNull();
  const wait = node(0).awaitInstanceEnd(key, GIVES_UP_MS);
  const [job] = await lease(node(1), 'awaited');
  const told = new Promise<void>((next) => {
    node(0).onChange(({ instanceKeys }) => {
      if (instanceKeys.includes(key)) next();
    });
  });
  await node(1).execute({ type: 'completeJob', jobKey: job?.key ?? '', worker: 'worker', variables: {} });
  await told;
  expect(await answeredAtOnce([wait], key)).toBe(1);
  expect(await wait).toEqual({ variables: {} });
});
