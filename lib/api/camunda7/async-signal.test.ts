import { beforeAll, expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
const EVENT = '<bpmn:signalEventDefinition signalRef="s" />';
const THROW =
  '<bpmn:signalEventDefinition signalRef="s" camunda:async="true"><bpmn:extensionElements><camunda:in source="a" target="b" /><camunda:in businessKey="from thrower" /></bpmn:extensionElements></bpmn:signalEventDefinition>';

const process = (id: string, elements: readonly string[], flows: readonly (readonly [string, string])[]): string =>
  definitions(
    `<bpmn:process id="${id}" isExecutable="true">${elements.join('')}${flows
      .map(([from, to], n) => `<bpmn:sequenceFlow id="f${n}" sourceRef="${from}" targetRef="${to}" />`)
      .join('')}</bpmn:process><bpmn:signal id="s" name="alarm" />`,
  );

const MODELS: Readonly<Record<string, string>> = {
  thrower: process(
    'thrower',
    ['<bpmn:startEvent id="begin" />', `<bpmn:endEvent id="threw">${THROW}</bpmn:endEvent>`],
    [['begin', 'threw']],
  ),
  catcher: process(
    'catcher',
    [
      '<bpmn:startEvent id="begin" />',
      '<bpmn:eventBasedGateway id="first" />',
      `<bpmn:intermediateCatchEvent id="told">${EVENT}</bpmn:intermediateCatchEvent>`,
      '<bpmn:intermediateCatchEvent id="asked"><bpmn:messageEventDefinition messageRef="m" /></bpmn:intermediateCatchEvent>',
      '<bpmn:serviceTask id="compute" camunda:expression="#{missing}" />',
    ],
    [
      ['begin', 'first'],
      ['first', 'told'],
      ['first', 'asked'],
      ['told', 'compute'],
    ],
  ).replace('</bpmn:process>', '</bpmn:process><bpmn:message id="m" name="asked" />'),
  aside: process(
    'aside',
    [
      '<bpmn:startEvent id="begin" />',
      '<bpmn:userTask id="ask" />',
      `<bpmn:boundaryEvent id="stopped" attachedToRef="ask">${EVENT}</bpmn:boundaryEvent>`,
      '<bpmn:userTask id="after" />',
    ],
    [
      ['begin', 'ask'],
      ['stopped', 'after'],
    ],
  ),
  starter: process(
    'starter',
    [`<bpmn:startEvent id="heard">${EVENT}</bpmn:startEvent>`, '<bpmn:userTask id="check" />'],
    [['heard', 'check']],
  ),
};

beforeAll(async () => {
  for (const [name, xml] of Object.entries(MODELS)) expect((await api.deploy(name, xml)).status).toBe(200);
});

const throwIt = () => api.start('thrower', { a: { value: 5, type: 'Integer' } });

/** What was thrown is broadcast after its commit. */
async function jobsOf(processId: string, count: number) {
  await expect
    .poll(async () => (await api.call(`GET /job?processDefinitionKey=${processId}`)).body)
    .toHaveLength(count);
  return api.call(`GET /job?processDefinitionKey=${processId}&sortBy=jobId&sortOrder=asc`);
}

const logOf = async (query: string) =>
  (await api.call(`GET /history/job-log?${query}&sortBy=timestamp&sortOrder=asc`)).body;

test('an event behind a gateway has a job for each throw; a failed one counts its attempts, and they end with the wait', async () => {
  const instance = await api.start('catcher');
  await throwIt();
  await throwIt();
  const jobs = await jobsOf('catcher', 2);
  expect(jobs.body).toMatchObject([
    { jobDefinitionId: null, processInstanceId: instance, retries: 3, dueDate: null, exceptionMessage: null },
    { jobDefinitionId: null, processInstanceId: instance },
  ]);
  const [first, second] = [jobs.textAt(0, 'id'), jobs.textAt(1, 'id')];
  for (const [query, count] of [
    ['messages=true', 2],
    ['timers=true', 0],
    ['activityId=told', 0],
  ] as const)
    expect((await api.call(`GET /job/count?processDefinitionKey=catcher&${query}`)).body).toEqual({ count });
  expect(await api.call(`POST /job/${first}/duedate/recalculate`)).toMatchObject({
    status: 500,
    body: { message: `Only timer jobs can be recalculated, but the job with id '${first}' is of type 'event'.` },
  });
  expect((await api.call(`POST /job/${first}/execute`)).status).toBe(404);
  expect((await api.call(`GET /job/${first}`)).body).toMatchObject({ retries: 2, failedActivityId: 'compute' });
  expect((await api.call(`PUT /job/${first}/retries`, { retries: 0 })).status).toBe(204);
  expect((await api.call(`GET /incident?processInstanceId=${instance}`)).body).toMatchObject([
    { incidentType: 'failedJob', activityId: 'first', failedActivityId: 'compute', configuration: first },
  ]);
  await api.call(`PUT /process-instance/${instance}/variables/missing`, { value: 1 });
  expect((await api.call(`POST /job/${second}/execute`)).status).toBe(204);
  await jobsOf('catcher', 0);
  expect(await logOf(`jobId=${second}`)).toMatchObject([
    { creationLog: true, activityId: 'told', jobDefinitionType: 'event', jobDefinitionConfiguration: null },
    { successLog: true, activityId: 'first' },
  ]);
  expect(await logOf(`jobId=${first}`)).toMatchObject([
    { creationLog: true },
    { failureLog: true, failedActivityId: 'compute' },
    { deletionLog: true },
  ]);
});

test('a boundary event of another instance has it at once, with its variables', async () => {
  const instance = await api.start('aside');
  await throwIt();
  await expect
    .poll(async () => (await api.call(`GET /task?processInstanceId=${instance}`)).body)
    .toMatchObject([{ taskDefinitionKey: 'after' }]);
  expect((await api.call(`GET /process-instance/${instance}/variables`)).body).toMatchObject({ b: { value: 5 } });
  expect((await api.call('GET /job/count?processDefinitionKey=aside')).body).toEqual({ count: 0 });
});

test('a start event has a job that starts one instance, without variables and business key', async () => {
  const before = (await jobsOf('starter', 3)).body;
  expect(before).toMatchObject([{ processInstanceId: null, executionId: null, jobDefinitionId: null }, {}, {}]);
  const job = (await jobsOf('starter', 3)).textAt(0, 'id');
  expect((await api.call(`POST /job/${job}/execute`)).status).toBe(204);
  const instances = await api.call('GET /process-instance?processDefinitionKey=starter');
  expect(instances.body).toMatchObject([{ businessKey: null }]);
  expect((await api.call(`GET /process-instance/${instances.textAt(0, 'id')}/variables`)).body).toEqual({});
  expect(await logOf(`jobId=${job}`)).toMatchObject([
    { creationLog: true, activityId: 'heard', executionId: null, processInstanceId: null, deploymentId: null },
    { successLog: true, activityId: null },
  ]);
});

test('while its definition rests the job of a start event is there all the same, and starts nothing', async () => {
  await api.call('PUT /process-definition/key/starter/suspended', { suspended: true });
  await throwIt();
  const jobs = await jobsOf('starter', 3);
  expect(jobs.body).toMatchObject([{ suspended: false }, { suspended: false }, { suspended: false }]);
  expect((await api.call(`POST /job/${jobs.textAt(0, 'id')}/execute`)).status).toBe(204);
  expect((await api.call('GET /process-instance/count?processDefinitionKey=starter')).body).toEqual({ count: 1 });
  await jobsOf('starter', 2);
  await api.call('PUT /process-definition/key/starter/suspended', { suspended: false });
});

test('a newer version ends the jobs of start events', async () => {
  expect((await api.deploy('starter', MODELS.starter ?? '')).status).toBe(200);
  await jobsOf('starter', 0);
});
