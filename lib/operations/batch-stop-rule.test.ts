import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, type StopRule } from '@/engine/index.ts';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { batchGuard } from './batch-guard.ts';
import { workTaskAndTimer } from './models-for-tests.ts';

const WAIT = { timeout: 30_000 };
/** Attempts of an item before a person has to look at it. */
const ATTEMPTS = 3;
/** A modification of more is confirmed by hand. */
const MANY = 50;
/** No node takes items by itself: what happens between them is certain. */
const desk = testDesk({ isGuarded: true, prepare: (database) => enroll(database, 'l2-operator') });
let definitionKey = '';
beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'stopped.bpmn': workTaskAndTimer('stopped') })).stopped ?? '';
});

const suspend = (instanceKey: string, isSuspended: boolean) =>
  desk.engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended });
async function started(count: number): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let n = 0; n < count; n += 1) keys.push(await desk.start(definitionKey, { businessKey: `S-${n}` }));
  return keys;
}
const action = {
  kind: 'modify',
  steps: [{ kind: 'startBefore', elementId: 'review' }],
} as const;
/** A batch; the instances at the places named are suspended before their turn comes, and cannot be modified. */
async function made(
  keys: readonly string[],
  stopRule: StopRule | undefined,
  isResting: (n: number) => boolean,
): Promise<string> {
  const answer = await desk.run(
    'batch.create',
    { selection: { keys }, action, ...(stopRule !== undefined && { stopRule }) },
    keys.length > MANY ? { confirmation: `modify ${keys.length}` } : {},
  );
  if (answer.kind !== 'done' || answer.batchKey === undefined) throw new Error(JSON.stringify(answer));
  for (const [n, key] of keys.entries()) if (isResting(n)) await suspend(key, true);
  return answer.batchKey;
}
const see = (key: string) => desk.see('batch', { key });
const stopNotices = async () => (await desk.see('notices', {})).rows.filter(({ event }) => event === 'batchStopped');
const systemEntries = (batchKey: string) =>
  desk.database.auditEntry.findMany({
    where: { targetKey: batchKey, actorKind: 'system' },
    orderBy: { n: 'asc' },
    select: { operation: true, channel: true, note: true, before: true, after: true, outcome: true },
  });
/** Does open items one by one, each as often as it has attempts, until the batch rests or there are none. */
async function work(batchKey: string, most = Number.POSITIVE_INFINITY): Promise<void> {
  while (await desk.engine.batches.openSome(batchKey)) {
    /* all of them */
  }
  const open = await desk.database.batchItem.findMany({
    where: { batchKey: BigInt(batchKey), state: 'open' },
    orderBy: { key: 'asc' },
    select: { key: true },
  });
  for (const { key } of open.slice(0, most)) {
    for (let n = 0; n < ATTEMPTS; n += 1) await desk.engine.batches.runItem(String(key));
    if ((await see(batchKey)).state === 'paused') return;
  }
  await desk.engine.batches.endIfDone(batchKey);
}

describe('a batch pauses by itself', () => {
  test('after so many failures: in one transaction with its entry and the notices; its page says why', async () => {
    const keys = await started(8);
    const rule: StopRule = { failed: 2, share: null };
    const preview = await desk.run('batch.create', { selection: { keys }, action, stopRule: rule }, { mode: 'check' });
    expect(preview).toMatchObject({
      effects: expect.arrayContaining([
        'It pauses by itself as soon as 2 items have failed; what is under way by then still ends.',
      ]),
      after: { stopRule: rule },
    });
    const key = await made(keys, rule, (n) => n % 2 === 1);
    await work(key);
    expect(await see(key)).toMatchObject({
      state: 'paused',
      isStopped: true,
      done: 2,
      failed: 2,
      stopRule: rule,
      stopped: { cause: 'failed', done: 2, failed: 2, at: expect.any(Number) },
    });
    expect(await systemEntries(key)).toEqual([
      {
        operation: 'batch.pause',
        channel: 'system',
        outcome: 'done',
        note: '2 of 4 items that came to an end failed: the number that its rule names.',
        before: { isSuspended: false },
        after: { isSuspended: true, done: 2, failed: 2, stopRule: rule, cause: 'failed' },
      },
    ]);
    expect(await stopNotices()).toMatchObject([
      { event: 'batchStopped', target: { kind: 'batch', key }, facts: { name: 'modifyInstance', count: 4, failed: 2 } },
    ]);
  });

  test('by the part that fails, as soon as enough have come to an end; not before', async () => {
    const rule: StopRule = { failed: null, share: { percent: 40, ofAtLeast: 5 } };
    const key = await made(await started(12), rule, (n) => n === 0 || n === 1 || n === 5);
    await work(key, 4);
    // Two of four are more than 40 %, of too few.
    expect(await see(key)).toMatchObject({ state: 'running', done: 2, failed: 2, stopped: null });
    await work(key);
    // Two of five are not more than 40 %; three of six are.
    expect(await see(key)).toMatchObject({ state: 'paused', done: 3, failed: 3, stopped: { cause: 'share' } });
  });

  test('resumed, the rule counts anew; lifted, it goes on whatever fails; what failed is tried again', async () => {
    const resting = (n: number) => n % 3 === 0;
    const keys = await started(12);
    const key = await made(keys, { failed: 2, share: null }, resting);
    await work(key);
    expect(await see(key)).toMatchObject({ state: 'paused', failed: 2 });
    expect(await desk.run('batch.resume', { batchKey: key }, { mode: 'check' })).toMatchObject({
      effects: [expect.any(String), 'Its stop rule counts anew, from what has come to an end by now.'],
    });
    expect(await desk.run('batch.resume', { batchKey: key })).toMatchObject({ kind: 'done' });
    expect(await see(key)).toMatchObject({ state: 'running', isStopped: false, stopped: null });
    await work(key);
    // Two more, not the two that were seen before: what waits still is stopped again.
    expect(await see(key)).toMatchObject({ state: 'paused', failed: 4, stopped: { failed: 2 } });
    expect(await systemEntries(key)).toHaveLength(2);
    expect(await desk.run('batch.resume', { batchKey: key, liftsStopRule: true })).toMatchObject({ kind: 'done' });
    expect(await desk.lastEntry()).toMatchObject({ operation: 'batch.resume', after: { stopRule: null } });
    await work(key);
    expect(await see(key)).toMatchObject({ state: 'failed', stopRule: null, done: 8, failed: 4 });
    for (const [n, instanceKey] of keys.entries()) if (resting(n)) await suspend(instanceKey, false);
    expect(await desk.run('batch.retry', { batchKey: key })).toMatchObject({ kind: 'done' });
    await work(key);
    expect(await see(key)).toMatchObject({ state: 'completed', done: 12, failed: 0 });
  });

  test('where nothing waits any more there is nothing to pause, and without a rule nothing does', async () => {
    const last = await made(await started(4), { failed: 2, share: null }, (n) => n > 1);
    await work(last);
    expect(await see(last)).toMatchObject({ state: 'failed', done: 2, failed: 2, stopped: null });
    const free = await made(await started(4), undefined, () => true);
    await work(free);
    expect(await see(free)).toMatchObject({ state: 'failed', failed: 4, stopRule: null });
    expect([await systemEntries(last), await systemEntries(free)]).toEqual([[], []]);
  });

  test('counters that a dead node left behind are made true before it is said that too much has failed', async () => {
    const rule: StopRule = { failed: null, share: { percent: 40, ofAtLeast: 2 } };
    const key = await made(await started(10), rule, (n) => n === 6);
    await work(key, 6);
    // As if the node had died right after the items, before they were counted.
    await desk.database.$executeRaw`update batch set ran_done = 0 where key = ${BigInt(key)}`;
    await work(key);
    expect(await see(key)).toMatchObject({ state: 'failed', done: 9, failed: 1, stopped: null });
  });
});

test('whoever looks at a batch hears of its failures, which change nothing else', async () => {
  const key = await made(await started(2), undefined, () => true);
  const heard: string[] = [];
  const stop = desk.engine.onChange(({ kinds }) => heard.push(...kinds));
  await work(key);
  await expect.poll(() => heard).toContain('batch');
  stop();
});

test('what a rule cannot be is refused', async () => {
  const keys = await started(1);
  for (const stopRule of [
    { failed: null, share: null },
    { failed: 0, share: null },
    { failed: null, share: { percent: 100, ofAtLeast: 1 } },
  ])
    expect(await desk.run('batch.create', { selection: { keys }, action, stopRule })).toMatchObject({
      kind: 'invalid',
    });
});

test('nodes stop it in time, and a node that begins anew leaves it at rest', async () => {
  const count = 150;
  const key = await made(await started(count), { failed: 25, share: null }, () => true);
  const pool = new pg.Pool({ connectionString: desk.url, max: 2 });
  const node = () => startEngine({ databaseUrl: desk.url, isJobExecutorOn: true, itemGuard: batchGuard(pool) });
  const first = await node();
  await expect.poll(async () => (await see(key)).state, WAIT).toBe('paused');
  await first.stop();
  const { failed, done, stopped } = await see(key);
  // Begun with few at a time: far from all were tried.
  expect([failed, done]).toEqual([expect.toSatisfy((n: number) => n >= 25 && n < count / 2), 0]);
  expect(stopped?.failed).toBeGreaterThanOrEqual(25);
  const second = await node();
  await expect
    .poll(
      async () =>
        (
          await desk.database.$queryRaw<{ n: number }[]>`select count(*)::int as n from batch_item
      where batch_key = ${BigInt(key)} and state = 'failed'`
        )[0]?.n,
    )
    .toBe(failed);
  await second.stop();
  await pool.end();
  expect(await see(key)).toMatchObject({ state: 'paused', failed, stopped });
  expect(await systemEntries(key)).toHaveLength(1);
}, 90_000);
