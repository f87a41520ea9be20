import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import type { Engine } from '../../engine.ts';
import { createPool, type Pool } from '../../store/connection.ts';
import { startEngine } from '../start-engine.ts';
import { deploy, start, testEngine, until, type TestEngine } from '../proofs/test-engine.ts';
import { externalTask, flow, model } from '../proofs/test-models.ts';

/** Items of the great batch; one in a hundred cannot be done at first. */
const MANY = 10_000;
const TOGETHER = 250;
/**
 * To give new attempts to jobs takes at most so many times as long as it took to fail them just before, with the start
 * of the node that does it.
 */
const MOST_TIMES_AS_LONG = 6;

let database: TestDatabase;
let pool: Pool;
let idle: TestEngine;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  idle = await testEngine(database.url, false);
});
afterAll(async () => {
  await idle.engine.stop();
  await pool.end();
  await database.drop();
});

async function startMany(engine: Engine, definitionKey: Key, count: number): Promise<Key[]> {
  const keys: Key[] = [];
  while (keys.length < count)
    keys.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(TOGETHER, count - keys.length) }, () => start(engine, definitionKey)),
      )),
    );
  return keys;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function batchOf(key: Key) {
  const row = await idle.engine.search.get('batch', key);
  if (!row) throw new Error('the batch is gone');
  return row;
}

/** A node of its own process that is killed once some, but not all, of the items are done. */
async function killedInTheMiddle(batchKey: Key): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('../proofs/node-process.ts', import.meta.url)), database.url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  const { remaining } = await until(
    () => batchOf(batchKey),
    (row) => row.remaining < MANY - 1_000,
    60_000,
  );
  child.kill('SIGKILL');
  await once(child, 'close');
  return remaining;
}

const tasks = (processId: string): Uint8Array =>
  model(
    processId,
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'a')}<bpmn:userTask id="a" />${flow('f2', 'a', 'b')}<bpmn:userTask id="b" />`,
  );

describe('a batch', () => {
  it(`of ${MANY} items loses nothing and does nothing twice when its node is killed; what failed gets new attempts`, async () => {
    const { engine } = idle;
    const definitionKey = await deploy(engine, 'great', tasks('great'));
    const instances = await startMany(engine, definitionKey, MANY);
    const resting = instances.filter((_, n) => n % 100 === 0);
    for (const instanceKey of resting)
      await engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended: true });
    const begin = {
      kind: 'startBefore',
      at: { elementId: 'b', isBody: false },
      ancestorKey: null,
      variables: {},
      localVariables: {},
      scopeVariables: {},
    } as const;
    const key = await engine.batches.create({
      operation: { kind: 'modifyInstance', instructions: [begin] },
      targets: instances,
      createdBy: 'somebody',
    });

    expect(await killedInTheMiddle(key)).toBeGreaterThan(0);
    const working = await testEngine(database.url);
    const halted = await until(
      () => batchOf(key),
      ({ remaining, failed }) => remaining === resting.length && failed === resting.length,
      120_000,
    );
    expect(halted).toMatchObject({ total: MANY, endedAt: null, createdBy: 'somebody' });
    const failed = await engine.search.find('batchItem', {
      where: [
        { field: 'batchKey', op: '=', value: key },
        { field: 'state', op: '=', value: 'failed' },
      ],
    });
    expect(failed.map(({ target }) => target).sort()).toEqual([...resting].sort());
    expect(failed[0]).toMatchObject({
      retries: 0,
      message: 'the instance is suspended',
      rejection: { code: 'invalidState', details: { reason: 'suspended' } },
    });

    for (const instanceKey of resting)
      await engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended: false });
    expect(await working.engine.batches.retry({ batchKey: key }, 1)).toBe(resting.length);
    const ended = await until(
      () => batchOf(key),
      ({ endedAt }) => endedAt !== null,
      60_000,
    );
    expect(ended).toMatchObject({ remaining: 0, failed: 0, outcome: 'completed' });
    const { rows } = await pool.query(
      `select count(*)::int as b, count(distinct e.instance_key)::int as instances from element_history e join instance i on i.key = e.instance_key where e.element_id = 'b' and i.definition_key = $1`,
      [definitionKey],
    );
    expect(rows).toEqual([{ b: MANY, instances: MANY }]);
    expect(working.faults).toEqual([]);
    await working.engine.stop();
  }, 300_000);

  it('rests while it is suspended, ends early when it is cancelled, and is forgotten with its items', async () => {
    const { engine } = idle;
    const instances = await startMany(engine, await deploy(engine, 'small', tasks('small')), 5);
    const key = await engine.batches.create({
      operation: { kind: 'cancelInstance', reason: 'wrong', keepsCalled: false },
      targets: instances,
      createdBy: null,
    });
    expect(await engine.batches.setSuspended(key, true)).toBe(true);
    const working = await testEngine(database.url);
    expect(await batchOf(key)).toMatchObject({ isSuspended: true, remaining: 5, opened: 0 });
    expect(await working.engine.batches.setSuspended(key, false)).toBe(true);
    await until(
      () => batchOf(key),
      ({ endedAt }) => endedAt !== null,
      20_000,
    );
    await working.engine.stop();
    expect(await engine.batches.cancel(key, { cascade: false })).toBe(false);
    const unopened = await engine.batches.create({
      operation: { kind: 'deleteHistory' },
      targets: instances,
      createdBy: null,
    });
    expect(await engine.batches.cancel(unopened, { cascade: false })).toBe(true);
    expect(await batchOf(unopened)).toMatchObject({ outcome: 'canceled', remaining: 5 });
    expect(await engine.batches.forget(unopened, {})).toBe(true);
    expect(await engine.search.count('batchItem', { where: [{ field: 'batchKey', op: '=', value: unopened }] })).toBe(
      0,
    );
  }, 60_000);

  it('asks its guard before each item, and holds the item to the version that was judged', async () => {
    const { engine } = idle;
    const [allowed, forbidden, moved] = await startMany(engine, await deploy(engine, 'guarded', tasks('guarded')), 3);
    if (!allowed || !forbidden || !moved) throw new Error('instances are missing');
    const guarded = { for: 'somebody' };
    const without = await testEngine(database.url);
    const unguarded = await engine.batches.create({
      operation: { kind: 'suspendInstance', isSuspended: true },
      targets: [allowed],
      createdBy: 'somebody',
      guarded,
    });
    await until(
      () => batchOf(unguarded),
      ({ failed }) => failed === 1,
      20_000,
    );
    await without.engine.stop();
    const working = await startEngine({
      databaseUrl: database.url,
      isJobExecutorOn: true,
      itemGuard: (items) => {
        expect([items.operation.kind, items.guarded]).toEqual(['cancelInstance', guarded]);
        return Promise.resolve(
          items.targets.map((target) => ({
            refusal: target === forbidden ? 'no longer allowed' : null,
            ...(target === moved && { expectedVersion: 0 }),
          })),
        );
      },
    });
    const key = await engine.batches.create({
      operation: { kind: 'cancelInstance', reason: null, keepsCalled: false },
      targets: [allowed, forbidden, moved],
      createdBy: 'somebody',
      guarded,
    });
    await until(
      () => batchOf(key),
      ({ failed }) => failed === 2,
      20_000,
    );
    await working.stop();
    const items = await engine.search.find('batchItem', { where: [{ field: 'batchKey', op: '=', value: key }] });
    expect(new Map(items.map(({ target, state, message }) => [target, [state, message]]))).toEqual(
      new Map([
        [allowed, ['done', null]],
        [forbidden, ['failed', 'no longer allowed']],
        [moved, ['failed', 'the instance has changed since it was looked at']],
      ]),
    );
  }, 60_000);

  it('gives new attempts to many jobs quickly', async () => {
    const { engine } = idle;
    const count = 2_000;
    const instances = await startMany(
      engine,
      await deploy(engine, 'retried', externalTask('retried', 'retried')),
      count,
    );
    const jobs = await engine.search.find('job', {
      where: [{ field: 'type', op: '=', value: 'retried' }],
      limit: count,
    });
    const failedMs = await timeOf(() =>
      Promise.all(
        jobs.map((job) =>
          engine.execute({
            type: 'failJob',
            jobKey: job.key,
            retries: 0,
            retryAfterMs: 0,
            errorMessage: 'no',
            errorDetails: null,
          }),
        ),
      ),
    );
    const key = await engine.batches.create({
      operation: { kind: 'setWorkRetries', retries: 2 },
      targets: jobs.map((job) => job.key),
      createdBy: null,
    });
    const working = await testEngine(database.url);
    const retriedMs = await timeOf(() =>
      until(
        () => batchOf(key),
        ({ endedAt }) => endedAt !== null,
        60_000,
      ),
    );
    await working.engine.stop();
    expect(
      await engine.search.count('incident', {
        where: [
          { field: 'instanceKey', op: 'in', value: instances },
          { field: 'resolvedAt', op: 'isNull' },
        ],
      }),
    ).toBe(0);
    expect(retriedMs).toBeLessThan(failedMs * MOST_TIMES_AS_LONG);
  }, 120_000);
});
