import { beforeAll, describe, expect, test, vi } from 'vitest';
import { authorize } from '@/lib/auth/authorize.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { Ground } from './ground-for-tests.ts';

const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: async (database) => {
    for (const [username, name] of [
      ['lena', 'Lena Holm'],
      ['tom', 'Tom Berg'],
    ] as const) {
      await database.appUser.create({ data: { id: username, username, name, passwordHash: '' } });
      await database.$executeRaw`insert into user_role (user_id, role) values (${username}, 'l2-operator')`;
    }
  },
});
const ground = new Ground(desk);
beforeAll(() => ground.lay());

const TOLD = { timeout: 30_000, interval: 50 };
interface Told {
  readonly username: string;
  readonly event: string;
  readonly targetKey: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly isRead: boolean;
}
const toldOf = (targetKey: string, username = 'lena'): Promise<Told[]> => desk.database.$queryRaw<Told[]>`
  select username, event, target_key as "targetKey", facts, read_at is not null as "isRead" from notification where target_key = ${targetKey} and username = ${username} order by key`;
const eventsOf = async (targetKey: string, username = 'lena') =>
  (await toldOf(targetKey, username)).map(({ event }) => event);
const watchesOf = (targetKey: string) =>
  desk.database.$queryRaw<
    { username: string }[]
  >`select username from watch where target_key = ${targetKey}::bigint order by username`;
const fail = (jobKey: string, errorMessage: string) =>
  desk.engine.execute({ type: 'failJob', jobKey, retries: 0, retryAfterMs: 0, errorMessage, errorDetails: null });
const fingerprintOf = (incidentKey: string) =>
  ground.key('select fingerprint as key from incident where key = $1::bigint', incidentKey);

describe('a watched instance', () => {
  test('its incidents are one line while nobody has read it, its end ends the watch, and only who watches is told', async () => {
    const { instanceKey, jobKey } = await ground.failed('known before');
    expect(await desk.run('instance.watch', { instanceKey, isWatched: true }, { role: 'l1-operator' })).toMatchObject({
      kind: 'done',
    });
    expect(await desk.see('instance', { key: instanceKey })).toMatchObject({ isWatched: true });
    // What was so when the watch began is no news.
    await desk.run('job.set-retries', { jobKey, retries: 1 }, { as: 'tom' });
    await fail(jobKey, 'the first');
    await vi.waitFor(
      async () =>
        expect((await toldOf(instanceKey)).map(({ event, facts }) => [event, facts.text, facts.elementId])).toEqual([
          ['instanceIncident', 'the first', 'charge'],
        ]),
      TOLD,
    );
    await desk.run('job.set-retries', { jobKey, retries: 1 }, { as: 'tom' });
    await fail(jobKey, 'the second');
    await vi.waitFor(
      async () => expect((await toldOf(instanceKey)).map(({ facts }) => facts.text)).toEqual(['the second']),
      TOLD,
    );
    await desk.engine.execute({ type: 'cancelInstance', instanceKey, reason: 'not wanted', onlyRoot: false });
    await vi.waitFor(
      async () => expect(await eventsOf(instanceKey)).toEqual(['instanceIncident', 'instanceCancelled']),
      TOLD,
    );
    expect(await watchesOf(instanceKey)).toEqual([]);
    expect((await eventsOf(instanceKey, 'tom')).filter((event) => event.startsWith('instance'))).toEqual([]);
    expect(await desk.run('instance.watch', { instanceKey, isWatched: true })).toMatchObject({
      kind: 'refused',
      message: 'The instance has ended.',
    });
  });

  test('is not told of any more when the watch has ended', async () => {
    const instanceKey = await ground.instance();
    await desk.run('instance.watch', { instanceKey, isWatched: true });
    await desk.run('instance.watch', { instanceKey, isWatched: false });
    expect(await desk.see('instance', { key: instanceKey })).toMatchObject({ isWatched: false });
    expect(await watchesOf(instanceKey)).toEqual([]);
  });
});

describe('a retry that was left', () => {
  test('is told when it fails again, and when it succeeds', async () => {
    const { instanceKey, jobKey, incidentKey } = await ground.failed();
    await desk.run('incident.retry', { incidentKey });
    expect(await watchesOf(jobKey)).toEqual([{ username: 'lena' }]);
    await fail(jobKey, 'still down');
    await vi.waitFor(
      async () =>
        expect(await toldOf(instanceKey)).toMatchObject([
          { event: 'retryFailed', facts: { elementId: 'charge', text: 'still down', jobKey }, isRead: false },
        ]),
      TOLD,
    );
    expect(await watchesOf(jobKey)).toEqual([]);
    await desk.run('instance.retry-all', { instanceKey });
    await desk.engine.execute({ type: 'completeJob', jobKey, variables: {} });
    await vi.waitFor(async () => expect(await eventsOf(instanceKey)).toEqual(['retryFailed', 'retryDone']), TOLD);
  });

  test('is not watched when it was refused', async () => {
    const { incidentKey, jobKey } = await ground.failed();
    expect(await desk.run('incident.retry', { incidentKey }, { expectedVersion: 1 })).toMatchObject({
      kind: 'conflict',
    });
    expect(await watchesOf(jobKey)).toEqual([]);
  });
});

describe('what somebody else does', () => {
  test('an incident that is given to me, a comment on one that I own: told with the deed, never my own deeds', async () => {
    const incidentKey = await ground.incident('given away');
    const group = await fingerprintOf(incidentKey);
    await desk.run('incident.assign', { incidentKey, owner: 'lena' }, { as: 'tom' });
    await desk.run('incident.comment', { incidentKey, text: 'The provider has answered.' }, { as: 'tom' });
    await desk.run('incident.comment', { incidentKey, text: 'Thanks.' });
    expect(await toldOf(group)).toMatchObject([
      { event: 'incidentAssigned', facts: { who: 'tom', elementId: 'charge' } },
      { event: 'incidentComment', facts: { who: 'tom', text: 'The provider has answered.' } },
    ]);
    const mine = await ground.incident('taken by myself');
    await desk.run('incident.assign', { incidentKey: mine, owner: 'lena' });
    expect(await toldOf(await fingerprintOf(mine))).toEqual([]);
  });

  test('of a muted kind is in the list, as read', async () => {
    await desk.database.$executeRaw`insert into notification_mute (username, kind) values ('lena', 'comment')`;
    const incidentKey = await ground.incident('muted');
    await desk.run('incident.assign', { incidentKey, owner: 'lena' }, { as: 'tom' });
    await desk.run('incident.comment', { incidentKey, text: 'Hello.' }, { as: 'tom' });
    expect((await toldOf(await fingerprintOf(incidentKey))).map(({ event, isRead }) => [event, isRead])).toEqual([
      ['incidentAssigned', false],
      ['incidentComment', true],
    ]);
    await desk.database.$executeRaw`delete from notification_mute`;
  });
});

describe('my batch', () => {
  async function batchOf(keys: readonly string[]): Promise<string> {
    const made = await desk.run('batch.create', {
      selection: { keys },
      action: { kind: 'setVariable', name: 'amount', type: 'Integer', text: '2' },
    });
    if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
    return made.batchKey;
  }

  test('is told when it has ended', async () => {
    const batchKey = await batchOf([await ground.instance(), await ground.instance()]);
    await vi.waitFor(
      async () => expect(await toldOf(batchKey)).toMatchObject([{ event: 'batchDone', facts: { count: 2 } }]),
      TOLD,
    );
    expect(await watchesOf(batchKey)).toEqual([]);
  });

  test('is told once when items have failed, again after they were tried again, and who ended it', async () => {
    const batchKey = await batchOf([await ground.instance(), await ground.ended()]);
    await vi.waitFor(
      async () =>
        expect(await toldOf(batchKey)).toMatchObject([{ event: 'batchFailed', facts: { count: 2, failed: 1 } }]),
      TOLD,
    );
    await desk.run('batch.pause', { batchKey }, { as: 'tom' });
    expect((await toldOf(batchKey)).at(-1)).toMatchObject({ event: 'batchPaused', facts: { who: 'tom' } });
    await desk.run('batch.resume', { batchKey });
    await desk.run('batch.retry', { batchKey });
    await vi.waitFor(
      async () => expect(await eventsOf(batchKey)).toEqual(['batchFailed', 'batchPaused', 'batchFailed']),
      TOLD,
    );
    await desk.run('batch.cancel', { batchKey }, { as: 'tom' });
    expect(await eventsOf(batchKey)).toEqual(['batchFailed', 'batchPaused', 'batchFailed', 'batchCancelled']);
    expect(await watchesOf(batchKey)).toEqual([]);
  });
});

test('an early message that I watch is told when something has received it', async () => {
  const businessKey = `EARLY-${await desk.engine.newKey()}`;
  const messageKey = await ground.early(businessKey);
  await desk.run('message.watch', { messageKey, isWatched: true });
  await desk.start(ground.definition(), { businessKey, variables: {} });
  await vi.waitFor(
    async () =>
      expect(await toldOf(messageKey)).toMatchObject([
        { event: 'messageReceived', facts: { name: 'Paid', title: businessKey } },
      ]),
    TOLD,
  );
});

describe('notices are of one person', () => {
  test('and of processes that the person may see still', async () => {
    const incidentKey = await ground.incident('of one person');
    await desk.run('incident.assign', { incidentKey, owner: 'lena' }, { as: 'tom' });
    const group = await fingerprintOf(incidentKey);
    const seen = async (person = personWith('l2-operator')) =>
      (await desk.see('notices', { unread: 'yes', kind: 'assigned' }, { person })).rows.filter(
        ({ target }) => target.key === group,
      ).length;
    expect(await seen()).toBe(1);
    expect(await seen({ ...personWith('l2-operator'), username: 'tom' })).toBe(0);
    expect(await seen({ ...personWith(), roles: [{ id: 'l2-operator', definitions: ['elsewhere'] }] })).toBe(0);
    expect(await seen(personWith('business-user'))).toBe(0);
    expect(
      (await desk.see('notice-state', {}, { person: personWith('business-user') })).newest.filter(
        ({ target }) => target.key === group,
      ),
    ).toEqual([]);
    expect((await desk.see('notice-state', {})).unread).toBeGreaterThan(0);
  });

  test('pages go on where the one before ended', async () => {
    const first = await desk.see('notices', { limit: 2 });
    const second = await desk.see('notices', { limit: 2, after: first.next ?? '' });
    const keys = [...first.rows, ...second.rows].map(({ key }) => BigInt(key));
    expect(keys).toEqual([...keys].sort((a, b) => (a > b ? -1 : 1)));
    expect(new Set(keys).size).toBe(4);
  });
});

test('who looks at an instance is seen by the others that may see it, until it is too long ago', async () => {
  const instanceKey = await ground.instance();
  await desk.database
    .$executeRaw`insert into presence (page, username, name, instance_key, is_changing, expires_at) values
    ('a', 'tom', 'Tom Berg', ${instanceKey}::bigint, false, now() + interval '1 minute'), ('b', 'tom', 'Tom Berg', ${instanceKey}::bigint, true, now() + interval '1 minute'),
    ('c', 'lena', 'Lena Holm', ${instanceKey}::bigint, false, now() + interval '1 minute'), ('d', 'ida', 'Ida', ${instanceKey}::bigint, false, now() - interval '1 second')`;
  expect(await desk.see('presence', { instance: instanceKey })).toEqual({
    people: [{ username: 'tom', name: 'Tom Berg', isChanging: true }],
  });
  expect(
    await desk.see(
      'presence',
      { instance: instanceKey },
      { person: { ...personWith(), roles: [{ id: 'l2-operator', definitions: ['elsewhere'] }] } },
    ),
  ).toEqual({ people: [] });
  expect(authorize(personWith('business-user'), 'instance.read').isAllowed).toBe(false);
});
