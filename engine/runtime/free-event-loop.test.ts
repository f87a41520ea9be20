import { expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import { deploy, lease } from './proofs/test-engine.ts';
import { many } from './proofs/test-runaway-models.ts';
import { longestTurnDuring } from './proofs/turn-watch.ts';
import { oneNode } from './proofs/test-nodes.ts';

const MANY = 10_000;
/** So many are begun and cancelled before, so that what is measured is compiled. */
const WARMING_UP = 3_000;
const COMPLETED = 100;
/**
 * Work of some 4 ms and then a turn for everything else, which the garbage collector may lengthen. In one piece a
 * cancellation takes 50 to 90 ms.
 */
const LONGEST_TURN_MS = 35;
/** Nothing of what begins is garbage, so the collector has more to move; in one piece it takes more than a second. */
const LONGEST_TURN_OF_BEGIN_MS = 70;

const proof = oneNode(createTestDatabase);

interface Turns {
  readonly begin: number;
  readonly complete: number;
  readonly cancel: number;
}

async function turnsOf(processId: string, count: number): Promise<Turns> {
  const definitionKey = await deploy(proof.engine, processId, many(processId, count));
  const instanceKey: Key = await proof.engine.newKey();
  const begin = await longestTurnDuring(async () => {
    expect(
      await proof.engine.execute({
        type: 'startInstance',
        instanceKey,
        definitionKey,
        businessKey: null,
        tenantId: null,
        variables: {},
      }),
    ).toMatchObject({ kind: 'executed' });
  });
  const jobs = await lease(proof.engine, processId, { maxJobs: COMPLETED });
  expect(jobs).toHaveLength(COMPLETED);
  const complete = await longestTurnDuring(async () => {
    for (const outcome of await Promise.all(
      jobs.map(({ key, worker }) => proof.engine.execute({ type: 'completeJob', jobKey: key, worker, variables: {} })),
    ))
      expect(outcome.kind).toBe('executed');
  });
  const cancel = await longestTurnDuring(async () => {
    expect(
      await proof.engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false }),
    ).toMatchObject({ kind: 'executed' });
  });
  expect(
    await proof.engine.search.count('job', {
      where: [
        { field: 'instanceKey', op: '=', value: instanceKey },
        { field: 'endedAt', op: 'isNull' },
      ],
    }),
  ).toBe(0);
  return { begin, complete, cancel };
}

it(`leaves the event loop free while ${MANY} instances of one activity begin, some are completed, and the rest is cancelled`, async () => {
  await turnsOf('warm', WARMING_UP);
  const { begin, complete, cancel } = await turnsOf('many', MANY);
  expect(begin).toBeLessThan(LONGEST_TURN_OF_BEGIN_MS);
  expect(complete).toBeLessThan(LONGEST_TURN_MS);
  expect(cancel).toBeLessThan(LONGEST_TURN_MS);
}, 120_000);
