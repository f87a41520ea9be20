import { expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
const MODEL = definitions(
  '<bpmn:process id="billing" isExecutable="true"><bpmn:startEvent id="begin" />' +
    '<bpmn:serviceTask id="charge" camunda:asyncBefore="true" camunda:class="com.acme.Charge" />' +
    '<bpmn:sequenceFlow id="flow" sourceRef="begin" targetRef="charge" /></bpmn:process>',
);
const MESSAGE =
  "ENGINE-09008 Exception while instantiating class 'com.acme.Charge': ENGINE-09017 Cannot load class 'com.acme.Charge': com.acme.Charge";
const ADVICE = "Nothing is registered under the name 'com.acme.Charge'. Register it with startEngine(";

test('a class that nobody registered is told in the words of Camunda 7, and how to register it in the details', async () => {
  expect((await api.deploy('billing', MODEL)).status).toBe(200);
  await api.start('billing');
  const job = (await api.call('GET /job?processDefinitionKey=billing')).textAt(0, 'id');
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect((await api.call(`POST /job/${job}/execute`)).body).toMatchObject({ message: MESSAGE });
  expect((await api.call('GET /incident?processDefinitionKeyIn=billing')).body).toMatchObject([
    { incidentMessage: MESSAGE, activityId: 'charge' },
  ]);
  const { text } = await api.call(`GET /job/${job}/stacktrace`);
  expect(text).toContain(MESSAGE);
  expect(text).toContain(ADVICE);
});
