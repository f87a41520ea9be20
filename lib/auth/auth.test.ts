import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { createAccount, disableAccount, verifyAccount } from './accounts.ts';
import { type AuthSettings, sessionCookieName } from './auth-settings.ts';
import { currentPerson } from './current-person.ts';
import { createDemoAccounts, DEMO_PASSWORD, offeredDemoAccounts } from './demo-accounts.ts';
import { sameOrigin } from './next-auth-options.ts';
import { pageOfOurs } from './page-of-ours.ts';
import { passwordProblem } from './password.ts';
import { Sessions } from './sessions.ts';
import { completeSetup, ensureSetupToken, isSetupOpen } from './setup.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';

const settings: AuthSettings = { secret: 'a secret of tests that is long enough', consoleUrl: 'http://127.0.0.1:3160' };
const PASSWORD = 'correct horse battery';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

let number = 0;
async function newAccount(): Promise<{ userId: string; username: string }> {
  number += 1;
  const username = `user${number}`;
  const made = await createAccount(database, {
    username,
    name: 'Some Body',
    password: PASSWORD,
    groups: [],
    roles: [{ id: 'auditor', definitions: null }],
    by: 'test',
  });
  if (made.kind === 'problem') throw new Error(made.message);
  return { userId: made.userId, username };
}

describe('set-up', () => {
  test('is open until there is an administrator, and its token works once', async () => {
    const first = await ensureSetupToken(database);
    const token = await ensureSetupToken(database);
    expect(token).not.toBe(first);
    const request = { token: token ?? '', username: 'Root', name: 'Root', password: PASSWORD };
    expect(await completeSetup(database, { ...request, token: first ?? '' })).toEqual({ kind: 'wrongToken' });
    expect(await completeSetup(database, { ...request, password: 'short' })).toMatchObject({
      kind: 'problem',
      field: 'password',
    });
    const results = await Promise.all([
      completeSetup(database, request),
      completeSetup(database, { ...request, username: 'other' }),
    ]);
    expect(results.map((result) => result.kind).filter((kind) => kind === 'created')).toHaveLength(1);
    expect(await isSetupOpen(database)).toBe(false);
    expect(await ensureSetupToken(database)).toBeNull();
    expect(await completeSetup(database, request)).toEqual({ kind: 'closed' });
    await database.$executeRaw`delete from user_role where role = 'admin'`;
    expect(await isSetupOpen(database)).toBe(false);
  });
});

describe('sessions', () => {
  test('a revoked session, a disabled account and a new role count at once on this node, elsewhere within the cache time', async () => {
    const sessions = new Sessions(database);
    const { userId } = await newAccount();
    const id = await sessions.create({ userId, address: null, userAgent: null });
    expect(await sessions.find(id)).toMatchObject({ userId, roles: [{ id: 'auditor' }] });
    await sessions.revoke(id, 'test');
    expect(await sessions.find(id)).toBeNull();
    const another = await sessions.create({ userId, address: null, userAgent: null });
    expect(another).not.toBe(id);
    await database.$executeRaw`update user_role set role = 'developer' where user_id = ${userId}`;
    expect(await new Sessions(database).find(another)).toMatchObject({ roles: [{ id: 'developer' }] });
    await disableAccount(database, userId);
    expect(await new Sessions(database).find(another)).toBeNull();
  });

  test('expired and idle sessions are over', async () => {
    const { userId } = await newAccount();
    const sessions = new Sessions(database);
    const expired = await sessions.create({ userId, address: null, userAgent: null });
    await database.$executeRaw`update session set expires_at = now() where id = ${expired}`;
    expect(await sessions.find(expired)).toBeNull();
    const idle = await sessions.create({ userId, address: null, userAgent: null });
    await database.$executeRaw`update session set last_seen_at = now() - interval '3 hours' where id = ${idle}`;
    expect(await sessions.find(idle)).toBeNull();
    expect(await sessions.find('no such session')).toBeNull();
  });

  test('a cookie is only as good as its signature and its row', async () => {
    const { userId } = await newAccount();
    const sessionId = await new Sessions(database).create({ userId, address: null, userAgent: null });
    const cookie = async (secret: string, id: string) =>
      new Headers({
        cookie: `other=1; ${sessionCookieName(settings)}=${await encode({ token: { sessionId: id }, secret })}`,
      });
    expect(await currentPerson(await cookie(settings.secret, sessionId), database, settings)).toMatchObject({ userId });
    expect(
      await currentPerson(await cookie('another secret that is long enough too', sessionId), database, settings),
    ).toBeNull();
    expect(await currentPerson(await cookie(settings.secret, 'made up'), database, settings)).toBeNull();
    for (const garbage of ['garbage', '%', 'a%zz'])
      expect(
        await currentPerson(new Headers({ cookie: `${sessionCookieName(settings)}=${garbage}` }), database, settings),
      ).toBeNull();
    expect(await currentPerson(new Headers(), database, settings)).toBeNull();
  });
});

describe('passwords', () => {
  test('right, wrong, unknown and disabled', async () => {
    const { userId, username } = await newAccount();
    expect(await verifyAccount(database, username, PASSWORD)).toMatchObject({ userId });
    expect(await verifyAccount(database, username, `${PASSWORD}!`)).toBeNull();
    expect(await verifyAccount(database, 'nobody', PASSWORD)).toBeNull();
    await disableAccount(database, userId);
    expect(await verifyAccount(database, username, PASSWORD)).toBeNull();
  });

  test('the policy asks for length and variety', () => {
    expect(passwordProblem('short', 'x')).not.toBeNull();
    expect(passwordProblem('aaaaaaaaaaaaaaaa', 'x')).not.toBeNull();
    expect(passwordProblem('lena and her password', 'lena')).not.toBeNull();
    expect(passwordProblem('p'.repeat(300), 'x')).not.toBeNull();
    expect(passwordProblem(PASSWORD, 'lena')).toBeNull();
  });
});

describe('guessing', () => {
  test('of one user gets slower, for known and unknown names alike, though tries come at the same time', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        countAttempt(database, { username: 'victim', address: `10.0.0.${index}` }),
      ),
    );
    expect(results.filter((result) => result.blockedUntil === null)).toHaveLength(3);
    await database.$executeRaw`update login_attempt set blocked_until = now() where subject = 'user:victim'`;
    expect(await countAttempt(database, { username: 'victim', address: '10.0.1.1' })).toEqual({ blockedUntil: null });
    const [row] = await database.$queryRaw<
      { wait: number }[]
    >`select extract(epoch from blocked_until - now())::float8 as wait from login_attempt where subject = 'user:victim'`;
    expect(row?.wait).toBeGreaterThan(5);
    await forgiveAttempt(database, { username: 'victim', address: '10.0.1.1' });
    expect(await countAttempt(database, { username: 'victim', address: '10.0.1.2' })).toEqual({ blockedUntil: null });
  });

  test('of many users from one address gets slower too', async () => {
    const results = [];
    for (let index = 0; index < 30; index += 1)
      results.push(await countAttempt(database, { username: `name${index}`, address: '10.9.9.9' }));
    expect(results.filter((result) => result.blockedUntil === null)).toHaveLength(20);
  });
});

test('demo accounts: one per role, twice is once, offered in the demo only', async () => {
  expect(await offeredDemoAccounts(database)).toEqual([]);
  const accounts = await createDemoAccounts(database);
  expect(await createDemoAccounts(database)).toEqual(accounts);
  expect(accounts).toHaveLength(6);
  expect(await offeredDemoAccounts(database)).toEqual(accounts);
  expect(await verifyAccount(database, 'lena', DEMO_PASSWORD)).toMatchObject({ name: 'Lena Holm' });
});

test('after sign-in only pages of ours are opened', () => {
  const base = 'http://127.0.0.1:3160';
  expect(sameOrigin('/instances?state=incident', base)).toBe(`${base}/instances?state=incident`);
  for (const url of [
    'https://evil.example/',
    '//evil.example/x',
    'javascript:alert(1)',
    'http://127.0.0.1:3161/',
    '\\\\evil.example',
    'http://[',
  ])
    expect(sameOrigin(url, base)).toBe(base);
});

test('sign-in leads to a page of ours, however the address is written', () => {
  for (const page of ['/', '/instances?state=incident#top', '/.//instances', '/a/../b'])
    expect(pageOfOurs(page)).toBe(page);
  for (const next of [
    undefined,
    '',
    ['/a', '/b'],
    'instances',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    '\t//evil.example',
    'javascript:alert(1)',
    '//[',
  ])
    expect(pageOfOurs(next)).toBe('/');
});
