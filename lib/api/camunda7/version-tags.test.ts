import { expect, test } from 'vitest';
import { around, work } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

/** Calls by version tag while one version has it, and while two have; the sentences are those of Camunda 7.24. */
const api = engineRest();

const tagged = (key: string, topic: string): string =>
  work(key, topic).replace('isExecutable="true"', 'isExecutable="true" camunda:versionTag="t1"');

async function deployDecision(id: string, value: number): Promise<void> {
  const form = new FormData();
  form.set('deployment-name', id);
  form.set('data', new Blob([decision(id, value)]), `${id}.dmn`);
  expect((await api.call('POST /deployment/create', form)).status).toBe(200);
}

const decision = (id: string, value: number): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="n"><decision id="${id}" name="d" camunda:versionTag="t1" camunda:historyTimeToLive="1"><variable id="v" name="v"/><literalExpression id="l" expressionLanguage="juel"><text>\${${value}}</text></literalExpression></decision></definitions>`;

test('a process whose tag two versions have is not called', async () => {
  const call = `<bpmn:callActivity id="call" calledElement="tagged" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="t1" />`;
  await api.deploy('calls', around('calls', call, 'call'));
  await api.deploy('tagged', tagged('tagged', 'first'));
  expect((await api.call('POST /process-definition/key/calls/start', {})).status).toBe(200);
  await api.deploy('tagged', tagged('tagged', 'second'));
  const refused = await api.call('POST /process-definition/key/calls/start', {});
  expect(refused.status).toBe(500);
  expect(refused.textAt('message')).toMatch(
    /ENGINE-03045 There are '2' results for a process definition with key 'tagged', versionTag 't1' and tenant-id '\{\}'\.$/,
  );
});

test('a decision whose tag two versions have is not asked', async () => {
  const task = `<bpmn:businessRuleTask id="decide" camunda:decisionRef="tagged-d" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="t1" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r" />`;
  await api.deploy('decides', around('decides', task, 'decide'));
  await deployDecision('tagged-d', 1);
  expect((await api.call('POST /process-definition/key/decides/start', {})).status).toBe(200);
  await deployDecision('tagged-d', 2);
  const refused = await api.call('POST /process-definition/key/decides/start', {});
  expect(refused.status).toBe(500);
  expect(refused.textAt('message')).toMatch(
    /ENGINE-03085 Found more than one decision definition for key 'tagged-d' and versionTag 't1'$/,
  );
});
