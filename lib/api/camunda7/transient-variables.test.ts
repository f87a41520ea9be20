import { beforeAll, expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();
const passing = (value: unknown) => ({ value, valueInfo: { transient: true } });
const CHANGED = 'ENGINE-17006 Cannot set transient variable with name v to non-transient variable and vice versa.';

beforeAll(async () => {
  const process = (id: string, inner: string) =>
    definitions(
      `<bpmn:process id="${id}" isExecutable="true" camunda:historyTimeToLive="30"><bpmn:startEvent id="begin" /><bpmn:serviceTask id="use" camunda:expression="\${v}" camunda:resultVariable="made" /><bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="use" />${inner}</bpmn:process>`,
    );
  const rest = `<bpmn:userTask id="rest" /><bpmn:sequenceFlow id="f2" sourceRef="use" targetRef="rest" /><bpmn:serviceTask id="store" camunda:expression="\${execution.setVariable('v', 1)}" /><bpmn:sequenceFlow id="f3" sourceRef="rest" targetRef="store" />`;
  const called =
    '<bpmn:callActivity id="call" calledElement="user"><bpmn:extensionElements><camunda:in source="v" target="v" /></bpmn:extensionElements></bpmn:callActivity><bpmn:sequenceFlow id="f2" sourceRef="use" targetRef="call" />';
  expect((await api.deploy('user', process('user', rest))).status).toBe(200);
  expect((await api.deploy('caller', process('caller', called))).status).toBe(200);
});

const start = (key: string, v: unknown) => api.call(`POST /process-definition/key/${key}/start`, { variables: { v } });
const namesOf = async (instance: string): Promise<string[]> =>
  Object.keys((await api.call(`GET /process-instance/${instance}/variables`)).body as object);

test('what the request brings is seen until it ends, and is kept nowhere', async () => {
  const instance = textOf(await start('user', passing('x')), 'id');
  expect((await api.call(`GET /process-instance/${instance}/variables`)).body).toEqual({
    made: { type: 'String', value: 'x', valueInfo: {} },
  });
  expect((await api.call(`GET /history/variable-instance/count?processInstanceId=${instance}`)).body).toEqual({
    count: 1,
  });
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  expect((await api.call(`POST /task/${task}/complete`, { variables: { v: passing(2) } })).body).toMatchObject({
    message: `Cannot complete task ${task}: org.camunda.bpm.engine.ProcessEngineException: ${CHANGED}`,
  });
});

test('a called process has it for as long', async () => {
  const caller = textOf(await start('caller', passing('x')), 'id');
  const called = textOf(await api.call(`GET /process-instance?superProcessInstance=${caller}`), 0, 'id');
  expect(await namesOf(called)).toEqual(['made']);
});

test('500: it takes the place of no variable that is kept', async () => {
  const instance = textOf(await start('user', { value: 'x' }), 'id');
  expect((await api.call(`PUT /process-instance/${instance}/variables/v`, passing('y'))).body).toMatchObject({
    type: 'RestException',
    message: `Cannot put process instance variable v: ${CHANGED}`,
  });
  expect((await api.call(`PUT /process-instance/${instance}/variables/other`, passing('y'))).status).toBe(204);
  expect(await namesOf(instance)).not.toContain('other');
});
