import { expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
/** One task behind a job. */
const model = (processId: string, task: string): string =>
  definitions(
    `<bpmn:process id="${processId}" isExecutable="true"><bpmn:startEvent id="begin" />${task}` +
      '<bpmn:sequenceFlow id="flow" sourceRef="begin" targetRef="work" /></bpmn:process>',
  );
const MESSAGE =
  "ENGINE-09008 Exception while instantiating class 'com.acme.Charge': ENGINE-09017 Cannot load class 'com.acme.Charge': com.acme.Charge";
const ADVICE = "Nothing is registered under the name 'com.acme.Charge'. Register it with startEngine(";

test('a class that nobody registered is told in the words of Camunda 7, and how to register it in the details', async () => {
  const task = '<bpmn:serviceTask id="work" camunda:asyncBefore="true" camunda:class="com.acme.Charge" />';
  expect((await api.deploy('billing', model('billing', task))).status).toBe(200);
  await api.start('billing');
  const job = (await api.call('GET /job?processDefinitionKey=billing')).textAt(0, 'id');
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect((await api.call(`POST /job/${job}/execute`)).body).toMatchObject({ message: MESSAGE });
  expect((await api.call('GET /incident?processDefinitionKeyIn=billing')).body).toMatchObject([
    { incidentMessage: MESSAGE, activityId: 'work' },
  ]);
  const { text } = await api.call(`GET /job/${job}/stacktrace`);
  expect(text).toContain(MESSAGE);
  expect(text).toContain(ADVICE);
});

test('a script whose file is not of the deployment is told by the file alone', async () => {
  const task =
    '<bpmn:scriptTask id="work" scriptFormat="javascript" camunda:asyncBefore="true" camunda:resource="deployment://rates.js" />';
  expect((await api.deploy('rated', model('rated', task))).status).toBe(200);
  await api.start('rated');
  const job = (await api.call('GET /job?processDefinitionKey=rated')).textAt(0, 'id');
  expect((await api.call(`POST /job/${job}/execute`)).body).toMatchObject({
    message: 'ENGINE-09024 Unable to find resource at path deployment://rates.js',
  });
});

test('a number that is none fails with an exception of Java, which is an error of the server', async () => {
  const task =
    '<bpmn:task id="work" camunda:asyncBefore="true"><bpmn:multiInstanceLoopCharacteristics>' +
    `<bpmn:loopCardinality>\${many}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>`;
  expect((await api.deploy('counted', model('counted', task))).status).toBe(200);
  await api.start('counted', { many: { value: 'several', type: 'String' } });
  const job = (await api.call('GET /job?processDefinitionKey=counted')).textAt(0, 'id');
  const answer = await api.call(`POST /job/${job}/execute`);
  expect([answer.status, answer.body]).toMatchObject([
    500,
    { type: 'RestException', message: 'For input string: "several"' },
  ]);
});
