import { beforeAll, expect, test } from 'vitest';
import { around } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
const waiting = (processId: string, then: string): string =>
  around(
    processId,
    `<bpmn:intermediateCatchEvent id="waiting"><bpmn:signalEventDefinition signalRef="s" /></bpmn:intermediateCatchEvent>
  <bpmn:sequenceFlow id="on" sourceRef="waiting" targetRef="then" />${then}`,
    'waiting',
    '<bpmn:signal id="s" name="alarm" />',
  ).replace(
    '<bpmn:sequenceFlow id="f2" sourceRef="waiting" targetRef="end" />',
    '<bpmn:sequenceFlow id="f2" sourceRef="then" targetRef="end" />',
  );

beforeAll(async () => {
  await api.deploy('fails', waiting('fails', '<bpmn:serviceTask id="then" camunda:expression="#{missing}" />'));
  await api.deploy('works', waiting('works', '<bpmn:userTask id="then" />'));
});

test('500: a receiver of a signal that cannot go on is told; it goes on waiting, and the others have the signal', async () => {
  const [fails, works] = [await api.start('fails'), await api.start('works')];
  const answer = await api.call('POST /signal', { name: 'alarm' });
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ type: 'ProcessEngineException', message: expect.stringContaining('#{missing}') });
  expect((await api.call(`GET /event-subscription?processInstanceId=${fails}`)).body).toMatchObject([
    { activityId: 'waiting' },
  ]);
  expect((await api.call(`GET /task?processInstanceId=${works}`)).body).toHaveLength(1);
});

test('204: nobody waits for the signal', async () => {
  expect((await api.call('POST /signal', { name: 'silence' })).status).toBe(204);
});
