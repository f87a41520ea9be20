import { beforeAll, describe, expect, test } from 'vitest';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { Answer } from './run-operation.ts';

/** Two kinds of case wait for one message; an order waits for another. */
const waiting = (id: string, message: string) => `<process id="${id}" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="${id}-start"/><sequenceFlow id="${id}-a" sourceRef="${id}-start" targetRef="${id}-wait"/>
    <intermediateCatchEvent id="${id}-wait"><messageEventDefinition messageRef="${message}"/></intermediateCatchEvent><sequenceFlow id="${id}-b" sourceRef="${id}-wait" targetRef="${id}-look"/><userTask id="${id}-look"/>
  </process>`;
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  ${waiting('case', 'm')}${waiting('order', 'p')}<message id="m" name="Verified"/><message id="p" name="Paid"/>
</definitions>`;
const WAIT = { timeout: 20_000 };
const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: (database) => enroll(database, 'l2-operator'),
});
const { run, see } = desk;
let keys: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  keys = await desk.deploy({ 'waiting.bpmn': MODEL });
});

const start = (processId: string, businessKey: string) => desk.start(keys[processId] ?? '', { businessKey });
async function keep(
  businessKey: string,
  more: { name?: string; correlationKeys?: Record<string, { type: 'String'; text: string }> } = {},
): Promise<string> {
  await desk.engine.earlyMessages.keep({
    request: {
      name: 'Verified',
      variables: { by: { type: 'String', text: 'registry' } },
      all: false,
      businessKey,
      ...more,
    },
    instanceId: null,
    sender: 'registry',
    senderAddress: '127.0.0.1',
  });
  const [row] = await desk.database.$queryRaw<{ key: string }[]>`select max(key)::text as key from early_message`;
  return row?.key ?? '';
}
const stateOf = async (key: string) => (await see('early-message', { key })).state;
async function ended(
  answer: Promise<Answer>,
): Promise<{ readonly batchKey: string; readonly items: readonly (readonly [string, string, string | null])[] }> {
  const done = await answer;
  if (done.kind !== 'done' || done.batchKey === undefined) throw new Error(JSON.stringify(done));
  const { batchKey } = done;
  await expect.poll(async () => (await see('batch', { key: batchKey })).state, WAIT).not.toBe('running');
  return {
    batchKey,
    items: (await see('batch-items', { batch: batchKey })).rows.map((row) => [row.target, row.state, row.message]),
  };
}
async function tokenAt(instance: string): Promise<string> {
  const [row] = await desk.database.$queryRaw<
    { id: string }[]
  >`select element_id as id from element_instance where instance_key = ${BigInt(instance)} and ended_at is null`;
  return row?.id ?? '';
}

describe('many early messages', () => {
  test('replayed: counted and rehearsed first, each with its result; what failed is tried again when something waits', async () => {
    const messages = [await keep('M-1'), await keep('M-2'), await keep('M-3')];
    const instances = [await start('case', 'M-1'), await start('case', 'M-2')];
    expect(await run('message.replay-many', { selection: { keys: messages } }, { mode: 'check' })).toMatchObject({
      kind: 'preview',
      risk: 'guarded',
      effects: [expect.stringContaining('3 messages are sent again'), '3 of Verified.', expect.anything()],
      sample: {
        total: 3,
        works: 2,
        groups: [
          { message: 'nothing waits for it', count: 1, examples: [{ title: 'Verified · M-3' }] },
          { message: null, count: 2 },
        ],
      },
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Dry run on a sample', result: 'look' })]),
    });
    expect(await run('message.replay-many', { selection: { keys: messages } }, { role: 'l1-operator' })).toMatchObject({
      kind: 'denied',
    });
    const first = await ended(run('message.replay-many', { selection: { keys: messages } }));
    expect(first.items).toEqual([
      [messages[0], 'done', null],
      [messages[1], 'done', null],
      [messages[2], 'failed', expect.stringContaining('nothing waits')],
    ]);
    expect(await Promise.all(instances.map(tokenAt))).toEqual(['case-look', 'case-look']);
    expect(await see('batch', { key: first.batchKey })).toMatchObject({
      kind: 'replayMessage',
      state: 'failed',
      reason: { code: 'test', ticket: 'OPS-1' },
    });
    expect((await see('batch-items', { batch: first.batchKey })).rows[0]).toMatchObject({
      instanceKey: instances[0],
      businessKey: 'M-1',
    });
    await start('case', 'M-3');
    expect(await run('batch.retry', { batchKey: first.batchKey })).toMatchObject({ kind: 'done' });
    await expect.poll(() => stateOf(messages[2] ?? ''), WAIT).toBe('correlated');
    await expect.poll(async () => (await see('batch', { key: first.batchKey })).state, WAIT).toBe('completed');
  });

  test('marked by the filter of the list without those left out, and let wait again', async () => {
    const [first, second, left] = [
      await keep('F-1', { name: 'Filtered' }),
      await keep('F-2', { name: 'Filtered' }),
      await keep('F-3', { name: 'Filtered' }),
    ];
    expect(await see('early-message-count', { name: 'Filtered', state: 'waiting' })).toEqual({
      value: 3,
      isExact: true,
    });
    const selection = { filter: { name: 'Filtered', state: 'waiting' }, except: [left] };
    expect(await run('message.mark-many', { selection, mark: 'late' }, { mode: 'check' })).toMatchObject({
      effects: [expect.stringContaining('2 messages are marked late'), '2 of Filtered.', expect.anything()],
      sample: null,
    });
    expect(
      (await ended(run('message.mark-many', { selection, mark: 'late' }))).items.map(([, state]) => state),
    ).toEqual(['done', 'done']);
    expect(await Promise.all([first, second, left].map(stateOf))).toEqual(['late', 'late', 'waiting']);
    expect(await see('early-message', { key: first })).toMatchObject({ note: 'a test', decidedBy: 'Lena Holm' });
    expect(await run('message.replay-many', { selection: { keys: [first] } })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('None of the chosen'),
    });
    await ended(run('message.mark-many', { selection: { keys: [first, second, left] }, mark: 'waiting' }));
    expect(await stateOf(second)).toBe('waiting');
    expect(
      await run('message.mark-many', { selection: { filter: { received: 'whenever' } }, mark: 'late' }),
    ).toMatchObject({ kind: 'notFound' });
  });

  test('each is judged when its turn comes: for a process that is out of reach now it is refused', async () => {
    await start('order', 'J-1');
    const message = await keep('J-1', { name: 'Paid' });
    await desk.database.$executeRaw`update user_role set definitions = array['case'] where user_id = 'u'`;
    expect((await ended(run('message.replay-many', { selection: { keys: [message] } }))).items).toEqual([
      [message, 'failed', expect.stringContaining('may not do this any more')],
    ]);
    await desk.database.$executeRaw`update user_role set definitions = null where user_id = 'u'`;
  });
});

describe('attached by hand', () => {
  const subscriptionOf = async (instance: string): Promise<string> => {
    const [row] = await desk.database.$queryRaw<
      { key: string }[]
    >`select key::text as key from subscription where instance_key = ${BigInt(instance)}`;
    return row?.key ?? '';
  };

  test('what differs is said, it is received once with its values, and written in the log of the instance', async () => {
    const instance = await start('case', 'A-1');
    const subscriptionKey = await subscriptionOf(instance);
    const message = await keep('a 1', {
      name: 'Verifed',
      correlationKeys: { country: { type: 'String', text: 'SE' } },
    });
    const preview = await run('message.attach', { messageKey: message, subscriptionKey }, { mode: 'check' });
    expect(preview).toMatchObject({
      kind: 'preview',
      risk: 'high',
      riskBecause: 'It is not what its sender wrote.',
      effects: [
        expect.stringContaining('receives Verifed for a 1 at case-wait, where it waits for Verified'),
        expect.anything(),
      ],
    });
    expect(preview).toMatchObject({
      checks: expect.arrayContaining([
        { name: 'The name is the same', result: 'look', evidence: 'The message says Verifed; here it is Verified.' },
        { name: 'The business key is the same', result: 'look', evidence: 'The message says a 1; here it is A-1.' },
        { name: 'The values it must match are the same', result: 'look', evidence: 'Different or not there: country.' },
        expect.objectContaining({ name: 'It really waits', result: 'passed' }),
        expect.objectContaining({ name: 'Dry run on the engine', result: 'look' }),
      ]),
    });
    expect(
      await run('message.attach', { messageKey: message, subscriptionKey }, { role: 'l1-operator' }),
    ).toMatchObject({ kind: 'denied' });
    expect(await run('message.attach', { messageKey: message, subscriptionKey })).toMatchObject({
      kind: 'done',
      instanceKey: instance,
    });
    expect(await tokenAt(instance)).toBe('case-look');
    expect(await desk.lastEntry()).toMatchObject({
      operation: 'message.attach',
      outcome: 'done',
      instanceKey: BigInt(instance),
      elementId: 'case-wait',
      before: { state: 'waiting', message: 'Verifed', businessKey: 'a 1' },
      after: { waitsFor: 'Verified', businessKey: 'A-1' },
    });
    expect(await see('early-message', { key: message })).toMatchObject({ state: 'correlated', instanceKey: instance });
    expect(
      await desk.database.$queryRaw<
        { text: string }[]
      >`select text from variable where instance_key = ${BigInt(instance)} and name = 'by'`,
    ).toEqual([{ text: 'registry' }]);
    expect(await run('message.attach', { messageKey: await keep('A-1'), subscriptionKey })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('waits no more'),
    });
  });

  test('not to what rests; and of two people one is told that it was received', async () => {
    const instance = await start('case', 'A-2');
    const subscriptionKey = await subscriptionOf(instance);
    const message = await keep('A-2');
    await desk.engine.execute({ type: 'setInstanceSuspension', instanceKey: instance, isSuspended: true });
    expect(await run('message.attach', { messageKey: message, subscriptionKey })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('suspended'),
    });
    await desk.engine.execute({ type: 'setInstanceSuspension', instanceKey: instance, isSuspended: false });
    const seen = await run('message.attach', { messageKey: message, subscriptionKey }, { mode: 'check' });
    if (seen.kind !== 'preview') throw new Error(JSON.stringify(seen));
    expect(seen.risk).toBe('guarded');
    const both = await Promise.all(
      ['ann', 'bea'].map((as) =>
        run(
          'message.attach',
          { messageKey: message, subscriptionKey },
          { as, expectedState: seen.state, ...(seen.version !== null && { expectedVersion: seen.version }) },
        ),
      ),
    );
    expect(both.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    // Before the other was looked at, between that and its turn, or as both send it.
    expect(both.find(({ kind }) => kind !== 'done')).toMatchObject({
      kind: expect.stringMatching(/^(conflict|refused)$/),
      message: expect.stringMatching(/waits no more|has changed since you looked|somebody else sends the message/),
    });
  });
});
