import { beforeAll, expect, test } from 'vitest';
import { around } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

beforeAll(async () => {
  const model = around(
    'review',
    `<bpmn:userTask id="reading" />
    <bpmn:boundaryEvent id="refused" attachedToRef="reading"><bpmn:errorEventDefinition errorRef="error" camunda:errorCodeVariable="code" /></bpmn:boundaryEvent><bpmn:userTask id="mending" /><bpmn:sequenceFlow id="f3" sourceRef="refused" targetRef="mending" />
    <bpmn:boundaryEvent id="raised" attachedToRef="reading" cancelActivity="false"><bpmn:escalationEventDefinition escalationRef="escalation" camunda:escalationCodeVariable="code" /></bpmn:boundaryEvent><bpmn:userTask id="deciding" /><bpmn:sequenceFlow id="f4" sourceRef="raised" targetRef="deciding" />
    <bpmn:subProcess id="asked" triggeredByEvent="true"><bpmn:startEvent id="onAsk" isInterrupting="false"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent><bpmn:userTask id="answering" /><bpmn:sequenceFlow id="f5" sourceRef="onAsk" targetRef="answering" /></bpmn:subProcess>`,
    'reading',
    '<bpmn:error id="error" errorCode="REFUSED" /><bpmn:escalation id="escalation" escalationCode="RAISED" /><bpmn:message id="m" name="ask" />',
  );
  expect((await api.deploy('review', model)).body).toMatchObject({ name: 'review' });
});

const taskOf = async (instance: string, key = 'reading') =>
  textOf(await api.call(`GET /task?processInstanceId=${instance}&taskDefinitionKey=${key}`), 0, 'id');
const tasks = async (instance: string) =>
  (await api.call(`GET /task?processInstanceId=${instance}&sortBy=created&sortOrder=asc`)).body;

test('204: an escalation leaves the task, an error ends it', async () => {
  const instance = await api.start('review');
  const task = await taskOf(instance);
  expect(
    (
      await api.call(`POST /task/${task}/bpmnEscalation`, {
        escalationCode: 'RAISED',
        variables: { why: { value: 'late' } },
      })
    ).status,
  ).toBe(204);
  expect(await tasks(instance)).toMatchObject([{ taskDefinitionKey: 'reading' }, { taskDefinitionKey: 'deciding' }]);
  expect((await api.call(`POST /task/${task}/bpmnError`, { errorCode: 'REFUSED', errorMessage: 'no' })).status).toBe(
    204,
  );
  expect(await tasks(instance)).toMatchObject([{ taskDefinitionKey: 'deciding' }, { taskDefinitionKey: 'mending' }]);
  expect((await api.call(`GET /process-instance/${instance}/variables`)).body).toMatchObject({
    code: { value: 'REFUSED' },
    why: { value: 'late' },
  });
});

test('204: an error that nothing catches ends its path', async () => {
  const instance = await api.start('review');
  expect((await api.call(`POST /task/${await taskOf(instance)}/bpmnError`, { errorCode: 'OTHER' })).status).toBe(204);
  expect((await api.call(`GET /history/process-instance/${instance}`)).body).toMatchObject({ state: 'COMPLETED' });
});

test('400: without a code', async () => {
  const task = await taskOf(await api.start('review'));
  expect((await api.call(`POST /task/${task}/bpmnError`, {})).body).toEqual({
    type: 'RestException',
    message: 'errorCode is null',
    code: 0,
  });
  expect((await api.call(`POST /task/${task}/bpmnEscalation`, { escalationCode: '' })).body).toEqual({
    type: 'RestException',
    message: 'escalationCode is empty',
    code: 0,
  });
});

test('404: an unknown task', async () => {
  expect((await api.call('POST /task/nothing/bpmnEscalation', { escalationCode: 'RAISED' })).body).toEqual({
    type: 'RestException',
    message: 'Cannot find task with id nothing: task is null',
    code: 0,
  });
});

test('500: an escalation that nothing catches changes nothing', async () => {
  const instance = await api.start('review');
  const answer = await api.call(`POST /task/${await taskOf(instance)}/bpmnEscalation`, {
    escalationCode: 'DOWN',
    variables: { why: { value: 'late' } },
  });
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({
    type: 'ProcessEngineException',
    message:
      "ENGINE-02043 Execution with id 'reading' throws an escalation event with escalationCode 'DOWN', but no escalation handler was defined. ",
  });
  expect((await api.call(`GET /process-instance/${instance}/variables`)).body).toEqual({});
});

test('200: what an instance waits for hangs on it, and its event sub-process gets variables of its own', async () => {
  const instance = await api.start('review');
  expect((await api.call(`GET /event-subscription?processInstanceId=${instance}`)).body).toMatchObject([
    { eventType: 'message', eventName: 'ask', activityId: 'onAsk', executionId: instance },
  ]);
  const answer = await api.call('POST /message', {
    messageName: 'ask',
    processInstanceId: instance,
    resultEnabled: true,
    processVariables: { a: { value: 1 } },
    processVariablesToTriggeredScope: { b: { value: 2 } },
  });
  expect(answer.body).toMatchObject([{ resultType: 'Execution', execution: { id: instance } }]);
  expect((await api.call(`GET /process-instance/${instance}/variables`)).body).toMatchObject({ a: { value: 1 } });
  expect((await api.call(`GET /task/${await taskOf(instance, 'answering')}/variables`)).body).toMatchObject({
    a: { value: 1 },
    b: { value: 2 },
  });
  expect((await api.call(`GET /process-instance/${instance}/activity-instances`)).body).toMatchObject({
    childActivityInstances: expect.arrayContaining([
      expect.objectContaining({ activityId: 'asked', activityType: 'subProcess' }),
    ]),
  });
});
