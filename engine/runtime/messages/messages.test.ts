import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import type { Engine } from '../../engine.ts';
import { deploy, lease, liveInstances, start, until } from '../proofs/test-engine.ts';
import {
  cloudMessageStart,
  cloudModel,
  cloudOrder,
  flow,
  messageCatch,
  signalCatch,
  signalThrow,
} from '../proofs/test-models.ts';
import { twoNodes } from '../proofs/test-nodes.ts';

const RACERS = 20;
const LONG_MS = 60_000;

const nodes = twoNodes(createTestDatabase);
const { node } = nodes;
const definitions = new Map<string, Key>();
beforeAll(async () => {
  definitions.set('order', await deploy(node(0), 'order', cloudOrder('order', 'each', 'paid')));
  definitions.set('other', await deploy(node(0), 'other', cloudOrder('other', 'each', 'paid')));
  definitions.set('catch', await deploy(node(0), 'catch', messageCatch('catch', 'go')));
  await deploy(node(0), 'shop', cloudMessageStart('shop', 'shopWork', 'bought'));
});

const publish = (
  on: Engine,
  name: string,
  correlationKey: string,
  {
    timeToLiveMs = 0,
    messageId = null,
    mustCorrelate = false,
  }: { timeToLiveMs?: number; messageId?: string | null; mustCorrelate?: boolean } = {},
) => on.publishMessage({ name, correlationKey, messageId, timeToLiveMs, variables: {}, tenantId: null, mustCorrelate });

/** An instance of an order, with its three jobs done, so that it waits for its message. */
async function waitingOrder(processId: string, orderId: string): Promise<Key> {
  const key = await start(node(0), definitions.get(processId) ?? '', { orderId: { type: 'String', text: orderId } });
  const jobs = await lease(node(0), 'each', { maxJobs: 3, waitMs: 2_000 });
  for (const job of jobs) await node(0).execute({ type: 'completeJob', jobKey: job.key, variables: {} });
  return key;
}
const hasEnded = (key: Key) =>
  node(0)
    .search.get('instance', key)
    .then((instance) => instance?.endedAt !== null);

it('keeps a message until something waits for it, and no longer than its time to live', async () => {
  await publish(node(0), 'paid', 'kept', { timeToLiveMs: LONG_MS });
  await publish(node(0), 'paid', 'gone', { timeToLiveMs: 1 });
  await publish(node(0), 'paid', 'never');
  const [kept, gone, never] = [
    await waitingOrder('order', 'kept'),
    await waitingOrder('order', 'gone'),
    await waitingOrder('order', 'never'),
  ];
  await until(() => hasEnded(kept), Boolean);
  expect(await Promise.all([hasEnded(gone), hasEnded(never)])).toEqual([false, false]);
  expect(await publish(node(0), 'paid', 'gone')).toMatchObject({ correlatedInstanceKey: gone });
  expect(await publish(node(1), 'paid', 'never', { mustCorrelate: true })).toMatchObject({
    correlatedInstanceKey: never,
  });
  expect(await publish(node(0), 'paid', 'never', { mustCorrelate: true })).toMatchObject({
    kind: 'rejection',
    code: 'notFound',
  });
});

it('takes a message id once while the message is kept, and again after that', async () => {
  const answers = await Promise.all(
    Array.from({ length: RACERS }, (_, n) =>
      publish(node(n), 'paid', 'unique', { timeToLiveMs: 400, messageId: 'm1' }),
    ),
  );
  expect(answers.filter(({ kind }) => kind === 'published')).toHaveLength(1);
  expect(answers.find(({ kind }) => kind === 'rejection')).toMatchObject({
    code: 'invalidState',
    details: { reason: 'alreadyExists' },
  });
  expect(await publish(node(0), 'paid', 'another key', { timeToLiveMs: 400, messageId: 'm1' })).toMatchObject({
    kind: 'published',
  });
  await until(
    () => publish(node(0), 'paid', 'unique', { timeToLiveMs: 400, messageId: 'm1' }),
    ({ kind }) => kind === 'published',
    3_000,
  );
});

it('brings a message to one instance of each process', async () => {
  const orders = [await waitingOrder('order', 'both'), await waitingOrder('order', 'both')];
  const other = await waitingOrder('other', 'both');
  await publish(node(0), 'paid', 'both', { timeToLiveMs: LONG_MS });
  expect(await Promise.all([...orders, other].map(hasEnded))).toEqual([true, false, true]);
  const third = await waitingOrder('other', 'both');
  expect(await hasEnded(third)).toBe(false);
});

it('brings a message to the event that began first, however late its start listener lets it wait', async () => {
  const late = await deploy(
    node(0),
    'late',
    cloudModel(
      'late',
      `<bpmn:startEvent id="start" />${flow('f1', 'start', 'wait')}<bpmn:receiveTask id="wait" messageRef="m"><bpmn:extensionElements>
        <zeebe:executionListeners><zeebe:executionListener eventType="start" type="mayWait" /></zeebe:executionListeners></bpmn:extensionElements></bpmn:receiveTask>
      ${flow('f2', 'wait', 'end')}<bpmn:endEvent id="end" />`,
      `<bpmn:message id="m" name="late"><bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;" /></bpmn:extensionElements></bpmn:message>`,
    ),
  );
  const instances = [await start(node(0), late, {}), await start(node(0), late, {})];
  const jobs = await lease(node(0), 'mayWait', { maxJobs: 2, waitMs: 2_000 });
  for (const job of jobs.toReversed()) await node(0).execute({ type: 'completeJob', jobKey: job.key, variables: {} });
  await publish(node(0), 'late', 'k');
  expect(await Promise.all(instances.map(hasEnded))).toEqual([true, false]);
});

it('gives one waiting instance to one of many correlations at once', async () => {
  const key = await start(node(0), definitions.get('catch') ?? '');
  const answers = await Promise.all(
    Array.from({ length: RACERS }, (_, n) =>
      node(n).correlateMessage({ name: 'go', instanceKey: key, variables: {}, startsOnly: false, all: false }),
    ),
  );
  expect(answers.filter(({ kind }) => kind === 'correlated')).toHaveLength(1);
  expect(answers.filter((answer) => answer.kind === 'rejection' && answer.code === 'notFound')).toHaveLength(
    RACERS - 1,
  );
  await start(node(0), definitions.get('catch') ?? '');
  await start(node(0), definitions.get('catch') ?? '');
  expect(await node(0).correlateMessage({ name: 'go', variables: {}, startsOnly: false, all: false })).toMatchObject({
    code: 'invalidArgument',
    details: { matches: 2 },
  });
  expect(await node(0).correlateMessage({ name: 'go', variables: {}, startsOnly: false, all: true })).toMatchObject({
    kind: 'correlated',
    results: [{}, {}],
  });
});

it('starts one instance for a key however many publish it on several nodes, and the next when that has ended', async () => {
  const answers = await Promise.all(
    Array.from({ length: RACERS }, (_, n) => publish(node(n), 'bought', 'cart', { timeToLiveMs: LONG_MS })),
  );
  expect(answers.every(({ kind }) => kind === 'published')).toBe(true);
  expect(await liveInstances(node(0), 'shop')).toBe(1);
  // Each end lets the next kept message start its instance, until none is left.
  for (let n = 0; n < RACERS; n += 1) {
    const [job] = await lease(node(n), 'shopWork', { waitMs: 5_000 });
    expect(await liveInstances(node(0), 'shop')).toBe(1);
    await node(0).execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: {} });
  }
  expect(await lease(node(0), 'shopWork', { waitMs: 100 })).toEqual([]);
  expect(await liveInstances(node(0), 'shop')).toBe(0);
});

it('starts an instance for each message without a key', async () => {
  await Promise.all(Array.from({ length: 5 }, () => publish(node(0), 'bought', '')));
  expect(await liveInstances(node(0), 'shop')).toBe(5);
});

it('brings a thrown signal to all that wait, once, and also one that a dead node has not broadcast', async () => {
  const waiting = await deploy(node(0), 'heard', signalCatch('heard', 'alarm'));
  const throwing = await deploy(node(0), 'thrower', signalThrow('thrower', 'alarm'));
  await Promise.all(Array.from({ length: RACERS }, (_, n) => start(node(n), waiting)));
  await start(node(1), throwing);
  await until(
    () => liveInstances(node(0), 'heard'),
    (live) => live === 0,
  );
  await until(
    () => nodes.pool.query('select 1 from thrown_signal').then(({ rows }) => rows.length),
    (left) => left === 0,
  );
  await start(node(0), waiting);
  await nodes.pool.query(
    `insert into thrown_signal (key, name, variables, thrown_at, claimed_until) values (1, 'alarm', '{}', now(), now() - interval '1 second')`,
  );
  await until(
    () => liveInstances(node(0), 'heard'),
    (live) => live === 0,
    12_000,
  );
});

it('brings together what a node that died left apart, but starts nothing that was deployed after its message', async () => {
  const key = await waitingOrder('order', 'left');
  await deploy(node(0), 'later', cloudMessageStart('later', 'laterWork', 'asked'));
  await nodes.pool.query("update definition set deployed_at = now() - interval '2 minutes' where process_id = 'shop'");
  // As it is when the node dies between keeping the message and looking for what waits.
  await nodes.pool.query(
    `insert into message (key, name, correlation_key, variables, published_at, expires_at) values ($1, 'paid', 'left', '{}', now() - interval '1 minute', now() + interval '1 hour'),
    ($2, 'asked', 'left', '{}', now() - interval '1 minute', now() + interval '1 hour'),
    ($3, 'bought', 'left', '{}', now() - interval '1 minute', now() + interval '1 hour')`,
    [await node(0).newKey(), await node(0).newKey(), await node(0).newKey()],
  );
  await nodes.pool.query('update subscription set created_at = $2 where instance_key = $1', [
    key,
    new Date(Date.now() - 60_000),
  ]);
  const before = await liveInstances(node(0), 'shop');
  await until(() => hasEnded(key), Boolean, 15_000);
  await until(
    () => liveInstances(node(0), 'shop'),
    (live) => live === before + 1,
    15_000,
  );
  expect(await liveInstances(node(0), 'later')).toBe(0);
});
