import { beforeAll, describe, expect, test } from 'vitest';
import { work } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  expect((await api.deploy('work', work('work'))).status).toBe(200);
});

describe('fetch and lock', () => {
  test('200: the task with all its fields, and the content type that the JavaScript client compares', async () => {
    const instance = await api.start(
      'work',
      { weight: { value: 7 }, big: { value: '9223372036854775807', type: 'Long' } },
      'parcel 1',
    );
    const answer = await api.call('POST /external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 5,
      topics: [{ topicName: 'work', lockDuration: 60_000, includeExtensionProperties: true }],
    });
    expect(answer.status).toBe(200);
    expect(answer.type).toBe('application/json');
    expect(answer.body).toMatchObject([
      {
        activityId: 'step',
        topicName: 'work',
        workerId: 'w',
        retries: null,
        priority: 0,
        businessKey: 'parcel 1',
        processInstanceId: instance,
        processDefinitionKey: 'work',
        variables: { weight: { type: 'Integer', value: 7, valueInfo: {} } },
        extensionProperties: { colour: 'red' },
        suspended: false,
        errorMessage: null,
      },
    ]);
    expect(answer.text).toContain('"value":9223372036854775807');
    expect(answer.at(0, 'activityInstanceId')).toMatch(/^step:\d{16}$/);
    expect((await api.call(`POST /external-task/${textOf(answer, 0, 'id')}/complete`, { workerId: 'w' })).status).toBe(
      204,
    );
  });

  test('200: a poll that waits is answered as soon as there is a task', async () => {
    const poll = api.call('POST /external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 1,
      asyncResponseTimeout: 10_000,
      topics: [{ topicName: 'work', lockDuration: 60_000 }],
    });
    await api.start('work');
    const answer = await poll;
    await api.call(`POST /external-task/${textOf(answer, 0, 'id')}/complete`, { workerId: 'w' });
  });

  test('200: nothing came within the time', async () => {
    expect(
      (
        await api.call('POST /external-task/fetchAndLock', {
          workerId: 'w',
          maxTasks: 1,
          asyncResponseTimeout: 50,
          topics: [{ topicName: 'work', lockDuration: 60_000 }],
        })
      ).body,
    ).toEqual([]);
  });

  test.each([
    [{ maxTasks: 1, topics: [] }, 500, 'NullValueException', 'workerId is null'],
    [{ workerId: 'w', maxTasks: -1 }, 500, 'ProcessEngineException', 'maxResults is not greater than or equal to 0'],
    [
      { workerId: 'w', maxTasks: 1, topics: [{ topicName: 'work', lockDuration: 0 }] },
      500,
      'ProcessEngineException',
      'lockTime is not greater than 0',
    ],
    [
      { workerId: 'w', maxTasks: 1, asyncResponseTimeout: 1_800_001, topics: [] },
      400,
      'InvalidRequestException',
      'The asynchronous response timeout cannot be set to a value greater than 1800000 milliseconds',
    ],
  ])('%j is refused with %i', async (body, status, type, message) => {
    const answer = await api.call('POST /external-task/fetchAndLock', body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ type, message });
  });
});

describe('a worker answers', () => {
  test('204: completed with variables, which reach the process', async () => {
    const instance = await api.start('work');
    const task = await api.lock('work');
    expect(
      (
        await api.call(`POST /external-task/${task}/complete`, {
          workerId: 'w',
          variables: { result: { value: 'done' } },
        })
      ).status,
    ).toBe(204);
    expect((await api.call(`GET /history/process-instance/${instance}`)).body).toMatchObject({
      state: 'COMPLETED',
      startActivityId: 'begin',
    });
    expect((await api.call(`GET /history/variable-instance?processInstanceId=${instance}`)).body).toMatchObject([
      { name: 'result', type: 'String', value: 'done', activityInstanceId: instance },
    ]);
    expect((await api.call(`POST /external-task/${task}/complete`, { workerId: 'w' })).body).toEqual({
      type: 'RestException',
      message: `External task with id ${task} does not exist`,
      code: 0,
    });
  });

  test('400: somebody else holds the task', async () => {
    await api.start('work');
    const task = await api.lock('work', 'first');
    const answer = await api.call(`POST /external-task/${task}/complete`, { workerId: 'second' });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      type: 'RestException',
      message: `External Task ${task} cannot be completed by worker 'second'. It is locked by worker 'first'.`,
      code: 0,
    });
    expect(
      (await api.call(`POST /external-task/${task}/extendLock`, { workerId: 'second', newDuration: 1000 })).at(
        'message',
      ),
    ).toBe(
      `The lock of the External Task ${task} cannot be extended by worker 'second''. It is locked by worker 'first'.`,
    );
    expect((await api.call(`POST /external-task/${task}/complete`, { workerId: 'first' })).status).toBe(204);
  });

  test('400: an expired lock cannot be extended; 204: but the task completed while nobody else has it', async () => {
    await api.start('work');
    const task = await api.lock('work', 'w', 20);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(
      (await api.call(`POST /external-task/${task}/extendLock`, { workerId: 'w', newDuration: 1000 })).at('message'),
    ).toMatch(/^Cannot extend a lock that expired/);
    expect((await api.call(`POST /external-task/${task}/complete`, { workerId: 'w' })).status).toBe(204);
  });

  test('204: failures count down to an incident, and retries take it away', async () => {
    const instance = await api.start('work');
    const task = await api.lock('work');
    expect(
      (
        await api.call(`POST /external-task/${task}/failure`, {
          workerId: 'w',
          errorMessage: 'no paper',
          errorDetails: 'tray 2',
          retries: 0,
          retryTimeout: 0,
        })
      ).status,
    ).toBe(204);
    expect((await api.call(`GET /external-task/${task}/errorDetails`)).text).toBe('tray 2');
    const incidents = await api.call(`GET /incident?processInstanceId=${instance}`);
    expect(incidents.body).toMatchObject([
      {
        incidentType: 'failedExternalTask',
        incidentMessage: 'no paper',
        activityId: 'step',
        configuration: task,
        annotation: null,
      },
    ]);
    expect(incidents.at(0, 'causeIncidentId')).toBe(incidents.at(0, 'id'));
    expect((await api.call(`PUT /external-task/${task}/retries`, { retries: 2 })).status).toBe(204);
    expect((await api.call(`GET /incident/count?processInstanceId=${instance}`)).body).toEqual({ count: 0 });
    expect(
      (await api.call(`GET /history/external-task-log?processInstanceId=${instance}&failureLog=true`)).body,
    ).toMatchObject([{ retries: null, errorMessage: 'no paper', workerId: 'w' }]);
    await api.call(`DELETE /process-instance/${instance}`);
  });

  test('400 and 500: retries below zero', async () => {
    const instance = await api.start('work');
    const task = await api.lock('work');
    expect(await api.call(`POST /external-task/${task}/failure`, { workerId: 'w', retries: -1 })).toMatchObject({
      status: 500,
      body: { message: 'retries is not greater than or equal to 0' },
    });
    expect(await api.call(`PUT /external-task/${task}/retries`, { retries: -1 })).toMatchObject({
      status: 400,
      body: { type: 'BadUserRequestException' },
    });
    expect((await api.call(`GET /external-task/${task}`)).at('retries')).toBeNull();
    await api.call(`DELETE /process-instance/${instance}`);
  });

  test('204: a BPMN error takes the way that the model has for it', async () => {
    const instance = await api.start('work');
    const task = await api.lock('work');
    expect((await api.call(`POST /external-task/${task}/bpmnError`, { workerId: 'w', errorCode: 'LOST' })).status).toBe(
      204,
    );
    const activities = await api.call(
      `GET /history/activity-instance?processInstanceId=${instance}&activityType=boundaryError`,
    );
    expect(activities.body).toMatchObject([{ activityId: 'lost', canceled: false }]);
  });
});
