import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { literalDecision } from '../testing/decisions.ts';
import { refusedWhileSent } from '../testing/endless-upload.ts';
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

const HOSTILE_EXPRESSIONS = [
  ['more numbers than there is time for', 'for x in 1..1000000000 return x', 'incident'],
  [
    'filters in filters',
    '(for x in 1..2000 return x)[item > count((for y in 1..2000 return y)[item > 1])]',
    'incident',
  ],
  ['a pattern that backtracks', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', 'incident'],
  ['a literal of a megabyte', `"${'x'.repeat(1_000_000)}"`, 'refused'],
  ['5,000 terms', `1${'+1'.repeat(5_000)}`, 'value'],
  ['brackets in brackets', `${'('.repeat(1_000)}1${')'.repeat(1_000)}`, 'refused'],
] as const;

test.each(HOSTILE_EXPRESSIONS)('T17: %s ends within seconds', async (_what, text, becomes) => {
  const escaped = text.replaceAll('"', '&quot;').replaceAll('>', '&gt;').replaceAll('<', '&lt;');
  const model = work('feel').replace(
    '<zeebe:taskDefinition',
    () => `<zeebe:ioMapping><zeebe:input source="= ${escaped}" target="x" /></zeebe:ioMapping><zeebe:taskDefinition`,
  );
  const begun = performance.now();
  const deployed = await api.deploy(['feel.bpmn', model]);
  expect(deployed.status, deployed.text.slice(0, 500)).toBe(becomes === 'refused' ? 400 : 200);
  if (becomes === 'refused') expect(deployed.text).toMatch(/longer than|nested deeper than/);
  else {
    const key = await api.start('feel');
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('ACTIVE');
    const incidents = await api.call('POST /incidents/search', { filter: { processInstanceKey: key } });
    if (becomes === 'incident') {
      expect(incidents.at('items', 0, 'errorType'), incidents.text).toBe('IO_MAPPING_ERROR');
      expect(incidents.text).toMatch(/takes (more than|too many)|longer than/);
    } else {
      expect(incidents.at('items'), incidents.text).toEqual([]);
      const variables = await api.call('POST /variables/search', { filter: { processInstanceKey: key } });
      expect(variables.at('items', 0, 'value'), variables.text).toBe('5001');
    }
    expect((await api.call(`POST /process-instances/${key}/cancellation`, {})).status).toBe(204);
  }
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test.each(HOSTILE_EXPRESSIONS)('T17: a decision of %s ends within seconds', async (_what, text, becomes) => {
  const begun = performance.now();
  const deployed = await api.deploy(['feel.dmn', literalDecision('feel', text)]);
  const answer =
    deployed.status === 200
      ? await api.call('POST /decision-definitions/evaluation', { decisionDefinitionId: 'feel' })
      : deployed;
  expect(answer.status, answer.text.slice(0, 500)).toBe(becomes === 'refused' ? 400 : 200);
  if (becomes === 'refused') expect(answer.text).toMatch(/longer than|nested deeper than/);
  else if (becomes === 'value') expect(answer.at('output')).toBe('5001');
  else {
    expect(answer.at('failedDecisionDefinitionId')).toBe('feel');
    expect(answer.text).toMatch(/takes (more than|too many)/);
  }
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test.each(['R/PT0.001S', 'R99999999/PT0.001S', '* * * * * *'])(
  'T14: a timer of %s slows no others down and ends with its instance',
  async (cycle) => {
    const model = work('tick').replace(
      '<bpmn:endEvent id="end">',
      `<bpmn:boundaryEvent id="late" attachedToRef="step" cancelActivity="false"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:timerEventDefinition><bpmn:timeCycle>${cycle}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="ticked" /><bpmn:endEvent id="ticked"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent><bpmn:endEvent id="end">`,
    );
    const deployed = await api.deploy(['tick.bpmn', model]);
    expect(deployed.status, deployed.text).toBe(200);
    const key = await api.start('tick');
    await api.deploy(['beside.bpmn', work('beside')]);
    const begun = performance.now();
    for (let n = 0; n < 20; n += 1) await api.start('beside');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect((await api.call(`POST /process-instances/${key}/cancellation`, {})).status).toBe(204);
    expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('TERMINATED');
  },
);

test('T07 500, as every body that is too large: a model of 100 MB, long before it has come, and nothing of it is held', async () => {
  await refusedWhileSent(
    `${api.base}/v2/deployments`,
    '--b\r\ncontent-disposition: form-data; name="resources"; filename="large.bpmn"\r\n\r\n',
    { 'content-type': 'multipart/form-data; boundary=b' },
    500,
  );
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
  const polls = Array.from({ length: 1_000 }, () =>
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
