import { beforeAll, expect, test } from 'vitest';
import { engineRest, textOf } from './testing/test-engine-rest.ts';
import { around } from './testing/models.ts';

const api = engineRest();
const twice =
  '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
const flow = (id: string, from: string, to: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const undoing = `${flow('g1', 'THROWN_AFTER', 'throw')}<bpmn:intermediateThrowEvent id="throw"><bpmn:compensateEventDefinition /></bpmn:intermediateThrowEvent>`;
const undone = (at: string, handler: string) =>
  `<bpmn:boundaryEvent id="undone" attachedToRef="${at}"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>${handler}<bpmn:association id="a" associationDirection="One" sourceRef="undone" targetRef="undo" />`;

beforeAll(async () => {
  const models = {
    scopes: around(
      'scopes',
      `<bpmn:subProcess id="part">${twice}<bpmn:startEvent id="in" />${flow('h1', 'in', 'work')}<bpmn:userTask id="work" />
        ${undone('work', '<bpmn:userTask id="undo" isForCompensation="true" />')}</bpmn:subProcess>${undoing.replace('THROWN_AFTER', 'part')}`,
      'part',
    ),
    handlers: around(
      'handlers',
      `<bpmn:userTask id="work">${twice}</bpmn:userTask>
        ${undone('work', `<bpmn:subProcess id="undo" isForCompensation="true"><bpmn:startEvent id="in" />${flow('h1', 'in', 'undoing')}<bpmn:userTask id="undoing" /></bpmn:subProcess>`)}${undoing.replace('THROWN_AFTER', 'work')}`,
      'work',
    ),
  };
  for (const [name, model] of Object.entries(models)) expect((await api.deploy(name, model)).status).toBe(200);
});

interface Shown {
  readonly activityId: string;
  readonly childActivityInstances: readonly Shown[];
}
const shape = ({ activityId, childActivityInstances }: Shown): string =>
  childActivityInstances.length === 0
    ? activityId
    : `${activityId}(${childActivityInstances.map(shape).sort().join(' ')})`;

test.each([
  ['scopes', 'part#multiInstanceBody(part(undo undo)) throw'],
  ['handlers', 'throw work#multiInstanceBody(undo(undoing undoing))'],
])('sub-processes that are undone in one multi-instance body are shown as one: %s', async (process, expected) => {
  const instance = await api.start(process);
  for (let n = 0; n < 2; n += 1) {
    const task = textOf(await api.call(`GET /task?processInstanceId=${instance}&taskDefinitionKey=work`), 0, 'id');
    expect((await api.call(`POST /task/${task}/complete`, {})).status).toBe(204);
  }
  const { body } = await api.call(`GET /process-instance/${instance}/activity-instances`);
  expect((body as Shown).childActivityInstances.map(shape).sort().join(' ')).toBe(expected);
});
