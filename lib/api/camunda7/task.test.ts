import { beforeAll, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  expect((await api.deploy('check', userTask('check'))).status).toBe(200);
});

const taskOf = async (instance: string) => textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');

test('200: open tasks with their candidates', async () => {
  const instance = await api.start('check', {}, 'order 7');
  const tasks = await api.call('GET /task?processInstanceBusinessKey=order%207&candidateGroup=sales');
  expect(tasks.body).toMatchObject([
    {
      name: 'Check it',
      taskDefinitionKey: 'checking',
      processInstanceId: instance,
      assignee: null,
      priority: 50,
      suspended: false,
    },
  ]);
  expect((await api.call(`GET /task/${textOf(tasks, 0, 'id')}/identity-links`)).body).toEqual([
    { userId: null, groupId: 'sales', type: 'candidate' },
  ]);
  expect(
    (
      await api.call(`POST /task/count`, {
        processInstanceId: instance,
        orQueries: [{ assignee: 'ada', candidateGroup: 'sales' }],
      })
    ).body,
  ).toEqual({ count: 1 });
});

test('204: claimed, given back, completed with variables', async () => {
  const instance = await api.start('check');
  const task = await taskOf(instance);
  expect((await api.call(`POST /task/${task}/claim`, { userId: 'ada' })).status).toBe(204);
  expect((await api.call(`POST /task/${task}/unclaim`)).status).toBe(204);
  expect((await api.call(`POST /task/${task}/complete`, { variables: { approved: { value: true } } })).status).toBe(
    204,
  );
  expect((await api.call(`GET /history/variable-instance?processInstanceId=${instance}`)).body).toMatchObject([
    { name: 'approved', value: true, type: 'Boolean' },
  ]);
  expect((await api.call(`GET /history/task?processInstanceId=${instance}`)).body).toMatchObject([
    { deleteReason: 'completed', taskState: 'Completed' },
  ]);
});

test('200: completed, with what the task saw', async () => {
  const task = await taskOf(await api.start('check', { amount: { value: 5 } }));
  const answer = await api.call(`POST /task/${task}/complete`, {
    withVariablesInReturn: true,
    variables: { ok: { value: true } },
  });
  expect(answer.body).toEqual({
    amount: { type: 'Integer', value: 5, valueInfo: {} },
    ok: { type: 'Boolean', value: true, valueInfo: {} },
  });
});

test('500: somebody else has it, or there is none', async () => {
  const task = await taskOf(await api.start('check'));
  await api.call(`POST /task/${task}/claim`, { userId: 'ada' });
  expect(await api.call(`POST /task/${task}/claim`, { userId: 'ben' })).toMatchObject({
    status: 500,
    body: {
      type: 'TaskAlreadyClaimedException',
      message: `Task '${task}' is already claimed by someone else.`,
      code: 0,
    },
  });
  expect(await api.call('POST /task/nothing/complete', {})).toMatchObject({
    status: 500,
    body: { message: 'Cannot complete task nothing: Cannot find task with id nothing: task is null' },
  });
});

test('404: a task that is not there', async () => {
  expect(await api.call('GET /task/nothing')).toMatchObject({
    status: 404,
    body: { type: 'InvalidRequestException', message: 'No matching task with id nothing', code: null },
  });
});

test('400: expressions in queries, unknown sortings', async () => {
  expect(await api.call('POST /task', { assigneeExpression: '#{1}' })).toMatchObject({
    status: 400,
    body: { type: 'BadUserRequestException' },
  });
  expect(await api.call('GET /task?sortBy=size&sortOrder=asc')).toMatchObject({
    status: 400,
    body: { message: "Cannot set query parameter 'sortBy' to value 'size'" },
  });
});

test('variables of the task stay with it, those of the process are visible', async () => {
  const instance = await api.start('check', { outer: { value: 'o' } });
  const task = await taskOf(instance);
  expect((await api.call(`PUT /task/${task}/localVariables/own`, { value: 1, type: 'Long' })).status).toBe(204);
  expect((await api.call(`GET /task/${task}/localVariables`)).body).toEqual({
    own: { type: 'Long', value: 1, valueInfo: {} },
  });
  expect((await api.call(`GET /task/${task}/variables`)).body).toEqual({
    own: { type: 'Long', value: 1, valueInfo: {} },
    outer: { type: 'String', value: 'o', valueInfo: {} },
  });
  expect(Object.keys(Object((await api.call(`GET /process-instance/${instance}/variables`)).body))).toEqual(['outer']);
});
