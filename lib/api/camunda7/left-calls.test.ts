import { beforeAll, expect, test } from 'vitest';
import { around, userTask } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  const caller = around('calls', '<bpmn:callActivity id="call" calledElement="called" />', 'call');
  expect((await api.deploy('called', userTask('called'))).status).toBe(200);
  expect((await api.deploy('calls', caller)).status).toBe(200);
});

test('204: a called instance goes on alone, and history still tells who called it', async () => {
  const instance = await api.start('calls', {});
  const called = textOf(await api.call(`GET /process-instance?superProcessInstance=${instance}`), 0, 'id');
  expect((await api.call(`DELETE /process-instance/${instance}?skipSubprocesses=true`)).status).toBe(204);
  expect((await api.call(`GET /process-instance/${called}`)).status).toBe(200);
  expect(
    (await api.call(`GET /history/activity-instance?processInstanceId=${instance}&activityId=call`)).body,
  ).toMatchObject([{ canceled: true, calledProcessInstanceId: called }]);
  const task = textOf(await api.call(`GET /task?processInstanceId=${called}`), 0, 'id');
  expect((await api.call(`POST /task/${task}/complete`, {})).status).toBe(204);
  expect((await api.call(`GET /history/process-instance/${called}`)).body).toMatchObject({ state: 'COMPLETED' });
});
