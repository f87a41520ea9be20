import { get } from 'node:http';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { invalid, withDoctype, work } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  expect((await api.deploy('chore', work('chore'))).status).toBe(200);
});
afterEach(async () => {
  // Whatever came before, the server still serves and has not failed by itself.
  expect((await api.call('GET /version')).status).toBe(200);
  expect(api.failures).toEqual([]);
});

describe('deployments', () => {
  test('400: a flow from nowhere is refused with its place, and nothing is deployed', async () => {
    const answer = await api.deploy('wrong', invalid('wrong'));
    expect(answer.status).toBe(400);
    expect(answer.at('type')).toBe('ParseException');
    expect(answer.at('message')).toMatch(
      /^ENGINE-09005 Could not parse BPMN process\. Errors: \n\* .+ \| resource wrong\.bpmn \| line \d+/,
    );
    expect((await api.call('GET /process-definition/count?key=wrong')).body).toEqual({ count: 0 });
    expect((await api.call('GET /deployment/count?name=wrong')).body).toEqual({ count: 0 });
  });

  test("400: what does not follow BPMN's schema is told by its line, and of no element", async () => {
    const xml = work('schema').replace(/<((?:\w+:)?startEvent)/, '<$1 nmae="x"');
    const answer = await api.deploy('schema', xml);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.at('details'))).toMatch(/cvc-complex-type.*"mainElementId":null,".lementIds":\[\]/);
  });

  test.each([
    ['no XML', 'hello'],
    ['broken XML', work('broken').slice(0, 500)],
    ['a document type', withDoctype('bomb')],
    ['an empty file', ''],
  ])('400 or 500: %s', async (_name, xml) => {
    const answer = await api.deploy('bad', xml);
    expect([400, 500]).toContain(answer.status);
    expect(answer.at('message')).toMatch(/^ENGINE-0900[35]/);
    expect((await api.call('GET /deployment/count?name=bad')).body).toEqual({ count: 0 });
  });

  test('413: an upload above the limit', async () => {
    const answer = await api
      .deploy('large', `${work('large')}<!-- ${'x'.repeat(17 * 1024 * 1024)} -->`)
      .catch((error: unknown) => error);
    if (answer instanceof Error) return;
    expect(answer).toMatchObject({ status: 413 });
  });
});

describe('requests', () => {
  test('404: an unknown process, task, instance or job', async () => {
    expect(await api.call('POST /process-definition/key/nothing/start', {})).toMatchObject({
      status: 404,
      body: { type: 'RestException', message: 'No matching process definition with key: nothing and no tenant-id' },
    });
    expect(await api.call('POST /external-task/nothing/complete', { workerId: 'w' })).toMatchObject({ status: 404 });
    expect(await api.call("GET /process-instance/1'%20or%201=1")).toMatchObject({ status: 404 });
    expect(await api.call('POST /job/99999999999999999999/execute', {})).toMatchObject({ status: 404 });
  });

  test.each(['{"messageName":', '[]', '"x"', '{"messageName":{}}', '{"messageName":"m","correlationKeys":[]}'])(
    '400: the body %s',
    async (body) => {
      expect(await api.call('POST /message', body)).toMatchObject({
        status: 400,
        type: 'application/json',
        body: { type: 'InvalidRequestException' },
      });
    },
  );

  test('400: a NUL character, in a body and in an address, and half of a surrogate pair', async () => {
    expect(await api.call('POST /process-definition/key/chore/start', '{"businessKey":"a\\u0000b"}')).toMatchObject({
      status: 400,
    });
    expect(await api.call('GET /process-instance?businessKey=a%00b')).toMatchObject({ status: 400 });
    expect(
      await api.call(
        'POST /process-definition/key/chore/start',
        '{"variables":{"f":{"type":"File","value":"","valueInfo":{"filename":"\\ud800"}}}}',
      ),
    ).toMatchObject({ status: 400, body: { message: expect.stringContaining('half of a surrogate pair') } });
    expect((await api.call('GET /process-instance/count?processDefinitionKey=work')).body).toEqual({ count: 0 });
  });

  test('413: a variable of 5 MB, and nothing of it stays', async () => {
    const answer = await api.call('POST /process-definition/key/chore/start', {
      variables: { large: { value: 'x'.repeat(5 * 1024 * 1024) } },
    });
    expect(answer).toMatchObject({
      status: 413,
      body: { type: 'InvalidRequestException', message: 'The request is larger than this server accepts.' },
    });
    expect((await api.call('GET /process-instance/count?processDefinitionKey=work')).body).toEqual({ count: 0 });
  });

  test('400: an upload without its boundary', async () => {
    expect(await api.call('POST /deployment/create', 'x', { 'content-type': 'multipart/form-data' })).toMatchObject({
      status: 400,
      body: { type: 'InvalidRequestException' },
    });
  });

  test('415: a body that is no JSON', async () => {
    expect(
      await api.call('POST /message', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    ).toMatchObject({ status: 415 });
  });

  test('403: whatever a page in a browser sends', async () => {
    for (const [name, value] of [
      ['origin', 'http://evil.example'],
      ['cookie', 'next-auth.session-token=x'],
      ['sec-fetch-site', 'cross-site'],
    ] as const) {
      expect(await api.call('GET /version', undefined, { [name]: value })).toMatchObject({ status: 403 });
    }
  });

  test('403: what a page asks that leads its own name to this machine', async () => {
    const { hostname, port } = new URL(api.base);
    const statusFor = (host: string) =>
      new Promise((resolve, reject) => {
        get({ hostname, port, path: '/engine-rest/version', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject);
      });
    for (const host of [
      'evil.example',
      'evil.example:8080',
      '127.0.0.1.evil.example',
      'localhost.evil.example.',
      'a.b:1:2',
    ])
      expect([host, await statusFor(host)]).toEqual([host, 403]);
    for (const host of [
      'localhost:8080',
      'LOCALHOST',
      '127.0.0.1',
      '[::1]:8080',
      'engine',
      'host.docker.internal:8080',
    ])
      expect([host, await statusFor(host)]).toEqual([host, 200]);
  });

  test('400: filters and sortings that do not exist are names, never SQL', async () => {
    expect(await api.call('GET /process-instance?sortBy=key;drop%20table%20job&sortOrder=asc')).toMatchObject({
      status: 400,
    });
    expect(await api.call("GET /process-instance?variables=x'--_eq_1")).toMatchObject({ status: 200, body: [] });
  });

  test('404 and 405: paths and methods that are not there', async () => {
    expect(await api.call('GET /no-such-resource')).toMatchObject({
      status: 404,
      body: { type: 'NotFoundException', message: 'HTTP 404 Not Found', code: null },
    });
    expect(await api.call('DELETE /version')).toMatchObject({ status: 405, body: { type: 'NotAllowedException' } });
  });
});

describe('values at the edge', () => {
  test('400: keys and names that are too long for an index', async () => {
    const long = 'x'.repeat(3000);
    expect(await api.call('POST /process-definition/key/chore/start', { businessKey: long })).toMatchObject({
      status: 400,
    });
    expect(
      await api.call('POST /process-definition/key/chore/start', { variables: { [long]: { value: 1 } } }),
    ).toMatchObject({ status: 400 });
    expect(await api.call('POST /message', { messageName: long })).toMatchObject({ status: 400 });
    expect((await api.call('GET /process-instance/count?processDefinitionKey=work')).body).toEqual({ count: 0 });
  });

  test('numbers without measure are refused or cut, never a failure of the server', async () => {
    const instance = await api.start('chore');
    const task = await api.lock('chore', 'w', 1e15);
    expect(
      (await api.call(`POST /external-task/${task}/failure`, { workerId: 'w', retries: 3_000_000_000 })).status,
    ).toBe(400);
    expect(
      (await api.call(`POST /external-task/${task}/extendLock`, { workerId: 'w', newDuration: 1e300 })).status,
    ).toBe(400);
    expect(
      (await api.call(`POST /external-task/${task}/failure`, { workerId: 'w', retries: 1, retryTimeout: 1e15 })).status,
    ).toBe(204);
    expect((await api.call(`DELETE /process-instance/${instance}`)).status).toBe(204);
  });

  test('a file whose type and name are no header values is given out as bytes', async () => {
    const instance = await api.start('chore');
    const put = (valueInfo: object) =>
      api.call(`PUT /process-instance/${instance}/variables/f`, { type: 'File', value: 'aGVsbG8=', valueInfo });
    for (const valueInfo of [
      { filename: 'a', mimeType: 'text/html\r\nx-own: 1' },
      { filename: 'a', mimeType: 'no type' },
      { filename: 'a', mimeType: 'text/plain', encoding: 'utf-8\r\n\r\n<b>' },
      { filename: 'a"\n', mimeType: 'application/pdf\u0142' },
    ]) {
      expect((await put(valueInfo)).status).toBe(204);
      expect(await api.call(`GET /process-instance/${instance}/variables/f/data`)).toMatchObject({
        status: 200,
        type: 'application/octet-stream',
        text: 'hello',
      });
    }
    expect((await put({ filename: 'a', mimeType: 'text/plain', encoding: 'UTF-8' })).status).toBe(204);
    expect(await api.call(`GET /process-instance/${instance}/variables/f/data`)).toMatchObject({
      status: 200,
      type: 'text/plain;charset=UTF-8',
    });
  });

  test('400: a date beyond all calendars', async () => {
    expect(await api.call('POST /history/process-instance', { startedBefore: 1e17 })).toMatchObject({ status: 400 });
  });
});
