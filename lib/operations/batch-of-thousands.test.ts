import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Engine, startEngine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { QueryView } from '@/lib/console/contract.ts';
import { batch as batchQuery } from '@/lib/console/queries/batches.ts';
import { instanceSelector } from '@/lib/console/queries/instance-selector.ts';
import { enroll } from '@/lib/console/test-account.ts';
import { lookedAt } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { batchGuard } from './batch-guard.ts';
import type { OperationName, OperationParameters } from './contract.ts';
import { type Answer, runOperation } from './run-operation.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="thousands" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="wrong"/><userTask id="wrong"/><userTask id="right"/></process>
  <process id="meanwhile" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="s"/><sequenceFlow id="b" sourceRef="s" targetRef="w"/><serviceTask id="w" camunda:type="external" camunda:topic="meanwhile"/></process>
</definitions>`;
const MANY = 10_000;
/** One in a hundred rests, and cannot be moved. */
const RESTING_EACH = 100;
const TOGETHER = 250;
/** Items that are done before the node is killed, at least. */
const DONE_BEFORE_KILL = 500;
const LONG = { timeout: 240_000, interval: 250 };
let testDatabase: TestDatabase;
let database: Database;
let idle: Engine;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  await enroll(database, 'l2-operator');
  idle = await startEngine({ databaseUrl: testDatabase.url, isJobExecutorOn: false });
});
afterAll(async () => {
  await idle?.stop();
  await database?.$disconnect();
  await testDatabase?.drop();
});

/** Who does it has looked at the checks before. */
const run = async <N extends OperationName>(
  name: N,
  parameters: OperationParameters<N>,
  more: { mode?: 'check'; confirmation?: string } = {},
): Promise<Answer> => {
  const person = personWith('l2-operator');
  const seen = more.mode === 'check' ? null : await run(name, parameters, { mode: 'check' });
  return runOperation(
    name,
    {
      parameters,
      reason: {
        code: 'test',
        ticket: 'OPS-1',
        ...(seen?.kind === 'preview' && { looked: lookedAt(seen) }),
        ...(more.confirmation !== undefined && { confirmation: more.confirmation }),
      },
      ...(more.mode && { mode: more.mode }),
    },
    {
      database,
      engine: idle,
      person,
      address: '127.0.0.1',
      instances: instanceSelector({ database, engine: idle, person }),
    },
  );
};

async function report(key: string): Promise<QueryView<'batch'>> {
  const person = personWith('auditor');
  const access = authorize(person, 'batch.read');
  const prepared = batchQuery.prepare({ key });
  const view =
    access.isAllowed && prepared.isValid ? await prepared.run({ database, engine: idle, person, access }) : null;
  if (view === null) throw new Error('the batch is gone');
  return view;
}

async function startMany(definitionKey: string, count: number): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < count)
    keys.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(TOGETHER, count - keys.length) }, async () => {
          const instanceKey = await idle.newKey();
          const started = await idle.execute({
            type: 'startInstance',
            instanceKey,
            definitionKey,
            businessKey: null,
            tenantId: null,
            variables: {},
          });
          if (started.kind === 'rejection') throw new Error(started.message);
          return instanceKey;
        }),
      )),
    );
  return keys;
}

/** Works on, as fast as it gets, until it is told to stop; gives how much it did. */
function worker(engine: Engine): { stop(): Promise<number> } {
  let isStopped = false;
  const working = (async () => {
    let done = 0;
    while (!isStopped) {
      const jobs = await engine.leaseJobs({
        worker: 'w',
        types: [{ type: 'meanwhile', leaseMs: 60_000, variables: [] }],
        maxJobs: 5,
        byPriority: false,
        waitMs: 200,
      });
      for (const job of jobs)
        if (
          (await engine.execute({ type: 'completeJob', jobKey: job.key, worker: 'w', variables: {} })).kind ===
          'executed'
        )
          done += 1;
    }
    return done;
  })();
  return {
    stop: () => {
      isStopped = true;
      return working;
    },
  };
}

test(`${MANY} instances: filtered, rehearsed, moved by a batch whose node is killed, 1 % failing, tried again, reported; workers go on`, async () => {
  const deployed = await idle.deploy({
    name: 'thousands',
    source: null,
    tenantId: null,
    duplicates: 'deployAll',
    resources: [{ name: 'thousands.bpmn', content: new TextEncoder().encode(MODEL) }],
  });
  if (deployed.kind !== 'deployed') throw new Error(JSON.stringify(deployed));
  const keyOf = (id: string) => deployed.definitions.find(({ processId }) => processId === id)?.key ?? '';
  const instances = await startMany(keyOf('thousands'), MANY);
  await startMany(keyOf('meanwhile'), TOGETHER);
  const resting = instances.filter((_, n) => n % RESTING_EACH === 0);
  for (const instanceKey of resting)
    await idle.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended: true });

  const parameters = {
    selection: { filter: { definition: 'thousands', state: 'running' } },
    action: {
      kind: 'modify',
      steps: [
        { kind: 'startBefore', elementId: 'right' },
        { kind: 'cancelAll', elementId: 'wrong' },
      ],
    },
  } as const;
  expect(await run('batch.create', parameters, { mode: 'check' })).toMatchObject({
    kind: 'preview',
    risk: 'destructive',
    confirmation: `modify ${MANY}`,
    sample: { total: MANY, checked: 20 },
  });
  const created = await run('batch.create', parameters, { confirmation: `modify ${MANY}` });
  if (created.kind !== 'done' || created.batchKey === undefined) throw new Error(JSON.stringify(created));
  const key = created.batchKey;

  const meanwhile = worker(idle);
  // Else a failure below would leave it asking an engine that is no more.
  onTestFinished(async () => {
    await meanwhile.stop();
  });
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./test-node.ts', import.meta.url)), testDatabase.url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  await expect.poll(async () => (await report(key)).done, LONG).toBeGreaterThan(DONE_BEFORE_KILL);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect((await report(key)).done).toBeLessThan(MANY);

  const pool = new pg.Pool({ connectionString: testDatabase.url, max: 2 });
  const working = await startEngine({
    databaseUrl: testDatabase.url,
    isJobExecutorOn: true,
    itemGuard: batchGuard(pool),
  });
  onTestFinished(async () => {
    await working.stop();
    await pool.end();
  });
  await expect
    .poll(async () => {
      const { done, failed } = await report(key);
      return done + failed;
    }, LONG)
    .toBe(MANY);
  expect(await report(key)).toMatchObject({
    state: 'failed',
    total: MANY,
    done: MANY - resting.length,
    failed: resting.length,
    failures: [{ message: 'the instance is suspended', count: resting.length }],
  });
  for (const instanceKey of resting)
    await idle.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended: false });
  expect(await run('batch.retry', { batchKey: key })).toMatchObject({ kind: 'done' });
  await expect.poll(async () => (await report(key)).state, LONG).toBe('completed');
  expect(await report(key)).toMatchObject({ total: MANY, done: MANY, failed: 0, failures: [] });
  // Not by the console's connections, whose statements are stopped after some seconds.
  const { rows: tokens } = await pool.query<{ id: string; tokens: number; instances: number }>(
    'select element_id as id, count(*)::int as tokens, count(distinct instance_key)::int as instances from element_instance where definition_key = $1 and ended_at is null group by 1',
    [keyOf('thousands')],
  );
  expect(tokens).toEqual([{ id: 'right', tokens: MANY, instances: MANY }]);
  expect(await meanwhile.stop()).toBe(TOGETHER);
}, 600_000);
