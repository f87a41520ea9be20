import { describe, expect, test } from 'vitest';
import { parse8, parse8AsWritten, TO_T } from './model-for-tests.ts';

const STOP = '<signalEventDefinition signalRef="stop"/>';
const SIGNAL = '<signal id="stop" name="stop"/>';
const MESSAGE =
  '<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=id"/></extensionElements></message>';
const boundary = (named: string, more = ''): string =>
  `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t">${named}${STOP}</boundaryEvent><endEvent id="e"/><sequenceFlow id="h" sourceRef="b" targetRef="e"/>${more}`;
const CONDITION = '<conditionExpression>=a</conditionExpression>';
const two = (tag: string, named: string, condition = CONDITION): string =>
  `${TO_T}<${tag} id="t">${named}</${tag}><endEvent id="e"/><endEvent id="d"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/><sequenceFlow id="h" sourceRef="t" targetRef="d">${condition}</sequenceFlow>`;
const named = (...ids: string[]): string => ids.map((id) => `<outgoing>${id}</outgoing>`).join('');
const handler = (naming: string): string =>
  `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent><task id="h" isForCompensation="true">${naming}</task><association id="a" sourceRef="b" targetRef="h"/>`;
const waiting = (gateway: string, first: string, more = ''): string =>
  `${TO_T}<eventBasedGateway id="t">${gateway}</eventBasedGateway><intermediateCatchEvent id="a">${first}${STOP}</intermediateCatchEvent><intermediateCatchEvent id="b"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="g" sourceRef="t" targetRef="a"/><sequenceFlow id="h" sourceRef="t" targetRef="b"/>${more}`;

describe('Camunda 8 checks models by the flows that elements name', () => {
  test.each<[string, string, string[]]>([
    [
      'a boundary event that names none',
      boundary(''),
      ['b: Must have at least one outgoing sequence flow or association'],
    ],
    ['one that names any', boundary(named('f')), []],
    [
      'one that names an incoming one',
      boundary('<incoming>f</incoming><outgoing>h</outgoing>'),
      ['b: Cannot have incoming sequence flows'],
    ],
    [
      'one that is led to by a flow it does not name',
      boundary(named('h'), '<sequenceFlow id="x" sourceRef="t" targetRef="b"/>'),
      [],
    ],
    [
      'a flow that is not there',
      boundary(named('no')),
      [
        'b: Unable to find a model element instance for id no',
        'b: Must have at least one outgoing sequence flow or association',
      ],
    ],
    [
      'no flow, but an element',
      two('task', named('e'), ''),
      ["t: Must name sequence flows as outgoing ones, but 'e' is a <endEvent>"],
    ],
    [
      'an end that names none',
      `${TO_T}<endEvent id="t"/><userTask id="a"/><sequenceFlow id="g" sourceRef="t" targetRef="a"/>`,
      [],
    ],
    [
      'an end that names one',
      `${TO_T}<endEvent id="t"><outgoing>f</outgoing></endEvent>`,
      ['t: End events must not have outgoing sequence flows to other elements.'],
    ],
    ['conditions of flows that are not named', two('task', ''), []],
    [
      'conditions of flows that are named',
      two('task', named('h')),
      ['t: Conditional sequence flows are only supported at exclusive or inclusive gateway'],
    ],
    ['an exclusive gateway that names one of two', two('exclusiveGateway', named('g')), []],
    [
      'an exclusive gateway that names both',
      two('exclusiveGateway', named('g', 'h')),
      ['g: Must have a condition or be default flow'],
    ],
    ['an inclusive gateway that names both', two('inclusiveGateway', named('g', 'h')), ['g: Must have a condition']],
    [
      'a handler that names flows',
      handler('<incoming>f</incoming><outgoing>f</outgoing>'),
      [
        'h: A compensation handler should have no incoming sequence flows',
        'h: A compensation handler should have no outgoing sequence flows',
      ],
    ],
    [
      'an event-based gateway that names one of two',
      waiting(named('g'), ''),
      ['t: Event-based gateway must have at least 2 outgoing sequence flows.'],
    ],
    [
      'an event behind it with an unnamed second flow',
      waiting(named('g', 'h'), '<incoming>g</incoming>', '<sequenceFlow id="x" sourceRef="s" targetRef="a"/>'),
      [],
    ],
    [
      'an event behind it that names another flow',
      waiting(named('g', 'h'), '<incoming>g</incoming><incoming>f</incoming>'),
      [
        't: Target elements of an event gateway must not have any additional incoming sequence flows other than that from the event gateway.',
      ],
    ],
  ])('%s', (_what, body, sentences) => {
    const { problems } = parse8AsWritten(body, SIGNAL + MESSAGE);
    expect(
      problems
        .filter(({ severity }) => severity === 'error')
        .map(({ elementId, message }) => `${elementId}: ${message}`),
    ).toEqual(sentences);
  });
});

describe('Camunda 8 follows the flows themselves', () => {
  test('out of what is no gateway each of them, whatever its condition', () => {
    expect(parse8AsWritten(two('task', '')).graph?.flows.get('h')).not.toHaveProperty('condition');
    expect(
      parse8(
        two('exclusiveGateway', '').replace('targetRef="e"/>', `targetRef="e">${CONDITION}</sequenceFlow>`),
      ).graph?.flows.get('h'),
    ).toHaveProperty('condition');
  });

  test('a default flow out of a task is taken with the others', () => {
    const model = parse8AsWritten(two('task', '').replace('<task', '<task default="h"'));
    expect(model.sentences).toEqual([]);
    expect(model.graph?.elements.get('t')).toMatchObject({ outgoing: ['h', 'g'] });
    expect(model.graph?.elements.get('t')).not.toHaveProperty('defaultFlowId');
  });

  test('a default flow of another element means nothing at a task, and is refused at a gateway', () => {
    const task = parse8(`${TO_T}<task id="t" default="f"/>`);
    expect(task.graph?.elements.get('t')).not.toHaveProperty('defaultFlowId');
    expect(task.sentences).toEqual(["t:4 The default flow 'f' does not start here: it has no effect"]);
    expect(parse8(`${TO_T}<inclusiveGateway id="t" default="f"/>`).sentences).toEqual([
      't:4 Default flow must start at gateway',
    ]);
  });

  test('an error that nothing declares catches every error', () => {
    const { graph } = parse8(boundary('').replace(STOP, '<errorEventDefinition errorRef="no"/>'));
    expect(graph?.elements.get('b')).toMatchObject({ trigger: { kind: 'error' } });
    expect(graph?.elements.get('b')).not.toHaveProperty('trigger.code');
  });
});
