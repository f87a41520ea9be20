import { connect } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
beforeAll(async () => {
  await api.deploy(['work.bpmn', work('work')], ['poll.bpmn', work('poll')], ['gone.bpmn', work('gone')]);
});
// A job that one test leaves behind would be the next one's.
afterEach(async () => {
  const left = (await api.call('POST /process-instances/search', { filter: { state: 'ACTIVE' } })).at('items');
  for (const { processInstanceKey } of Array.isArray(left) ? left : [])
    await api.call(`POST /process-instances/${processInstanceKey}/cancellation`);
  expect(api.failures).toEqual([]);
});

const activation = (type: string, more: object = {}) => ({
  type,
  worker: 'w',
  timeout: 60_000,
  maxJobsToActivate: 10,
  requestTimeout: -1,
  ...more,
});
const freshJob = async (variables: Record<string, unknown> = {}) => {
  const instance = await api.start('work', variables);
  return { instance, ...(await api.job('work')) };
};

describe('activation', () => {
  test('200: a job with its variables, headers and both names of its key', async () => {
    const instance = await api.start('work', { amount: 5, nested: { a: [1, null] } });
    const before = Date.now();
    const answer = await api.call('POST /jobs/activation', activation('work'));
    expect([answer.status, answer.type]).toEqual([200, 'application/json']);
    const job = answer.at('jobs', 0);
    expect(job).toMatchObject({
      type: 'work',
      worker: 'w',
      retries: 3,
      elementId: 'step',
      processInstanceKey: instance,
      processDefinitionId: 'work',
      processDefinitionVersion: 1,
      customHeaders: { colour: 'red' },
      variables: { amount: 5, nested: { a: [1, null] } },
      tenantId: '<default>',
      kind: 'BPMN_ELEMENT',
      listenerEventType: 'UNSPECIFIED',
    });
    expect(answer.at('jobs', 0, 'key')).toBe(answer.at('jobs', 0, 'jobKey'));
    const deadline = Number(answer.at('jobs', 0, 'deadline'));
    expect(deadline).toBeGreaterThanOrEqual(before + 59_000);
    expect(deadline).toBeLessThan(before + 70_000);
    expect((await api.call('POST /jobs/activation', activation('work'))).at('jobs')).toEqual([]);
  });

  test('200: numbers keep every digit on their way in and out', async () => {
    await api.call(
      'POST /process-instances',
      '{"processDefinitionId":"work","variables":{"big":9007199254740993,"list":[12345678901234567890]}}',
    );
    const { text } = await api.call('POST /jobs/activation', activation('work'));
    expect(text).toContain('"big":9007199254740993');
    expect(text).toContain('12345678901234567890');
  });

  test('200: fetchVariable limits the variables', async () => {
    await api.start('work', { a: 1, b: 2 });
    expect(
      (await api.call('POST /jobs/activation', activation('work', { fetchVariable: ['b', 'none'] }))).at(
        'jobs',
        0,
        'variables',
      ),
    ).toEqual({ b: 2 });
  });

  test('200: the highest priority comes first, and of one priority the oldest', async () => {
    await api.deploy([
      'urgent.bpmn',
      work('urgent').replace(
        '<zeebe:taskHeaders>',
        '<zeebe:jobPriorityDefinition priority="=weight" /><zeebe:taskHeaders>',
      ),
    ]);
    for (const weight of [-1, 5, 0, 5]) await api.start('urgent', { weight });
    const answer = await api.call('POST /jobs/activation', activation('urgent', { maxJobsToActivate: 3 }));
    expect(answer.body).toMatchObject({
      jobs: [{ variables: { weight: 5 } }, { variables: { weight: 5 } }, { variables: { weight: 0 } }],
    });
    expect(Number(answer.at('jobs', 0, 'jobKey'))).toBeLessThan(Number(answer.at('jobs', 1, 'jobKey')));
  });

  test('400: everything that is wrong at once; wrong types as a whole', async () => {
    expect(await api.call('POST /jobs/activation', {})).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: {
        title: 'INVALID_ARGUMENT',
        detail: 'No type provided. No timeout provided. No maxJobsToActivate provided.',
        instance: '/v2/jobs/activation',
      },
    });
    expect((await api.call('POST /jobs/activation', activation('work', { timeout: 0 }))).at('detail')).toBe(
      "The value for timeout is '0' but must be greater than 0.",
    );
    expect(await api.call('POST /jobs/activation', activation('work', { timeout: 'long' }))).toMatchObject({
      status: 400,
      body: { title: 'Bad Request', detail: 'Failed to read request' },
    });
  });

  test('a long poll ends empty in its time, and wakes for new work', async () => {
    let began = Date.now();
    expect((await api.call('POST /jobs/activation', activation('poll', { requestTimeout: 400 }))).at('jobs')).toEqual(
      [],
    );
    expect(Date.now() - began).toBeGreaterThanOrEqual(350);
    const waiting = api.call('POST /jobs/activation', activation('poll', { requestTimeout: 10_000 }));
    await new Promise((resume) => setTimeout(resume, 100));
    began = Date.now();
    const instance = await api.start('poll');
    expect((await waiting).at('jobs', 0, 'processInstanceKey')).toBe(instance);
    expect(Date.now() - began).toBeLessThan(2000);
  });

  test('a worker that went away while it waited takes no job with it', async () => {
    const { hostname, port } = new URL(api.base);
    const body = JSON.stringify(activation('gone', { requestTimeout: 20_000 }));
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v2/jobs/activation HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await new Promise((resume) => setTimeout(resume, 200));
    socket.destroy();
    await new Promise((resume) => setTimeout(resume, 100));
    await api.start('gone');
    expect(
      (await api.call('POST /jobs/activation', activation('gone', { requestTimeout: 3000 }))).at(
        'jobs',
        0,
        'elementId',
      ),
    ).toBe('step');
  });
});

describe('completion', () => {
  test('204, and 404 for the second time and for what never was', async () => {
    const { key, instance } = await freshJob();
    expect((await api.call(`POST /jobs/${key}/completion`, { variables: { done: true } })).status).toBe(204);
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
    for (const job of [key, UNKNOWN]) {
      expect(await api.call(`POST /jobs/${job}/completion`, {})).toMatchObject({
        status: 404,
        body: {
          title: 'NOT_FOUND',
          detail: `Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete job with key '${job}', but no such job was found`,
          instance: `/v2/jobs/${job}/completion`,
        },
      });
    }
  });

  test('204 without a body', async () => {
    const { key } = await freshJob();
    expect((await api.call(`POST /jobs/${key}/completion`)).status).toBe(204);
  });

  test('400: a key that is no number, variables that are no object; nothing happened', async () => {
    expect(await api.call('POST /jobs/abc/completion', {})).toMatchObject({
      status: 400,
      body: { title: 'Bad Request', detail: "Failed to convert 'jobKey' with value: 'abc'" },
    });
    const { key, instance } = await freshJob();
    for (const variables of [[1], 'a', 5])
      expect((await api.call(`POST /jobs/${key}/completion`, { variables })).at('detail')).toBe(
        'Failed to read request',
      );
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('ACTIVE');
    expect((await api.call(`POST /jobs/${key}/completion`, { variables: null })).status).toBe(204);
  });
});

describe('failure', () => {
  test('204 with retries: the job can be had again, with local variables', async () => {
    const { key } = await freshJob({ a: 0 });
    expect(
      (
        await api.call(`POST /jobs/${key}/failure`, {
          retries: 2,
          errorMessage: 'm',
          retryBackOff: -1,
          variables: { a: 1 },
        })
      ).status,
    ).toBe(204);
    expect(await api.job('work')).toMatchObject({ key, body: { retries: 2, variables: { a: 1 } } });
  });

  test('204 without retries: an incident, then 409 until they are given again', async () => {
    const { key, instance } = await freshJob();
    expect((await api.call(`POST /jobs/${key}/failure`, { errorMessage: 'broken' })).status).toBe(204);
    for (const [path, command, doing, body] of [
      ['completion', 'COMPLETE', 'complete job', {}],
      ['failure', 'FAIL', 'fail job', { retries: 1 }],
    ] as const) {
      expect(await api.call(`POST /jobs/${key}/${path}`, body)).toMatchObject({
        status: 409,
        body: {
          title: 'INVALID_STATE',
          detail: `Command '${command}' rejected with code 'INVALID_STATE': Expected to ${doing} with key '${key}', but it is in state 'FAILED'`,
        },
      });
    }
    expect(
      (await api.call('POST /jobs/search', { filter: { processInstanceKey: instance } })).at('items', 0),
    ).toMatchObject({ jobKey: key, state: 'FAILED', retries: 0, errorMessage: 'broken' });
    expect((await api.call(`PATCH /jobs/${key}`, { changeset: { retries: 1 } })).status).toBe(204);
  });

  test('204 with less than no retries: the same as none', async () => {
    const { key, instance } = await freshJob();
    expect((await api.call(`POST /jobs/${key}/failure`, { retries: -1 })).status).toBe(204);
    expect((await api.call('POST /jobs/search', { filter: { jobKey: key } })).at('items', 0)).toMatchObject({
      state: 'FAILED',
      retries: -1,
    });
    expect((await api.call(`GET /process-instances/${instance}`)).at('hasIncident')).toBe(true);
  });

  test('204 with a back-off: nothing is reported about the job until that has ended, but it can be given retries', async () => {
    const { key } = await freshJob();
    expect((await api.call(`POST /jobs/${key}/failure`, { retries: 2, retryBackOff: 3_600_000 })).status).toBe(204);
    expect((await api.call('POST /jobs/activation', activation('work'))).at('jobs')).toEqual([]);
    for (const [path, command, doing, body] of [
      ['completion', 'COMPLETE', 'complete job', {}],
      ['failure', 'FAIL', 'fail job', { retries: 1 }],
      ['error', 'THROW_ERROR', 'throw an error for job', { errorCode: 'e' }],
    ] as const) {
      expect(await api.call(`POST /jobs/${key}/${path}`, body)).toMatchObject({
        status: 409,
        body: {
          detail: `Command '${command}' rejected with code 'INVALID_STATE': Expected to ${doing} with key '${key}', but it is in state 'FAILED'`,
        },
      });
    }
    expect((await api.call(`PATCH /jobs/${key}`, { changeset: { retries: 5 } })).status).toBe(204);
  });

  test('a job that the model gives no attempts is there for workers, and is in state FAILED once it has failed', async () => {
    await api.deploy(['never.bpmn', work('never').replace('retries="3"', 'retries="0"')]);
    await api.start('never');
    const state = async (): Promise<unknown> =>
      (await api.call('POST /jobs/search', { filter: { type: 'never' } })).at('items', 0, 'state');
    expect(await state()).toBe('CREATED');
    const { key, body } = await api.job('never');
    expect(body).toMatchObject({ retries: 0 });
    expect((await api.call(`POST /jobs/${key}/failure`, { retries: 0 })).status).toBe(204);
    expect(await state()).toBe('FAILED');
    expect((await api.call('POST /jobs/activation', activation('never'))).at('jobs')).toEqual([]);
    expect(
      (await api.call('POST /jobs/search', { filter: { type: 'never', state: 'FAILED' } })).at('page', 'totalItems'),
    ).toBe(1);
  });
});

describe('error', () => {
  test('204 though nobody catches it: an incident, and the job is in state ERROR_THROWN', async () => {
    const { key, instance } = await freshJob();
    expect((await api.call(`POST /jobs/${key}/error`, { errorCode: 'code', errorMessage: 'm' })).status).toBe(204);
    expect(
      (await api.call('POST /jobs/search', { filter: { processInstanceKey: instance } })).at('items', 0, 'state'),
    ).toBe('ERROR_THROWN');
    expect(
      (await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } })).at(
        'items',
        0,
        'errorType',
      ),
    ).toBe('UNHANDLED_ERROR_EVENT');
    expect((await api.call(`POST /jobs/${key}/error`, { errorCode: 'code' })).at('detail')).toBe(
      `Command 'THROW_ERROR' rejected with code 'INVALID_STATE': Expected to throw an error for job with key '${key}', but it is in state 'ERROR_THROWN'`,
    );
  });

  test('204: resolved, the job can be taken again, and is in state ERROR_THROWN until its retries are set', async () => {
    const { key, instance } = await freshJob();
    const states = async () =>
      Promise.all(
        ['ERROR_THROWN', 'CREATED'].map(async (state) =>
          (await api.call('POST /jobs/search', { filter: { jobKey: key, state } })).at('page', 'totalItems'),
        ),
      );
    await api.call(`POST /jobs/${key}/error`, { errorCode: 'code' });
    const incident = (await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } })).textAt(
      'items',
      0,
      'incidentKey',
    );
    expect((await api.call(`POST /incidents/${incident}/resolution`)).status).toBe(204);
    expect(await states()).toEqual([1, 0]);
    expect((await api.call('POST /jobs/activation', activation('work'))).at('jobs', 0, 'jobKey')).toBe(key);
    expect((await api.call(`PATCH /jobs/${key}`, { changeset: { retries: 2 } })).status).toBe(204);
    expect(await states()).toEqual([0, 1]);
    expect((await api.call(`POST /jobs/${key}/completion`)).status).toBe(204);
  });

  test('204: with retries set before it is resolved, its error is told no more', async () => {
    const { key, instance } = await freshJob();
    const state = async () =>
      (await api.call('POST /jobs/search', { filter: { jobKey: key } })).textAt('items', 0, 'state');
    await api.call(`POST /jobs/${key}/error`, { errorCode: 'code' });
    expect((await api.call(`PATCH /jobs/${key}`, { changeset: { retries: 2 } })).status).toBe(204);
    expect(await state()).toBe('CREATED');
    expect((await api.call('POST /jobs/activation', activation('work'))).at('jobs')).toEqual([]);
    const incident = (await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } })).textAt(
      'items',
      0,
      'incidentKey',
    );
    expect((await api.call(`POST /incidents/${incident}/resolution`)).status).toBe(204);
    expect(await state()).toBe('CREATED');
    expect((await api.call('POST /jobs/activation', activation('work'))).at('jobs', 0, 'jobKey')).toBe(key);
  });

  test('400 without a code, 404 for an unknown job', async () => {
    const { key } = await freshJob();
    for (const body of [{ errorMessage: 'm' }, { errorCode: '' }])
      expect((await api.call(`POST /jobs/${key}/error`, body)).at('detail')).toBe('No errorCode provided.');
    expect((await api.call(`POST /jobs/${UNKNOWN}/error`, { errorCode: 'c' })).status).toBe(404);
  });
});

describe('update', () => {
  test('204: retries, timeout, both', async () => {
    const { key } = await freshJob();
    for (const changeset of [{ retries: 7 }, { timeout: 60_000 }, { retries: 1, timeout: 60_000 }])
      expect((await api.call(`PATCH /jobs/${key}`, { changeset })).status).toBe(204);
    expect((await api.call('POST /jobs/search', { filter: { jobKey: key } })).at('items', 0, 'retries')).toBe(1);
  });

  test('400: no retries, fewer than none, nothing at all; 404 for an unknown job', async () => {
    const { key } = await freshJob();
    for (const retries of [0, -1]) {
      expect((await api.call(`PATCH /jobs/${key}`, { changeset: { retries } })).at('detail')).toBe(
        `Command 'UPDATE' rejected with code 'INVALID_ARGUMENT': Expected to update retries for job with key '${key}' with a positive amount of retries, but the amount given was '${retries}'`,
      );
    }
    const idle = await api.start('work');
    const [waiting] = await api.engine.search.find('job', { where: [{ field: 'instanceKey', op: '=', value: idle }] });
    const patchWaiting = (retries: number) =>
      api.call(`PATCH /jobs/${waiting?.key}`, { changeset: { retries, timeout: 1000 } });
    const notActive = `Expected to update the timeout of job with key '${waiting?.key}', but it is not active`;
    expect((await patchWaiting(9)).at('detail'), 'of both changes neither is made').toBe(
      `Command 'UPDATE' rejected with code 'INVALID_ARGUMENT': ${notActive}`,
    );
    expect((await patchWaiting(0)).at('detail')).toMatch(new RegExp(`but the amount given was '0', ${notActive}$`));
    const [left] = await api.engine.search.find('job', { where: [{ field: 'instanceKey', op: '=', value: idle }] });
    expect(left?.retries).toBe(3);
    for (const body of [{}, { changeset: {} }, { changeset: { retries: null, timeout: null } }])
      expect((await api.call(`PATCH /jobs/${key}`, body)).at('detail')).toBe(
        'At least one of [retries, timeout] is required.',
      );
    for (const changeset of [{ retries: 1 }, { timeout: 1 }])
      expect((await api.call(`PATCH /jobs/${UNKNOWN}`, { changeset })).at('detail')).toContain(
        `Expected to update job with key '${UNKNOWN}', but no such job was found`,
      );
  });
});
