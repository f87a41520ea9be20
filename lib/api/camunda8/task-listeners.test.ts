import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listenedTask } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const EVENTS = ['creating', 'assigning', 'updating', 'completing', 'canceling'] as const;
const api = testApi();
beforeAll(async () => {
  await api.deploy(
    ...EVENTS.map((event) => [`${event}.bpmn`, listenedTask(event, [[event, event]])] as const),
    [
      'assigned.bpmn',
      listenedTask(
        'assigned',
        [
          ['creating', 'make'],
          ['assigning', 'give'],
        ],
        'ada',
      ),
    ],
    [
      'left.bpmn',
      listenedTask('left', [
        ['completing', 'agree'],
        ['canceling', 'farewell'],
      ]),
    ],
    [
      'twice.bpmn',
      listenedTask('twice', [
        ['assigning', 'first'],
        ['assigning', 'second'],
      ]),
    ],
  );
});
afterEach(() => expect(api.failures).toEqual([]));

const freshTask = async (processId: string, variables = {}) => {
  const instance = await api.start(processId, variables);
  const task = (await api.call('POST /user-tasks/search', { filter: { processInstanceKey: instance } })).textAt(
    'items',
    0,
    'userTaskKey',
  );
  return { instance, task, shown: async () => (await api.call(`GET /user-tasks/${task}`)).body };
};
const answer = (job: { key: string }, result: Record<string, unknown> = {}, variables = {}) =>
  api.call(`POST /jobs/${job.key}/completion`, { variables, result: { type: 'userTask', ...result } });

describe('creating', () => {
  test('204: the task is CREATING, gets what the listener corrects, then is CREATED', async () => {
    const { task, shown, instance } = await freshTask('creating', { amount: 3 });
    expect(await shown()).toMatchObject({ state: 'CREATING', assignee: null });
    expect(
      (await api.call('POST /user-tasks/search', { filter: { processInstanceKey: instance, state: 'CREATED' } })).at(
        'items',
      ),
    ).toEqual([]);
    expect(
      (await api.call('POST /user-tasks/search', { filter: { processInstanceKey: instance, state: 'CREATING' } })).at(
        'items',
        0,
        'userTaskKey',
      ),
    ).toBe(task);
    const job = await api.job('creating');
    expect(job.body).toMatchObject({
      kind: 'TASK_LISTENER',
      listenerEventType: 'CREATING',
      elementId: 'check',
      retries: 3,
      variables: { amount: 3 },
      customHeaders: {
        colour: 'red',
        'io.camunda.zeebe:userTaskKey': task,
        'io.camunda.zeebe:candidateGroups': '["sales"]',
        'io.camunda.zeebe:priority': '50',
      },
      userTask: {
        userTaskKey: task,
        action: '',
        assignee: null,
        candidateGroups: ['sales'],
        candidateUsers: [],
        changedAttributes: [],
        dueDate: null,
        followUpDate: null,
        formKey: null,
        priority: 50,
      },
    });
    expect(
      (
        await api.call('POST /jobs/search', {
          filter: { processInstanceKey: instance, kind: 'TASK_LISTENER', listenerEventType: 'CREATING' },
        })
      ).at('items', 0),
    ).toMatchObject({ jobKey: job.key, state: 'CREATED' });
    expect(
      (
        await answer(job, {
          corrections: {
            assignee: 'bo',
            candidateUsers: ['cy'],
            candidateGroups: [],
            priority: 80,
            dueDate: '2031-01-02T03:04:05Z',
          },
        })
      ).status,
    ).toBe(204);
    expect(await shown()).toMatchObject({
      state: 'CREATED',
      assignee: 'bo',
      candidateUsers: ['cy'],
      candidateGroups: [],
      priority: 80,
      dueDate: '2031-01-02T03:04:05.000Z',
    });
  });

  test('400: it cannot be denied, nor brings a listener variables, nor is a wrong priority taken', async () => {
    const { instance, shown } = await freshTask('creating');
    const job = await api.job('creating');
    const about = `(job key '${job.key}', type 'creating', processInstanceKey '${instance}')`;
    expect(await answer(job, { denied: true })).toMatchObject({
      status: 400,
      body: {
        detail: `Command 'COMPLETE' rejected with code 'INVALID_ARGUMENT': Denying result is not supported for 'CREATING' task listener jobs ${about}. Only the following listener event types support denying: [ASSIGNING, COMPLETING, UPDATING].`,
      },
    });
    expect(await answer(job, {}, { a: 1 })).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    expect(await answer(job, { corrections: { priority: 101 } })).toMatchObject({
      status: 400,
      body: { detail: "The value for priority is '101' but must be within the [0,100] range." },
    });
    expect(await shown()).toMatchObject({ state: 'CREATING' });
    expect((await answer(job)).status).toBe(204);
    expect((await answer(job)).status).toBe(404);
  });

  test('the assignee of the model: seen at once, given by `assigning` after it; 400 when it is corrected before', async () => {
    const { shown } = await freshTask('assigned');
    const made = await api.job('make');
    expect(made.body).toMatchObject({ userTask: { assignee: 'ada' } });
    expect(await answer(made, { corrections: { assignee: 'bo' } })).toMatchObject({
      status: 400,
      body: { title: 'INVALID_ARGUMENT' },
    });
    await answer(made);
    const given = await api.job('give');
    expect(given.body).toMatchObject({
      listenerEventType: 'ASSIGNING',
      userTask: { assignee: 'ada', action: '', changedAttributes: ['assignee'] },
    });
    expect(await shown()).toMatchObject({ state: 'ASSIGNING', assignee: null });
    await answer(given, { denied: true });
    expect(await shown()).toMatchObject({ state: 'CREATED', assignee: null });
  });
});

describe('assigning', () => {
  test('204 when all listeners are through, each seeing what those before it have corrected', async () => {
    const { task, shown } = await freshTask('twice');
    const assignment = api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'ada' });
    const first = await api.job('first');
    expect(first.body).toMatchObject({
      userTask: { action: 'assign', assignee: 'ada', changedAttributes: ['assignee'] },
    });
    expect(await shown()).toMatchObject({ state: 'ASSIGNING', assignee: null });
    await answer(first, { corrections: { assignee: 'bo', priority: 60 } });
    const second = await api.job('second');
    expect(second.body).toMatchObject({
      userTask: { assignee: 'bo', changedAttributes: ['assignee', 'priority'], priority: 60 },
    });
    await answer(second, { corrections: { priority: 50 } });
    expect((await assignment).status).toBe(204);
    expect(await shown()).toMatchObject({ state: 'CREATED', assignee: 'bo', priority: 50 });
  });

  test('409: denied with a reason, all corrections gone; 409: something else meanwhile; unassigning is an assignment', async () => {
    const { task, shown } = await freshTask('twice');
    const assignment = api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'ada', action: 'hand over' });
    const first = await api.job('first');
    expect(first.body).toMatchObject({ userTask: { action: 'hand over' } });
    await answer(first, { corrections: { priority: 60 } });
    const state = (name: string, doing: string) => ({
      status: 409,
      body: {
        title: 'INVALID_STATE',
        detail: `Command '${name}' rejected with code 'INVALID_STATE': Expected to ${doing} user task with key '${task}', but it is in state 'ASSIGNING'`,
      },
    });
    expect(await api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'bo' })).toMatchObject(
      state('ASSIGN', 'assign'),
    );
    expect(await api.call(`PATCH /user-tasks/${task}`, { changeset: { priority: 1 } })).toMatchObject(
      state('UPDATE', 'update'),
    );
    expect(await api.call(`POST /user-tasks/${task}/completion`)).toMatchObject(state('COMPLETE', 'complete'));
    const second = await api.job('second');
    expect(await answer(second, { denied: true, corrections: { priority: 1 } })).toMatchObject({ status: 400 });
    expect(await api.call(`POST /jobs/${second.key}/error`, { errorCode: 'x' })).toMatchObject({ status: 409 });
    await answer(second, { denied: true, deniedReason: 'not her' });
    expect(await assignment).toMatchObject({
      status: 409,
      body: {
        title: 'INVALID_STATE',
        detail: `Command 'ASSIGN' rejected with code 'INVALID_STATE': Assignment of the User Task with key '${task}' was denied by Task Listener. Reason to deny: 'not her'`,
      },
    });
    expect(await shown()).toMatchObject({ state: 'CREATED', assignee: null, priority: 50 });
    const release = api.call(`DELETE /user-tasks/${task}/assignee`);
    const third = await api.job('first');
    expect(third.body).toMatchObject({ userTask: { action: 'unassign', assignee: null, changedAttributes: [] } });
    await answer(third);
    await answer(await api.job('second'));
    expect((await release).status).toBe(204);
  });

  test('409: the instance is cancelled while the listener is asked', async () => {
    const { task, instance, shown } = await freshTask('assigning');
    const assignment = api.call(`POST /user-tasks/${task}/assignment`, { assignee: 'ada' });
    await api.job('assigning');
    expect((await api.call(`POST /process-instances/${instance}/cancellation`)).status).toBe(204);
    expect((await assignment).status).toBe(409);
    expect(await shown()).toMatchObject({ state: 'CANCELED' });
  });
});

describe('updating', () => {
  test('204: attributes, also only an action; 409 when it is denied', async () => {
    const { task, shown } = await freshTask('updating');
    const update = api.call(`PATCH /user-tasks/${task}`, { changeset: { priority: 70, candidateGroups: ['sales'] } });
    const job = await api.job('updating');
    expect(job.body).toMatchObject({
      listenerEventType: 'UPDATING',
      userTask: { action: 'update', priority: 70, changedAttributes: ['priority'] },
    });
    expect(await shown()).toMatchObject({ state: 'UPDATING', priority: 50 });
    await answer(job);
    expect((await update).status).toBe(204);
    expect(await shown()).toMatchObject({ state: 'CREATED', priority: 70 });
    const second = api.call(`PATCH /user-tasks/${task}`, { action: 'escalate' });
    const asked = await api.job('updating');
    expect(asked.body).toMatchObject({ userTask: { action: 'escalate', changedAttributes: [] } });
    await answer(asked, { denied: true });
    expect(await second).toMatchObject({
      status: 409,
      body: {
        detail: `Command 'UPDATE' rejected with code 'INVALID_STATE': Update of the User Task with key '${task}' was denied by Task Listener. Reason to deny: ''`,
      },
    });
  });

  test('204: variables at the task’s element, seen by the listener first; 409 when they are denied, or in between', async () => {
    const { instance, shown } = await freshTask('updating');
    const element = (
      await api.call('POST /element-instances/search', { filter: { processInstanceKey: instance, elementId: 'check' } })
    ).textAt('items', 0, 'elementInstanceKey');
    const set = (value: number) =>
      api.call(`PUT /element-instances/${element}/variables`, { variables: { mine: value }, local: true });
    const mine = async () =>
      (await api.call('POST /variables/search', { filter: { processInstanceKey: instance, name: 'mine' } })).at(
        'items',
        0,
        'value',
      );
    const setting = set(1);
    const job = await api.job('updating');
    expect(job.body).toMatchObject({ variables: { mine: 1 }, userTask: { changedAttributes: ['variables'] } });
    expect(await mine()).toBeUndefined();
    expect(await shown()).toMatchObject({ state: 'UPDATING' });
    expect((await set(2)).at('detail')).toMatch(
      /Expected to trigger update transition for user task with key '\d+', but it is in state 'UPDATING'/,
    );
    await answer(job);
    expect((await setting).status).toBe(204);
    expect(await mine()).toBe('1');
    const denied = set(3);
    await answer(await api.job('updating'), { denied: true });
    expect((await denied).status).toBe(409);
    expect(await mine()).toBe('1');
  });
});

describe('completing', () => {
  test('409: denied, then 204: variables are seen by the listener and come out when it agrees', async () => {
    const { task, instance, shown } = await freshTask('completing', { amount: 3 });
    const denied = api.call(`POST /user-tasks/${task}/completion`, { variables: { ok: false } });
    const job = await api.job('completing');
    expect(job.body).toMatchObject({
      listenerEventType: 'COMPLETING',
      variables: { amount: 3, ok: false },
      userTask: { action: 'complete' },
    });
    expect(await shown()).toMatchObject({ state: 'COMPLETING' });
    await answer(job, { denied: true, deniedReason: 'not ok' });
    expect((await denied).at('detail')).toBe(
      `Command 'COMPLETE' rejected with code 'INVALID_STATE': Completion of the User Task with key '${task}' was denied by Task Listener. Reason to deny: 'not ok'`,
    );
    expect(await shown()).toMatchObject({ state: 'CREATED' });
    const completion = api.call(`POST /user-tasks/${task}/completion`, { variables: { ok: true } });
    await answer(await api.job('completing'), { corrections: { priority: 9 } });
    expect((await completion).status).toBe(204);
    expect(await shown()).toMatchObject({ state: 'COMPLETED', priority: 9 });
    expect(
      (await api.call('POST /variables/search', { filter: { processInstanceKey: instance, name: 'ok' } })).at(
        'items',
        0,
        'value',
      ),
    ).toBe('true');
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
  });

  test('204: without retries an incident at the task, resolved by new ones', async () => {
    const { task, instance } = await freshTask('completing');
    const completion = api.call(`POST /user-tasks/${task}/completion`);
    const job = await api.job('completing');
    await api.call(`POST /jobs/${job.key}/failure`, { retries: 0, errorMessage: 'broke' });
    const incidents = await api.call('POST /incidents/search', {
      filter: { processInstanceKey: instance, errorType: 'TASK_LISTENER_NO_RETRIES' },
    });
    expect(incidents.at('items', 0)).toMatchObject({
      errorType: 'TASK_LISTENER_NO_RETRIES',
      errorMessage: 'broke',
      elementId: 'check',
      jobKey: job.key,
    });
    await api.call(`PATCH /jobs/${job.key}`, { changeset: { retries: 1 } });
    expect((await api.call(`POST /incidents/${incidents.textAt('items', 0, 'incidentKey')}/resolution`)).status).toBe(
      204,
    );
    await answer(await api.job('completing'));
    expect((await completion).status).toBe(204);
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('COMPLETED');
  });
});

describe('canceling', () => {
  test('204: the instance is there until the listener is done, who may correct the task and not deny it', async () => {
    const { task, instance, shown } = await freshTask('canceling');
    const cancel = () => api.call(`POST /process-instances/${instance}/cancellation`);
    expect((await cancel()).status).toBe(204);
    const job = await api.job('canceling');
    expect(job.body).toMatchObject({
      kind: 'TASK_LISTENER',
      listenerEventType: 'CANCELING',
      userTask: { userTaskKey: task, action: '' },
    });
    expect(
      (
        await api.call('POST /jobs/search', {
          filter: { processInstanceKey: instance, listenerEventType: 'CANCELING' },
        })
      ).at('items', 0, 'jobKey'),
    ).toBe(job.key);
    expect(await shown()).toMatchObject({ state: 'CANCELING' });
    expect(
      (await api.call('POST /user-tasks/search', { filter: { processInstanceKey: instance, state: 'CANCELING' } })).at(
        'items',
        0,
        'userTaskKey',
      ),
    ).toBe(task);
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('ACTIVE');
    expect((await cancel()).status).toBe(404);
    expect((await api.call(`POST /user-tasks/${task}/completion`)).at('detail')).toBe(
      `Command 'COMPLETE' rejected with code 'INVALID_STATE': Expected to complete user task with key '${task}', but it is in state 'CANCELING'`,
    );
    expect(
      await api.call(`POST /process-instances/${instance}/modification`, {
        activateInstructions: [{ elementId: 'check' }],
      }),
    ).toMatchObject({ status: 409 });
    expect((await answer(job, { denied: true })).at('detail')).toContain(
      "Denying result is not supported for 'CANCELING' task listener jobs",
    );
    expect((await answer(job, { corrections: { priority: 9 } })).status).toBe(204);
    expect(await shown()).toMatchObject({ state: 'CANCELED', priority: 9 });
    expect((await api.call(`GET /process-instances/${instance}`)).at('state')).toBe('TERMINATED');
  });

  test('409: whoever waits for listeners of something else hears that the task is canceled', async () => {
    const { task, instance, shown } = await freshTask('left');
    const completion = api.call(`POST /user-tasks/${task}/completion`);
    const agree = await api.job('agree');
    await api.call(`POST /process-instances/${instance}/cancellation`);
    expect((await completion).status).toBe(409);
    expect((await answer(agree)).status).toBe(404);
    await answer(await api.job('farewell'));
    expect(await shown()).toMatchObject({ state: 'CANCELED' });
  });
});
