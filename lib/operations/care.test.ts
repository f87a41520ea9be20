import { beforeAll, describe, expect, test } from 'vitest';
import { personWith } from '@/lib/console/test-person.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { Answer } from './run-operation.ts';

/** Work that fails, a task and an asynchronous step whose expression cannot be computed. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="care" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/>
    <parallelGateway id="fork"/><sequenceFlow id="b" sourceRef="fork" targetRef="charge"/><sequenceFlow id="c" sourceRef="fork" targetRef="review"/><sequenceFlow id="d" sourceRef="fork" targetRef="pause"/>
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
    <userTask id="review" camunda:candidateGroups="supervisors"/>
    <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
  </process>
</definitions>`;
const desk = testDesk();
const { run, see: ask, lastEntry } = desk;
let definitionKey = '';

const deploy = async (): Promise<string> => (await desk.deploy({ 'care.bpmn': MODEL })).care ?? '';
beforeAll(async () => {
  definitionKey = await deploy();
});

async function start(businessKey: string): Promise<{ instance: string; task: string; job: string; timer: string }> {
  const instance = await desk.start(definitionKey, { businessKey });
  const key = (text: string) =>
    desk.database.$queryRawUnsafe<{ key: string }[]>(text, BigInt(instance)).then(([row]) => row?.key ?? '');
  return {
    instance,
    task: await key('select key::text from user_task where instance_key = $1'),
    job: await key(`select key::text from job where instance_key = $1 and kind = 'worker'`),
    timer: await key(`select key::text from job where instance_key = $1 and kind = 'timer'`),
  };
}
const fail = (job: string, message = 'card 4711 was declined') =>
  desk.engine.execute({
    type: 'failJob',
    jobKey: job,
    retries: 0,
    retryAfterMs: 0,
    errorMessage: message,
    errorDetails: 'at charge',
  });

describe('tasks', () => {
  test('delegated, resolved, offered to others, dated and ranked, each with before and after', async () => {
    const { task, instance } = await start('TASK-1');
    expect(await run('task.assign', { taskKey: task, assignee: 'bea' })).toMatchObject({ kind: 'done' });
    expect(await run('task.resolve', { taskKey: task })).toMatchObject({
      kind: 'refused',
      message: 'It is not delegated.',
    });
    expect(await run('task.delegate', { taskKey: task, userId: 'tom' }, { mode: 'check' })).toMatchObject({
      kind: 'preview',
      effects: [expect.stringContaining('done by tom on behalf of bea'), expect.anything()],
      checks: expect.arrayContaining([expect.objectContaining({ name: 'The person is known here', result: 'look' })]),
    });
    expect(await run('task.delegate', { taskKey: task, userId: 'tom' })).toMatchObject({ kind: 'done' });
    expect(await ask('task', { key: task })).toMatchObject({ assignee: 'tom', owner: 'bea', delegation: 'pending' });
    expect((await ask('tasks', { filter: 'delegated' })).rows.map(({ key }) => key)).toEqual([task]);
    expect(await run('task.complete-for', { taskKey: task })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('resolved first'),
    });
    expect(
      await run('task.resolve', { taskKey: task, variables: [{ name: 'found', type: 'String', text: 'ok' }] }),
    ).toMatchObject({ kind: 'done' });
    expect(await ask('task', { key: task })).toMatchObject({ assignee: 'bea', delegation: 'resolved' });
    expect(
      await run('task.set-candidates', { taskKey: task, users: ['ann', 'ann'], groups: ['clerks'] }),
    ).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'task.set-candidates',
      instanceKey: BigInt(instance),
      before: { users: [], groups: ['supervisors'] },
      after: { users: ['ann'], groups: ['clerks'] },
    });
    expect(
      await run('task.set-dates', { taskKey: task, dueAt: '2031-01-02T00:00:00Z', followUpAt: '2031-01-01T00:00:00Z' }),
    ).toMatchObject({ kind: 'done' });
    expect(await run('task.set-priority', { taskKey: task, priority: 80 })).toMatchObject({ kind: 'done' });
    expect(await ask('task', { key: task })).toMatchObject({
      dueAt: Date.UTC(2031, 0, 2),
      followUpAt: Date.UTC(2031, 0, 1),
      priority: 80,
      candidateUsers: ['ann'],
      candidateGroups: ['clerks'],
    });
    expect(
      (
        await ask('tasks', {
          assignee: 'bea',
          group: 'clerks',
          definition: 'care',
          element: 'review',
          due: '2031-01-01..2031-01-03',
        })
      ).rows,
    ).toHaveLength(1);
    expect((await ask('tasks', { group: 'nobody' })).rows).toEqual([]);
    expect(await run('task.set-dates', { taskKey: task, dueAt: null, followUpAt: null })).toMatchObject({
      kind: 'done',
    });
    expect(await run('task.complete-for', { taskKey: task }, { role: 'l1-operator' })).toMatchObject({
      kind: 'denied',
    });
    expect(
      await run('task.complete-for', { taskKey: task, variables: [{ name: 'n', type: 'Integer', text: '1' }] }),
    ).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'task.complete-for',
      risk: 'high',
      ticket: 'OPS-1',
      after: { outcome: 'completed', onBehalfOf: 'bea' },
    });
  });

  test('dates, priority and candidates are taken back from their entries, unless somebody changed them since', async () => {
    const { task } = await start('UNDO');
    const numberAfter = async (answer: Promise<Answer>) => {
      expect(await answer).toMatchObject({ kind: 'done' });
      return Number((await lastEntry())?.n);
    };
    const dated = await numberAfter(
      run('task.set-dates', { taskKey: task, dueAt: '2031-01-02T00:00:00Z', followUpAt: null }),
    );
    const ranked = await numberAfter(run('task.set-priority', { taskKey: task, priority: 7 }));
    const offered = await numberAfter(run('task.set-candidates', { taskKey: task, users: ['ann'], groups: [] }));
    expect(await run('task.set-dates', null, { undoes: dated })).toMatchObject({ kind: 'done' });
    expect(await run('task.set-candidates', null, { undoes: offered })).toMatchObject({ kind: 'done' });
    await numberAfter(run('task.set-priority', { taskKey: task, priority: 8 }));
    expect(await run('task.set-priority', null, { undoes: ranked })).toMatchObject({
      kind: 'refused',
      message: 'Somebody has changed it since.',
    });
    expect(await ask('task', { key: task })).toMatchObject({
      dueAt: null,
      priority: 8,
      candidateUsers: [],
      candidateGroups: ['supervisors'],
    });
  });

  test('several are given to one person at once, each with its entry; those that have ended are left out', async () => {
    const [one, two, gone] = [await start('MANY-1'), await start('MANY-2'), await start('MANY-3')];
    await desk.engine.execute({ type: 'completeUserTask', taskKey: gone.task, variables: {} });
    const taskKeys = [one.task, two.task, gone.task];
    expect(await run('task.reassign', { taskKeys, assignee: 'tom' }, { mode: 'check' })).toMatchObject({
      effects: ['2 tasks go to tom.', 'review of MANY-1.', 'review of MANY-2.'],
      checks: expect.arrayContaining([
        expect.objectContaining({ result: 'look', evidence: expect.stringContaining('2 of 3') }),
      ]),
    });
    expect(await run('task.reassign', { taskKeys, assignee: 'tom' })).toMatchObject({
      kind: 'done',
      message: '2 given to tom.',
    });
    expect(await desk.database.auditEntry.count({ where: { operation: 'task.reassign', outcome: 'done' } })).toBe(2);
    expect(await run('task.reassign', { taskKeys, assignee: 'tom' })).toMatchObject({ kind: 'refused' });
    expect(await run('task.reassign', { taskKeys, assignee: null })).toMatchObject({
      kind: 'done',
      message: '2 given to their candidates.',
    });
  });

  test('one that no process asks for is listed, read and worked on like the others; whoever has one process only does not reach it', async () => {
    const task = await desk.engine.newKey();
    const attributes = {
      name: 'Call the customer',
      description: 'Before noon',
      assignee: null,
      owner: null,
      delegation: null,
      dueAt: null,
      followUpAt: null,
      priority: 50,
      caseInstanceId: null,
    };
    expect(
      await desk.engine.execute({
        type: 'createTask',
        taskKey: task,
        parentTaskKey: null,
        tenantId: null,
        externalId: null,
        attributes,
      }),
    ).toMatchObject({ kind: 'executed' });
    expect((await ask('tasks', {})).rows.find(({ key }) => key === task)).toMatchObject({
      name: 'Call the customer',
      definition: null,
      businessKey: null,
    });
    expect(await ask('task', { key: task })).toMatchObject({
      instanceKey: null,
      elementId: null,
      definition: null,
      form: null,
      variables: [],
    });
    const elsewhere = { ...personWith(), roles: [{ id: 'l2-operator' as const, definitions: ['care'] }] };
    expect(await desk.ask('task', { key: task }, { person: elsewhere })).toBeNull();
    expect(await run('task.assign', { taskKey: task, assignee: 'bea' }, { person: elsewhere })).toMatchObject({
      kind: 'notFound',
    });
    expect(await run('task.reassign', { taskKeys: [task], assignee: 'bea' }, { person: elsewhere })).toMatchObject({
      kind: 'notFound',
    });
    const seen = await run('task.assign', { taskKey: task, assignee: 'bea' }, { mode: 'check' });
    if (seen.kind !== 'preview') throw new Error(JSON.stringify(seen));
    expect(
      await run('task.assign', { taskKey: task, assignee: 'bea' }, { expectedVersion: seen.version ?? -1 }),
    ).toMatchObject({ kind: 'done', instanceKey: null });
    expect(await lastEntry()).toMatchObject({
      operation: 'task.assign',
      targetKind: 'task',
      targetKey: task,
      instanceKey: null,
      before: { assignee: null },
      after: { assignee: 'bea' },
    });
    expect(
      await run('task.assign', { taskKey: task, assignee: 'tom' }, { expectedVersion: seen.version ?? -1 }),
    ).toMatchObject({ kind: 'conflict' });
    expect(await run('task.delegate', { taskKey: task, userId: 'tom' })).toMatchObject({ kind: 'done' });
    expect(await run('task.resolve', { taskKey: task })).toMatchObject({ kind: 'done' });
    expect(await run('task.set-candidates', { taskKey: task, users: [], groups: ['clerks'] })).toMatchObject({
      kind: 'done',
    });
    expect(await run('task.set-priority', { taskKey: task, priority: 900 })).toMatchObject({ kind: 'done' });
    expect(await run('task.reassign', { taskKeys: [task], assignee: 'ann' })).toMatchObject({ kind: 'done' });
    expect(
      await run('task.complete-for', { taskKey: task, variables: [{ name: 'found', type: 'String', text: 'ok' }] }),
    ).toMatchObject({ kind: 'done' });
    expect(await ask('task', { key: task })).toMatchObject({ outcome: 'completed' });
  });
});

describe('incidents', () => {
  test('one is reported, annotated and resolved by hand; the engine’s own are not', async () => {
    const { instance, job } = await start('REPORT');
    const [element] = await desk.database.$queryRaw<
      { key: string }[]
    >`select key::text from element_instance where instance_key = ${BigInt(instance)} and element_id = 'review'`;
    const report = {
      instanceKey: instance,
      elementInstanceKey: element?.key ?? '',
      type: 'dataQuality',
      message: 'no number',
    };
    expect(await run('incident.create', { ...report, type: 'failedJob' })).toMatchObject({ kind: 'refused' });
    expect(await run('incident.create', report, { role: 'auditor' })).toMatchObject({ kind: 'denied' });
    expect(await run('incident.create', report, { role: 'l1-operator' })).toMatchObject({ kind: 'done' });
    const [incident] = (await ask('incidents', { instance })).rows;
    const incidentKey = incident?.key ?? '';
    expect(await lastEntry()).toMatchObject({
      operation: 'incident.create',
      targetKind: 'incident',
      targetKey: incidentKey,
      elementId: 'review',
    });
    expect(await run('incident.annotate', { incidentKey, annotation: 'asked the registry' })).toMatchObject({
      kind: 'done',
    });
    expect(await ask('incident', { key: incidentKey })).toMatchObject({
      type: 'dataQuality',
      annotation: 'asked the registry',
      resolvedBy: null,
    });
    expect(await run('incident.resolve', { incidentKey })).toMatchObject({ kind: 'done' });
    expect(await ask('incident', { key: incidentKey })).toMatchObject({
      isOpen: false,
      outcome: 'resolved',
      resolvedBy: personWith('l2-operator').name,
    });
    expect(await run('incident.annotate', { incidentKey, annotation: null })).toMatchObject({ kind: 'refused' });
    await fail(job, 'another failure');
    const [own] = (await ask('incidents', { instance })).rows;
    expect(await run('incident.resolve', { incidentKey: own?.key ?? '' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('The engine raised it'),
    });
  });

  test('a group is tried again as a batch, counted by version first; it says which version fails how often', async () => {
    const failed = [await start('GROUP-1'), await start('GROUP-2')];
    definitionKey = await deploy();
    failed.push(await start('GROUP-3'));
    for (const { job } of failed) await fail(job);
    const [incident] = (await ask('incidents', { instance: failed[0]?.instance })).rows;
    const incidentKey = incident?.key ?? '';
    expect(await ask('incident-versions', { incident: incidentKey })).toMatchObject({
      versions: [
        { version: 2, isNewest: true, open: 1, total: 1 },
        { version: 1, isNewest: false, open: 2, total: 2 },
      ],
    });
    expect(await run('incident.retry-group', { incidentKey }, { role: 'l1-operator' })).toMatchObject({
      kind: 'denied',
    });
    expect(await run('incident.retry-group', { incidentKey, retries: 2 }, { mode: 'check' })).toMatchObject({
      risk: 'guarded',
      effects: [
        '3 failed steps are tried again at charge, with 2 attempts each.',
        'By version: 1 of v2, 2 of v1.',
        'Among them: GROUP-1, GROUP-2, GROUP-3.',
        expect.anything(),
      ],
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Dry run on a sample', result: 'passed' })]),
    });
    const answer = await run('incident.retry-group', { incidentKey, retries: 2 });
    expect(answer).toMatchObject({ kind: 'done', batchKey: expect.any(String) });
    expect(
      await desk.database
        .$queryRaw`select count(*)::int as items from batch_item where batch_key = ${BigInt(answer.kind === 'done' ? (answer.batchKey ?? '0') : '0')}`,
    ).toEqual([{ items: 3 }]);
  });
});

describe('jobs', () => {
  test('work is taken away from its worker, with an entry, and its log tells its attempts', async () => {
    const { job } = await start('LOCK');
    expect(await run('job.unlock', { jobKey: job })).toMatchObject({ kind: 'refused', message: 'Nobody does.' });
    await desk.engine.changeLease({ jobKey: job, worker: 'w1', until: Date.now() + 60_000, mode: 'take' });
    expect(await run('job.unlock', { jobKey: job })).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'job.unlock',
      targetKey: job,
      before: { worker: 'w1' },
      after: { worker: null },
    });
    expect(await run('job.unlock', { jobKey: job })).toMatchObject({ kind: 'refused' });
    await fail(job, 'first');
    await desk.engine.execute({ type: 'setJobRetries', jobKey: job, retries: 1 });
    await desk.engine.execute({ type: 'completeJob', jobKey: job, variables: {} });
    expect((await ask('job', { key: job })).log.map(({ what, message }) => [what, message])).toEqual([
      ['succeeded', null],
      ['failed', 'first'],
      ['created', null],
    ]);
  });

  test('what makes jobs is held, released, ranked, and tried again where it failed', async () => {
    const { timer, job } = await start('SOURCE');
    const place = { definitionKey, elementId: 'pause', position: 'timer' as const };
    const rows = async () => (await ask('job-definitions', { definition: definitionKey })).rows;
    expect(await rows()).toMatchObject([
      { elementId: 'pause', position: 'timer', isSuspended: false, priority: null },
      { elementId: 'charge', position: 'worker', isSuspended: null },
    ]);
    expect(
      await run('job-definition.suspend', { ...place, position: 'before', includesJobs: true, at: null }),
    ).toMatchObject({ kind: 'notFound' });
    expect(await run('job-definition.suspend', { ...place, includesJobs: true, at: null })).toMatchObject({
      kind: 'done',
    });
    expect((await rows())[0]).toMatchObject({ isSuspended: true });
    expect(await desk.database.$queryRaw`select is_suspended from job where key = ${BigInt(timer)}`).toEqual([
      { is_suspended: true },
    ]);
    expect(await run('job-definition.resume', { ...place, includesJobs: true, at: null })).toMatchObject({
      kind: 'done',
    });
    expect(await lastEntry()).toMatchObject({
      operation: 'job-definition.resume',
      elementId: 'pause',
      before: { isSuspended: true },
      after: { isSuspended: false },
    });
    expect(await run('job-definition.set-priority', { ...place, priority: 9, includesJobs: true })).toMatchObject({
      kind: 'done',
    });
    expect((await rows())[0]).toMatchObject({ priority: 9 });
    expect(await run('job-definition.set-priority', { ...place, priority: null, includesJobs: true })).toMatchObject({
      kind: 'refused',
    });
    expect(
      await run('job-definition.retry-failed', { definitionKey, elementId: 'pause', retries: 1, at: null }),
    ).toMatchObject({ kind: 'refused' });
    await fail(job);
    expect((await rows())[1]).toMatchObject({ elementId: 'charge', failed: 2 });
    expect(
      await run('job-definition.retry-failed', {
        definitionKey,
        elementId: 'charge',
        retries: 1,
        at: '2031-01-01T00:00:00Z',
      }),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('Workers fetch') });
    expect(
      await run('job-definition.retry-failed', { definitionKey, elementId: 'charge', retries: 1, at: null }),
    ).toMatchObject({ kind: 'done', batchKey: expect.any(String) });
    expect(
      await run('job-definition.suspend', { ...place, includesJobs: true, at: null }, { role: 'l1-operator' }),
    ).toMatchObject({ kind: 'denied' });
  });
});
