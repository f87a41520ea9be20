import { beforeAll, describe, expect, test } from 'vitest';
import { userTask } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

/** `DELETE /process-definition/…`; every answer was compared with Camunda 7.24. */
const api = engineRest();

interface Version {
  readonly id: string;
  readonly version: number;
  readonly tenantId: string | null;
}

const versionsOf = async (key: string): Promise<readonly Version[]> =>
  (await api.call(`GET /process-definition?key=${key}&sortBy=version&sortOrder=asc`)).body as readonly Version[];

async function deployVersions(key: string, tenants: readonly (string | null)[]): Promise<void> {
  for (const [i, tenant] of tenants.entries())
    await api.deploy(`${key}${i}`, userTask(key), tenant === null ? {} : { 'tenant-id': tenant });
}

test('while an instance of one version runs, no version is removed', async () => {
  await deployVersions('kept', [null, null, null]);
  const second = (await versionsOf('kept'))[1]?.id;
  const started = await api.call(`POST /process-definition/${second}/start`, {});
  const refused = await api.call('DELETE /process-definition/key/kept/delete');
  expect(refused.status).toBe(500);
  expect(refused.textAt('message')).toBe(
    `ENGINE-03076 Deletion of process definition without cascading failed. Process definition with id: ${second} can't be deleted, because there are 1 dependent process instances.`,
  );
  expect((await versionsOf('kept')).map(({ version }) => version)).toEqual([1, 2, 3]);
  const operations = 'GET /history/user-operation/count?entityType=ProcessDefinition&operationType=Delete';
  const told = (await api.call(operations)).body;
  expect(told).toEqual({ count: 0 });

  await api.call(`DELETE /process-instance/${started.textAt('id')}`);
  expect((await api.call('DELETE /process-definition/key/kept/delete')).status).toBe(204);
  expect(await versionsOf('kept')).toEqual([]);
  expect((await api.call(operations)).body).toEqual({ count: 3 });
});

test('with cascade all versions go with what runs of them, of one tenant or of all', async () => {
  await deployVersions('gone', [null, 'a', 'a', 'b']);
  const ids = await Promise.all(
    (await versionsOf('gone')).map(async ({ id }) =>
      (await api.call(`POST /process-definition/${id}/start`, {})).textAt('id'),
    ),
  );
  expect(ids).toHaveLength(4);
  expect((await api.call('DELETE /process-definition/key/gone/tenant-id/a/delete?cascade=true')).status).toBe(204);
  expect((await versionsOf('gone')).map(({ tenantId }) => tenantId).sort()).toEqual(['b', null]);
  expect((await api.call('GET /process-instance/count?processDefinitionKey=gone')).body).toEqual({ count: 2 });
  expect((await api.call('DELETE /process-definition/key/gone/delete?cascade=true')).status).toBe(204);
  expect(await versionsOf('gone')).toEqual([]);
  for (const id of ids) expect((await api.call(`GET /history/process-instance/${id}`)).status).toBe(404);
  const again = await api.call('DELETE /process-definition/key/gone/delete');
  expect([again.status, again.textAt('message')]).toEqual([
    404,
    "No process definition found with key 'gone': processDefinitions is empty",
  ]);
});

const startedBy = (key: string, message: string): string =>
  userTask(key)
    .replace(
      '<bpmn:startEvent id="begin" />',
      '<bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>',
    )
    .replace('</bpmn:definitions>', `<bpmn:message id="m" name="${message}" /></bpmn:definitions>`);

test('the version before waits at its start events when the newest goes', async () => {
  for (let version = 1; version <= 2; version++)
    expect((await api.deploy(`armed${version}`, startedBy('armed', 'armed'))).status).toBe(200);
  const [first, second] = await versionsOf('armed');
  expect((await api.call(`DELETE /process-definition/${second?.id}`)).status).toBe(200);
  const [one] = (await api.call('POST /message', { messageName: 'armed', resultEnabled: true })).body as readonly {
    readonly processInstance: { readonly definitionId: string };
  }[];
  expect(one?.processInstance.definitionId).toBe(first?.id);
});

describe('a version whose forerunner cannot wait for its message again stays, as another process has the message', () => {
  const REFUSAL =
    "ENGINE-01011 Cannot deploy process definition 'former.bpmn': there already is a message event subscription for the message with name 'wanted'.";
  let deployment = '';
  let definition = '';
  let instance = '';

  beforeAll(async () => {
    expect((await api.deploy('former', startedBy('former', 'wanted'))).status).toBe(200);
    const newest = await api.deploy('former', userTask('former'));
    deployment = newest.textAt('id');
    definition = (await versionsOf('former'))[1]?.id ?? '';
    expect((await api.deploy('other', startedBy('other', 'wanted'))).status).toBe(200);
    instance = (await api.call(`POST /process-definition/${definition}/start`, {})).textAt('id');
  });

  test.each([
    ['with its deployment', () => `DELETE /deployment/${deployment}?cascade=true`],
    ['by itself', () => `DELETE /process-definition/${definition}?cascade=true`],
  ])('%s', async (_, path) => {
    const answer = await api.call(path());
    expect([answer.status, answer.textAt('type'), answer.textAt('message')]).toEqual([
      500,
      'ProcessEngineException',
      REFUSAL,
    ]);
    expect(await versionsOf('former')).toHaveLength(2);
    expect((await api.call(`GET /process-instance/${instance}`)).status).toBe(200);
  });

  test('and goes with what has its message', async () => {
    expect((await api.call('DELETE /process-definition/key/other/delete')).status).toBe(204);
    expect((await api.call(`DELETE /deployment/${deployment}?cascade=true`)).status).toBe(204);
    const [one] = (await api.call('POST /message', { messageName: 'wanted', resultEnabled: true })).body as readonly {
      readonly processInstance: { readonly definitionId: string };
    }[];
    expect(one?.processInstance.definitionId).toBe((await versionsOf('former'))[0]?.id);
  });
});
