import { beforeAll, describe, expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
const TIMER = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
const CYCLE = '<bpmn:timerEventDefinition><bpmn:timeCycle>R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>';
const SIGNAL = '<bpmn:signalEventDefinition signalRef="s" />';
const RETRIES =
  '<bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R2/PT10M</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>';
const MESSAGE = `Unknown property used in expression: \${missing}. Cause: Cannot resolve identifier 'missing'`;

/** Fails before its first wait state. */
const failing = (id: string, event: string): string =>
  `<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="${id}-begin">${event}</bpmn:startEvent>` +
  `<bpmn:serviceTask id="${id}-work" camunda:expression="\${missing}" />` +
  `<bpmn:sequenceFlow id="${id}-flow" sourceRef="${id}-begin" targetRef="${id}-work" /></bpmn:process>`;
const THROWER =
  '<bpmn:process id="thrower" isExecutable="true"><bpmn:startEvent id="go" /><bpmn:endEvent id="threw">' +
  '<bpmn:signalEventDefinition signalRef="s" camunda:async="true" /></bpmn:endEvent>' +
  '<bpmn:sequenceFlow id="out" sourceRef="go" targetRef="threw" /></bpmn:process>';
const NAMES = '<bpmn:signal id="s" name="alarm" />';

beforeAll(async () => {
  const models = [failing('hourly', TIMER), failing('often', RETRIES + CYCLE), failing('alarmed', SIGNAL), THROWER];
  expect((await api.deploy('starts', definitions(models.join('') + NAMES))).status).toBe(200);
  await api.start('thrower');
});

const jobOf = async (processId: string): Promise<string> =>
  (await api.call(`GET /job?processDefinitionKey=${processId}&sortBy=jobId&sortOrder=asc`)).textAt(0, 'id');
const fail = async (job: string, times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) expect((await api.call(`POST /job/${job}/execute`)).status).toBe(404);
};
const incidentsOf = async (processId: string) =>
  (await api.call(`GET /incident?processDefinitionKeyIn=${processId}`)).body;
const failuresOf = async (job: string) =>
  (await api.call(`GET /history/job-log?jobId=${job}&failureLog=true&sortBy=occurrence&sortOrder=asc`)).body;
const countOf = async (query: string) => (await api.call(`GET ${query}`)).body;

describe('a start timer', () => {
  test('counts its failures in the job log, and names no failed activity', async () => {
    const job = await jobOf('hourly');
    await fail(job, 1);
    expect((await api.call(`GET /job/${job}`)).body).toMatchObject({
      retries: 2,
      failedActivityId: null,
      exceptionMessage: MESSAGE,
      processInstanceId: null,
    });
    expect((await api.call(`GET /job/${job}/stacktrace`)).status).toBe(200);
    expect(await failuresOf(job)).toMatchObject([
      { jobRetries: 3, jobExceptionMessage: MESSAGE, activityId: 'hourly-begin', failedActivityId: null },
    ]);
    expect(await incidentsOf('hourly')).toEqual([]);
  });

  test('raises an incident of its definition without attempts left, once', async () => {
    const job = await jobOf('hourly');
    await fail(job, 3);
    expect(await failuresOf(job)).toMatchObject([
      { jobRetries: 3 },
      { jobRetries: 2 },
      { jobRetries: 1 },
      { jobRetries: 0 },
    ]);
    const definition = (await api.call('GET /process-definition?key=hourly')).textAt(0, 'id');
    expect(await incidentsOf('hourly')).toMatchObject([
      {
        incidentType: 'failedJob',
        processDefinitionId: definition,
        processInstanceId: null,
        executionId: null,
        activityId: 'hourly-begin',
        failedActivityId: null,
        configuration: job,
        incidentMessage: MESSAGE,
      },
    ]);
    expect(await countOf(`/process-definition/${definition}/statistics?failedJobs=true&incidents=true`)).toMatchObject([
      { id: 'hourly-begin', instances: 0, failedJobs: 1, incidents: [{ incidentType: 'failedJob', incidentCount: 1 }] },
    ]);
    expect(await countOf(`/history/process-definition/${definition}/statistics?incidents=true`)).toMatchObject([
      { id: 'hourly-begin', openIncidents: 1 },
    ]);
    expect(await countOf('/process-definition/count?incidentType=failedJob&key=hourly')).toEqual({ count: 1 });
  });

  test('has a note at its incident, which new attempts end and none raises again', async () => {
    const job = await jobOf('hourly');
    const incident = (await api.call('GET /incident?processDefinitionKeyIn=hourly')).textAt(0, 'id');
    expect((await api.call(`DELETE /incident/${incident}`)).status).toBe(400);
    expect((await api.call(`PUT /incident/${incident}/annotation`, { annotation: 'seen' })).status).toBe(204);
    expect((await api.call(`GET /incident/${incident}`)).body).toMatchObject({ annotation: 'seen' });
    expect((await api.call(`PUT /job/${job}/retries`, { retries: 2 })).status).toBe(204);
    expect(await incidentsOf('hourly')).toEqual([]);
    expect((await api.call(`PUT /job/${job}/retries`, { retries: 0 })).status).toBe(204);
    expect(await incidentsOf('hourly')).toMatchObject([{ incidentMessage: MESSAGE, annotation: null }]);
    expect((await api.call(`DELETE /job/${job}`)).status).toBe(204);
    expect(
      (await api.call('GET /history/incident?processDefinitionKey=hourly&sortBy=createTime&sortOrder=asc')).body,
    ).toMatchObject([
      { resolved: true, annotation: 'seen', configuration: job },
      { deleted: true, processInstanceId: null, rootProcessInstanceId: null },
    ]);
  });

  test('of a cycle goes on by another job, and this one rests as its retry cycle says', async () => {
    const job = await jobOf('often');
    await fail(job, 1);
    const jobs = await api.call('GET /job?processDefinitionKey=often&sortBy=jobId&sortOrder=asc');
    expect(jobs.body).toMatchObject([
      { id: job, retries: 1, exceptionMessage: MESSAGE },
      { retries: 2, exceptionMessage: null },
    ]);
    const minutesTo = (n: number) => Math.round((Date.parse(jobs.textAt(n, 'dueDate')) - Date.now()) / 60_000);
    expect([minutesTo(0), minutesTo(1)]).toEqual([10, 60]);
    await fail(job, 1);
    expect(await incidentsOf('often')).toMatchObject([{ configuration: job }]);
    expect(await countOf('/job/count?processDefinitionKey=often')).toEqual({ count: 2 });
  });
});

test('a signal that was thrown asynchronously and starts an instance names the element, and no activity of its own', async () => {
  await expect.poll(async () => (await api.call('GET /job?processDefinitionKey=alarmed')).body).toHaveLength(1);
  const job = await jobOf('alarmed');
  await fail(job, 3);
  expect((await api.call(`GET /job/${job}`)).body).toMatchObject({
    retries: 0,
    failedActivityId: 'alarmed-work',
    dueDate: null,
  });
  expect(await failuresOf(job)).toMatchObject(
    [3, 2, 1].map((jobRetries) => ({
      jobRetries,
      activityId: null,
      failedActivityId: 'alarmed-work',
      deploymentId: null,
    })),
  );
  expect(await incidentsOf('alarmed')).toMatchObject([
    {
      activityId: null,
      failedActivityId: 'alarmed-work',
      jobDefinitionId: null,
      executionId: null,
      configuration: job,
    },
  ]);
  const definition = (await api.call('GET /process-definition?key=alarmed')).textAt(0, 'id');
  expect(await countOf(`/process-definition/${definition}/statistics?incidents=true`)).toEqual([]);
  expect(await countOf(`/history/process-definition/${definition}/statistics?incidents=true`)).toEqual([]);
  expect(await countOf('/process-instance/count?incidentType=failedJob')).toEqual({ count: 0 });
});

test('a newer version ends what has failed of the one before', async () => {
  expect(
    (await api.deploy('starts', definitions(failing('often', CYCLE) + failing('alarmed', SIGNAL) + NAMES))).status,
  ).toBe(200);
  expect(await countOf('/incident/count')).toEqual({ count: 0 });
  for (const processId of ['often', 'alarmed'])
    expect((await api.call(`GET /history/incident?processDefinitionKey=${processId}`)).body).toMatchObject([
      { deleted: true },
    ]);
});
