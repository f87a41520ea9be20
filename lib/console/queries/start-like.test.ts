import { beforeAll, expect, test } from 'vitest';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="order" name="Order" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="charge"/><serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
  </process>
</definitions>`;
const MAX_TEXT = 100_000;
const desk = testDesk();
let instance = '';
const asking = {
  reason: {
    code: 'test',
    ticket: 'OPS-1',
    note: 'a test',
    correction: { symptom: 'wrong', expectedNext: 'goes on', rollback: 'back' },
  },
};

beforeAll(async () => {
  const { order = '' } = await desk.deploy({ 'order.bpmn': MODEL });
  instance = await desk.start(order, {
    businessKey: 'A-7',
    variables: {
      amount: { type: 'Long', text: '5' },
      doc: { type: 'Json', text: '{"a": 1}' },
      none: { type: 'Null', text: null },
      long: { type: 'String', text: 'x'.repeat(MAX_TEXT + 1) },
      picture: { type: 'Bytes', text: 'AAAA' },
    },
  });
  // What came later is no part of how it began.
  await desk.run(
    'variable.set',
    { instanceKey: instance, scopeKey: instance, name: 'amount', type: 'Long', text: '9', expectedRevision: 1 },
    asking,
  );
  await desk.run(
    'variable.add',
    { instanceKey: instance, scopeKey: instance, name: 'later', type: 'String', text: 'new' },
    asking,
  );
  expect((await desk.see('instance-variables', { instance })).rows.map(({ name, text }) => [name, text])).toEqual(
    expect.arrayContaining([
      ['amount', '9'],
      ['later', 'new'],
    ]),
  );
});

test('an instance is started again with what it was started with, not with what became of it', async () => {
  expect(await desk.see('start-like', { instance })).toMatchObject({
    definition: { processId: 'order', version: 1, name: 'Order' },
    businessKey: 'A-7',
    variables: [
      { name: 'amount', type: 'Long', text: '5' },
      { name: 'doc', type: 'Json', text: '{"a": 1}' },
      { name: 'none', type: 'Null', text: null },
    ],
  });
});

test('what cannot be written by hand, or is too long for it, is named', async () => {
  expect((await desk.see('start-like', { instance })).leftOut).toEqual(['long', 'picture']);
});

test('one that is not there, or out of reach, is not told apart', async () => {
  expect(await desk.ask('start-like', { instance: '42' })).toBeNull();
  expect(
    await desk.ask(
      'start-like',
      { instance },
      { person: { ...personWith('l2-operator'), roles: [{ id: 'l2-operator', definitions: ['invoice'] }] } },
    ),
  ).toBeNull();
});
