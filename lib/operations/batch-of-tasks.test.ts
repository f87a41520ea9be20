import { beforeAll, expect, test } from 'vitest';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { workTaskAndTimer } from './models-for-tests.ts';

const MAX_RUNS = 4;
const desk = testDesk({ isGuarded: true, prepare: (database) => enroll(database, 'l2-operator') });
const { run } = desk;
let definitionKey = '';
beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'many.bpmn': workTaskAndTimer('many') })).many ?? '';
});

interface Started {
  readonly instance: string;
  readonly task: string;
  readonly job: string;
}
async function start(businessKey: string, amount: string): Promise<Started> {
  const instance = await desk.start(definitionKey, {
    businessKey,
    variables: { amount: { type: 'Integer', text: amount } },
  });
  const [task] = await desk.database.$queryRaw<
    { key: string }[]
  >`select key::text as key from user_task where instance_key = ${BigInt(instance)}`;
  return { instance, task: task?.key ?? '', job: await desk.jobAt(instance, 'charge') };
}

async function work(batchKey: string): Promise<void> {
  while (await desk.engine.batches.openSome(batchKey)) {
    /* all of them */
  }
  for (let n = 0; n < MAX_RUNS; n += 1) {
    const open = await desk.database.batchItem.findMany({
      where: { batchKey: BigInt(batchKey), state: 'open' },
      select: { key: true },
    });
    for (const { key } of open) await desk.engine.batches.runItem(String(key));
  }
  await desk.engine.batches.endIfDone(batchKey);
}

test('chosen tasks are completed with the same values; what has ended meanwhile fails by itself, each with its result', async () => {
  const [one, two, gone] = [await start('T-1', '1'), await start('T-2', '2'), await start('T-3', '3')];
  const free = await standalone();
  const parameters = {
    selection: { of: 'tasks', keys: [one.task, two.task, gone.task, free] },
    action: { kind: 'completeTasks', variables: [{ name: 'found', type: 'String', text: 'ok' }] },
  } as const;
  expect(await run('batch.create', parameters, { role: 'l1-operator' })).toMatchObject({ kind: 'denied' });
  expect(await run('batch.create', parameters, { mode: 'check' })).toMatchObject({
    risk: 'high',
    effects: [
      'Complete 4 tasks.',
      expect.any(String),
      'With each: found.',
      '3 of many version 1.',
      '1 of no process.',
      expect.any(String),
    ],
  });
  const elsewhere = { ...personWith(), roles: [{ id: 'l2-operator' as const, definitions: ['elsewhere'] }] };
  expect(await run('batch.create', parameters, { person: elsewhere })).toMatchObject({ kind: 'notFound' });
  const made = await run('batch.create', parameters);
  if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
  await desk.engine.execute({ type: 'cancelInstance', instanceKey: gone.instance, reason: null, onlyRoot: false });
  await work(made.batchKey);
  expect(await desk.see('batch', { key: made.batchKey })).toMatchObject({ total: 4, done: 3, failed: 1 });
  expect(
    await desk.database.$queryRaw`select count(*)::int as done from user_task where outcome = 'completed'
      and key = any(${[one.task, two.task, free].map(BigInt)}::bigint[])`,
  ).toEqual([{ done: 3 }]);
});

test('jobs are no tasks', async () => {
  const { job } = await start('T-4', '4');
  expect(
    await run('batch.create', { selection: { of: 'jobs', keys: [job] }, action: { kind: 'completeTasks' } }),
  ).toMatchObject({ kind: 'invalid' });
});

test('chosen incidents are retried as a batch, the others of their group are not', async () => {
  const [one, two] = [await start('I-1', '1'), await start('I-2', '2')];
  for (const { job } of [one, two])
    await desk.engine.execute({
      type: 'failJob',
      jobKey: job,
      retries: 0,
      retryAfterMs: 0,
      errorMessage: 'declined',
      errorDetails: null,
    });
  const [incident] = (await desk.see('incidents', { instance: one.instance })).rows;
  const selection = { of: 'incidents', keys: [incident?.key ?? ''] } as const;
  const preview = await run('batch.create', { selection, action: { kind: 'retry', retries: 2 } }, { mode: 'check' });
  expect(preview).toMatchObject({
    effects: expect.arrayContaining(['Retry 1 incident.']),
    request: {
      kind: 'calls',
      calls: [
        {
          path: '/engine-rest/external-task/retries-async',
          body: { externalTaskIds: [one.job], retries: 2 },
        },
      ],
    },
  });
  const made = await run('batch.create', { selection, action: { kind: 'retry', retries: 2 } });
  if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
  await work(made.batchKey);
  expect((await desk.see('incidents', { instance: one.instance })).rows).toEqual([]);
  expect((await desk.see('incidents', { instance: two.instance })).rows).toHaveLength(1);
});

test('tasks are found by instance, root, name, candidates, times, priority and variables, and counted', async () => {
  const { instance, task } = await start('F-1', '77');
  await run('task.set-dates', { taskKey: task, dueAt: '2001-01-02T00:00:00Z', followUpAt: '2001-01-01T00:00:00Z' });
  await run('task.set-priority', { taskKey: task, priority: 90 });
  await run('task.set-candidates', { taskKey: task, users: ['ann'], groups: ['clerks'] });
  const found = async (params: Parameters<typeof desk.see<'tasks'>>[1]) =>
    (await desk.see('tasks', params)).rows.map(({ key }) => key);
  expect(await found({ instance })).toEqual([task]);
  expect(await found({ root: instance })).toEqual([task]);
  expect(await found({ user: 'ann', group: 'clerks', priority: '90..' })).toEqual([task]);
  expect(await found({ followUp: '2001-01-01..2001-01-02', due: '..2001-01-03' })).toEqual([task]);
  expect(await found({ 'var.amount': 'gt:76', instance })).toEqual([task]);
  expect(await found({ 'var.amount': 'gt:77', instance })).toEqual([]);
  expect(await found({ priority: '..89', instance })).toEqual([]);
  expect(await found({ created: '-1h..', name: 'no such', instance })).toEqual([]);
  await expect(found({ 'var.': 'x' })).rejects.toThrow('name of the variable');
  const numbers = await desk.see('task-numbers', {});
  expect(numbers).toMatchObject({
    isCut: false,
    overdue: 1,
    groups: expect.arrayContaining([{ name: 'clerks', open: 1, overdue: 1 }]),
    definitions: expect.arrayContaining([
      expect.objectContaining({ definition: expect.objectContaining({ processId: 'many' }), overdue: 1 }),
    ]),
  });
  expect(numbers.open).toBe(numbers.unassigned);
  expect(numbers.open).toBe((await desk.see('tasks', {})).rows.length);
  // Who only works on tasks counts what is his to take, and no more.
  await run('task.set-candidates', { taskKey: task, users: [], groups: ['elsewhere'] });
  const worker = { role: 'business-user' } as const;
  expect((await desk.see('task-numbers', {}, worker)).open).toBe((await desk.see('tasks', {}, worker)).rows.length);
  expect((await desk.see('task-numbers', {}, worker)).open).toBe(numbers.open - 1);
});

async function standalone(): Promise<string> {
  const taskKey = await desk.engine.newKey();
  await desk.engine.execute({
    type: 'createTask',
    taskKey,
    parentTaskKey: null,
    tenantId: null,
    externalId: null,
    attributes: {
      name: 'Call',
      description: null,
      assignee: null,
      owner: null,
      delegation: null,
      dueAt: null,
      followUpAt: null,
      priority: 50,
      caseInstanceId: null,
    },
  });
  return taskKey;
}
