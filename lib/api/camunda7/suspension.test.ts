import { beforeAll, expect, test } from 'vitest';
import { around, continuation, definitions, userTask, work } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const LATER = '2099-04-05T06:07:08.000+0000';
const api = engineRest();

beforeAll(async () => {
  for (const [name, xml] of [
    ['check', userTask('check')],
    ['work', work('work')],
    ['compute', continuation('compute')],
    ['rest', userTask('rest')],
    ['plan', userTask('plan')],
    [
      'remind',
      around(
        'remind',
        `<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">\${span}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
        'wait',
      ),
    ],
    [
      'daily',
      definitions(
        '<bpmn:process id="daily" isExecutable="true"><bpmn:startEvent id="begin"><bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">2098-01-01T00:00:00Z</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent></bpmn:process>',
      ),
    ],
  ] as const)
    expect((await api.deploy(name, xml)).status).toBe(200);
});

const isSuspended = async (instance: string) => (await api.call(`GET /process-instance/${instance}`)).at('suspended');

test('204: a suspended definition starts nothing; its instances rest only when they are included', async () => {
  const instance = await api.start('check');
  expect((await api.call('PUT /process-definition/key/check/suspended', { suspended: true })).status).toBe(204);
  expect(await isSuspended(instance)).toBe(false);
  const refused = await api.call('POST /process-definition/key/check/start', {});
  expect(refused).toMatchObject({ status: 500, body: { type: 'RestException' } });
  expect(refused.at('message')).toContain('is suspended.');
  await api.call('PUT /process-definition/suspended', {
    processDefinitionKey: 'check',
    suspended: true,
    includeProcessInstances: true,
  });
  expect(await isSuspended(instance)).toBe(true);
  await api.call('PUT /process-definition/key/check/suspended', { suspended: false, includeProcessInstances: true });
  expect(await isSuspended(instance)).toBe(false);
  await api.start('check');
});

test('204: nothing of a suspended instance moves until it is active again', async () => {
  const instance = await api.start('work');
  expect((await api.call(`PUT /process-instance/${instance}/suspended`, { suspended: true })).status).toBe(204);
  expect(
    (
      await api.call('POST /external-task/fetchAndLock', {
        workerId: 'w',
        maxTasks: 1,
        topics: [{ topicName: 'work', lockDuration: 1000 }],
      })
    ).body,
  ).toEqual([]);
  const waiting = api.call('POST /external-task/fetchAndLock', {
    workerId: 'w',
    maxTasks: 1,
    asyncResponseTimeout: 8000,
    topics: [{ topicName: 'work', lockDuration: 10_000 }],
  });
  await api.call(`PUT /process-instance/${instance}/suspended`, { suspended: false });
  expect((await waiting).body).toMatchObject([{ processInstanceId: instance }]);
  const task = textOf(await waiting, 0, 'id');
  await api.call('PUT /process-instance/suspended', { processInstanceIds: [instance, 'nobody'], suspended: true });
  expect(await api.call(`POST /external-task/${task}/complete`, { workerId: 'w' })).toMatchObject({
    status: 400,
    body: { message: `ENGINE-03043 ExternalTask with id '${task}' is suspended.` },
  });
  await api.call('PUT /process-instance/suspended', { processDefinitionKey: 'work', suspended: false });
  expect((await api.call(`POST /external-task/${task}/complete`, { workerId: 'w' })).status).toBe(204);
});

test('400: a suspended task is not claimed; 500 when the original wraps the reason', async () => {
  const instance = await api.start('rest');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  await api.call(`PUT /process-instance/${instance}/suspended`, { suspended: true });
  const message = `ENGINE-03043 task with id '${task}' is suspended.`;
  for (const [request, body] of [
    ['claim', { userId: 'ada' }],
    ['delegate', { userId: 'ada' }],
    ['resolve', {}],
  ] as const) {
    expect(await api.call(`POST /task/${task}/${request}`, body)).toMatchObject({
      status: 400,
      body: { type: 'SuspendedEntityInteractionException', message },
    });
  }
  expect(await api.call(`POST /task/${task}/complete`, {})).toMatchObject({
    status: 500,
    body: { message: `Cannot complete task ${task}: ${message}` },
  });
});

test('204: planned for later, as a job of no definition', async () => {
  const instance = await api.start('plan');
  await api.call('PUT /process-definition/key/plan/suspended', {
    suspended: true,
    includeProcessInstances: true,
    executionDate: LATER,
  });
  expect(await isSuspended(instance)).toBe(false);
  const planned = await api.call(
    'GET /job?timers=true&dueDates=gt_2099-04-05T06:07:07.000%2B0000,lt_2099-04-05T06:07:09.000%2B0000',
  );
  expect(planned.body).toMatchObject([
    {
      processDefinitionId: null,
      processDefinitionKey: null,
      jobDefinitionId: null,
      dueDate: LATER,
      retries: 3,
      suspended: false,
    },
  ]);
  expect((await api.call(`POST /job/${textOf(planned, 0, 'id')}/execute`)).status).toBe(204);
  expect(await isSuspended(instance)).toBe(true);
  expect((await api.call(`GET /job/${textOf(planned, 0, 'id')}`)).status).toBe(404);
});

test('204: job definitions rest with their definition, by themselves, and have priorities', async () => {
  const jobDefinition = textOf(await api.call('GET /job-definition?processDefinitionKey=compute'), 0, 'id');
  await api.call(`PUT /job-definition/${jobDefinition}/suspended`, { suspended: true });
  const jobOf = async (instance: string) => api.call(`GET /job?processInstanceId=${instance}`);
  const resting = await api.start('compute', { ready: { value: true } });
  expect((await jobOf(resting)).body).toMatchObject([{ suspended: true, priority: 0 }]);
  await api.call(`PUT /job-definition/${jobDefinition}/suspended`, { suspended: false, includeJobs: true });
  expect((await jobOf(resting)).body).toMatchObject([{ suspended: false }]);
  expect((await api.call(`PUT /job-definition/${jobDefinition}/jobPriority`, { priority: 7 })).status).toBe(204);
  expect((await jobOf(resting)).body).toMatchObject([{ priority: 7 }]);
  expect((await jobOf(await api.start('compute', { ready: { value: true } }))).body).toMatchObject([{ priority: 7 }]);
  expect((await api.call('GET /job-definition?withOverridingJobPriority=true')).body).toMatchObject([
    { id: jobDefinition, overridingJobPriority: 7, suspended: false },
  ]);
  await api.call('PUT /process-definition/key/compute/suspended', { suspended: true });
  expect((await api.call(`GET /job-definition/${jobDefinition}`)).at('suspended')).toBe(true);
  await api.call('PUT /process-definition/key/compute/suspended', { suspended: false });
});

test('204: one timer is suspended, prioritised, moved, computed anew and deleted', async () => {
  const instance = await api.start('remind', { span: { value: 'PT1H' } });
  const job = textOf(await api.call(`GET /job?processInstanceId=${instance}`), 0, 'id');
  await api.call(`PUT /job/suspended`, { processInstanceId: instance, suspended: true });
  expect((await api.call(`PUT /job/${job}/priority`, { priority: -3 })).status).toBe(204);
  expect((await api.call(`PUT /job/${job}/duedate`, { duedate: LATER })).status).toBe(204);
  expect((await api.call(`GET /job/${job}`)).body).toMatchObject({ suspended: true, priority: -3, dueDate: LATER });
  expect((await api.call(`POST /job/${job}/duedate/recalculate`)).status).toBe(204);
  expect((await api.call(`GET /job/${job}`)).at('dueDate')).not.toBe(LATER);
  expect((await api.call(`DELETE /job/${job}`)).status).toBe(204);
  expect((await api.call(`GET /job/${job}`)).status).toBe(404);
  expect((await api.call(`GET /process-instance/${instance}`)).status).toBe(200);
});

test('204: the timer of a start event is changed like any other job', async () => {
  const job = textOf(await api.call('GET /job?processDefinitionKey=daily'), 0, 'id');
  await api.call(`PUT /job/${job}/suspended`, { suspended: true });
  await api.call(`PUT /job/${job}/retries`, { retries: 9 });
  await api.call(`PUT /job/${job}/priority`, { priority: 4 });
  await api.call(`PUT /job/${job}/duedate`, { duedate: LATER });
  expect((await api.call(`GET /job/${job}`)).body).toMatchObject({
    suspended: true,
    retries: 9,
    priority: 4,
    dueDate: LATER,
  });
  await api.call(`POST /job/${job}/duedate/recalculate`);
  expect((await api.call(`GET /job/${job}`)).at('dueDate')).toBe('2098-01-01T00:00:00.000+0000');
});

test.each([
  [
    'PUT /process-definition/suspended',
    { suspended: true },
    400,
    'Either processDefinitionId or processDefinitionKey should be set to update the suspension state.',
  ],
  [
    'PUT /process-definition/suspended',
    { suspended: true, processDefinitionId: 'x' },
    400,
    'Only processDefinitionKey can be set to update the suspension state.',
  ],
  [
    'PUT /process-definition/key/nobody/suspended',
    { suspended: true },
    404,
    'No matching process definition with key: nobody and no tenant-id',
  ],
  [
    'PUT /process-instance/suspended',
    { suspended: true },
    400,
    'Either processDefinitionId or processDefinitionKey should be set to update the suspension state.',
  ],
  [
    'PUT /process-instance/suspended',
    { suspended: true, processInstanceIds: [] },
    400,
    'No process instance ids given: Process Instance ids is empty',
  ],
  [
    'PUT /job-definition/suspended',
    { suspended: true },
    400,
    'Either jobDefinitionId, processDefinitionId or processDefinitionKey should be set to update the suspension state.',
  ],
  [
    'PUT /job/suspended',
    { suspended: true },
    400,
    'Either jobId, jobDefinitionId, processInstanceId, processDefinitionId or processDefinitionKey should be set to update the suspension state.',
  ],
  [
    'PUT /job/suspended',
    { suspended: true, jobDefinitionId: 'a', processInstanceId: 'b' },
    400,
    'Only one of jobId, jobDefinitionId, processInstanceId, processDefinitionId or processDefinitionKey should be set to update the suspension state.',
  ],
  ['PUT /job/nobody/priority', { priority: 1 }, 404, "No job found with id 'nobody': job is null"],
  ['POST /job/nobody/duedate/recalculate', {}, 404, "No job found with id 'nobody': job is null"],
])('%s %j: %i', async (request, body, status, message) => {
  expect(await api.call(request, body)).toMatchObject({ status, body: { message } });
});

test.each([
  'PUT /process-instance/nobody/suspended',
  'PUT /job/nobody/suspended',
  'PUT /job-definition/nobody/suspended',
])('204 although there is nothing: %s', async (request) => {
  expect((await api.call(request, { suspended: true })).status).toBe(204);
});
