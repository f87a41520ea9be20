import { expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();

test('200: what stands alone in a scope is in the execution of that, what stands beside others in its own', async () => {
  const xml = definitions(
    `<bpmn:process id="placed" isExecutable="true"><bpmn:startEvent id="begin" /><bpmn:parallelGateway id="fork" />
      <bpmn:subProcess id="inner"><bpmn:startEvent id="within" /><bpmn:userTask id="deep" /><bpmn:sequenceFlow id="f0" sourceRef="within" targetRef="deep" /></bpmn:subProcess>
      <bpmn:userTask id="beside" /><bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="fork" />
      <bpmn:sequenceFlow id="f2" sourceRef="fork" targetRef="inner" /><bpmn:sequenceFlow id="f3" sourceRef="fork" targetRef="beside" /></bpmn:process>`,
  );
  expect((await api.deploy('placed', xml)).status).toBe(200);
  const instance = await api.start('placed');
  const executionOf = async (element: string) =>
    (await api.call(`GET /task?processInstanceId=${instance}&taskDefinitionKey=${element}`)).textAt(0, 'executionId');
  const [deep, beside] = [await executionOf('deep'), await executionOf('beside')];
  const tree = await api.call(`GET /process-instance/${instance}/activity-instances`);
  expect(tree.body).toMatchObject({
    executionIds: [instance],
    childActivityInstances: expect.arrayContaining([
      expect.objectContaining({
        activityId: 'inner',
        executionIds: [deep],
        childActivityInstances: [expect.objectContaining({ activityId: 'deep', executionIds: [deep] })],
      }),
      expect.objectContaining({ activityId: 'beside', executionIds: [beside] }),
    ]),
  });
  const listed = await api.call(`GET /execution?processInstanceId=${instance}`);
  expect([0, 1, 2].map((n) => listed.textAt(n, 'id')).sort()).toEqual([instance, deep, beside].sort());
});

test('204: a signal to the execution of a scope reaches what stands in it', async () => {
  const xml = definitions(
    `<bpmn:process id="told" isExecutable="true"><bpmn:startEvent id="begin" />
      <bpmn:subProcess id="inner"><bpmn:startEvent id="within" /><bpmn:receiveTask id="wait" /><bpmn:sequenceFlow id="f0" sourceRef="within" targetRef="wait" />
        <bpmn:userTask id="next" /><bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="next" /></bpmn:subProcess>
      <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="inner" /></bpmn:process>`,
  );
  expect((await api.deploy('told', xml)).status).toBe(200);
  const instance = await api.start('told');
  const tree = await api.call(`GET /process-instance/${instance}/activity-instances`);
  const execution = tree.textAt('childActivityInstances', 0, 'childActivityInstances', 0, 'executionIds', 0);
  expect((await api.call(`POST /execution/${execution}/signal`, {})).status).toBe(204);
  expect((await api.call(`GET /task?processInstanceId=${instance}`)).body).toMatchObject([
    { taskDefinitionKey: 'next', executionId: execution },
  ]);
});
