import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
beforeAll(async () => {
  await api.deploy(['user.bpmn', userTask('user')]);
});
afterEach(() => expect(api.failures).toEqual([]));

const freshTask = async (variables: Record<string, unknown> = {}) => {
  const instance = await api.start('user', variables);
  const answer = await api.call('POST /user-tasks/search', { filter: { processInstanceKey: instance } });
  return { instance, task: answer.textAt('items', 0, 'userTaskKey') };
};
const assigneeOf = async (task: string) => (await api.call(`GET /user-tasks/${task}`)).at('assignee');

test('200: a task with what its model says, found by state and candidate', async () => {
  const { instance, task } = await freshTask({ amount: 3 });
  const whole = {
    userTaskKey: task,
    state: 'CREATED',
    name: 'Check it',
    elementId: 'check',
    candidateGroups: ['sales'],
    priority: 50,
    customHeaders: { colour: 'red' },
    processInstanceKey: instance,
    processDefinitionId: 'user',
    processDefinitionVersion: 1,
    tenantId: '<default>',
  };
  expect((await api.call(`GET /user-tasks/${task}`)).body).toMatchObject(whole);
  expect(
    (
      await api.call('POST /user-tasks/search', {
        filter: { processInstanceKey: instance, state: 'CREATED', candidateGroup: 'sales' },
      })
    ).at('items'),
  ).toMatchObject([whole]);
  expect(
    (
      await api.call('POST /user-tasks/search', { filter: { processInstanceKey: instance, candidateGroup: 'audit' } })
    ).at('items'),
  ).toEqual([]);
  expect((await api.call(`POST /user-tasks/${task}/variables/search`, {})).at('items')).toMatchObject([
    { name: 'amount', value: '3' },
  ]);
});

describe('assignment', () => {
  test('204: to somebody, to somebody else, to nobody', async () => {
    const { task } = await freshTask();
    for (const assignee of ['ada', 'bo']) {
      expect((await api.call(`POST /user-tasks/${task}/assignment`, { assignee, action: 'assign' })).status).toBe(204);
      expect(await assigneeOf(task)).toBe(assignee);
    }
    for (let n = 0; n < 2; n++) expect((await api.call(`DELETE /user-tasks/${task}/assignee`)).status).toBe(204);
    expect(await assigneeOf(task)).toBe(null);
  });

  test('409: without overriding, when somebody else has it; 204 when it is the same', async () => {
    const { task } = await freshTask();
    expect(
      (await api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'ada', allowOverride: false })).status,
    ).toBe(204);
    expect(
      (await api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'ada', allowOverride: false })).status,
    ).toBe(204);
    expect(
      await api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'bo', allowOverride: false }),
    ).toMatchObject({
      status: 409,
      body: {
        title: 'INVALID_STATE',
        detail: `Command 'CLAIM' rejected with code 'INVALID_STATE': Expected to claim user task with key '${task}', but it has already been assigned`,
      },
    });
    expect(await assigneeOf(task)).toBe('ada');
  });

  test('400: nobody named, overriding in words, a key in words; 404: an unknown task', async () => {
    const { task } = await freshTask();
    for (const body of [{}, { assignee: '' }])
      expect((await api.call(`POST /user-tasks/${task}/assignment`, body)).at('detail')).toBe('No assignee provided');
    expect(
      (await api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'a', allowOverride: 'perhaps' })).at('detail'),
    ).toBe('Failed to read request');
    expect((await api.call('POST /user-tasks/abc/assignment', { assignee: 'a' })).at('detail')).toBe(
      "Failed to convert 'userTaskKey' with value: 'abc'",
    );
    const detail = `Command 'ASSIGN' rejected with code 'NOT_FOUND': Expected to assign user task with key '${UNKNOWN}', but no such user task was found`;
    expect((await api.call(`POST /user-tasks/${UNKNOWN}/assignment`, { assignee: 'a' })).at('detail')).toBe(detail);
    expect((await api.call(`DELETE /user-tasks/${UNKNOWN}/assignee`)).at('detail')).toBe(detail);
  });
});

describe('update', () => {
  test('204: all attributes, some taken away, only an action; also on the path that the SDK uses', async () => {
    const { task } = await freshTask();
    const changeset = {
      candidateUsers: ['ada'],
      candidateGroups: ['audit'],
      dueDate: '2031-01-02T03:04:05+01:00',
      followUpDate: '2030-01-01T00:00:00Z',
      priority: 70,
    };
    expect((await api.call(`PATCH /user-tasks/${task}`, { changeset })).status).toBe(204);
    expect((await api.call(`GET /user-tasks/${task}`)).body).toMatchObject({
      ...changeset,
      dueDate: '2031-01-02T02:04:05.000Z',
      followUpDate: '2030-01-01T00:00:00.000Z',
    });
    expect((await api.call(`PATCH /user-tasks/${task}/update`, { candidateUsers: [], dueDate: '' })).status).toBe(204);
    expect((await api.call(`GET /user-tasks/${task}`)).body).toMatchObject({
      candidateUsers: [],
      dueDate: null,
      candidateGroups: ['audit'],
      priority: 70,
    });
    expect((await api.call(`PATCH /user-tasks/${task}`, { action: 'escalate' })).status).toBe(204);
  });

  test.each([
    [
      'nothing',
      {},
      'No update data provided. Provide at least an "action" or a non-null value for a supported attribute in the "changeset".',
    ],
    [
      'no changes',
      { changeset: { colour: 'red' } },
      'No update data provided. Provide at least an "action" or a non-null value for a supported attribute in the "changeset".',
    ],
    [
      'two dates that are none',
      { changeset: { dueDate: 'soon', followUpDate: '2031' } },
      "The provided due date 'soon' cannot be parsed as a date according to RFC 3339, section 5.6. The provided follow-up date '2031' cannot be parsed as a date according to RFC 3339, section 5.6.",
    ],
    [
      'a priority too high',
      { changeset: { priority: 101 } },
      "The value for priority is '101' but must be within the [0,100] range.",
    ],
    ['candidates that are no list', { changeset: { candidateUsers: 'ada' } }, 'Failed to read request'],
  ])('400: %s', async (_what, body, detail) => {
    const { task } = await freshTask();
    expect(await api.call(`PATCH /user-tasks/${task}`, body)).toMatchObject({ status: 400, body: { detail } });
  });
});

test('completion: 204 with variables, then 404 for everything', async () => {
  const { task, instance } = await freshTask();
  expect(
    (await api.call(`POST /user-tasks/${task}/completion`, { variables: { ok: true }, action: 'complete' })).status,
  ).toBe(204);
  expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
  expect((await api.call(`GET /user-tasks/${task}`)).at('state')).toBe('COMPLETED');
  for (const [request, body, sentence] of [
    [
      `POST /user-tasks/${task}/completion`,
      {},
      "'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete user task",
    ],
    [
      `POST /user-tasks/${task}/assignment`,
      { assignee: 'a' },
      "'ASSIGN' rejected with code 'NOT_FOUND': Expected to assign user task",
    ],
    [
      `PATCH /user-tasks/${task}`,
      { changeset: { priority: 1 } },
      "'UPDATE' rejected with code 'NOT_FOUND': Expected to update user task",
    ],
  ] as const)
    expect(await api.call(request, body)).toMatchObject({
      status: 404,
      body: { detail: `Command ${sentence} with key '${task}', but no such user task was found` },
    });
  const other = await freshTask();
  expect((await api.call(`POST /user-tasks/${other.task}/completion`)).status).toBe(204);
});
