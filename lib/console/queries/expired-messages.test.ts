import { beforeAll, expect, it } from 'vitest';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';

const head = `xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.8.0" targetNamespace="tests"`;
/** A message of `orderId` is waited for. */
const ORDER = `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions ${head}>
  <bpmn:message id="m" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=orderId" /></bpmn:extensionElements></bpmn:message>
  <bpmn:process id="order" isExecutable="true"><bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="wait" />
    <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m" /></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="b" sourceRef="wait" targetRef="end" /><bpmn:endEvent id="end" />
  </bpmn:process></bpmn:definitions>`;
const SHOP = `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions ${head}>
  <bpmn:message id="m" name="bought" />
  <bpmn:process id="shop" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="work" />
    <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="work" /></bpmn:extensionElements></bpmn:serviceTask>
  </bpmn:process></bpmn:definitions>`;

const desk = testDesk();
let order = '';
beforeAll(async () => {
  ({ order = '' } = await desk.deploy({ 'order.bpmn': ORDER, 'shop.bpmn': SHOP }));
});

const publish = (name: string, correlationKey: string) =>
  desk.engine.publishMessage({
    name,
    correlationKey,
    messageId: null,
    timeToLiveMs: 0,
    variables: { amount: { type: 'Long', text: '5' } },
    tenantId: null,
    mustCorrelate: false,
  });
const waiting = (orderId: string) =>
  desk.start(order, { businessKey: orderId, variables: { orderId: { type: 'String', text: orderId } } });
async function why(name: string, key: string) {
  const { rows } = await desk.see('expired-messages', { name, key });
  expect(rows).toHaveLength(1);
  return rows[0]?.why;
}

it('says why nobody received a message while it lived', async () => {
  await publish('payd', 'ORDER-1');
  await publish('paid', 'ORDER-1');
  expect(await why('payd', 'ORDER-1')).toBe('nobody');
  expect(await why('paid', 'ORDER-1')).toBe('nobody');
  // Somebody else waits for it, with another key.
  await waiting('ORDER-2');
  expect(await why('paid', 'ORDER-1')).toBe('otherKey');
  // It waits too late for this one, and then has another.
  await waiting('ORDER-1');
  expect(await why('paid', 'ORDER-1')).toBe('waitsNow');
  await publish('paid', 'ORDER-1');
  expect(await why('paid', 'ORDER-1')).toBe('tooEarly');
});

it('says that what had waited was gone, or rested', async () => {
  await waiting('GONE');
  await publish('paid', 'GONE');
  await publish('paid', 'GONE');
  expect(await why('paid', 'GONE')).toBe('tooLate');
  const instanceKey = await waiting('RESTS');
  await desk.run('instance.suspend', { instanceKey }, {});
  await publish('paid', 'RESTS');
  expect(await why('paid', 'RESTS')).toBe('suspended');
});

it('says of one that starts instances that its key runs one already, or that it may start one now', async () => {
  await publish('bought', 'CART-1');
  await publish('bought', 'CART-1');
  expect(await why('bought', 'CART-1')).toBe('sameKey');
  await desk.database.$executeRaw`update instance set ended_at = now() where definition_key in
    (select key from definition where process_id = 'shop')`;
  expect(await why('bought', 'CART-1')).toBe('startsNow');
});

it('tells its values, what waits for its name and what is called almost the same', async () => {
  const [row] = (await desk.see('expired-messages', { name: 'payd' })).rows;
  expect(await desk.see('expired-message', { key: row?.key ?? '' })).toMatchObject({
    correlationKey: 'ORDER-1',
    variables: [{ name: 'amount', type: 'Long', text: '5' }],
    isCut: false,
    waiting: [],
    similarNames: ['paid'],
  });
  const [paid] = (await desk.see('expired-messages', { name: 'paid', key: 'GONE' })).rows;
  expect(
    (await desk.see('expired-message', { key: paid?.key ?? '' })).waiting.map((each) => each.correlationKey),
  ).toEqual(expect.arrayContaining(['ORDER-2']));
});

it('filters by name, key and time, and shows nothing of processes out of reach', async () => {
  expect((await desk.see('expired-messages', { expired: '-1h..now' })).rows.length).toBeGreaterThan(3);
  expect((await desk.see('expired-messages', { expired: '-2h..-1h' })).rows).toEqual([]);
  const first = await desk.see('expired-messages', { limit: 1 });
  const second = await desk.see('expired-messages', { limit: 1, after: first.next ?? '' });
  expect(second.rows[0]?.key).not.toBe(first.rows[0]?.key);
  const person = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: ['shop'] }] };
  const seen = await desk.see('expired-messages', {}, { person });
  expect([...new Set(seen.rows.map(({ name }) => name))]).toEqual(['bought']);
  const [paid] = (await desk.see('expired-messages', { name: 'paid' })).rows;
  expect(await desk.ask('expired-message', { key: paid?.key ?? '' }, { person })).toBeNull();
});
