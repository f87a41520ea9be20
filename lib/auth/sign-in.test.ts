import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { createAccount } from './accounts.ts';
import type { AuthSettings } from './auth-settings.ts';
import { currentPerson } from './current-person.ts';
import { nextAuthOptions } from './next-auth-options.ts';

const settings: AuthSettings = { secret: 'a secret of tests that is long enough', consoleUrl: 'http://127.0.0.1:3160' };
const PASSWORD = 'correct horse battery';

let testDatabase: TestDatabase;
let database: Database;
const audited: string[] = [];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  await createAccount(database, {
    username: 'lena',
    name: 'Lena Holm',
    password: PASSWORD,
    groups: [],
    roles: [{ id: 'l2-operator', definitions: null }],
    by: 'test',
  });
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

interface Answer {
  status: number;
  body: unknown;
  url: string | undefined;
  setCookies: readonly string[];
}

/** One request to next-auth's routes, with the cookies of the browser so far. */
async function request(
  jar: Map<string, string>,
  method: string,
  path: readonly string[],
  body: Record<string, string> = {},
  consoleUrl = settings.consoleUrl,
): Promise<Answer> {
  const options = nextAuthOptions(
    {
      database,
      settings: { ...settings, consoleUrl },
      report: (error) => {
        throw error;
      },
      audit: async (record, outcome) => void audited.push(`${record.operation} ${record.actorId} ${outcome.outcome}`),
    },
    { address: '10.1.1.1', userAgent: 'test', host: '127.0.0.1:3160' },
  );
  const answer: Answer = { status: 200, body: null, url: undefined, setCookies: [] };
  const headers = new Map<string, string | string[]>();
  const response = {
    status: (status: number) => {
      answer.status = status;
      return response;
    },
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name, value);
      return response;
    },
    json: (value: unknown) => {
      answer.body = value;
    },
    send: (value: unknown) => {
      answer.body = value;
    },
    end: () => undefined,
  };
  const sent = {
    method,
    query: { nextauth: path },
    cookies: Object.fromEntries(jar),
    headers: {},
    body: { ...body, json: 'true' },
  };
  await NextAuth(options)(sent as unknown as NextApiRequest, response as unknown as NextApiResponse);
  answer.setCookies = [headers.get('Set-Cookie') ?? []].flat();
  for (const cookie of answer.setCookies) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
    jar.set(name, decodeURIComponent(value));
  }
  answer.url =
    typeof answer.body === 'object' && answer.body !== null && 'url' in answer.body
      ? String(answer.body.url)
      : undefined;
  return answer;
}

async function signIn(jar: Map<string, string>, password: string, username = 'Lena ', consoleUrl?: string) {
  const csrf = await request(jar, 'GET', ['csrf'], {}, consoleUrl);
  const { csrfToken } = csrf.body as { csrfToken: string };
  return request(
    jar,
    'POST',
    ['callback', 'credentials'],
    { username, password, csrfToken, callbackUrl: 'https://evil.example/' },
    consoleUrl,
  );
}

function headersOf(jar: Map<string, string>): Headers {
  return new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ') });
}

test('signing in makes a session behind an HttpOnly cookie, signing out ends it for good', async () => {
  const jar = new Map<string, string>();
  const answer = await signIn(jar, PASSWORD);
  const cookie = answer.setCookies.find((each) => each.startsWith('wheelhouse-session='));
  expect(cookie).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Lax$/);
  expect(JSON.stringify(answer)).not.toContain('evil.example');
  expect(await currentPerson(headersOf(jar), database, settings)).toMatchObject({
    username: 'lena',
    roles: [{ id: 'l2-operator' }],
  });
  const stolen = headersOf(jar);
  const csrf = await request(jar, 'GET', ['csrf']);
  await request(jar, 'POST', ['signout'], { csrfToken: (csrf.body as { csrfToken: string }).csrfToken });
  expect(await currentPerson(stolen, database, settings)).toBeNull();
  expect(audited).toEqual(['session.sign-in lena done']);
});

test('behind https every cookie is Secure, and the session is bound to this very host', async () => {
  const { setCookies } = await signIn(new Map(), PASSWORD, 'lena', 'https://console.example');
  expect(setCookies.find((each) => each.startsWith('__Host-wheelhouse-session='))).toMatch(
    /; Path=\/;.*; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(setCookies.filter((each) => !each.includes('; Secure'))).toEqual([]);
});

test('each sign-in has a session of its own', async () => {
  const first = new Map<string, string>();
  const second = new Map<string, string>();
  await signIn(first, PASSWORD);
  await signIn(second, PASSWORD);
  const [one, two] = await Promise.all([
    currentPerson(headersOf(first), database, settings),
    currentPerson(headersOf(second), database, settings),
  ]);
  expect(one?.sessionId).toBeDefined();
  expect(one?.sessionId).not.toBe(two?.sessionId);
});

test('a wrong password and an unknown name get the same answer; then it takes longer', async () => {
  const jar = new Map<string, string>();
  const wrong = await signIn(jar, 'wrong password');
  const unknown = await signIn(new Map(), 'wrong password', 'nobody');
  expect({ status: wrong.status, body: wrong.body }).toEqual({ status: unknown.status, body: unknown.body });
  expect(jar.has('wheelhouse-session')).toBe(false);
  for (let tries = 0; tries < 3; tries += 1) await signIn(new Map(), 'wrong password');
  const blocked = await signIn(new Map(), PASSWORD);
  expect(blocked.url).toContain('error=blocked');
  expect(audited.at(-1)).toBe('session.sign-in lena denied');
});

test('without the CSRF token nobody is signed in', async () => {
  const jar = new Map<string, string>();
  await request(jar, 'POST', ['callback', 'credentials'], { username: 'lena', password: PASSWORD });
  expect(jar.has('wheelhouse-session')).toBe(false);
});
