import { beforeAll, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();
const tasks: Record<string, string> = {};
const instances: Record<string, string> = {};

beforeAll(async () => {
  expect((await api.deploy('listed', userTask('listed'))).status).toBe(200);
  for (const [name, n] of [
    ['one', 10],
    ['two', 9],
  ] as const) {
    const instance = await api.start('listed', { n: { value: n } });
    instances[name] = instance;
    tasks[name] = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  }
  expect((await api.call(`PUT /task/${tasks.one}/localVariables/own`, { value: 'x' })).status).toBe(204);
});

test('200: sorted by a variable, as a number', async () => {
  const sorted = async (sorting: unknown) =>
    api.call('POST /task', { processDefinitionKey: 'listed', sorting: [sorting] });
  expect(
    (await sorted({ sortBy: 'processVariable', sortOrder: 'asc', parameters: { variable: 'n', type: 'Integer' } }))
      .body,
  ).toMatchObject([{ id: tasks.two }, { id: tasks.one }]);
  expect(
    (await sorted({ sortBy: 'processVariable', sortOrder: 'desc', parameters: { variable: 'n', type: 'Integer' } }))
      .body,
  ).toMatchObject([{ id: tasks.one }, { id: tasks.two }]);
  expect(await sorted({ sortBy: 'taskVariable', sortOrder: 'desc', parameters: { variable: 'n' } })).toMatchObject({
    status: 500,
    body: { type: 'NullValueException', message: 'valueType is null' },
  });
});

test('200: with the variables that a task sees, or its own; with the execution around it', async () => {
  const [seen] = [await api.call('POST /task', { processInstanceId: instances.one, withTaskVariablesInReturn: true })];
  expect(seen.body).toMatchObject([
    { executionId: instances.one, variables: { n: { value: 10 }, own: { value: 'x' } } },
  ]);
  const own = await api.call(`GET /task?processInstanceId=${instances.one}&withTaskLocalVariablesInReturn=true`);
  expect(own.body).toMatchObject([{ variables: { own: { type: 'String', value: 'x' } } }]);
  expect(own.at(0, 'variables', 'n')).toBeUndefined();
  expect((await api.call(`GET /task?executionId=${instances.one}`)).body).toMatchObject([{ id: tasks.one }]);
});

test('200: as hypertext, where nothing else is asked for', async () => {
  const get = async (path: string) => fetch(`${api.base}${path}`, { headers: { accept: 'application/hal+json' } });
  const list = await get(`/task?processInstanceId=${instances.one}`);
  expect(list.headers.get('content-type')).toBe('application/hal+json');
  expect(await list.json()).toMatchObject({
    _links: { self: { href: '/task' } },
    count: 1,
    _embedded: {
      task: [{ id: tasks.one, _links: { self: { href: `/task/${tasks.one}` } } }],
      processDefinition: [{ key: 'listed', contextPath: null }],
    },
  });
  expect(await (await get('/task?taskId=nothing')).json()).toEqual({
    _links: { self: { href: '/task' } },
    _embedded: {},
    count: 0,
  });
  expect(await (await get(`/task/${tasks.two}`)).json()).toMatchObject({
    id: tasks.two,
    _embedded: { processDefinition: [{ key: 'listed' }] },
  });
});

test('200: open tasks by the groups that they are offered to', async () => {
  expect(
    (await api.call(`POST /task/${tasks.two}/identity-links`, { groupId: 'counted', type: 'candidate' })).status,
  ).toBe(204);
  expect((await api.call('GET /task/report/candidate-group-count')).body).toEqual(
    expect.arrayContaining([{ groupName: 'counted', taskCount: 1 }]),
  );
  const table = await fetch(`${api.base}/task/report/candidate-group-count`, { headers: { accept: 'text/csv' } });
  expect([table.headers.get('content-type'), await table.text()]).toEqual([
    'text/csv',
    expect.stringMatching(/^CANDIDATE_GROUP_NAME,TASK_COUNT\n(?:.*\n)?counted,1(?:\n|$)/),
  ]);
});

test('200: what may be done at a path, without doing it', async () => {
  const answer = await fetch(`${api.base}/task`, { method: 'OPTIONS' });
  expect([answer.status, answer.headers.get('allow'), answer.headers.get('content-type')]).toEqual([
    200,
    'GET,POST,HEAD,OPTIONS',
    'application/vnd.sun.wadl+xml',
  ]);
  expect((await fetch(`${api.base}/task`, { method: 'HEAD' })).status).toBe(200);
});
