import { beforeAll, describe, expect, test } from 'vitest';
import type { QueryName, QueryParams, QueryView } from '@/lib/console/contract.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { testDesk } from '@/lib/console/test-desk.ts';

/** A case is submitted first and waits for its document then; a signal and a message start what they say. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="case" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="submit"/>
    <serviceTask id="submit" camunda:type="external" camunda:topic="submit"/><sequenceFlow id="b" sourceRef="submit" targetRef="verified"/>
    <intermediateCatchEvent id="verified"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="c" sourceRef="verified" targetRef="review"/>
    <userTask id="review"/>
  </process>
  <process id="alarmed" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start2"><signalEventDefinition signalRef="s"/></startEvent><sequenceFlow id="d" sourceRef="start2" targetRef="look"/><userTask id="look"/>
  </process>
  <process id="listener" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start3"/><sequenceFlow id="e" sourceRef="start3" targetRef="heard"/>
    <intermediateCatchEvent id="heard"><signalEventDefinition signalRef="s"/></intermediateCatchEvent><sequenceFlow id="f" sourceRef="heard" targetRef="look3"/><userTask id="look3"/>
  </process>
  <message id="m" name="DocumentVerified"/><signal id="s" name="Alarm"/>
</definitions>`;
const CLOUD = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="tests">
  <process id="order" isExecutable="true"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="paid"/>
    <intermediateCatchEvent id="paid"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="b" sourceRef="paid" targetRef="e"/><endEvent id="e"/></process>
  <message id="m" name="Paid"><extensionElements><zeebe:subscription correlationKey="=orderId"/></extensionElements></message>
</definitions>`;

const desk = testDesk();
const { run, lastEntry } = desk;
let definitionKeys: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  definitionKeys = { ...(await desk.deploy({ 'case.bpmn': MODEL })), ...(await desk.deploy({ 'order.bpmn': CLOUD })) };
});

const ask = <N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  limitedTo: readonly string[] | null = null,
): Promise<QueryView<N>> =>
  desk.see(name, params, {
    person: { ...personWith('l2-operator'), roles: [{ id: 'l2-operator', definitions: limitedTo }] },
  });
const start = (
  processId: string,
  businessKey: string | null,
  variables: Record<string, { type: 'String'; text: string }> = {},
): Promise<string> =>
  desk.start(definitionKeys[processId] ?? '', { ...(businessKey !== null && { businessKey }), variables });
async function submit(instanceKey: string): Promise<void> {
  const [job] = await desk.engine.search.find('job', {
    where: [
      { field: 'instanceKey', op: '=', value: instanceKey },
      { field: 'endedAt', op: 'isNull' },
    ],
  });
  await desk.engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: {} });
}
async function keep(
  businessKey: string | null,
  more: { name?: string; correlationKeys?: Record<string, { type: 'String'; text: string }>; tenantId?: string } = {},
): Promise<string> {
  await desk.engine.earlyMessages.keep({
    request: {
      name: 'DocumentVerified',
      variables: { by: { type: 'String', text: 'registry' } },
      all: false,
      ...(businessKey !== null && { businessKey }),
      ...more,
    },
    instanceId: null,
    sender: 'registry',
    senderAddress: '127.0.0.1',
  });
  const [row] = await desk.database.$queryRaw<{ key: string }[]>`select max(key)::text as key from early_message`;
  return row?.key ?? '';
}
const whyOf = async (key: string) =>
  (await ask('early-messages', { state: 'waiting' })).rows.find((row) => row.key === key)?.why;

describe('early messages', () => {
  test('each says why it is not received: the instance is not there yet, then it waits, rests, and has had it', async () => {
    const instance = await start('case', 'CASE-1007');
    const key = await keep('CASE-1007');
    expect(await whyOf(key)).toBe('notYet');
    expect(await ask('early-message', { key })).toMatchObject({
      sender: 'registry',
      variables: [{ name: 'by', type: 'String', text: 'registry' }],
      candidates: [{ instanceKey: instance, at: ['submit'], listens: 'never' }],
    });
    expect(await run('message.replay', { messageKey: key })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Nothing does now'),
    });
    await submit(instance);
    expect(await whyOf(key)).toBe('fits');
    await desk.engine.execute({ type: 'setInstanceSuspension', instanceKey: instance, isSuspended: true });
    expect(await whyOf(key)).toBe('suspended');
    await desk.engine.execute({ type: 'setInstanceSuspension', instanceKey: instance, isSuspended: false });
    const [other, keyed, tenant] = [
      await keep('CASE-1008'),
      await keep('CASE-1007', { correlationKeys: { country: { type: 'String', text: 'SE' } } }),
      await keep('CASE-1007', { tenantId: 'north' }),
    ];
    expect(await Promise.all([whyOf(other), whyOf(keyed), whyOf(tenant)])).toEqual(['otherKey', 'values', 'tenant']);
    expect(await ask('early-message', { key: other })).toMatchObject({
      others: [{ instanceKey: instance, businessKey: 'CASE-1007', elementId: 'verified' }],
    });
    const nameless = await keep('CASE-1007', { name: 'Document_verifed' });
    expect(await whyOf(nameless)).toBe('notYet');
    expect(await ask('early-message', { key: nameless })).toMatchObject({ similarNames: ['DocumentVerified'] });
    expect(await run('message.replay', { messageKey: key }, { mode: 'check' })).toMatchObject({
      kind: 'preview',
      risk: 'guarded',
      effects: ['CASE-1007 of case receives DocumentVerified at verified.', expect.anything()],
    });
    expect(await run('message.replay', { messageKey: key }, { role: 'l1-operator' })).toMatchObject({ kind: 'denied' });
    expect(await run('message.replay', { messageKey: key })).toMatchObject({ kind: 'done', instanceKey: instance });
    expect(await lastEntry()).toMatchObject({
      operation: 'message.replay',
      outcome: 'done',
      targetKind: 'message',
      targetKey: key,
      elementId: 'verified',
      businessKey: 'CASE-1007',
      reasonCode: 'test',
      before: { state: 'waiting' },
      after: { state: 'correlated' },
    });
    expect(await run('message.replay', { messageKey: key })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('was received'),
    });
    const again = await keep('CASE-1007');
    expect(await whyOf(again)).toBe('past');
    expect(await whyOf(await keep('nobody', { name: 'Nothing' }))).toBe('nobody');
    await start('case', 'TWO').then(submit);
    await start('case', 'TWO').then(submit);
    expect(await whyOf(await keep('TWO'))).toBe('several');
    expect(await whyOf(await keep(null))).toBe('several');
  });

  test('a wrong key is corrected, late and duplicate ones are marked and taken back, each an entry', async () => {
    const instance = await start('case', 'CASE-9');
    await submit(instance);
    const wrong = await keep('case 9');
    expect(await run('message.replay', { messageKey: wrong, businessKey: 'CASE-9' }, { mode: 'check' })).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'The key is its sender’s', result: 'look' })]),
    });
    expect(await run('message.replay', { messageKey: wrong, businessKey: 'CASE-9' })).toMatchObject({
      kind: 'done',
      instanceKey: instance,
    });
    const late = await keep('CASE-9');
    expect(await run('message.mark', { messageKey: late, mark: 'late' })).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'message.mark',
      note: 'a test',
      before: { state: 'waiting' },
      after: { state: 'late' },
    });
    const marked = Number((await lastEntry())?.n);
    expect((await ask('early-messages', { state: 'late' })).rows).toMatchObject([
      { key: late, why: null, decidedBy: personWith('l2-operator').username },
    ]);
    expect(await run('message.watch', { messageKey: late, isWatched: true })).toMatchObject({ kind: 'refused' });
    expect(await run('message.mark', null, { undoes: marked })).toMatchObject({
      kind: 'done',
      message: expect.stringContaining('waits again'),
    });
    expect(await run('message.mark', { messageKey: wrong, mark: 'duplicate' })).toMatchObject({
      kind: 'refused',
      message: 'It was received.',
    });
  });

  test('watched by itself or by the rule of its name, it is received when something waits', async () => {
    const instance = await start('case', 'AUTO');
    const key = await keep('AUTO');
    expect(await run('message.watch', { messageKey: key, isWatched: true })).toMatchObject({ kind: 'done' });
    await submit(instance);
    await expect.poll(async () => (await ask('early-message', { key })).state, { timeout: 12_000 }).toBe('correlated');
    expect(await run('message.rule', { name: 'DocumentVerified', rule: 'replay' })).toMatchObject({ kind: 'done' });
    expect(await ask('message-rules', {})).toMatchObject({ rules: [{ name: 'DocumentVerified', rule: 'replay' }] });
    expect(await run('message.rule', { name: 'DocumentVerified', rule: 'keep' })).toMatchObject({ kind: 'done' });
    expect(await ask('message-rules', {})).toEqual({ rules: [] });
  });

  test('filters, pages and narrow roles', async () => {
    expect(
      (
        await ask('early-messages', {
          name: 'Nothing',
          key: 'nobody',
          state: 'waiting',
          received: '-1h..now',
          watched: 'no',
        })
      ).rows,
    ).toHaveLength(1);
    const seen: string[] = [];
    for (let after: string | undefined, n = 0; n < 20; n += 1) {
      const page: QueryView<'early-messages'> = await ask('early-messages', {
        limit: 3,
        ...(after !== undefined && { after }),
      });
      seen.push(...page.rows.map(({ key }) => key));
      if (page.next === null) break;
      after = page.next;
    }
    expect(await desk.database.$queryRaw`select count(*)::int as count from early_message`).toEqual([
      { count: new Set(seen).size },
    ]);
    expect((await ask('early-messages', {}, ['order'])).rows).toEqual([]);
    expect((await ask('early-messages', { name: 'DocumentVerified' }, ['case'])).rows.length).toBeGreaterThan(0);
  });
});

describe('sending by hand', () => {
  test('a message of Camunda 7 goes to exactly one, or to all when that is said; it says to whom before', async () => {
    const [one, other] = [await start('case', 'SEND'), await start('case', 'SEND')];
    for (const key of [one, other]) await submit(key);
    expect(await run('message.send', { name: 'DocumentVerified', businessKey: 'SEND' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('2 do'),
    });
    expect(
      await run('message.send', { name: 'DocumentVerified', businessKey: 'SEND', isForAll: true }, { mode: 'check' }),
    ).toMatchObject({ risk: 'high', effects: [expect.stringContaining('SEND of case receives'), expect.anything()] });
    expect(
      await run('message.send', {
        name: 'DocumentVerified',
        businessKey: 'SEND',
        isForAll: true,
        variables: [{ name: 'n', type: 'Integer', text: '1' }],
      }),
    ).toMatchObject({ kind: 'done', message: '2 received DocumentVerified.' });
    expect(await lastEntry()).toMatchObject({
      operation: 'message.send',
      outcome: 'done',
      after: { message: 'DocumentVerified', businessKey: 'SEND', receivers: 2 },
    });
    expect(await run('message.send', { name: 'DocumentVerified', businessKey: 'SEND' })).toMatchObject({
      kind: 'refused',
    });
    expect(
      await run('message.send', {
        name: 'DocumentVerified',
        businessKey: 'SEND',
        correlationKeys: [{ name: 'x', type: 'Integer', text: 'no' }],
      }),
    ).toMatchObject({ kind: 'refused' });
  });

  test('a message of Camunda 8 is kept for its time to live, with its id once', async () => {
    expect(await run('message.publish', { name: 'Paid', correlationKey: 'O-1', timeToLiveMs: 0 })).toMatchObject({
      kind: 'refused',
    });
    expect(
      await run('message.publish', { name: 'Paid', correlationKey: 'O-1', timeToLiveMs: 60_000, messageId: 'm-1' }),
    ).toMatchObject({ kind: 'done', instanceKey: null });
    expect(await lastEntry()).toMatchObject({
      operation: 'message.publish',
      outcome: 'done',
      after: { correlationKey: 'O-1', messageId: 'm-1' },
    });
    expect(
      await run('message.publish', { name: 'Paid', correlationKey: 'O-1', timeToLiveMs: 60_000, messageId: 'm-1' }),
    ).toMatchObject({ kind: 'refused' });
    expect((await ask('buffered-messages', { name: 'Paid', key: 'O-1' })).rows).toMatchObject([
      { messageId: 'm-1', received: 0 },
    ]);
    const instance = await start('order', null, { orderId: { type: 'String', text: 'O-1' } });
    await expect
      .poll(
        async () => (await ask('correlated-messages', { name: 'Paid' })).rows.map(({ instanceKey }) => instanceKey),
        { timeout: 8_000 },
      )
      .toEqual([instance]);
    const waiting = await start('order', null, { orderId: { type: 'String', text: 'O-2' } });
    expect((await ask('subscriptions', { key: 'O-2' })).rows).toMatchObject([
      { name: 'Paid', instanceKey: waiting, dialect: 'camunda8' },
    ]);
    expect((await ask('message-names', {})).names.find(({ name }) => name === 'Paid')).toMatchObject({
      waiting: 1,
      dialects: ['camunda8'],
      keys: ['O-2'],
    });
    expect(await run('message.publish', { name: 'Paid', correlationKey: 'O-2', timeToLiveMs: 0 })).toMatchObject({
      kind: 'done',
      instanceKey: waiting,
    });
    expect(await lastEntry()).toMatchObject({ operation: 'message.publish', instanceKey: BigInt(waiting) });
    expect((await ask('buffered-messages', {}, ['case'])).rows).toEqual([]);
  });

  test('a signal says how many would receive it, and reaches them', async () => {
    const listening = await start('listener', 'LISTEN');
    expect(await run('signal.broadcast', { name: 'Silence' })).toMatchObject({ kind: 'refused' });
    expect(await run('signal.broadcast', { name: 'Alarm' }, { mode: 'check' })).toMatchObject({
      risk: 'high',
      effects: [
        'LISTEN of listener receives the signal Alarm at heard.',
        'A new instance of alarmed starts at start2.',
      ],
    });
    expect(await run('signal.broadcast', { name: 'Alarm' }, { role: 'l1-operator' })).toMatchObject({ kind: 'denied' });
    expect(await run('signal.broadcast', { name: 'Alarm' })).toMatchObject({
      kind: 'done',
      message: '2 received the signal Alarm.',
    });
    expect(await lastEntry()).toMatchObject({
      operation: 'signal.broadcast',
      ticket: 'OPS-1',
      after: { signal: 'Alarm', waiting: 1, starts: 1 },
    });
    expect(
      (
        await desk.engine.search.find('elementInstance', {
          where: [
            { field: 'instanceKey', op: '=', value: listening },
            { field: 'endedAt', op: 'isNull' },
          ],
        })
      ).map(({ elementId }) => elementId),
    ).toEqual(['look3']);
  });
});
