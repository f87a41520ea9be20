import { beforeAll, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  expect((await api.deploy('approval', userTask('approval'))).status).toBe(200);
});

const create = (body: Readonly<Record<string, unknown>>) => api.call('POST /task/create', body);
const state = async (id: string) => (await api.call(`GET /history/task?taskId=${id}`)).body;

test('204: a task of no process, under the id that its maker gives it, with variables of its own', async () => {
  expect(
    (await create({ id: 'own', name: 'Own', assignee: 'ada', priority: 30, tenantId: 'ten', caseInstanceId: 'case' }))
      .status,
  ).toBe(204);
  expect((await api.call('GET /task/own')).body).toMatchObject({
    id: 'own',
    name: 'Own',
    assignee: 'ada',
    priority: 30,
    tenantId: 'ten',
    caseInstanceId: 'case',
    executionId: null,
    processInstanceId: null,
    processDefinitionId: null,
    taskDefinitionKey: null,
    parentTaskId: null,
    taskState: 'Created',
    suspended: false,
  });
  expect((await api.call('GET /task?taskIdIn=own,nothing')).body).toMatchObject([{ id: 'own' }]);
  expect((await api.call('GET /task?caseInstanceId=case')).body).toMatchObject([{ id: 'own' }]);
  expect((await api.call('PUT /task/own/variables/a', { value: 1 })).status).toBe(204);
  expect((await api.call('PUT /task/own/localVariables/b', { value: 'x' })).status).toBe(204);
  expect((await api.call('GET /task/own/variables')).body).toMatchObject({ a: { value: 1 }, b: { value: 'x' } });
  expect((await api.call('GET /variable-instance?taskIdIn=own&sortBy=variableName&sortOrder=asc')).body).toMatchObject([
    { name: 'a', taskId: 'own', processInstanceId: null, executionId: null, activityInstanceId: null, tenantId: 'ten' },
    { name: 'b' },
  ]);
  expect((await api.call('POST /task/own/complete', { variables: { c: { value: 2 } } })).status).toBe(204);
  expect(await state('own')).toMatchObject([
    {
      id: 'own',
      deleteReason: 'completed',
      taskState: 'Completed',
      processInstanceId: null,
      rootProcessInstanceId: null,
      activityInstanceId: null,
    },
  ]);
  expect(
    (await api.call('GET /history/variable-instance?taskIdIn=own&sortBy=variableName&sortOrder=asc')).body,
  ).toMatchObject([{ name: 'a', taskId: 'own', rootProcessInstanceId: null }, { name: 'b' }]);
  expect((await api.call('GET /history/detail?taskId=own')).body).toMatchObject([
    { variableName: 'a', taskId: 'own' },
    { variableName: 'b' },
  ]);
  expect((await api.call('GET /variable-instance?taskIdIn=own')).body).toEqual([]);
  const logged = (await api.call('GET /history/user-operation?taskId=own&operationType=Create')).body;
  expect(logged).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ taskId: 'own', entityType: 'Task', property: 'name', newValue: 'Own' }),
    ]),
  );
});

test("204: the parts of a task end with it, and a part of a process's task with the instance", async () => {
  await create({ id: 'whole' });
  await create({ id: 'part', parentTaskId: 'whole' });
  await create({ id: 'detail', parentTaskId: 'part' });
  expect((await api.call('GET /task?parentTaskId=whole')).body).toMatchObject([
    { id: 'part', parentTaskId: 'whole', priority: 0 },
  ]);
  expect((await api.call('POST /task/detail/claim', { userId: 'ben' })).status).toBe(204);
  expect((await api.call('DELETE /task/whole')).status).toBe(204);
  expect(await state('whole')).toMatchObject([{ deleteReason: 'deleted', taskState: 'Deleted' }]);
  expect(await state('part')).toMatchObject([{ deleteReason: 'deleted', taskState: 'Created' }]);
  expect(await state('detail')).toMatchObject([{ deleteReason: 'deleted', taskState: 'Updated', assignee: 'ben' }]);

  const instance = await api.start('approval');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  expect((await create({ id: 'help', parentTaskId: task })).status).toBe(204);
  expect((await api.call('GET /task/help')).body).toMatchObject({ parentTaskId: task, processInstanceId: null });
  expect((await api.call('PUT /task/help/variables/v', { value: 1 })).status).toBe(204);
  expect((await api.call(`GET /task/${task}/variables`)).body).toEqual({});
  expect((await api.call(`DELETE /process-instance/${instance}`)).status).toBe(204);
  expect((await api.call('GET /task/help')).status).toBe(404);
  expect(await state('help')).toMatchObject([{ deleteReason: 'deleted' }]);
});

test('204: delegated, given back, changed, with a form and with others who have to do with it', async () => {
  await create({ id: 'given', assignee: 'ada', owner: 'ben', delegationState: 'PENDING' });
  expect((await api.call('POST /task/given/submit-form', { variables: { z: { value: 3 } } })).status).toBe(204);
  expect((await api.call('GET /task/given')).body).toMatchObject({
    assignee: 'ben',
    owner: 'ben',
    delegationState: 'RESOLVED',
  });
  expect((await api.call('GET /task/given/variables')).body).toMatchObject({ z: { value: 3 } });
  expect((await api.call('POST /task/given/delegate', { userId: 'cleo' })).status).toBe(204);
  expect((await api.call('POST /task/given/resolve', { variables: { q: { value: 3 } } })).status).toBe(204);
  expect((await api.call('GET /task/given/variables')).body).not.toHaveProperty('q');
  expect((await api.call('PUT /task/given', { name: 'Changed' })).status).toBe(204);
  expect((await api.call('GET /task/given')).body).toMatchObject({
    name: 'Changed',
    assignee: null,
    owner: null,
    priority: 0,
    taskState: 'Updated',
  });
  expect((await api.call('POST /task/given/identity-links', { userId: 'dora', type: 'watcher' })).status).toBe(204);
  expect((await api.call('POST /task/given/identity-links', { groupId: 'crew', type: 'candidate' })).status).toBe(204);
  expect((await api.call('GET /task/given/identity-links')).body).toEqual([
    { userId: null, groupId: 'crew', type: 'candidate' },
    { userId: 'dora', groupId: null, type: 'watcher' },
  ]);
  expect((await api.call('POST /task/given/identity-links/delete', { userId: 'dora', type: 'watcher' })).status).toBe(
    204,
  );
  expect((await api.call('GET /task/given/identity-links?type=watcher')).body).toEqual([]);
  expect((await api.call('POST /task/given/comment/create', { message: 'so' })).body).toMatchObject({
    taskId: 'given',
    rootProcessInstanceId: null,
  });
  expect((await api.call('GET /task/given/comment')).body).toMatchObject([{ taskId: 'given', message: 'so' }]);
  expect((await api.call('GET /task/given/form')).body).toEqual({ key: null, camundaFormRef: null, contextPath: null });
});

test('400, 404 and 500: what no task can be', async () => {
  await create({ id: 'once', tenantId: 'ten' });
  expect(await create({ id: 'once' })).toMatchObject({
    status: 500,
    body: { type: 'ProcessEnginePersistenceException' },
  });
  expect(await create({ parentTaskId: 'nothing' })).toMatchObject({
    status: 400,
    body: { message: "Could not save task: Parent task with id 'nothing' does not exist: parentTask is null", code: 0 },
  });
  expect(await create({ parentTaskId: 'once', tenantId: 'other' })).toMatchObject({
    status: 500,
    body: {
      message:
        "ENGINE-03073 Cannot set different tenantId on subtask than on parent Task. Parent taskId: 'once', tenantId: 'ten', tenant id to set 'other'",
    },
  });
  expect(await create({ delegationState: 'LOST' })).toMatchObject({ status: 400 });
  expect(await api.call('PUT /task/once', { name: 'x' })).toMatchObject({
    status: 500,
    body: {
      message: "ENGINE-03072 Cannot change tenantId of Task 'once'. Current tenant id 'ten', Tenant id to set 'null'",
    },
  });
  expect(await api.call('PUT /task/once', { tenantId: 'ten', parentTaskId: 'once' })).toMatchObject({
    status: 500,
    body: { message: 'a task cannot be a part of itself' },
  });
  expect(await api.call('POST /task/once/bpmnError', { errorCode: 'x' })).toMatchObject({
    status: 500,
    body: { message: 'ENGINE-13033 Propagation of bpmn error x failed. ' },
  });
  expect(await api.call('POST /task/nothing/complete', {})).toMatchObject({
    status: 500,
    body: { message: 'Cannot complete task nothing: Cannot find task with id nothing: task is null' },
  });
  expect((await api.call('DELETE /task/nothing')).status).toBe(204);
  const instance = await api.start('approval');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  expect(await api.call(`DELETE /task/${task}`)).toMatchObject({
    status: 500,
    body: { message: 'The task cannot be deleted because is part of a running process' },
  });
});

test('200: the log of who came to have to do with a task, and who no longer has', async () => {
  await create({ id: 'logged', assignee: 'ada' });
  await api.call('POST /task/logged/identity-links', { groupId: 'watch', type: 'candidate' });
  await api.call('POST /task/logged/assignee', { userId: 'ben' });
  const log = await api.call('GET /history/identity-link-log?taskId=logged&sortBy=time&sortOrder=asc');
  expect(log.body).toMatchObject([
    {
      type: 'assignee',
      userId: 'ada',
      groupId: null,
      operationType: 'add',
      taskId: 'logged',
      processDefinitionId: null,
      rootProcessInstanceId: null,
    },
    { type: 'candidate', userId: null, groupId: 'watch', operationType: 'add' },
    { type: 'assignee', userId: 'ada', operationType: 'delete' },
    { type: 'assignee', userId: 'ben', operationType: 'add' },
  ]);
  expect((await api.call('GET /history/identity-link-log/count?taskId=logged&operationType=delete')).body).toEqual({
    count: 1,
  });
  expect((await api.call('GET /history/identity-link-log?groupId=watch&type=candidate')).body).toMatchObject([
    { taskId: 'logged' },
  ]);
  expect((await api.call('GET /history/identity-link-log?sortBy=x&sortOrder=asc')).status).toBe(400);
});
