import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import type { EarlyMessage } from '../../early-messages.ts';
import type { Engine } from '../../engine.ts';
import { KeepingRate } from '../keeping-rate.ts';
import { deploy, until } from '../proofs/test-engine.ts';
import { messageCatch } from '../proofs/test-models.ts';
import { twoNodes } from '../proofs/test-nodes.ts';

const RACERS = 10;
const BY = { by: 'lena' };
const nodes = twoNodes(createTestDatabase);
const { node } = nodes;
let definitionKey: Key;
beforeAll(async () => {
  definitionKey = await deploy(node(0), 'early', messageCatch('early', 'verified'));
});

const early = (
  businessKey: string,
  more: Partial<EarlyMessage['request']> = {},
  instanceId: string | null = null,
): EarlyMessage => ({
  request: {
    name: 'verified',
    businessKey,
    variables: { by: { type: 'String', text: 'registry' } },
    all: false,
    ...more,
  },
  instanceId,
  sender: 'registry',
  senderAddress: '127.0.0.1',
});

async function keep(message: EarlyMessage): Promise<Key> {
  expect(await node(0).earlyMessages.keep(message)).toBe(true);
  const { rows } = await nodes.pool.query<{ key: Key }>('select key from early_message order by key desc limit 1');
  return rows[0]?.key ?? '';
}
async function row(key: Key) {
  const { rows } = await nodes.pool.query<Record<string, unknown>>(
    'select state, tries, last_problem, decided_by, instance_key, is_watched, note, lock_until from early_message where key = $1',
    [key],
  );
  return rows[0];
}
async function start(businessKey: string, on: Engine = node(0)): Promise<Key> {
  const instanceKey = await on.newKey();
  const outcome = await on.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey,
    businessKey,
    tenantId: null,
    variables: {},
  });
  if (outcome.kind === 'rejection') throw new Error(outcome.message);
  return instanceKey;
}
const hasEnded = async (key: Key): Promise<boolean> => (await node(0).search.get('instance', key))?.endedAt !== null;

it('is sent again by hand: refused with the reason while nothing waits, then received once, with its values', async () => {
  const key = await keep(early('CASE-1'));
  expect(await node(0).earlyMessages.receivers(key, {})).toEqual({ waiting: [], starts: [] });
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({ kind: 'rejection', code: 'notFound' });
  expect(await row(key)).toMatchObject({
    state: 'waiting',
    tries: 1,
    last_problem: "nothing waits for the message 'verified'",
    lock_until: null,
  });
  const instanceKey = await start('CASE-1');
  expect(await node(0).earlyMessages.receivers(key, {})).toMatchObject({
    waiting: [{ instanceKey, processId: 'early' }],
    starts: [],
  });
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({
    kind: 'correlated',
    results: [{ instanceKey }],
  });
  expect(await hasEnded(instanceKey)).toBe(true);
  expect(await row(key)).toMatchObject({
    state: 'correlated',
    decided_by: 'lena',
    instance_key: instanceKey,
    last_problem: null,
  });
  expect(
    (await nodes.pool.query(`select text from variable where instance_key = $1 and name = 'by'`, [instanceKey])).rows,
  ).toEqual([{ text: 'registry' }]);
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({
    code: 'notFound',
    message: 'the message waits no more',
  });
  expect(await node(0).earlyMessages.mark(key, 'late', { by: 'lena', note: null })).toBe(false);
});

it('reaches one instance however many send it again at once on several nodes', async () => {
  const key = await keep(early('RACE'));
  const instances = [await start('RACE'), await start('RACE')];
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({ kind: 'rejection', details: { matches: 2 } });
  const instanceKey = instances[0] ?? '';
  const answers = await Promise.all(
    Array.from({ length: RACERS }, (_, n) => node(n).earlyMessages.replay(key, { instanceKey }, BY)),
  );
  expect(answers.filter(({ kind }) => kind === 'correlated')).toHaveLength(1);
  expect(await Promise.all(instances.map(hasEnded))).toEqual([true, false]);
});

it('a second receipt of the same message fails with all that it would have done', async () => {
  const key = await keep(early('TWICE'));
  const [one, other] = [await start('TWICE'), await start('TWICE')];
  await node(0).earlyMessages.replay(key, { instanceKey: one }, BY);
  const subscriptions = await node(0).search.find('subscription', {
    where: [{ field: 'instanceKey', op: '=', value: other }],
  });
  const delivery = node(0).execute(
    { type: 'correlateMessage', subscriptionKey: subscriptions[0]?.key ?? '', variables: {} },
    { earlyMessage: { key, by: 'lena' } },
  );
  await expect(delivery).rejects.toThrow('received already');
  expect(await hasEnded(other)).toBe(false);
});

it('with another business key, when the sender had the wrong one', async () => {
  const key = await keep(early('case-7'));
  const instanceKey = await start('CASE-7');
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({ code: 'notFound' });
  expect(await node(0).earlyMessages.replay(key, { businessKey: 'CASE-7' }, BY)).toMatchObject({
    kind: 'correlated',
    results: [{ instanceKey }],
  });
});

it('watched, it goes to what begins to wait, also on a node that did not know of it', async () => {
  const [here, there] = [await keep(early('WATCH-1')), await keep(early('WATCH-2'))];
  for (const key of [here, there]) expect(await node(0).earlyMessages.setWatched(key, true, {})).toBe(true);
  const started = [await start('WATCH-1'), await start('WATCH-2', node(1))];
  for (const key of started) await until(() => hasEnded(key), Boolean, 12_000);
  expect(await row(here)).toMatchObject({ state: 'correlated', decided_by: 'system', instance_key: started[0] });
  const entries = await nodes.pool.query(
    'select actor_kind, outcome, instance_key from audit_entry where operation = $1 and target_key = $2',
    ['message.replay', here],
  );
  expect(entries.rows).toEqual([{ actor_kind: 'system', outcome: 'done', instance_key: started[0] }]);
});

it('a rule of the name holds for what is there and for what comes; ignored names are not kept', async () => {
  const before = await keep(early('RULE-1', { name: 'ruled' }));
  await node(0).earlyMessages.setRule('ruled', 'replay', BY);
  expect(await row(before)).toMatchObject({ is_watched: true });
  expect(await row(await keep(early('RULE-2', { name: 'ruled' })))).toMatchObject({ is_watched: true });
  await node(0).earlyMessages.setRule('ruled', 'ignore', BY);
  expect(await node(0).earlyMessages.keep(early('RULE-3', { name: 'ruled' }))).toBe(false);
  expect(await row(before)).toMatchObject({ is_watched: false });
});

it('late and duplicate ones wait no more, until somebody takes that back', async () => {
  const key = await keep(early('LATE'));
  await start('LATE');
  expect(await node(0).earlyMessages.mark(key, 'late', { by: 'lena', note: 'answered by phone' })).toBe(true);
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({ code: 'notFound' });
  expect(await node(0).earlyMessages.setWatched(key, true, {})).toBe(false);
  expect(await row(key)).toMatchObject({ state: 'late', decided_by: 'lena', note: 'answered by phone' });
  expect(await node(0).earlyMessages.mark(key, 'waiting', { by: 'lena', note: null })).toBe(true);
  expect(await node(0).earlyMessages.replay(key, {}, BY)).toMatchObject({ kind: 'correlated' });
});

it('keys of variables and an instance that never was are kept as they came; values that are too large are not', async () => {
  const keyed = await keep(early('KEYS', { correlationKeys: { country: { type: 'String', text: 'SE' } } }));
  await start('KEYS');
  expect(await node(0).earlyMessages.replay(keyed, {}, BY)).toMatchObject({ code: 'notFound' });
  const nowhere = await keep(early('KEYS', {}, 'no-such-id'));
  expect(await node(0).earlyMessages.replay(nowhere, {}, BY)).toMatchObject({
    message: 'the message names an instance that there never was',
  });
  const large = await keep(early('KEYS', { variables: { much: { type: 'String', text: 'x'.repeat(70_000) } } }));
  expect(await node(0).earlyMessages.replay(large, {}, BY)).toMatchObject({ code: 'invalidState' });
  expect(await node(0).earlyMessages.receivers(large, {})).toBeNull();
  expect(await node(0).earlyMessages.keep(early('\u0000'))).toBe(false);
});

it('a flood is counted, not kept', async () => {
  const kept = await Promise.all(
    Array.from({ length: 300 }, () => node(0).earlyMessages.keep(early('FLOOD', { name: 'flood' }))),
  );
  const count = kept.filter(Boolean).length;
  expect(count).toBeGreaterThanOrEqual(120);
  expect(count).toBeLessThanOrEqual(240);
  await until(
    async () =>
      (await nodes.pool.query<{ not_kept: string }>(`select not_kept from early_message_name where name = 'flood'`))
        .rows[0]?.not_kept,
    (seen) => Number(seen) === 300 - count,
    12_000,
  );
  const rate = new KeepingRate();
  for (let n = 0; n < 5_000; n += 1) rate.mayKeep(`name ${n}`, 0);
  const dropped = rate.takeDropped();
  expect([...dropped.values()].reduce((sum, each) => sum + each, 0)).toBe(5_000 - 1_200);
  expect(dropped.size).toBeLessThanOrEqual(1_001);
  expect(rate.mayKeep('name 1', 60_000)).toBe(true);
});

it('what is too old goes', async () => {
  const key = await keep(early('OLD'));
  await nodes.pool.query(`update early_message set expires_at = now() - interval '1 second' where key = $1`, [key]);
  await until(
    () => row(key),
    (seen) => seen === undefined,
    12_000,
  );
});
