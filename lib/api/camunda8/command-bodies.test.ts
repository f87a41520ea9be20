import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { userTask, work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
const NO_KEY = '4503599627370000';
beforeAll(async () => {
  await api.deploy(['bodies.bpmn', work('bodies')], ['bodies-task.bpmn', userTask('bodiesTask')]);
});
afterEach(() => expect(api.failures).toEqual([]));

const detailOf = async (call: string, body: unknown) => {
  const answer = await api.call(call, body);
  return [answer.status, answer.at('detail')];
};

describe('what a body says', () => {
  test('404: an empty text says nothing where a number, a key or a flag is asked for', async () => {
    for (const nothing of ['', ' ', null]) {
      expect(await detailOf(`POST /jobs/${NO_KEY}/failure`, { retries: nothing, retryBackOff: nothing })).toEqual([
        404,
        expect.stringContaining('Expected to fail job'),
      ]);
      expect(
        await detailOf('POST /process-instances', {
          processDefinitionId: 'none',
          processDefinitionVersion: nothing,
          operationReference: nothing,
          awaitCompletion: nothing,
        }),
      ).toEqual([404, expect.stringContaining("with process ID 'none', but none found")]);
      expect(
        await detailOf(`POST /user-tasks/${NO_KEY}/assignment`, { assignee: 'mary', allowOverride: nothing }),
      ).toEqual([404, expect.stringContaining('Expected to assign user task')]);
      expect(
        await detailOf(`POST /process-instances/${NO_KEY}/migration`, {
          targetProcessDefinitionKey: nothing,
          mappingInstructions: [],
        }),
      ).toEqual([400, 'No targetProcessDefinitionKey provided. No mappingInstructions provided.']);
    }
  });

  test.each([
    [1, 'assign'],
    [-1, 'assign'],
    ['TRUE', 'assign'],
    [0, 'claim'],
    ['False', 'claim'],
  ])('404: %j is a flag', async (allowOverride, doing) => {
    expect(await detailOf(`POST /user-tasks/${NO_KEY}/assignment`, { assignee: 'mary', allowOverride })).toEqual([
      404,
      expect.stringContaining(`Expected to ${doing} user task`),
    ]);
  });

  test.each([[1.5], ['yes'], [[]], [{}], [1e30]])('400: %j is none', async (allowOverride) => {
    expect(await detailOf(`POST /user-tasks/${NO_KEY}/assignment`, { assignee: 'mary', allowOverride })).toEqual([
      400,
      'Failed to read request',
    ]);
  });

  test('400: tags are refused, since they would be lost; none are none', async () => {
    expect(await detailOf('POST /process-instances', { processDefinitionId: 'bodies', tags: ['vip'] })).toEqual([
      400,
      'Tags are not supported.',
    ]);
    expect(await detailOf('POST /process-instances', { processDefinitionId: 'bodies', tags: [] })).toEqual([
      200,
      undefined,
    ]);
  });

  test('400: blanks are no name', async () => {
    expect(await detailOf('POST /messages/publication', { name: ' ' })).toEqual([400, 'No name provided.']);
    expect(await detailOf('POST /messages/correlation', { name: ' ' })).toEqual([400, 'No messageName provided.']);
    expect(await detailOf(`POST /jobs/${NO_KEY}/error`, { errorCode: ' ' })).toEqual([400, 'No errorCode provided.']);
    expect(await detailOf(`POST /user-tasks/${NO_KEY}/assignment`, { assignee: ' ' })).toEqual([
      400,
      'No assignee provided',
    ]);
    expect(
      await detailOf('POST /jobs/activation', { type: ' ', timeout: 1, maxJobsToActivate: 1, requestTimeout: -1 }),
    ).toEqual([400, 'No type provided.']);
  });

  test('200: a blank tenant is none', async () => {
    expect((await api.call('POST /signals/broadcast', { signalName: 'bodies', tenantId: ' ' })).status).toBe(200);
  });

  test.each([
    ['2030-02-28T23:59:59.999999999Z', 404],
    ['2030-01-01T00:00+02', 404],
    ['2030-01-01T00:00:00-18:00[UTC]', 404],
    ['2030-02-30T00:00:00Z', 400],
    ['2030-01-01T24:00:00Z', 400],
    ['2030-01-01 00:00:00Z', 400],
    ['2030-01-01T00:00:00+0200', 400],
    ['2030-01-01T00:00:00+19:00', 400],
    ['2030-01-01T00:00:00', 400],
  ])('the date %s: %i', async (dueDate, status) => {
    expect((await api.call(`PATCH /user-tasks/${NO_KEY}`, { changeset: { dueDate } })).status).toBe(status);
  });
});

describe('what a body lacks', () => {
  test.each([
    [
      'variables',
      `PUT /element-instances/${NO_KEY}/variables`,
      { operationReference: 0 },
      "No variables provided. The value for operationReference is '0' but must be > 0.",
    ],
    [
      'a creation',
      'POST /process-instances',
      { operationReference: -1 },
      "At least one of [processDefinitionId, processDefinitionKey] is required. The value for operationReference is '-1' but must be > 0.",
    ],
    [
      'mappings',
      `POST /process-instances/${NO_KEY}/migration`,
      { mappingInstructions: [{ sourceElementId: 'a' }, {}] },
      'No targetProcessDefinitionKey provided. All [sourceElementId, targetElementId] are required.',
    ],
    [
      'the names of a mapping',
      `POST /process-instances/${NO_KEY}/migration`,
      { targetProcessDefinitionKey: NO_KEY, mappingInstructions: [{ sourceElementId: 'a', targetElementId: '' }] },
      'All [sourceElementId, targetElementId] are required.',
    ],
    [
      'instructions',
      `POST /process-instances/${NO_KEY}/modification`,
      { activateInstructions: [{ variableInstructions: [{ variables: {} }] }, {}], terminateInstructions: [{}] },
      'No elementId provided. No variables provided. No elementInstanceKey provided.',
    ],
  ])('400: %s: all of it in one sentence after the other, each said once', async (_what, call, body, detail) => {
    expect(await detailOf(call, body)).toEqual([400, detail]);
  });

  test('400: a tenant that is none is told before anything else', async () => {
    expect(await detailOf('POST /process-instances', { tenantId: 'other', operationReference: 0 })).toEqual([
      400,
      "Expected to handle request Create Process Instance with tenant identifier 'other', but multi-tenancy is disabled",
    ]);
  });

  test('400: keys in words; 404: -1 is no ancestor', async () => {
    const modify = (activation: object) =>
      detailOf(`POST /process-instances/${NO_KEY}/modification`, {
        activateInstructions: [{ elementId: 'step', ...activation }],
      });
    expect(await modify({ ancestorElementInstanceKey: 'abc' })).toEqual([400, 'Failed to read request']);
    expect(await modify({ ancestorElementInstanceKey: '-1' })).toEqual([
      404,
      expect.stringContaining('no process instance found'),
    ]);
  });

  test('415: nothing, not even what it would be; 400: nothing, though it would be JSON', async () => {
    for (const path of [
      '/jobs/activation',
      '/decision-definitions/evaluation',
      `/process-instances/${NO_KEY}/modification`,
    ]) {
      expect((await fetch(`${api.base}/v2${path}`, { method: 'POST' })).status, path).toBe(415);
      const empty = await fetch(`${api.base}/v2${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      expect([empty.status, await empty.json()], path).toEqual([
        400,
        expect.objectContaining({ detail: 'Required request body is missing' }),
      ]);
    }
  });
});

test('400: a creation that cannot be read starts nothing', async () => {
  const started = async () =>
    (await api.call('POST /process-instances/search', { filter: { processDefinitionId: 'bodies' } })).at(
      'page',
      'totalItems',
    );
  const before = await started();
  for (const wrong of [
    { awaitCompletion: 'maybe' },
    { startInstructions: 'step' },
    { startInstructions: [1] },
    { requestTimeout: 'long' },
    { fetchVariables: 'a' },
  ]) {
    expect(
      (await api.call('POST /process-instances', { processDefinitionId: 'bodies', ...wrong })).status,
      JSON.stringify(wrong),
    ).toBe(400);
  }
  expect(await started()).toBe(before);
});

test('404: one that waits for the end says so in its refusal', async () => {
  expect(await detailOf('POST /process-instances', { processDefinitionId: 'none', awaitCompletion: true })).toEqual([
    404,
    "Command 'CREATE_WITH_AWAITING_RESULT' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'none', but none found",
  ]);
});

test('404 before 400: an unknown job, then the number of its retries', async () => {
  expect(await detailOf(`PATCH /jobs/${NO_KEY}`, { changeset: { retries: 0 } })).toEqual([
    404,
    expect.stringContaining('no such job was found'),
  ]);
  await api.start('bodies');
  const { key } = await api.job('bodies');
  expect(await detailOf(`PATCH /jobs/${key}`, { changeset: { retries: 0 } })).toEqual([
    400,
    expect.stringContaining('with a positive amount of retries'),
  ]);
});
