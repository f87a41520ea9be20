import { beforeAll, describe, expect, test } from 'vitest';
import type { QueryView } from '@/lib/console/contract.ts';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { Ground } from './ground-for-tests.ts';
import type { Answer } from './run-operation.ts';

const WAIT = { timeout: 20_000 };
const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: (database) => enroll(database, 'l2-operator'),
});
const ground = new Ground(desk);
beforeAll(() => ground.lay());

async function ended(answer: Answer): Promise<QueryView<'batch'>> {
  if (answer.kind !== 'done' || answer.batchKey === undefined) throw new Error(JSON.stringify(answer));
  const key = answer.batchKey;
  await expect.poll(async () => (await desk.see('batch', { key })).state, WAIT).not.toBe('running');
  return desk.see('batch', { key });
}
const BRITTLE_MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="tests"><process id="brittle" isExecutable="true" camunda:historyTimeToLive="30">
    <startEvent id="begin"/><sequenceFlow id="a" sourceRef="begin" targetRef="pause"/>
    <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT8H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="b" sourceRef="pause" targetRef="work"/><serviceTask id="work" camunda:expression="\${missing}"/>
  </process></definitions>`;
const TIMER_OF = 'select key::text from job where instance_key = $1::bigint';
const job = (key: string) =>
  ground.row(
    'select retries, priority::int, is_suspended as "isSuspended", outcome, due_at as "dueAt" from job where key = $1::bigint',
    key,
  );

describe('one action on many jobs', () => {
  test('those chosen by hand, as far as they are of the sort; their instances’ other jobs stay as they are', async () => {
    const [work, other, timer] = [await ground.work(), await ground.work(), await ground.timer()];
    const selection = { of: 'jobs', keys: [work, timer] } as const;
    expect(
      await desk.run('batch.create', { selection, action: { kind: 'completeWork' } }, { mode: 'check' }),
    ).toMatchObject({
      kind: 'preview',
      effects: expect.arrayContaining([
        'Complete by hand 1 job.',
        '1 of the choice are no jobs that this can be done to, and stay as they are.',
      ]),
      before: { jobs: 2 },
      after: { items: 1 },
    });
    expect(
      await ended(await desk.run('batch.create', { selection, action: { kind: 'setPriority', priority: 7 } })),
    ).toMatchObject({ state: 'completed', total: 2, done: 2 });
    expect([await job(work), await job(timer), await job(other)]).toMatchObject([
      { priority: 7 },
      { priority: 7 },
      { priority: 0 },
    ]);
    expect(
      await ended(
        await desk.run('batch.create', { selection: { of: 'jobs', keys: [timer] }, action: { kind: 'execute' } }),
      ),
    ).toMatchObject({ done: 1 });
    expect(await job(timer)).toMatchObject({ outcome: 'completed' });
  });

  test('one that fails as it is run is the batch’s failure, with an attempt less; run alone, it says so too', async () => {
    const { brittle = '' } = await desk.deploy({ 'brittle.bpmn': BRITTLE_MODEL });
    const timer = await ground.key(TIMER_OF, await desk.start(brittle));
    const selection = { of: 'jobs', keys: [timer] } as const;
    const batch = await ended(await desk.run('batch.create', { selection, action: { kind: 'execute' } }));
    expect(batch).toMatchObject({ done: 0, failed: 1, failures: [{ count: 1 }] });
    expect(batch.failures[0]?.message).toContain("Cannot resolve identifier 'missing'");
    expect(await job(timer)).toMatchObject({ retries: 2, outcome: null });
    expect(await desk.run('job.execute', { jobKey: timer })).toMatchObject({ kind: 'done', hasFailed: true });
    expect(await job(timer)).toMatchObject({ retries: 1, outcome: null });
  });

  test('all that match the filter of the list, without those left out', async () => {
    const failed = [
      await ground.failed('no answer'),
      await ground.failed('no answer'),
      await ground.failed('no answer'),
    ];
    const [first, second, left] = failed.map(({ jobKey }) => jobKey);
    const selection = {
      of: 'jobs',
      filter: { state: 'incident', message: 'no answer' },
      except: [left ?? ''],
    } as const;
    expect(
      await desk.run('batch.create', { selection, action: { kind: 'retry', retries: 2 } }, { mode: 'check' }),
    ).toMatchObject({
      effects: expect.arrayContaining(['Retry 2 incidents.', '2 of deed version 1.']),
      sample: { checked: 2, works: 2 },
    });
    expect(
      await ended(await desk.run('batch.create', { selection, action: { kind: 'retry', retries: 2 } })),
    ).toMatchObject({ kind: 'retryIncident', done: 2 });
    expect([await job(first ?? ''), await job(second ?? ''), await job(left ?? '')]).toMatchObject([
      { retries: 2 },
      { retries: 2 },
      { retries: 0 },
    ]);
  });

  test('what is for instances only, a filter that cannot be read, and definitions out of reach are refused', async () => {
    const work = await ground.work();
    expect(
      await desk.run('batch.create', { selection: { of: 'jobs', keys: [work] }, action: { kind: 'cancel' } }),
    ).toMatchObject({ kind: 'invalid' });
    expect(
      await desk.run('batch.create', {
        selection: { of: 'jobs', filter: { state: 'asleep' } },
        action: { kind: 'setPriority', priority: 1 },
      }),
    ).toMatchObject({ kind: 'notFound' });
    expect(
      await desk.run(
        'batch.create',
        { selection: { of: 'jobs', keys: [work] }, action: { kind: 'setPriority', priority: 1 } },
        { role: 'admin' },
      ),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('job.schedule') });
    const elsewhere = { ...personWith(), roles: [{ id: 'l2-operator' as const, definitions: ['elsewhere'] }] };
    expect(
      (
        await desk.run(
          'batch.create',
          { selection: { of: 'jobs', keys: [work] }, action: { kind: 'setPriority', priority: 1 } },
          { person: elsewhere },
        )
      ).kind,
    ).toBe('notFound');
  });
});

test('a task of no process is deleted with its parts, one of a process is not', async () => {
  const parent = await ground.standaloneTask();
  const part = await ground.standaloneTask(parent);
  expect(await desk.run('task.delete', { taskKey: parent }, { mode: 'check' })).toMatchObject({
    risk: 'high',
    effects: expect.arrayContaining(['1 part of it goes with it.']),
  });
  expect(await desk.run('task.delete', { taskKey: parent })).toMatchObject({ kind: 'done' });
  for (const key of [parent, part])
    expect(await ground.row('select outcome from user_task where key = $1::bigint', key)).toEqual({
      outcome: 'canceled',
    });
  expect(await desk.lastEntry()).toMatchObject({
    operation: 'task.delete',
    targetKind: 'task',
    after: { outcome: 'deleted', parts: 1 },
  });
  expect(await desk.run('task.delete', { taskKey: parent })).toMatchObject({ kind: 'refused' });
  expect(await desk.run('task.delete', { taskKey: await ground.task() })).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('process waits'),
  });
});
