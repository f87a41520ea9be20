import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
let job: string;
let instance: string;
beforeAll(async () => {
  await api.deploy(['work.bpmn', work('work')]);
  instance = await api.start('work', { a: 1 });
  job = (await api.job('work')).key;
});
// Nothing of what is sent here may be a failure of the server, do anything, or stop it from serving.
afterEach(async () => {
  expect(api.failures).toEqual([]);
  expect((await api.call('GET /topology')).status).toBe(200);
  expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('ACTIVE');
});

describe('bodies that cannot be read', () => {
  test.each([
    ['torn', '{"a":', 'Failed to read request'],
    ['a list', '[]', 'Failed to read request'],
    ['a number', '5', 'Failed to read request'],
    ['a comma too many', '{"a":1,}', 'Failed to read request'],
    ['null', 'null', 'Required request body is missing'],
    ['empty', '', 'Required request body is missing'],
    ['nested a million times', '['.repeat(1_000_000), 'Failed to read request'],
    ['no UTF-8 JSON', '{"a":"\u0001"}', 'Failed to read request'],
  ])('400: %s', async (_what, body, detail) => {
    expect(await api.call('POST /process-instances', body)).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { type: 'about:blank', title: 'Bad Request', status: 400, detail, instance: '/v2/process-instances' },
    });
  });

  test('400: NUL and half a surrogate pair, in values, names and filters', async () => {
    for (const [request, body] of [
      ['POST /process-instances', '{"processDefinitionId":"work","variables":{"a":"x\\u0000y"}}'],
      ['POST /process-instances', '{"processDefinitionId":"work","variables":{"a\\u0000":1}}'],
      [`POST /jobs/${job}/completion`, '{"variables":{"deep":[{"x":"\\ud800"}]}}'],
      [`POST /jobs/${job}/failure`, '{"retries":1,"errorMessage":"\\u0000"}'],
      ['POST /messages/publication', '{"name":"a\\u0000","correlationKey":"b"}'],
      ['POST /process-instances/search', '{"filter":{"processDefinitionId":"\\u0000"}}'],
    ] as const)
      expect(await api.call(request, body), body).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    const emoji = await api.call(
      'POST /process-instances',
      '{"processDefinitionId":"work","variables":{"a":"\\ud83d\\udeb2 \\\\u0000"}}',
    );
    expect(emoji.status).toBe(200);
  });

  test('500 MALFORMED_REQUEST: larger than 4 MB, and nothing half done', async () => {
    const variables = { text: 'x'.repeat(5_000_000) };
    for (const [request, body] of [
      ['POST /messages/publication', { name: 'big', correlationKey: 'k', variables }],
      [`POST /jobs/${job}/completion`, { variables }],
      [`PUT /element-instances/${instance}/variables`, { variables }],
    ] as const) {
      expect(await api.call(request, body)).toMatchObject({
        status: 500,
        body: {
          title: 'MALFORMED_REQUEST',
          detail:
            'Received an unexpected error from the broker, code: MALFORMED_REQUEST, message: Request size is above configured maxMessageSize.',
        },
      });
    }
  });
});

describe('transport', () => {
  test.each([
    ['404', 'POST /nothing', {}, {}, 404],
    ['404 below a resource', 'POST /jobs/1/nothing', {}, {}, 404],
    ['405', 'GET /jobs/activation', undefined, {}, 405],
    ['405 for DELETE', 'DELETE /process-instances', undefined, {}, 405],
    ['405 for POST', 'POST /topology', {}, {}, 405],
    ['415 for text', 'POST /process-instances', '{}', { 'content-type': 'text/plain' }, 415],
    ['415 for XML', 'POST /jobs/activation', '<a/>', { 'content-type': 'application/xml' }, 415],
    ['415 for a form', 'POST /process-instances', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['406 for XML', 'GET /topology', undefined, { accept: 'application/xml' }, 406],
    ['406 for text', 'POST /process-instances', {}, { accept: 'text/plain' }, 406],
  ])('%s', async (_what, request, body, headers, status) => {
    expect((await api.call(request, body, headers)).status).toBe(status);
  });

  test('a path that is no UTF-8, and one of many characters', async () => {
    expect((await api.call('GET /process-instances/%E0%A4%A')).status).toBe(400);
    expect((await api.call(`GET /process-instances/${'9'.repeat(700)}`)).status).toBe(400);
    expect([400, 404, 414]).toContain((await api.call(`GET /process-instances/${'9'.repeat(9000)}`)).status);
  });

  test('JSON with a charset, and any accept header that means it', async () => {
    expect(
      (
        await api.call('POST /process-instances', '{"processDefinitionId":"work"}', {
          'content-type': 'application/json; charset=utf-8',
          accept: 'text/html, */*',
        })
      ).status,
    ).toBe(200);
  });
});

describe('numbers and times out of range', () => {
  test.each([
    ['retries in words', `/jobs/JOB/failure`, { retries: 'two' }, 400],
    ['a back-off beyond all dates', '/jobs/JOB/failure', { retries: 3, retryBackOff: 1e18 }, 204],
    ['retries beyond what is stored', '/jobs/JOB/failure', { retries: 1e12 }, 400],
    [
      'a time to live beyond all dates',
      '/messages/publication',
      { name: 'n', correlationKey: 'k', timeToLive: 1e18 },
      200,
    ],
    [
      'a lease beyond all dates',
      '/jobs/activation',
      { type: 'none', timeout: 1e18, maxJobsToActivate: 1, requestTimeout: -1 },
      200,
    ],
    [
      'more jobs than there are numbers',
      '/jobs/activation',
      { type: 'none', timeout: 1, maxJobsToActivate: 1e15, requestTimeout: -1 },
      400,
    ],
    [
      'a version beyond what is stored',
      '/process-instances',
      { processDefinitionId: 'work', processDefinitionVersion: 1e12 },
      400,
    ],
    [
      'a version filter beyond what is stored',
      '/process-instances/search',
      { filter: { processDefinitionVersion: 1e12 } },
      400,
    ],
    ['a key of 19 digits', '/process-instances/search', { filter: { processInstanceKey: '9223372036854775807' } }, 200],
  ])('%s', async (_what, path, body, status) => {
    expect((await api.call(`POST ${path.replace('JOB', job)}`, body)).status).toBe(status);
  });

  test('PUT /clock: 400 for what is no time, and it can be reset; who moved it is in the log', async () => {
    for (const timestamp of [-1, 'soon', 1e17, null])
      expect((await api.call('PUT /clock', { timestamp })).status).toBe(400);
    expect((await api.call('PUT /clock', { timestamp: Date.now() + 1000 })).status).toBe(204);
    expect((await api.call('POST /clock/reset')).status).toBe(204);
    expect(
      (
        await api.engine.search.find('operation', {
          where: [{ field: 'operation', op: 'in', value: ['clock.set', 'clock.reset'] }],
        })
      )
        .map(({ operation }) => operation)
        .sort(),
    ).toEqual(['clock.reset', 'clock.set']);
  });
});

test('names that JavaScript objects have by themselves are ordinary variable names', async () => {
  await api.deploy(['names.bpmn', work('names')]);
  await api.call(
    'POST /process-instances',
    '{"processDefinitionId":"names","variables":{"__proto__":{"a":1},"constructor":2,"toString":null}}',
  );
  const { body } = await api.job('names');
  expect(JSON.stringify(body)).toContain('"variables":{"__proto__":{"a":1},"constructor":2,"toString":null}');
});
