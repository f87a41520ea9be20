import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { Key } from '../../core/state.ts';
import { expireMessages, removeExcessExpired } from '../../store/expired-messages.ts';
import { deploy, until } from '../proofs/test-engine.ts';
import { cloudMessageStart } from '../proofs/test-models.ts';
import { oneNode } from '../proofs/test-nodes.ts';

const DAY_MS = 86_400_000;
const LONG_MS = 60_000;
const ALL = 100;
const node = oneNode(createTestDatabase);
beforeAll(async () => {
  await deploy(node.engine, 'shop', cloudMessageStart('shop', 'shopWork', 'bought'));
});

interface Lost {
  readonly key: Key;
  readonly name: string;
  readonly correlation_key: string;
  readonly message_id: string | null;
  readonly variables: unknown;
  readonly sender: unknown;
}
async function lost(name: string): Promise<readonly Lost[]> {
  const { rows } = await node.pool.query<Lost>(
    'select key, name, correlation_key, message_id, variables, sender from expired_message where name = $1 order by key',
    [name],
  );
  return rows;
}
async function publish(
  name: string,
  correlationKey: string,
  {
    timeToLiveMs = 0,
    messageId = null,
    text = 'x',
  }: { timeToLiveMs?: number; messageId?: string | null; text?: string },
): Promise<Key> {
  const published = await node.engine.publishMessage({
    name,
    correlationKey,
    messageId,
    timeToLiveMs,
    variables: { value: { type: 'String', text } },
    tenantId: null,
    mustCorrelate: false,
  });
  if (published.kind !== 'published') throw new Error(published.message);
  return published.key;
}
const expireAll = () => expireMessages(node.pool, Date.now() + DAY_MS, ALL);

it('keeps what nobody received while it lived, and nothing that was received', async () => {
  const kept = await publish('paid', 'A-1', { timeToLiveMs: LONG_MS, messageId: 'm-1' });
  const bought = await publish('bought', 'A-2', { timeToLiveMs: LONG_MS });
  expect(await lost('paid')).toEqual([]);
  expect(await expireAll()).toBe(2);
  expect(await lost('paid')).toMatchObject([
    { key: kept, correlation_key: 'A-1', message_id: 'm-1', variables: { value: { type: 'String', text: 'x' } } },
  ]);
  expect(await lost('bought')).toEqual([]);
  const { rows } = await node.pool.query('select 1 from message where key = any($1::bigint[])', [[kept, bought]]);
  expect(rows).toEqual([]);
});

it('keeps one that was not to wait and came to nobody', async () => {
  const key = await publish('atOnce', 'B-1', {});
  expect(await lost('atOnce')).toMatchObject([{ key }]);
  // A sender who is told that nobody had it loses nothing.
  expect(
    await node.engine.publishMessage({
      name: 'told',
      correlationKey: 'B-2',
      messageId: null,
      timeToLiveMs: 0,
      variables: {},
      tenantId: null,
      mustCorrelate: true,
    }),
  ).toMatchObject({ kind: 'rejection' });
  expect(await lost('told')).toEqual([]);
});

it('keeps one whose place another with its id takes', async () => {
  const first = await publish('again', 'C-1', { timeToLiveMs: 1, messageId: 'same' });
  const second = await until(
    () => publish('again', 'C-1', { timeToLiveMs: LONG_MS, messageId: 'same' }).catch(() => null),
    (key) => key !== null,
  );
  expect((await lost('again')).map(({ key }) => key)).toEqual([first]);
  await expireAll();
  expect((await lost('again')).map(({ key }) => key)).toEqual([first, second]);
});

it('keeps name and key alone of one with large values, and no more than are bearable', async () => {
  await publish('large', 'D-1', { text: 'y'.repeat(70_000) });
  expect(await lost('large')).toMatchObject([{ correlation_key: 'D-1', variables: null }]);
  const last = await publish('last', 'D-2', {});
  await removeExcessExpired(node.pool, { most: 1, limit: ALL });
  const { rows } = await node.pool.query<{ key: Key }>('select key from expired_message');
  expect(rows.map(({ key }) => key)).toEqual([last]);
});

it('goes with history: after the longest time for which a definition keeps it', async () => {
  const old = await publish('old', 'E-1', {});
  const young = await publish('young', 'E-2', {});
  await node.pool.query(`update expired_message set expired_at = now() - interval '8 days' where key = $1`, [old]);
  await node.pool.query(`update definition set history_ttl_days = null`);
  await node.engine.historyCleanUp.request(true, {});
  expect(await node.engine.historyCleanUp.run()).toBe(true);
  expect(await lost('old')).toHaveLength(1);
  await node.pool.query(`update definition set history_ttl_days = 7`);
  expect(await node.engine.historyCleanUp.run()).toBe(true);
  expect([...(await lost('old')), ...(await lost('young'))].map(({ key }) => key)).toEqual([young]);
});
