import { beforeAll, expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();
let hot: string;

const startedBy = (processId: string): string =>
  definitions(`<bpmn:process id="${processId}" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn:startEvent id="hot"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">\${temperature > 30}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
  <bpmn:startEvent id="damp"><bpmn:conditionalEventDefinition camunda:variableName="humidity"><bpmn:condition xsi:type="bpmn:tFormalExpression">\${humidity > 80}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>
  <bpmn:userTask id="open" /><bpmn:sequenceFlow id="f1" sourceRef="hot" targetRef="open" /><bpmn:sequenceFlow id="f2" sourceRef="damp" targetRef="open" />
  <bpmn:boundaryEvent id="cold" attachedToRef="open"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">\${temperature &lt; 10}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:boundaryEvent>
</bpmn:process>`);

beforeAll(async () => {
  expect((await api.deploy('greenhouse', startedBy('greenhouse'))).body).toMatchObject({ name: 'greenhouse' });
  expect(
    (
      await api.deploy(
        'plain',
        definitions(
          '<bpmn:process id="plain" isExecutable="true" camunda:historyTimeToLive="30"><bpmn:startEvent id="begin" /></bpmn:process>',
        ),
      )
    ).status,
  ).toBe(200);
  hot = textOf(await api.call('GET /process-definition?key=greenhouse'), 0, 'id');
});

const evaluate = (variables: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  api.call('POST /condition', {
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    ...more,
  });

test('200: an instance for each start event that holds', async () => {
  expect((await evaluate({ temperature: 35, humidity: 90 }, { businessKey: 'both' })).body).toMatchObject([
    { definitionId: hot, businessKey: 'both', ended: false },
    { definitionId: hot, businessKey: 'both', ended: false },
  ]);
  expect((await evaluate({ temperature: 35 }, { processDefinitionId: hot })).body).toHaveLength(1);
  expect((await evaluate({ temperature: 20, humidity: 10 })).body).toEqual([]);
  expect((await evaluate({ other: 1 })).body).toEqual([]);
});

test('200: waits for conditions are listed without a name, and a change of a variable is looked at', async () => {
  const instance = textOf(await evaluate({ temperature: 31 }), 0, 'id');
  expect((await api.call(`GET /event-subscription?processInstanceId=${instance}`)).body).toMatchObject([
    { eventType: 'conditional', eventName: null, activityId: 'cold' },
  ]);
  expect((await api.call('GET /event-subscription?eventType=conditional&activityId=hot')).body).toMatchObject([
    { processInstanceId: null, eventName: null },
  ]);
  expect((await api.call(`PUT /process-instance/${instance}/variables/temperature`, { value: 5 })).status).toBe(204);
  expect(
    (await api.call(`GET /history/activity-instance?processInstanceId=${instance}&activityId=open`)).body,
  ).toMatchObject([{ canceled: true }]);
  expect(
    (await api.call(`GET /history/activity-instance?processInstanceId=${instance}&activityId=cold`)).body,
  ).toMatchObject([{ activityType: 'boundaryConditional', canceled: false }]);
});

test('400: an unknown definition, a tenant and none, a value that does not fit', async () => {
  expect((await evaluate({}, { processDefinitionId: 'nothing' })).body).toEqual({
    type: 'NotFoundException',
    message: "no deployed process definition found with id 'nothing': processDefinition is null",
    code: 0,
  });
  expect((await evaluate({}, { tenantId: 'a', withoutTenantId: true })).body).toMatchObject({
    type: 'InvalidRequestException',
  });
  expect(
    (await api.call('POST /condition', { variables: { temperature: { value: 'x', type: 'Integer' } } })).status,
  ).toBe(400);
});

test('500: nothing to look at, and a condition that cannot be computed', async () => {
  const plain = textOf(await api.call('GET /process-definition?key=plain'), 0, 'id');
  expect((await evaluate({ temperature: 1 }, { processDefinitionId: plain })).body).toEqual({
    type: 'ProcessEngineException',
    message: `ENGINE-13042 Process definition with id '${plain}' does not declare conditional start event.`,
    code: 0,
  });
  expect((await evaluate({ temperature: 1 }, { tenantId: 'nobody' })).body).toMatchObject({
    message: 'ENGINE-13043 No subscriptions were found during evaluation of the conditional start events.',
  });
  expect(await evaluate({ temperature: 'warm' })).toMatchObject({ status: 500 });
});
