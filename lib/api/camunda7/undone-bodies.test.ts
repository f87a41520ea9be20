import { beforeAll, expect, test } from 'vitest';
import { engineRest, textOf } from './testing/test-engine-rest.ts';
import { definitions } from './testing/models.ts';

const api = engineRest();
const twice =
  '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
const flow = (id: string, from: string, to: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const undone =
  '<bpmn:boundaryEvent id="undone" attachedToRef="work"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>';
const association = '<bpmn:association id="a" associationDirection="One" sourceRef="undone" targetRef="undo" />';

const SCOPES = `<bpmn:subProcess id="part">${twice}<bpmn:startEvent id="in" />${flow('h1', 'in', 'work')}<bpmn:userTask id="work" />
  ${undone}<bpmn:userTask id="undo" isForCompensation="true" />${association}</bpmn:subProcess>`;
const HANDLERS = `<bpmn:userTask id="work">${twice}</bpmn:userTask>
  ${undone}<bpmn:subProcess id="undo" isForCompensation="true"><bpmn:startEvent id="in" />${flow('h1', 'in', 'undoing')}<bpmn:userTask id="undoing" /></bpmn:subProcess>`;
const process = (id: string, first: string, elements: string, artifacts = '') =>
  definitions(`<bpmn:process id="${id}" isExecutable="true" camunda:historyTimeToLive="1"><bpmn:startEvent id="begin" />${flow('f1', 'begin', first)}
    ${elements}${flow('f2', first, 'throw')}<bpmn:intermediateThrowEvent id="throw"><bpmn:compensateEventDefinition /></bpmn:intermediateThrowEvent>${artifacts}</bpmn:process>`);

beforeAll(async () => {
  const models = {
    scopes: process('scopes', 'part', SCOPES),
    handlers: process('handlers', 'work', HANDLERS, association),
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
