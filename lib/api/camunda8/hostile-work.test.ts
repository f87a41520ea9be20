import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

/**
 * The project's list of hostile inputs as far as they differ in this API; what is about text and JSON is in
 * `hostile-input.test.ts`.
 */
const api = testApi();
beforeAll(async () => {
  expect((await api.deploy(['work.bpmn', work('work')])).status).toBe(200);
});
afterEach(async () => {
  expect(api.failures).toEqual([]);
  expect((await api.call('GET /topology')).status).toBe(200);
});

test('T02 400: a document type, and no file of the server in the answer', async () => {
  const answer = await api.deploy([
    'evil.bpmn',
    work('evil').replace('?>', '?><!DOCTYPE a SYSTEM "file:///etc/passwd">'),
  ]);
  expect(answer.status).toBe(400);
  expect(answer.text).not.toContain('root:');
});

test('T13 200: the same file again is no new version', async () => {
  const [first, second] = [
    await api.deploy(['same.bpmn', work('same')]),
    await api.deploy(['same.bpmn', work('same')]),
  ];
  expect(
    [first, second].map((answer) => answer.at('deployments', 0, 'processDefinition', 'processDefinitionVersion')),
  ).toEqual([1, 1]);
});

test.each([
  ['more numbers than there is time for', 'for x in 1..1000000000 return x'],
  ['filters in filters', '[1..1000000][item > (1..1000000)[item > 1][1]]'],
  ['a pattern that backtracks', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")'],
  ['a literal of a megabyte', `"${'x'.repeat(90_000)}"`],
  ['5,000 terms', `1${'+1'.repeat(5_000)}`],
  ['brackets in brackets', `${'('.repeat(1_000)}1${')'.repeat(1_000)}`],
])('T17: %s is an incident or a value within seconds, and the others go on meanwhile', async (_what, text) => {
  const escaped = text.replaceAll('"', '&quot;').replaceAll('>', '&gt;').replaceAll('<', '&lt;');
  const model = work('feel').replace(
    '<zeebe:taskDefinition',
    `<zeebe:ioMapping><zeebe:input source="= ${escaped}" target="x" /></zeebe:ioMapping><zeebe:taskDefinition`,
  );
  const begun = performance.now();
  const deployed = await api.deploy(['feel.bpmn', model]);
  if (deployed.status === 200) {
    const key = await api.start('feel');
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('ACTIVE');
    expect((await api.call(`POST /process-instances/${key}/cancellation`, {})).status).toBe(204);
  } else expect(deployed.status).toBe(400);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test('T28: a job that is done is done: 404 for the second answer', async () => {
  await api.start('work');
  const { key } = await api.job('work');
  const answers = await Promise.all(Array.from({ length: 20 }, () => api.call(`POST /jobs/${key}/completion`, {})));
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(19);
});

test('T29: workers that hang up while they wait take no job with them', async () => {
  const gone = new AbortController();
  const polls = Array.from({ length: 300 }, () =>
    fetch(`${api.base}/v2/jobs/activation`, {
      method: 'POST',
      signal: gone.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'later',
        worker: 'gone',
        timeout: 600_000,
        maxJobsToActivate: 1,
        requestTimeout: 60_000,
      }),
    }).catch(() => null),
  );
  await new Promise((next) => {
    setTimeout(next, 500);
  });
  gone.abort();
  await Promise.all(polls);
  await api.deploy(['later.bpmn', work('later')]);
  await api.start('later');
  const { key } = await api.job('later');
  expect((await api.call(`POST /jobs/${key}/completion`, {})).status).toBe(204);
});

describe('T31: messages', () => {
  test('a storm of one message id: one is published, the others are told so', async () => {
    const publish = () =>
      api.call('POST /messages/publication', {
        name: 'none',
        correlationKey: 'k',
        messageId: 'once',
        timeToLive: 60_000,
      });
    const answers = await Promise.all(Array.from({ length: 50 }, publish));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
  });

  test.each([null, { a: 1 }, 7, ['x']])('a correlation key %j is refused or read as a text', async (correlationKey) => {
    expect([200, 400]).toContain(
      (await api.call('POST /messages/publication', { name: 'none', correlationKey })).status,
    );
  });

  test('a key of a megabyte is refused, a time to live of a hundred years is cut', async () => {
    expect(
      (await api.call('POST /messages/publication', { name: 'none', correlationKey: 'x'.repeat(1_000_000) })).status,
    ).toBe(400);
    expect(
      (
        await api.call('POST /messages/publication', {
          name: 'none',
          correlationKey: 'k',
          timeToLive: 3_155_760_000_000,
        })
      ).status,
    ).toBe(200);
  });

  test('a name is a name, never evaluated', async () => {
    const answer = await api.call('POST /messages/correlation', { name: '" + x + "', correlationKey: '= 1 + 1' });
    expect(answer.status).toBe(404);
  });
});

test('T32: an error that nobody catches is an incident, and the instance can be cancelled', async () => {
  const instance = await api.start('work');
  const { key } = await api.job('work');
  expect((await api.call(`POST /jobs/${key}/error`, { errorCode: 'NOBODY' })).status).toBe(204);
  const found = await api.call('POST /incidents/search', { filter: { processInstanceKey: instance } });
  expect(found.at('items', 0, 'errorType')).toBe('UNHANDLED_ERROR_EVENT');
  expect((await api.call(`POST /process-instances/${instance}/cancellation`, {})).status).toBe(204);
});
