import { beforeAll, expect, test } from 'vitest';
import { around } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();
const input = (name: string): string =>
  `<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="${name}">1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>`;
const subProcess = (id: string, variable: string, loop: string, content: string, first: string): string =>
  `<bpmn:subProcess id="${id}">${input(variable)}${loop}<bpmn:startEvent id="${id}Start" /><bpmn:sequenceFlow id="${id}Flow" sourceRef="${id}Start" targetRef="${first}" />${content}</bpmn:subProcess>`;
const LOOP =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>1</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
const TASK = `<bpmn:userTask id="task">${input('ofTask')}</bpmn:userTask>`;

beforeAll(async () => {
  await api.deploy(
    'nested',
    around(
      'nested',
      subProcess('outer', 'ofOuter', '', subProcess('inner', 'ofInner', '', TASK, 'task'), 'inner'),
      'outer',
    ),
  );
  await api.deploy('looped', around('looped', subProcess('outer', 'ofOuter', LOOP, TASK, 'task'), 'outer'));
});

const scopesOf = async (path: string, instanceId: string): Promise<unknown> => {
  const { body } = await api.call(`GET ${path}=${instanceId}&variableNameLike=of%25`);
  return Array.isArray(body)
    ? body
        .map(
          ({ name, activityInstanceId }: { name: string; activityInstanceId: string }) =>
            `${name} ${activityInstanceId === instanceId ? 'process' : activityInstanceId.replace(/:\d+$/, '')}`,
        )
        .sort()
    : body;
};

test('200: history counts what a sub-process begins with to what lies around it', async () => {
  const id = await api.start('nested');
  expect(await scopesOf('/variable-instance?processInstanceIdIn', id)).toEqual([
    'ofInner inner',
    'ofOuter outer',
    'ofTask task',
  ]);
  expect(await scopesOf('/history/variable-instance?processInstanceId', id)).toEqual([
    'ofInner outer',
    'ofOuter process',
    'ofTask task',
  ]);
});

test('200: an inner run counts its own to the body', async () => {
  const id = await api.start('looped');
  expect(await scopesOf('/history/variable-instance?processInstanceId', id)).toEqual([
    'ofOuter outer#multiInstanceBody',
    'ofTask task',
  ]);
});
