import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../core/state.ts';
import type { Executed } from '../engine.ts';
import type { Rejection } from '../core/decision.ts';
import { deploy, lease, pause, until } from './proofs/test-engine.ts';
import * as runaway from './proofs/test-runaway-models.ts';
import { externalTask } from './proofs/test-models.ts';
import { oneNode } from './proofs/test-nodes.ts';

/** A model that runs wild is seen for so long. */
const WATCHED_MS = 1_000;
/** Neighbours may become twice as slow; what is measured in a few milliseconds is never quite the same twice. */
const MOST_TIMES_SLOWER = 2;
const NOISE_MS = 1;
/**
 * The longest single turn of the event loop. 10 ms is what a quiet machine shows; a busy one also takes the processor
 * away.
 */
const LONGEST_TURN_MS = 250;
const QUIET_MS = 500;
const MEASUREMENTS = 4;
const CANCELLED_WITHIN_MS = 5_000;

const proof = oneNode(createTestDatabase);
let neighbour: Key;
beforeAll(async () => {
  neighbour = await deploy(proof.engine, 'neighbour', externalTask('neighbour', 'neighbour'));
  await neighboursDuring(() => pause(WATCHED_MS));
});

async function startOf(definitionKey: Key): Promise<{ instanceKey: Key; outcome: Executed | Rejection }> {
  const instanceKey = await proof.engine.newKey();
  return {
    instanceKey,
    outcome: await proof.engine.execute({
      type: 'startInstance',
      instanceKey,
      definitionKey,
      businessKey: null,
      tenantId: null,
      variables: {},
    }),
  };
}

/** How long other instances take to start meanwhile. */
async function neighboursDuring(work: () => Promise<unknown>): Promise<{ medianMs: number; longestTurnMs: number }> {
  const times: number[] = [];
  let isOver = false;
  const turns = monitorEventLoopDelay({ resolution: 1 });
  turns.enable();
  const starting = (async () => {
    while (!isOver) {
      const begun = performance.now();
      expect((await startOf(neighbour)).outcome.kind).toBe('executed');
      times.push(performance.now() - begun);
      await pause(5);
    }
  })();
  await work();
  isOver = true;
  await starting;
  turns.disable();
  times.sort((a, b) => a - b);
  return { medianMs: times[times.length >> 1] ?? Number.POSITIVE_INFINITY, longestTurnMs: turns.max / 1e6 };
}

interface Seen {
  readonly instanceKey: Key;
  readonly outcome: Executed | Rejection;
}

/**
 * Starts an instance of the model, sees it for a while, and what becomes of the others. A machine that does something
 * else at the same time spoils a measurement, so there are some; what holds in one of them holds.
 */
async function watch(
  name: string,
  model: Uint8Array,
  work: (seen: Seen) => Promise<unknown> = () => pause(WATCHED_MS),
): Promise<Seen> {
  const definitionKey = await deploy(proof.engine, name, model);
  const measured: string[] = [];
  for (let measurement = 1; measurement <= MEASUREMENTS; measurement += 1) {
    const quiet = await neighboursDuring(() => pause(QUIET_MS));
    const held: { seen: Seen | null } = { seen: null };
    const busy = await neighboursDuring(async () => {
      held.seen = await startOf(definitionKey);
      await work(held.seen);
    });
    if (!held.seen) throw new Error('nothing was started');
    measured.push(
      `${busy.medianMs.toFixed(1)} instead of ${quiet.medianMs.toFixed(1)} ms, a turn of ${busy.longestTurnMs.toFixed(0)} ms`,
    );
    if (busy.medianMs < quiet.medianMs * MOST_TIMES_SLOWER + NOISE_MS && busy.longestTurnMs < LONGEST_TURN_MS)
      return held.seen;
    if (held.seen.outcome.kind === 'executed') await cancelled(held.seen.instanceKey);
  }
  throw new Error(`${name} slows the others down: ${measured.join('; ')}`);
}

const incidents = async (instanceKey: Key): Promise<readonly string[]> =>
  (
    await proof.engine.search.find('incident', {
      where: [
        { field: 'instanceKey', op: '=', value: instanceKey },
        { field: 'resolvedAt', op: 'isNull' },
      ],
    })
  ).map(({ type }) => type);

async function cancelled(instanceKey: Key): Promise<void> {
  const begun = performance.now();
  expect(
    await proof.engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false }),
  ).toMatchObject({ kind: 'executed' });
  expect(performance.now() - begun).toBeLessThan(CANCELLED_WITHIN_MS);
}

const refused = (reason: RegExp) => ({
  kind: 'rejection',
  code: 'failed',
  message: expect.stringMatching(reason) as string,
});

describe('T16: a circle without a wait state', () => {
  it('is refused as a whole where Camunda 7 would roll back', async () => {
    expect((await watch('circle', runaway.circle)).outcome).toMatchObject(refused(/runs in a circle/));
  });

  it('stops with an incident in Camunda 8, and can be cancelled', async () => {
    const { instanceKey } = await watch('cloudCircle', runaway.cloudCircle);
    expect(await incidents(instanceKey)).toEqual(['STEP_LIMIT_EXCEEDED']);
    await cancelled(instanceKey);
  });

  it('goes on in asynchronous steps without slowing the others, until it is cancelled', async () => {
    const { instanceKey } = await watch('asyncCircle', runaway.asyncCircle);
    await cancelled(instanceKey);
  });
});

describe('T15: processes that call themselves, and nested multi-instances', () => {
  it.each([
    ['recursion', runaway.recursion, /maximum depth/],
    ['fanOut', runaway.fanOut, /maximum depth|at once/],
    ['manyNested', runaway.manyNested, /at once/],
    ['manyInTurn', runaway.manyInTurn, /at once/],
  ])('%s is refused as a whole', async (name, model, reason) => {
    expect((await watch(name, model)).outcome).toMatchObject(refused(reason));
  });

  it('a recursion of Camunda 8 ends in an incident at its depth, and is cancelled from its root', async () => {
    const { instanceKey } = await watch('cloudRecursion', runaway.cloudRecursion);
    const open = await proof.engine.search.find('incident', { where: [{ field: 'resolvedAt', op: 'isNull' }] });
    expect(open.map(({ type }) => type)).toEqual(['CALLED_ELEMENT_ERROR']);
    await cancelled(instanceKey);
  });

  it('more parallel instances than can be held are refused in Camunda 7 and an incident of the body in Camunda 8', async () => {
    expect((await watch('tooMany', runaway.many('tooMany', 100_000))).outcome).toMatchObject(
      refused(/at most 20000 instances at once, not 100000/),
    );
    const { instanceKey } = await watch('cloudMany', runaway.cloudMany);
    expect(await incidents(instanceKey)).toEqual(['EXTRACT_VALUE_ERROR']);
    await cancelled(instanceKey);
  });

  it('five thousand parallel instances begin, are worked on and end beside the others', async () => {
    const { instanceKey, outcome } = await watch('thousands', runaway.many('thousands', 5_000), async () => {
      const jobs = await lease(proof.engine, 'thousands', { maxJobs: 200, waitMs: 2_000 });
      expect(jobs).toHaveLength(200);
      const done = await Promise.all(
        jobs.map(({ key, worker }) =>
          proof.engine.execute({ type: 'completeJob', jobKey: key, worker, variables: {} }),
        ),
      );
      expect(done.every(({ kind }) => kind === 'executed')).toBe(true);
    });
    expect(outcome.kind).toBe('executed');
    await cancelled(instanceKey);
  });
});

describe('T14: timers that are due again at once', () => {
  it.each([
    ['storm', runaway.storm],
    ['stormWithoutPause', runaway.stormWithoutPause],
  ])('%s does not keep the others from their work', async (name, model) => {
    const { instanceKey } = await watch(name, model);
    await cancelled(instanceKey);
    // Nothing of it fires any more.
    await until(
      () =>
        proof.engine.search.count('job', {
          where: [
            { field: 'instanceKey', op: '=', value: instanceKey },
            { field: 'endedAt', op: 'isNull' },
          ],
        }),
      (left) => left === 0,
    );
  });
});
