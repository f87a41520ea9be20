import { beforeAll, expect, it } from 'vitest';
import { engineRest } from '../testing/test-engine-rest.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
<process id="paths" isExecutable="true" camunda:historyTimeToLive="5">
  <startEvent id="start"/><sequenceFlow id="f0" sourceRef="start" targetRef="each"/>
  <task id="each"><multiInstanceLoopCharacteristics isSequential="false"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></task>
  <sequenceFlow id="f1" sourceRef="each" targetRef="inside"/>
  <subProcess id="inside"><startEvent id="begin"/><sequenceFlow id="g0" sourceRef="begin" targetRef="last"/><task id="last"/></subProcess>
</process></definitions>`;

const api = engineRest();
let instance = '';
beforeAll(async () => {
  await api.deploy('paths', MODEL);
  instance = await api.start('paths');
}, 60_000);

/** As Camunda 7.24 answers for this model. */
it('200: scopes are completed by what no flow leads on from, and by each inner instance', async () => {
  const answer = await api.call(`GET /history/activity-instance?processInstanceId=${instance}`);
  const shown = (answer.body as { activityId: string; completeScope: boolean }[])
    .map(({ activityId, completeScope }) => `${activityId} ${completeScope}`)
    .sort();
  expect(shown).toEqual([
    'begin false',
    'each true',
    'each true',
    'each#multiInstanceBody false',
    'inside true',
    'last true',
    'start false',
  ]);
  const filtered = await api.call(
    `GET /history/activity-instance/count?processInstanceId=${instance}&completeScope=true`,
  );
  expect(filtered.at('count')).toBe(4);
});
