import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call, messageStart, pass, work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
let workKey: string;
beforeAll(async () => {
  const deployed = await api.deploy(['work.bpmn', work('work')]);
  workKey = deployed.textAt('deployments', 0, 'processDefinition', 'processDefinitionKey');
  await api.deploy(
    ['pass.bpmn', pass('pass')],
    ['parent.bpmn', call('parent', 'work')],
    ['started.bpmn', messageStart('started')],
  );
});
afterEach(() => expect(api.failures).toEqual([]));

describe('creation', () => {
  test('200: by id, by id and version, by the newest version, by key', async () => {
    for (const by of [
      { processDefinitionId: 'work' },
      { processDefinitionId: 'work', processDefinitionVersion: 1 },
      { processDefinitionId: 'work', processDefinitionVersion: -1 },
      { processDefinitionKey: workKey },
    ]) {
      const answer = await api.call('POST /process-instances', { ...by, operationReference: 1, colour: 'ignored' });
      expect(answer).toMatchObject({
        status: 200,
        body: {
          processDefinitionKey: workKey,
          processDefinitionId: 'work',
          processDefinitionVersion: 1,
          tenantId: '<default>',
          variables: {},
        },
      });
      expect(answer.textAt('processInstanceKey')).toMatch(/^\d{16}$/);
    }
  });

  test('200 with the result, and with chosen variables of it', async () => {
    const awaiting = { processDefinitionId: 'pass', variables: { a: 1, b: 2 }, awaitCompletion: true };
    expect((await api.call('POST /process-instances', { ...awaiting, requestTimeout: -1 })).at('variables')).toEqual({
      a: 1,
      b: 2,
    });
    expect(
      (await api.call('POST /process-instances', { ...awaiting, fetchVariables: ['b', 'none'] })).at('variables'),
    ).toEqual({ b: 2 });
  });

  test('200: begins at the elements that are named', async () => {
    const started = await api.call('POST /process-instances', {
      processDefinitionId: 'work',
      startInstructions: [{ elementId: 'end' }],
      variables: { a: 1 },
      awaitCompletion: true,
    });
    expect(started).toMatchObject({ status: 200, body: { variables: { a: 1 } } });
  });

  test('504: the result does not come in time; the instance goes on', async () => {
    const answer = await api.call('POST /process-instances', {
      processDefinitionId: 'work',
      awaitCompletion: true,
      requestTimeout: 200,
    });
    expect(answer).toMatchObject({
      status: 504,
      body: {
        status: 504,
        detail: 'Expected to handle REST API request, but request timed out between gateway and broker',
      },
    });
  });

  test.each([
    [
      'nothing named',
      {},
      400,
      'INVALID_ARGUMENT',
      'At least one of [processDefinitionId, processDefinitionKey] is required.',
    ],
    [
      'both named',
      { processDefinitionId: 'work', processDefinitionKey: '1' },
      400,
      'INVALID_ARGUMENT',
      'Only one of [processDefinitionId, processDefinitionKey] is allowed.',
    ],
    [
      'an unknown id',
      { processDefinitionId: 'nothing' },
      404,
      'NOT_FOUND',
      "Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'nothing', but none found",
    ],
    [
      'an unknown key',
      { processDefinitionKey: UNKNOWN },
      404,
      'NOT_FOUND',
      `Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with key '${UNKNOWN}', but none found`,
    ],
    [
      'an unknown version',
      { processDefinitionId: 'work', processDefinitionVersion: 9 },
      404,
      'NOT_FOUND',
      "Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'work' and version '9', but none found",
    ],
    [
      'an empty id',
      { processDefinitionId: '' },
      400,
      'INVALID_ARGUMENT',
      "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected at least a bpmnProcessId or a key greater than -1, but none given",
    ],
    ['a key in words', { processDefinitionKey: 'abc' }, 400, 'Bad Request', 'Failed to read request'],
    [
      'variables that are a list',
      { processDefinitionId: 'work', variables: [1] },
      400,
      'Bad Request',
      'Failed to read request',
    ],
    [
      'another tenant',
      { processDefinitionId: 'work', tenantId: 'other' },
      400,
      'INVALID_ARGUMENT',
      "Expected to handle request Create Process Instance with tenant identifier 'other', but multi-tenancy is disabled",
    ],
    [
      'operation reference 0',
      { processDefinitionId: 'work', operationReference: 0 },
      400,
      'INVALID_ARGUMENT',
      "The value for operationReference is '0' but must be > 0.",
    ],
    [
      'a process without a none start event',
      { processDefinitionId: 'started' },
      409,
      'INVALID_STATE',
      "Command 'CREATE' rejected with code 'INVALID_STATE': Expected to create instance of process with none start event, but there is no such event",
    ],
    [
      'an unknown start element',
      { processDefinitionId: 'work', startInstructions: [{ elementId: 'ghost' }] },
      400,
      'INVALID_ARGUMENT',
      "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to create instance of process with start instructions but no element found with id 'ghost'.",
    ],
    [
      'a flow to start at',
      { processDefinitionId: 'work', startInstructions: [{ elementId: 'f1' }] },
      400,
      'INVALID_ARGUMENT',
      expect.stringContaining(
        "the element with id 'f1' targets unsupported element type 'SEQUENCE_FLOW'. Supported element types are: [",
      ),
    ],
    [
      'a start event to start at',
      { processDefinitionId: 'work', startInstructions: [{ elementId: 'begin' }] },
      400,
      'INVALID_ARGUMENT',
      expect.stringContaining("the element with id 'begin' targets unsupported element type 'START_EVENT'"),
    ],
    [
      'several start elements: what is not there before what cannot be started',
      { processDefinitionId: 'work', startInstructions: [{ elementId: 'begin' }, { elementId: 'ghost' }] },
      400,
      'INVALID_ARGUMENT',
      expect.stringContaining("no element found with id 'ghost'"),
    ],
  ])('refused: %s', async (_what, body, status, title, detail) => {
    expect(await api.call('POST /process-instances', body)).toMatchObject({
      status,
      type: 'application/problem+json',
      body: { type: 'about:blank', title, status, detail, instance: '/v2/process-instances' },
    });
  });
});

describe('cancellation', () => {
  test('204 with and without a body, then 404', async () => {
    for (const body of [{}, undefined, { operationReference: 5 }]) {
      const key = await api.start('work');
      expect((await api.call(`POST /process-instances/${key}/cancellation`, body)).status).toBe(204);
      expect((await api.call(`GET /process-instances/${key}`)).at('state')).toBe('TERMINATED');
      expect(await api.call(`POST /process-instances/${key}/cancellation`, body)).toMatchObject({
        status: 404,
        body: {
          detail: `Command 'CANCEL' rejected with code 'NOT_FOUND': Expected to cancel a process instance with key '${key}', but no such process was found`,
        },
      });
    }
  });

  test('409: a called instance, whose root is named', async () => {
    const root = await api.start('parent');
    const child = (
      await api.call('POST /process-instances/search', { filter: { parentProcessInstanceKey: root } })
    ).textAt('items', 0, 'processInstanceKey');
    expect(await api.call(`POST /process-instances/${child}/cancellation`, {})).toMatchObject({
      status: 409,
      body: {
        title: 'INVALID_STATE',
        detail: `Command 'CANCEL' rejected with code 'INVALID_STATE': Expected to cancel a process instance with key '${child}', but it is created by a parent process instance. Cancel the root process instance '${root}' instead.`,
      },
    });
    expect((await api.call(`POST /process-instances/${root}/cancellation`, {})).status).toBe(204);
    expect((await api.call(`GET /process-instances/${child}`)).at('state')).toBe('TERMINATED');
  });

  test('400: keys that are none', async () => {
    for (const key of ['abc', '99999999999999999999', '9223372036854775808', '-1'])
      expect(await api.call(`POST /process-instances/${key}/cancellation`, {})).toMatchObject({
        status: 400,
        body: { title: 'Bad Request', detail: `Failed to convert 'processInstanceKey' with value: '${key}'` },
      });
    expect((await api.call(`POST /process-instances/${UNKNOWN}/cancellation`, { operationReference: 0 })).status).toBe(
      400,
    );
  });
});

test('404: an instance that never was', async () => {
  expect(await api.call(`GET /process-instances/${UNKNOWN}`)).toMatchObject({
    status: 404,
    body: { title: 'NOT_FOUND', detail: `Process Instance with key '${UNKNOWN}' not found` },
  });
});
