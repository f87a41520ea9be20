import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';

const model = (id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="${id}" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="charge"/><serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
    <sequenceFlow id="b" sourceRef="charge" targetRef="end"/><endEvent id="end"/>
  </process>
</definitions>`;
const desk = testDesk();
let orders: string[] = [];
let invoice = '';

beforeAll(async () => {
  const { order = '', invoice: other = '' } = await desk.deploy({
    'order.bpmn': model('order'),
    'invoice.bpmn': model('invoice'),
  });
  for (const businessKey of ['A', 'B', 'C'])
    orders = [
      ...orders,
      await desk.start(order, {
        businessKey,
        variables: { doc: { type: 'Json', text: `{"n": ${businessKey === 'A' ? 1 : 2}}` } },
      }),
    ];
  invoice = await desk.start(other, { businessKey: 'D' });
  await desk.engine.execute({ type: 'cancelInstance', instanceKey: orders[2] ?? '', reason: null, onlyRoot: false });
});
const reach = async (selection: object, definitions: readonly string[] | null = null) =>
  (
    await desk.see(
      'selection',
      { selection: JSON.stringify(selection) },
      { person: { ...personWith('l2-operator'), roles: [{ id: 'l2-operator', definitions }] } },
    )
  ).reach.map(({ definition, running, keys, elements }) => ({
    process: definition.processId,
    running,
    keys,
    elements,
  }));
const atCharge = (active: number) => [{ elementId: 'charge', active, incidents: 0, completed: 0, cancelled: 0 }];

describe('what is chosen', () => {
  test('by keys: running ones by definition, the one with most first, and where their tokens stand', async () => {
    const [a = '', b = ''] = orders;
    expect(await reach({ keys: [invoice, ...orders] })).toEqual([
      { process: 'order', running: 2, keys: [b, a], elements: atCharge(2) },
      { process: 'invoice', running: 1, keys: [invoice], elements: atCharge(1) },
    ]);
    expect(await reach({ keys: ['42'] })).toEqual([]);
    expect(await reach({})).toEqual([]);
  });

  test('by a filter without those that were taken out, also by what lies inside a document', async () => {
    const [a = '', b = ''] = orders;
    expect(await reach({ filter: { definition: 'order' }, except: [a] })).toMatchObject([{ running: 1, keys: [b] }]);
    expect(await reach({ filter: { 'var.doc.n': '1' } })).toMatchObject([{ process: 'order', running: 1, keys: [a] }]);
    expect(await reach({ filter: { businessKey: 'like:*' }, keys: [a] })).toMatchObject([
      { running: 2 },
      { running: 1 },
    ]);
  });

  test('as far as the role reaches', async () => {
    expect((await reach({ keys: [invoice, ...orders] }, ['invoice'])).map(({ process }) => process)).toEqual([
      'invoice',
    ]);
    expect(await reach({ filter: { definition: 'order' } }, ['invoice'])).toEqual([]);
  });

  test('is refused when it is none, and not made of a filter that cannot be read', async () => {
    await expect(desk.ask('selection', { selection: '{"keys": 7}' })).rejects.toThrow('no selection');
    await expect(desk.ask('selection', { selection: 'keys' })).rejects.toThrow('no selection');
    await expect(desk.ask('selection', { selection: JSON.stringify({ filter: { state: 'broken' } }) })).rejects.toThrow(
      /^selection\.filter\.state: broken is no state/,
    );
  });
});
