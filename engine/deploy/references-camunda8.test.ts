import { expect, test } from 'vitest';
import { parse8, TO_T } from './model-for-tests.ts';

const DECLARED =
  '<signal id="g" name="stop"/><error id="er" errorCode="E"/><escalation id="es" escalationCode="C"/><message id="m"/>';
const END = '<sequenceFlow id="g2" sourceRef="b" targetRef="e"/><endEvent id="e"/>';
const SUB = `${TO_T}<subProcess id="t"><startEvent id="is"/></subProcess>`;
const boundary = (definition: string) =>
  `${SUB}<boundaryEvent id="b" attachedToRef="t">${definition}</boundaryEvent>${END}`;
const eventSubProcess = (definition: string) =>
  `${TO_T}<task id="t"/><subProcess id="sub" triggeredByEvent="true"><startEvent id="b">${definition}</startEvent>${END}</subProcess>`;
const WORK = '<extensionElements><zeebe:taskDefinition type="x"/></extensionElements>';
const throwing = (tag: string, reference: string) =>
  `${TO_T}<${tag} id="t">${WORK}<messageEventDefinition messageRef="${reference}"/></${tag}>`;
const sending = (reference: string) => `${TO_T}<sendTask id="t" messageRef="${reference}">${WORK}</sendTask>`;
const said = (body: string, processes = '') =>
  parse8(body, DECLARED + processes).problems.map(({ path, message }) => `${path}: ${message}`);

test.each([
  ['errorRef', 'error', 'an error', ['g', 'm', 'es', 't', 'p', 'f']],
  ['escalationRef', 'escalation', 'an escalation', ['g', 'm', 'er', 't', 'p', 'f']],
])('what %s means is %s, or nothing', (attribute, kind, wanted, others) => {
  const definition = (reference: string) => `<${kind}EventDefinition ${attribute}="${reference}"/>`;
  for (const other of others) {
    expect(said(boundary(definition(other)))).toEqual([`b > ${kind}EventDefinition: Must reference ${wanted}`]);
    expect(said(eventSubProcess(definition(other)))).toEqual([`b > ${kind}EventDefinition: Must reference ${wanted}`]);
  }
  expect(said(boundary(definition('nowhere')))).toEqual([]);
  expect(said(eventSubProcess(definition('nowhere')))).toEqual([]);
});

test('whoever throws a message means one that has a name, or nothing', () => {
  for (const tag of ['endEvent', 'intermediateThrowEvent']) {
    expect(said(throwing(tag, 'g'))).toEqual(['t > messageEventDefinition: Must reference a message']);
    expect(said(throwing(tag, 'm'))).toEqual(['m: Name must be present and not empty']);
    expect(said(throwing(tag, 'nowhere'))).toEqual([]);
  }
  expect(said(sending('er'))).toEqual(['t: Must reference a message']);
  expect(said(sending('m'))).toEqual(['m: Name must be present and not empty']);
  expect(said(sending('nowhere'))).toEqual([]);
});

test('processes that are not executed refer to messages and signals with names', () => {
  const other = (content: string) => `<process id="other">${content}</process>`;
  const RUNS = `${TO_T}<task id="t"/>`;
  expect(said(RUNS, other('<receiveTask id="r" messageRef="m"/>'))).toEqual(['m: Name must be present and not empty']);
  expect(said(RUNS, other('<sendTask id="r" messageRef="er"/>'))).toEqual(['r: Must reference a message']);
  expect(
    said(RUNS, `<signal id="n"/>${other('<endEvent id="r"><signalEventDefinition signalRef="n"/></endEvent>')}`),
  ).toEqual(['n: Name must be present and not empty']);
});
