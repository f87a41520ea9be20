import { beforeAll, expect, test } from 'vitest';
import { around } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();
const NO_DECISION =
  "no decision definition deployed with key 'nothing' and tenant-id 'null': decisionDefinition is null";
const PROPAGATION = 'ENGINE-13033 Propagation of bpmn error broken failed. ';

/** Work that leads to a decision which nobody deployed, by its end or by its error. */
const leadingToNothing = (work: string) => `${work}
  <bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:errorEventDefinition errorRef="error" /></bpmn:boundaryEvent>
  <bpmn:sequenceFlow id="f3" sourceRef="caught" targetRef="decide" />
  <bpmn:sequenceFlow id="f4" sourceRef="work" targetRef="decide" />
  <bpmn:businessRuleTask id="decide" camunda:decisionRef="nothing" />`;
const ERROR = '<bpmn:error id="error" errorCode="broken" />';

beforeAll(async () => {
  const external = leadingToNothing('<bpmn:serviceTask id="work" camunda:type="external" camunda:topic="work" />');
  const models = {
    external: around('external', external, 'work', ERROR),
    task: around('task', leadingToNothing('<bpmn:userTask id="work" />'), 'work', ERROR),
    versioned: around(
      'versioned',
      `<bpmn:businessRuleTask id="decide" camunda:decisionRef="\${decision}" camunda:decisionRefBinding="version" camunda:decisionRefVersion="\${version}" />`,
      'decide',
    ),
  };
  for (const [name, model] of Object.entries(models)) expect((await api.deploy(name, model)).status).toBe(200);
});

test('500: what a completed external task leads to fails by its own exception, and the task stays', async () => {
  await api.start('external');
  const locked = await api.call('POST /external-task/fetchAndLock', {
    workerId: 'w',
    maxTasks: 1,
    topics: [{ topicName: 'work', lockDuration: 60_000 }],
  });
  const id = textOf(locked, 0, 'id');
  expect((await api.call(`POST /external-task/${id}/complete`, { workerId: 'w' })).body).toEqual({
    type: 'DecisionDefinitionNotFoundException',
    message: NO_DECISION,
    code: 0,
  });
  const failed = await api.call(`POST /external-task/${id}/bpmnError`, { workerId: 'w', errorCode: 'broken' });
  expect(failed).toMatchObject({ status: 500, body: { type: 'ProcessEngineException', message: PROPAGATION } });
  expect((await api.call(`GET /external-task/${id}`)).body).toMatchObject({ id, workerId: 'w' });
});

test('500: an error reported at a user task that leads to a failure is told by its propagation', async () => {
  const instance = await api.start('task');
  const id = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  expect((await api.call(`POST /task/${id}/bpmnError`, { errorCode: 'broken' })).body).toEqual({
    type: 'ProcessEngineException',
    message: PROPAGATION,
    code: 0,
  });
  expect((await api.call(`GET /task/${id}`)).status).toBe(200);
});

test.each([
  [{ decision: 1, version: true }, "Cannot cast '1' to String"],
  [{ decision: 'a', version: true }, "It is not possible to transform 'true' into an integer."],
  [{ decision: 'a', version: 1.5 }, "It is not possible to transform '1.5' into an integer."],
  [{ decision: 'a', version: 'x' }, 'For input string: "x"'],
  [{ decision: 'a', version: null }, "no decision definition deployed with key = 'a', version = 'null'"],
  [{ decision: 'a', version: '7' }, "no decision definition deployed with key = 'a', version = '7'"],
])('500: %j is no version of a decision', async (values, message) => {
  const variables = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const answer = await api.call('POST /process-definition/key/versioned/start', { variables });
  expect(answer).toMatchObject({ status: 500, body: { message: expect.stringContaining(message) } });
});
