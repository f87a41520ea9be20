import Fastify, { type FastifyInstance } from 'fastify';
import { SignJWT, UnsecuredJWT } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StoredApiClients } from '@/lib/auth/api-clients.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { authenticate } from './authenticate.ts';
import { Authentication } from './authentication.ts';
import { FAILURES_PER_CLIENT, FAILURE_WINDOW_MS } from './failure-limit.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { VERIFIED_FOR_MS } from './verified-clients.ts';

const TOKEN_SECRET = 'a secret of more than thirty-two bytes for tests';
const SECRET = 'the secret: of the worker';
const key = new TextEncoder().encode(TOKEN_SECRET);

let database: TestDatabase;
let pool: pg.Pool;
let clients: StoredApiClients;
let app: FastifyInstance;
let now: number;
let checks: number;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clients = new StoredApiClients(pool);
  await clients.create({ id: 'worker', name: 'A worker', scopes: ['camunda7', 'camunda8'], secret: SECRET });
  await clients.create({ id: 'old-worker', name: 'A worker of Camunda 7', scopes: ['camunda7'], secret: SECRET });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  now = Date.now();
  checks = 0;
  const counted = {
    verify: (id: string, secret: string) => {
      checks++;
      return clients.verify(id, secret);
    },
    find: (id: string) => clients.find(id),
  };
  const authentication = new Authentication(
    { mode: 'required', clients: counted, tokenSecret: TOKEN_SECRET },
    () => now,
  );
  app = Fastify();
  app.decorateRequest('apiClient', null);
  await app.register(oauthRoutes, { authentication });
  for (const scope of ['camunda7', 'camunda8'] as const) {
    await app.register(async (api) => {
      api.addHook('onRequest', authenticate(authentication, scope));
      api.get(`/${scope}`, (request) => ({ id: request.apiClient?.id }));
    });
  }
});

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const call = (authorization?: string, path = '/camunda8') =>
  app.inject({ url: path, headers: authorization === undefined ? {} : { authorization } });
const requestToken = (form: Record<string, string>, headers: Record<string, string> = {}, path = '/oauth/token') =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  });
const credentials = { grant_type: 'client_credentials', client_id: 'worker', client_secret: SECRET };
const token = (header: { alg: string; kid?: string; jku?: string } = { alg: 'HS256' }) =>
  new SignJWT({})
    .setProtectedHeader(header)
    .setIssuer('wheelhouse')
    .setAudience('wheelhouse-api')
    .setSubject('worker')
    .setIssuedAt()
    .setExpirationTime('1h');

describe('HTTP Basic', () => {
  test('200: the right id and secret, also in the writing of an old interceptor', async () => {
    expect((await call(basic('worker', SECRET))).json()).toEqual({ id: 'worker' });
    expect((await call(basic('worker', SECRET).replace('Basic', 'Basic:'))).statusCode).toBe(200);
  });

  test('401 without credentials, in the shape of each API, with a challenge', async () => {
    const eight = await call();
    expect([eight.statusCode, eight.headers['content-type'], eight.json()]).toEqual([
      401,
      'application/problem+json',
      {
        type: 'about:blank',
        title: 'UNAUTHORIZED',
        status: 401,
        detail: 'Credentials are required.',
        instance: '/camunda8',
      },
    ]);
    expect(eight.headers['www-authenticate']).toContain('Basic');
    const seven = await call(undefined, '/camunda7');
    expect([seven.statusCode, seven.headers['content-type'], seven.json()]).toEqual([
      401,
      'application/json',
      { type: 'AuthenticationException', message: 'Credentials are required.', code: null },
    ]);
  });

  test.each([
    ['a wrong secret', basic('worker', 'wrong')],
    ['an unknown client', basic('nobody', SECRET)],
    ['an empty id', basic('', SECRET)],
  ])('401: %s', async (_what, header) => {
    expect((await call(header)).statusCode).toBe(401);
  });

  test('403: a client of Camunda 7 only, at the API of Camunda 8', async () => {
    expect((await call(basic('old-worker', SECRET), '/camunda7')).statusCode).toBe(200);
    const refused = await call(basic('old-worker', SECRET));
    expect([refused.statusCode, refused.json().title]).toEqual([403, 'FORBIDDEN']);
  });

  test('401: a disabled client, as soon as its remembered credentials are old', async () => {
    await clients.create({ id: 'leaver', name: 'Leaves', scopes: ['camunda8'], secret: SECRET });
    expect((await call(basic('leaver', SECRET))).statusCode).toBe(200);
    await clients.setDisabled('leaver', true);
    now += VERIFIED_FOR_MS;
    expect((await call(basic('leaver', SECRET))).statusCode).toBe(401);
  });

  test('the secret is checked once for many requests, also when they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(basic('worker', SECRET))));
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(checks).toBe(1);
  });

  test('429 after many wrong secrets, until the window is over; the right client elsewhere is not locked out', async () => {
    for (let n = 0; n < FAILURES_PER_CLIENT; n++)
      expect((await call(basic('worker', `guess ${n}`))).statusCode).toBe(401);
    const refused = await call(basic('worker', SECRET));
    expect([refused.statusCode, refused.headers['retry-after'], refused.json().title]).toEqual([
      429,
      '60',
      'RESOURCE_EXHAUSTED',
    ]);
    expect(
      (
        await app.inject({
          url: '/camunda8',
          remoteAddress: '10.0.0.9',
          headers: { authorization: basic('worker', SECRET) },
        })
      ).statusCode,
    ).toBe(200);
    now += FAILURE_WINDOW_MS;
    expect((await call(basic('worker', SECRET))).statusCode).toBe(200);
  });
});

describe('malformed headers are 401, never 500', () => {
  test.each([
    ['percent escapes', 'Bearer %E0%A4%A'],
    ['64 kB', `Bearer ${'a'.repeat(65_536)}`],
    ['no colon', `Basic ${Buffer.from('worker').toString('base64')}`],
    ['no base64', 'Basic %%%'],
    ['an unknown scheme', 'Digest username="worker"'],
    ['a scheme alone', 'Bearer'],
    ['three words', 'Bearer a b'],
    ['NUL', `Basic ${Buffer.from('wor\0ker:x').toString('base64')}`],
    ['no token', 'Bearer a.b'],
    ['dots', 'Bearer ...'],
    ['bytes that are no UTF-8', `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0xff]).toString('base64')}`],
  ])('401: %s', async (_what, header) => {
    expect((await call(header)).statusCode).toBe(401);
  });
});

describe('POST /oauth/token', () => {
  test('200: a token that opens the API, by form and by Basic, on both paths', async () => {
    for (const path of ['/oauth/token', '/auth/realms/camunda-platform/protocol/openid-connect/token']) {
      const { statusCode, headers, json } = await requestToken(
        { ...credentials, audience: 'zeebe.camunda.io', scope: 'any' },
        {},
        path,
      );
      expect([statusCode, headers['cache-control'], json().token_type, json().expires_in]).toEqual([
        200,
        'no-store',
        'Bearer',
        3600,
      ]);
      expect((await call(`Bearer ${json().access_token}`)).json()).toEqual({ id: 'worker' });
      const claims = JSON.parse(Buffer.from(json().access_token.split('.')[1], 'base64url').toString());
      expect(claims).toMatchObject({ sub: 'worker', client_id: 'worker', aud: 'wheelhouse-api' });
      expect(claims.exp - claims.iat).toBe(3600);
    }
    const byBasic = await requestToken(
      { grant_type: 'client_credentials' },
      { authorization: basic('worker', SECRET) },
    );
    expect(byBasic.statusCode).toBe(200);
  });

  test.each([
    ['a wrong secret', { ...credentials, client_secret: 'wrong' }],
    ['an unknown client', { ...credentials, client_id: 'nobody' }],
    ['no client', { grant_type: 'client_credentials' }],
    ['NUL in the id', { ...credentials, client_id: 'a\0b' }],
  ])('401 invalid_client: %s', async (_what, form) => {
    const { statusCode, json } = await requestToken(form);
    expect([statusCode, json()]).toEqual([401, { error: 'invalid_client' }]);
  });

  test('400 unsupported_grant_type and invalid_request', async () => {
    expect((await requestToken({ ...credentials, grant_type: 'password' })).json()).toEqual({
      error: 'unsupported_grant_type',
    });
    const { grant_type: _type, ...withoutType } = credentials;
    const missing = await requestToken(withoutType);
    expect([missing.statusCode, missing.json()]).toEqual([400, { error: 'invalid_request' }]);
    const broken = await app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/xml' },
      payload: '<a/>',
    });
    expect([broken.statusCode, broken.json()]).toEqual([400, { error: 'invalid_request' }]);
  });
});

describe('bearer tokens that are not ours are 401', () => {
  const hour = 3600;
  const seconds = () => Math.floor(Date.now() / 1000);
  test.each<[string, () => Promise<string>]>([
    [
      'alg none',
      async () =>
        new UnsecuredJWT({})
          .setIssuer('wheelhouse')
          .setAudience('wheelhouse-api')
          .setSubject('worker')
          .setIssuedAt()
          .setExpirationTime('1h')
          .encode(),
    ],
    ['another algorithm with the same secret', () => token({ alg: 'HS512' }).sign(key)],
    ['another secret', () => token().sign(new TextEncoder().encode('another secret of more than thirty-two bytes'))],
    [
      'a public key as the secret',
      () =>
        token().sign(
          new TextEncoder().encode(
            '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----',
          ),
        ),
    ],
    ['another audience', () => token().setAudience('zeebe.camunda.io').sign(key)],
    ['another issuer', () => token().setIssuer('somebody').sign(key)],
    [
      'expired',
      () =>
        token()
          .setExpirationTime(seconds() - hour)
          .sign(key),
    ],
    [
      'no expiry',
      () =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('wheelhouse')
          .setAudience('wheelhouse-api')
          .setSubject('worker')
          .setIssuedAt()
          .sign(key),
    ],
    [
      'not valid yet',
      () =>
        token()
          .setNotBefore(seconds() + hour)
          .sign(key),
    ],
    ['a client that does not exist', () => token().setSubject('nobody').sign(key)],
    ['a key id that is a path', () => token({ alg: 'HS256', kid: '../../dev/null' }).sign(new Uint8Array(32))],
    ['a key to be fetched', () => token({ alg: 'HS256', jku: 'http://127.0.0.1:1/keys' }).sign(new Uint8Array(32))],
    ['a changed signature', async () => `${(await token().sign(key)).slice(0, -4)}AAAA`],
  ])('%s', async (_what, sign) => {
    expect((await call(`Bearer ${await sign()}`)).statusCode).toBe(401);
  });

  test('200: one that is', async () => {
    expect((await call(`Bearer ${await token().sign(key)}`)).statusCode).toBe(200);
  });
});

test('mode none asks nobody, and the client is unknown', async () => {
  const open = Fastify();
  open.decorateRequest('apiClient', null);
  open.addHook('onRequest', authenticate(new Authentication({ mode: 'none' }), 'camunda8'));
  open.get('/', (request) => ({ client: request.apiClient }));
  expect((await open.inject({ url: '/' })).json()).toEqual({ client: null });
  expect((await open.inject({ url: '/', headers: { authorization: 'Bearer %E0%A4%A' } })).statusCode).toBe(200);
});

test('a short token secret is refused at start', () => {
  expect(() => new Authentication({ mode: 'required', clients, tokenSecret: 'short' })).toThrow('32 bytes');
});
