import { beforeAll, expect, test } from 'vitest';
import { userTask } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

const api = engineRest();
let finished = '';
let running = '';

beforeAll(async () => {
  expect((await api.deploy('counted', userTask('counted'))).status).toBe(200);
  finished = await api.start('counted', { a: { value: 1 } });
  running = await api.start('counted', { a: { value: 1 } });
  const task = textOf(await api.call(`GET /task?processInstanceId=${finished}`), 0, 'id');
  expect((await api.call(`POST /task/${task}/assignee`, { userId: 'ada' })).status).toBe(204);
  expect((await api.call(`POST /task/${task}/complete`, { variables: { a: { value: 2 } } })).status).toBe(204);
});

test('200: durations and counts of what has finished', async () => {
  const durations = await api.call(
    'GET /history/process-instance/report?reportType=duration&periodUnit=month&processDefinitionKeyIn=counted',
  );
  expect(durations.body).toEqual([
    {
      period: expect.any(Number),
      periodUnit: 'MONTH',
      minimum: expect.any(Number),
      maximum: expect.any(Number),
      average: expect.any(Number),
    },
  ]);
  expect(
    (
      await api.call(
        'GET /history/process-instance/report?reportType=duration&periodUnit=quarter&startedBefore=2001-01-01T00:00:00.000%2B0000',
      )
    ).body,
  ).toEqual([]);
  expect((await api.call('GET /history/task/report?reportType=count&groupBy=processDefinition')).body).toMatchObject([
    { count: 1, processDefinitionKey: 'counted', taskName: null },
  ]);
  expect((await api.call('GET /history/task/report?reportType=duration&periodUnit=month')).body).toHaveLength(1);
  expect(
    (await api.call('GET /history/process-definition/cleanable-process-instance-report?processDefinitionKeyIn=counted'))
      .body,
  ).toMatchObject([
    { processDefinitionKey: 'counted', finishedProcessInstanceCount: 1, cleanableProcessInstanceCount: 0 },
  ]);
  expect((await api.call('GET /history/decision-definition/cleanable-decision-instance-report/count')).body).toEqual({
    count: 0,
  });
  expect((await api.call('GET /history/batch/cleanable-batch-report')).body).toEqual([]);
});

test('400: reports of nothing known', async () => {
  const refused = (message: string) => ({ status: 400, body: { type: 'InvalidRequestException', message } });
  expect(await api.call('GET /history/process-instance/report?periodUnit=month')).toMatchObject(
    refused('Unknown report type null'),
  );
  expect(await api.call('GET /history/process-instance/report?reportType=duration')).toMatchObject(
    refused('periodUnit is null'),
  );
  expect(await api.call('GET /history/task/report?reportType=count&groupBy=colour')).toMatchObject(
    refused('groupBy parameter has invalid value: colour'),
  );
  expect(await api.call('GET /history/batch/cleanable-batch-report?sortBy=x&sortOrder=asc')).toMatchObject(
    refused("Cannot set query parameter 'sortBy' to value 'x'"),
  );
});

test('200: metrics are counted from what is kept; others are none', async () => {
  const sum = async (name: string, times = '') => (await api.call(`GET /metrics/${name}/sum${times}`)).at('result');
  expect([
    await sum('process-instances'),
    await sum('task-users'),
    await sum('job-failed'),
    await sum('no-such-metric'),
  ]).toEqual([2, 1, 0, 0]);
  expect(await sum('activity-instance-start', '?endDate=2001-01-01T00:00:00.000%2B0000')).toBe(0);
  expect(Number(await sum('flow-node-instances'))).toBeGreaterThanOrEqual(4);
  expect((await api.call('GET /metrics?name=root-process-instance-start&interval=86400')).body).toEqual([
    { timestamp: expect.any(String), name: 'root-process-instance-start', reporter: null, value: 2 },
  ]);
  expect(await api.call('GET /metrics?maxResults=500')).toMatchObject({ status: 500 });
  expect(await api.call('GET /metrics?interval=hour')).toMatchObject({ status: 400 });
  expect((await api.call('GET /schema/log?maxResults=1')).body).toEqual([
    { id: expect.any(String), timestamp: expect.any(String), version: expect.any(String) },
  ]);
  expect((await api.call('GET /telemetry/configuration')).body).toEqual({ enableTelemetry: false });
});

test('204: the history of variables is deleted; what lives keeps its value', async () => {
  const [variable] = [textOf(await api.call(`GET /history/variable-instance?processInstanceId=${running}`), 0, 'id')];
  expect((await api.call(`GET /history/detail?processInstanceId=${finished}&variableName=a`)).body).toMatchObject([
    { initial: true, revision: 0, userOperationId: finished },
    { initial: false, revision: 1 },
  ]);
  expect((await api.call(`DELETE /history/variable-instance/${variable}`)).status).toBe(204);
  expect(await api.call(`DELETE /history/variable-instance/${variable}`)).toMatchObject({
    status: 404,
    body: { message: `No historic variable instance found with id: ${variable}: variable is null`, code: 0 },
  });
  expect((await api.call(`GET /history/variable-instance/count?processInstanceId=${running}`)).body).toEqual({
    count: 0,
  });
  expect((await api.call(`GET /process-instance/${running}/variables`)).body).toMatchObject({ a: { value: 1 } });
  expect((await api.call(`DELETE /history/process-instance/${finished}/variable-instances`)).status).toBe(204);
  expect((await api.call(`GET /history/variable-instance?processInstanceId=${finished}`)).body).toEqual([]);
  expect(await api.call(`DELETE /history/process-instance/${running}`)).toMatchObject({
    status: 404,
    body: { message: `Historic process instance with id ${running} does not exist` },
  });
  expect((await api.call('DELETE /history/process-instance/nothing?failIfNotExists=false')).status).toBe(204);
});
