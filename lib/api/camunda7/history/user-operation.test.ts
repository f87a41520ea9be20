import { beforeAll, expect, test } from 'vitest';
import { continuation, receive, userTask } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  expect((await api.deploy('check', userTask('check'))).status).toBe(200);
  expect((await api.deploy('compute', continuation('compute'))).status).toBe(200);
});

test('200: what was done with an instance and its task, one entry for each property', async () => {
  const instance = await api.start('check');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  await api.call(`POST /task/${task}/claim`, { userId: 'ada' });
  await api.call(`POST /task/${task}/delegate`, { userId: 'ben' });
  await api.call(`PUT /process-instance/${instance}/suspended`, { suspended: true });
  await api.call(`PUT /process-instance/${instance}/suspended`, { suspended: false });
  await api.call(`POST /task/${task}/complete`, {});
  const log = await api.call(
    `GET /history/user-operation?processInstanceId=${instance}&sortBy=timestamp&sortOrder=asc`,
  );
  expect(log.body).toMatchObject([
    {
      operationType: 'Create',
      entityType: 'ProcessInstance',
      category: 'Operator',
      property: null,
      processDefinitionKey: 'check',
      rootProcessInstanceId: instance,
    },
    {
      operationType: 'Claim',
      entityType: 'Task',
      category: 'TaskWorker',
      property: 'assignee',
      orgValue: null,
      newValue: 'ada',
      taskId: task,
    },
    { operationType: 'Delegate', property: 'assignee', orgValue: 'ada', newValue: 'ben' },
    { operationType: 'Delegate', property: 'delegation', orgValue: null, newValue: 'PENDING' },
    { operationType: 'Delegate', property: 'owner', orgValue: null, newValue: 'ada' },
    { operationType: 'Suspend', entityType: 'ProcessInstance', property: 'suspensionState', newValue: 'suspended' },
    { operationType: 'Activate', property: 'suspensionState', newValue: 'active' },
    { operationType: 'Complete', entityType: 'Task', property: 'delete', orgValue: 'false', newValue: 'true' },
  ]);
  expect(
    (await api.call(`GET /history/user-operation/count?processInstanceId=${instance}&operationType=Delegate`)).body,
  ).toEqual({ count: 3 });
  expect(
    (
      await api.call(
        `GET /history/user-operation/count?processInstanceId=${instance}&categoryIn=TaskWorker&property=assignee`,
      )
    ).body,
  ).toEqual({ count: 2 });
});

test('200: what is written through a task is its worker’s, and its updates name the operation', async () => {
  const instance = await api.start('check');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  await api.call(`POST /task/${task}/localVariables`, { modifications: { note: { value: 1 } } });
  await api.call(`PUT /task/${task}/variables/outer`, { value: 1 });
  await api.call(`DELETE /task/${task}/localVariables/note`);
  await api.call(`PUT /process-instance/${instance}/variables/own`, { value: 1 });
  const log = await api.call(
    `GET /history/user-operation?processInstanceId=${instance}&entityType=Variable&sortBy=timestamp&sortOrder=asc`,
  );
  const ofTask = { entityType: 'Variable', category: 'TaskWorker', taskId: task, property: null };
  expect(log.body).toMatchObject([
    { operationType: 'ModifyVariable', ...ofTask },
    { operationType: 'SetVariable', ...ofTask },
    { operationType: 'RemoveVariable', ...ofTask },
    { operationType: 'SetVariable', category: 'Operator', taskId: null, executionId: null },
  ]);
  const updates = await api.call(`GET /history/detail?processInstanceId=${instance}&sortBy=occurrence&sortOrder=asc`);
  expect(updates.body).toMatchObject([
    { variableName: 'note', userOperationId: textOf(log, 0, 'operationId') },
    { variableName: 'outer', userOperationId: textOf(log, 1, 'operationId') },
    { variableName: 'note', userOperationId: textOf(log, 2, 'operationId') },
    { variableName: 'own', userOperationId: textOf(log, 3, 'operationId') },
  ]);
  for (const [filter, count] of [
    [`taskId=${task}`, 3],
    [`processInstanceId=${instance}&category=TaskWorker`, 3],
    [`executionId=${instance}`, 3],
  ])
    expect((await api.call(`GET /history/user-operation/count?${filter}`)).body, String(filter)).toEqual({ count });
});

test('200: several instances by their ids leave the request before each of them; those of a definition the request alone', async () => {
  const instances = [await api.start('check'), await api.start('check')];
  await api.call('PUT /process-instance/suspended', { processInstanceIds: instances, suspended: true });
  const asked = await api.call(
    'GET /history/user-operation?operationType=SuspendJob&entityType=ProcessInstance&sortBy=timestamp&sortOrder=asc',
  );
  expect(asked.body).toMatchObject([
    { property: 'async', newValue: 'false', processInstanceId: null },
    { property: 'nrOfInstances', newValue: '2', processInstanceId: null },
  ]);
  const request = BigInt(textOf(asked, 0, 'operationId'));
  for (const instance of instances) {
    const log = await api.call(`GET /history/user-operation?processInstanceId=${instance}&operationType=Suspend`);
    expect(log.body).toMatchObject([
      {
        entityType: 'ProcessInstance',
        property: 'suspensionState',
        newValue: 'suspended',
        processDefinitionKey: 'check',
      },
    ]);
    expect(BigInt(textOf(log, 0, 'operationId'))).toBeGreaterThan(request);
  }
  await api.call('PUT /process-instance/suspended', { processDefinitionKey: 'check', suspended: false });
  expect(
    (await api.call('GET /history/user-operation?operationType=Activate&sortBy=timestamp&sortOrder=desc&maxResults=1'))
      .body,
  ).toMatchObject([{ property: 'suspensionState', newValue: 'active', processInstanceId: null }]);
  expect(
    (await api.call('GET /history/user-operation/count?entityType=ProcessInstance&operationType=ActivateJob')).body,
  ).toEqual({ count: 0 });
});

test('204: entries of one operation are annotated together', async () => {
  const instance = await api.start('compute');
  const job = textOf(await api.call(`GET /job?processInstanceId=${instance}`), 0, 'id');
  await api.call(`PUT /job/${job}/retries`, { retries: 1 });
  const query = `GET /history/user-operation?jobId=${job}`;
  const operation = textOf(await api.call(query), 0, 'operationId');
  expect(
    (await api.call(`PUT /history/user-operation/${operation}/set-annotation`, { annotation: 'approved' })).status,
  ).toBe(204);
  expect((await api.call(query)).body).toMatchObject([
    { operationType: 'SetJobRetries', property: 'retries', newValue: '1', annotation: 'approved' },
  ]);
  expect((await api.call(`PUT /history/user-operation/${operation}/clear-annotation`)).status).toBe(204);
  expect((await api.call(query)).body).toMatchObject([{ annotation: null }]);
});

test('400: an operation that there never was', async () => {
  expect(await api.call('PUT /history/user-operation/nothing/set-annotation', { annotation: 'x' })).toMatchObject({
    status: 400,
    body: { type: 'BadUserRequestException', message: 'operation is null', code: 0 },
  });
});

test('what is done to batches and deployments leaves one entry each, and what is refused none', async () => {
  const done = async (targetKey: string, names: readonly string[]) => {
    const rows = await api.engine.search.find('operation', {
      where: [
        { field: 'targetKey', op: '=', value: targetKey },
        { field: 'operation', op: 'in', value: names },
      ],
    });
    return [...new Map(rows.map(({ operationId, operation }) => [operationId, operation])).values()];
  };
  const deployment = textOf(await api.deploy('gone', userTask('gone')), 'id');
  const instance = await api.start('gone');
  expect((await api.call(`DELETE /deployment/${deployment}`)).status).toBe(500);
  expect(await done(deployment, ['deployment.delete'])).toEqual([]);
  const batch = textOf(
    await api.call('POST /process-instance/suspended-async', { processInstanceIds: [instance], suspended: true }),
    'id',
  );
  const changes = ['batch.suspend', 'batch.activate', 'batch.delete', 'batch.deleteHistory'];
  expect((await api.call(`DELETE /history/batch/${instance}`)).status).toBe(400);
  for (const isSuspended of [true, false])
    expect((await api.call(`PUT /batch/${batch}/suspended`, { suspended: isSuspended })).status).toBe(204);
  for (const request of [`DELETE /batch/${batch}`, `DELETE /history/batch/${batch}`])
    expect((await api.call(request)).status).toBe(204);
  expect(await done(batch, changes)).toEqual(changes);
  expect(await done(instance, changes)).toEqual([]);
  expect((await api.call(`DELETE /deployment/${deployment}?cascade=true`)).status).toBe(204);
  expect(await done(deployment, ['deployment.delete'])).toEqual(['deployment.delete']);
});

test('200: what one request wrote names the same operation, also where the log has no entry of it', async () => {
  interface Update {
    readonly variableName: string;
    readonly userOperationId: string | null;
  }
  const updatesOf = async (asked: string): Promise<Readonly<Record<string, string | null>>> =>
    Object.fromEntries(
      ((await api.call(`GET /history/detail?${asked}`)).body as readonly Update[]).map((update) => [
        update.variableName,
        update.userOperationId,
      ]),
    );
  const values = { a: { value: 1 }, b: { value: 2 } };
  await api.deploy('told', receive('told'));
  const waiting = await api.start('told');
  await api.call('POST /message', { messageName: 'told', processInstanceId: waiting, processVariables: values });
  const { a, b } = await updatesOf(`processInstanceId=${waiting}`);
  expect([a, b]).toEqual([expect.any(String), a]);
  expect(Object.keys(await updatesOf(`userOperationId=${a}`)).sort()).toEqual(['a', 'b']);

  const worked = await api.start('check');
  const taskId = textOf(await api.call(`GET /task?processInstanceId=${worked}`), 0, 'id');
  await api.call(`POST /task/${taskId}/complete`, { variables: values });
  const completed = textOf(
    await api.call(`GET /history/user-operation?taskId=${taskId}&operationType=Complete`),
    0,
    'operationId',
  );
  expect(await updatesOf(`processInstanceId=${worked}`)).toEqual({ a: completed, b: completed });
});

test('200: what a task had already is no change', async () => {
  const instance = await api.start('check');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  for (const [path, userId] of [
    ['assignee', 'ada'],
    ['assignee', 'ada'],
    ['claim', 'ada'],
    ['delegate', 'ben'],
    ['delegate', 'ben'],
  ])
    await api.call(`POST /task/${task}/${path}`, { userId });
  await api.call(`POST /task/${task}/resolve`, {});
  await api.call(`POST /task/${task}/resolve`, {});
  const log = (await api.call(`GET /history/user-operation?taskId=${task}`)).body as readonly Readonly<
    Record<'operationType' | 'property' | 'orgValue' | 'newValue', string | null>
  >[];
  expect(log.map((one) => `${one.operationType} ${one.property} ${one.orgValue}>${one.newValue}`).sort()).toEqual([
    'Assign assignee null>ada',
    'Delegate assignee ada>ben',
    'Delegate delegation null>PENDING',
    'Delegate owner null>ada',
    'Resolve assignee ben>ada',
    'Resolve delegation PENDING>RESOLVED',
  ]);
});
