import { beforeAll, expect, it } from 'vitest';
import { definitions } from '../testing/models.ts';
import { engineRest, textOf } from '../testing/test-engine-rest.ts';

const input = (name: string): string =>
  `<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="${name}">1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>`;
const MODEL = definitions(`<bpmn:process id="nested" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn:startEvent id="begin" /><bpmn:sequenceFlow id="f0" sourceRef="begin" targetRef="before" /><bpmn:userTask id="before" />
  <bpmn:sequenceFlow id="f1" sourceRef="before" targetRef="outer" />
  <bpmn:subProcess id="outer">${input('ofOuter')}
    <bpmn:startEvent id="o0" /><bpmn:sequenceFlow id="f2" sourceRef="o0" targetRef="inner" />
    <bpmn:subProcess id="inner">${input('ofInner')}
      <bpmn:startEvent id="i0" /><bpmn:sequenceFlow id="f3" sourceRef="i0" targetRef="within" /><bpmn:userTask id="within" />
    </bpmn:subProcess>
  </bpmn:subProcess>
</bpmn:process>`);

const api = engineRest();
beforeAll(async () => {
  expect(await api.deploy('nested', MODEL)).toMatchObject({ status: 200 });
}, 60_000);

/** The activity of each variable, by name; null: of nothing. */
async function placesOf(list: string, instance: string): Promise<Readonly<Record<string, string | null>>> {
  const answer = await api.call(
    `GET ${list}?${list === '/variable-instance' ? 'processInstanceIdIn' : 'processInstanceId'}=${instance}`,
  );
  const rows = answer.body as { name?: string; variableName?: string; activityInstanceId: string | null }[];
  return Object.fromEntries(
    rows.map(({ name, variableName, activityInstanceId: id }) => [
      name ?? variableName,
      id === instance ? 'process' : (id?.split(':')[0] ?? null),
    ]),
  );
}

it('200: the outermost scope that a modification makes is counted to nothing, those in it to what is around them', async () => {
  const instance = await api.start('nested');
  await api.call(`POST /process-instance/${instance}/modification`, {
    instructions: [{ type: 'startBeforeActivity', activityId: 'within' }],
  });
  expect(await placesOf('/history/variable-instance', instance)).toEqual({ ofOuter: null, ofInner: 'outer' });
  expect(await placesOf('/history/detail', instance)).toEqual({ ofOuter: 'outer', ofInner: 'inner' });
  expect(await placesOf('/variable-instance', instance)).toEqual({ ofOuter: 'outer', ofInner: 'inner' });
});

it('200: what comes along flows is counted to what is around it', async () => {
  const instance = await api.start('nested');
  const task = await api.call(`GET /task?processInstanceId=${instance}`);
  await api.call(`POST /task/${textOf(task, 0, 'id')}/complete`, {});
  expect(await placesOf('/history/variable-instance', instance)).toEqual({ ofOuter: 'process', ofInner: 'outer' });
  expect(await placesOf('/history/detail', instance)).toEqual({ ofOuter: 'outer', ofInner: 'inner' });
});

it('200: local variables of a start beside others are the token’s, which got them nowhere', async () => {
  const instance = await api.start('nested');
  await api.call(`POST /process-instance/${instance}/modification`, {
    instructions: [
      {
        type: 'startBeforeActivity',
        activityId: 'before',
        variables: { mine: { value: 1, local: true }, all: { value: 2, local: false } },
      },
    ],
  });
  expect(await placesOf('/history/variable-instance', instance)).toEqual({ mine: null, all: 'process' });
  expect(await placesOf('/variable-instance', instance)).toEqual({ mine: 'before', all: 'process' });
});
