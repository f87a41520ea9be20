import { beforeAll, describe, expect, test } from 'vitest';
import type { QueryView } from '@/lib/console/contract.ts';
import type { Person } from '@/lib/auth/person.ts';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk, type TestDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { Answer } from './run-operation.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="many" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="charge"/><serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
  </process>
</definitions>`;
const INSTANCES = 60;
const WAIT = { timeout: 20_000 };
const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: (database) => enroll(database, 'l2-operator'),
});

beforeAll(async () => {
  const { many = '' } = await desk.deploy({ 'many.bpmn': MODEL });
  for (let n = 0; n < INSTANCES; n += 1) await desk.start(many, { businessKey: `MANY-${n}` });
  const jobs = await desk.engine.leaseJobs({
    worker: 'w',
    types: [{ type: 'charge', leaseMs: 60_000, variables: [] }],
    maxJobs: INSTANCES,
    byPriority: false,
    waitMs: 1000,
  });
  await Promise.all(
    jobs.map(({ key }) =>
      desk.engine.execute({
        type: 'failJob',
        jobKey: key,
        worker: 'w',
        retries: 0,
        retryAfterMs: 0,
        errorMessage: 'provider is down',
        errorDetails: null,
      }),
    ),
  );
});

const run: TestDesk['run'] = (name, parameters, asking) =>
  desk.run(name, parameters, { reason: { code: 'outage-over', ticket: 'OPS-9' }, ...asking });

const ask: TestDesk['see'] = (name, params) => desk.see(name, params, { role: 'auditor' });

function batchKeyOf(answer: Answer): string {
  if (answer.kind !== 'done' || answer.batchKey === undefined) throw new Error(JSON.stringify(answer));
  return answer.batchKey;
}

async function end(batchKey: string): Promise<QueryView<'batch'>> {
  await expect.poll(async () => (await ask('batch', { key: batchKey })).state, WAIT).not.toBe('running');
  return await ask('batch', { key: batchKey });
}

/** A batch may go through all processes: who is kept to some sees what they made themselves. */
const limited: Person = { ...personWith(), username: 'mia', roles: [{ id: 'l2-operator', definitions: ['many'] }] };

describe('one action on many instances', () => {
  test('all that match are counted, rehearsed on a sample and done, and each item keeps its result', async () => {
    const parameters = {
      selection: { filter: { definition: 'many', state: 'incident' } },
      action: { kind: 'retry', retries: 2 },
    } as const;
    expect(await run('batch.create', parameters, { mode: 'check' })).toMatchObject({
      kind: 'preview',
      risk: 'high',
      riskBecause: 'It is done to more than 50 at once.',
      checks: expect.arrayContaining([
        { name: 'There is something to do', result: 'passed', evidence: `${INSTANCES} items.` },
      ]),
    });
    expect(await run('batch.create', parameters, { role: 'l1-operator' })).toMatchObject({
      kind: 'denied',
      denied: { permission: 'batch.create' },
    });
    const key = batchKeyOf(await run('batch.create', parameters));
    expect(await end(key)).toMatchObject({
      state: 'completed',
      kind: 'retryIncident',
      total: INSTANCES,
      done: INSTANCES,
      failed: 0,
      failures: [],
      reason: { code: 'outage-over', ticket: 'OPS-9' },
    });
    expect(await desk.database.incident.count({ where: { resolvedAt: null } })).toBe(0);
    const items = await ask('batch-items', { batch: key, limit: 200 });
    expect(items.rows).toHaveLength(INSTANCES);
    expect(new Set(items.rows.map(({ state, businessKey }) => `${state} ${businessKey?.slice(0, 5)}`))).toEqual(
      new Set(['done MANY-']),
    );
  });

  test('a hand-picked few without those left out; what cannot be done is told with its cause and tried again', async () => {
    const { rows } = await ask('instances', { definition: 'many', limit: 3 });
    const [kept, left, ended] = rows.map((row) => row.key);
    if (kept === undefined || left === undefined || ended === undefined) throw new Error('instances are missing');
    const suspend = await run('batch.create', {
      selection: { keys: [kept, left], except: [left] },
      action: { kind: 'suspend' },
    });
    await end(batchKeyOf(suspend));
    expect(await desk.database.instance.findMany({ where: { isSuspended: true }, select: { key: true } })).toEqual([
      { key: BigInt(kept) },
    ]);
    // One of two ends between the plan and its turn.
    const paused = batchKeyOf(
      await run('batch.create', {
        selection: { keys: [left, ended] },
        action: { kind: 'setVariable', name: 'note', type: 'String', text: 'x' },
      }),
    );
    expect((await end(paused)).done).toBe(2);
  });

  test('cancelling needs the number typed, and says who would be refused', async () => {
    const { rows } = await ask('instances', { definition: 'many', limit: 2 });
    const keys = rows.map((row) => row.key);
    expect(await run('batch.create', { selection: { keys }, action: { kind: 'cancel' } })).toMatchObject({
      kind: 'invalid',
    });
    const key = batchKeyOf(
      await run('batch.create', { selection: { keys }, action: { kind: 'cancel' } }, { confirmation: 'cancel 2' }),
    );
    expect(await end(key)).toMatchObject({ state: 'completed', done: 2 });
    expect(
      await run('batch.create', { selection: { keys }, action: { kind: 'cancel' } }, { confirmation: 'cancel 2' }),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('2 of 2 would be refused') });
  });

  test('a batch is paused, goes on, and is cancelled with an entry for each', async () => {
    const key = await desk.engine.batches.create({
      operation: { kind: 'setVariables', variables: {} },
      targets: ['not-a-key'],
      createdBy: null,
    });
    await expect.poll(async () => (await ask('batch', { key })).failed, WAIT).toBe(1);
    expect(await ask('batch', { key })).toMatchObject({
      state: 'failed',
      failures: [{ message: 'there is no such thing', count: 1 }],
    });
    expect(await run('batch.pause', { batchKey: key })).toMatchObject({ kind: 'done' });
    expect((await ask('batches', { state: 'paused' })).rows.map((row) => row.key)).toEqual([key]);
    expect(await desk.see('batches', { state: 'paused' }, { person: limited })).toMatchObject({ rows: [] });
    expect(await desk.ask('batch', { key }, { person: limited })).toBeNull();
    expect(
      (await desk.see('overview', {}, { person: limited })).attention.filter(({ kind }) => kind === 'failedBatch'),
    ).toEqual([]);
    expect(await run('batch.pause', { batchKey: key })).toMatchObject({ kind: 'refused' });
    expect(await run('batch.resume', { batchKey: key })).toMatchObject({ kind: 'done' });
    expect(await run('batch.retry', { batchKey: key })).toMatchObject({ kind: 'done' });
    expect(await run('batch.cancel', { batchKey: key })).toMatchObject({ kind: 'done' });
    expect((await ask('batch', { key })).state).toBe('cancelled');
    expect(await run('batch.cancel', { batchKey: key })).toMatchObject({ kind: 'refused', message: 'It has ended.' });
    expect(
      (
        await desk.database.auditEntry.findMany({
          where: { targetKey: key, outcome: 'done' },
          orderBy: { n: 'asc' },
          select: { operation: true },
        })
      ).map(({ operation }) => operation),
    ).toEqual(['batch.pause', 'batch.resume', 'batch.retry', 'batch.cancel']);
  });
});
