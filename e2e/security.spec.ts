import { expect, test } from '@playwright/test';
import { CONSOLE_URL } from './browser-args.ts';

/** What anybody on the network sees of the console, asked without a browser. */
test('every answer says what a browser may do with it', async ({ request }) => {
  for (const path of ['/sign-in', '/api/queries/me', '/nothing-here']) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['content-security-policy'], path).toMatch(
      /script-src 'self' 'nonce-[\w+/=]{22,}' 'strict-dynamic'.*object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    );
    expect(headers['x-powered-by'], path).toBeUndefined();
  }
  const nonceOf = async () =>
    /'nonce-([^']+)'/.exec((await request.get('/sign-in')).headers()['content-security-policy'] ?? '')?.[1];
  expect(await nonceOf()).not.toBe(await nonceOf());
});

test('nothing that changes something is taken from another site, or without a session', async ({ request }) => {
  for (const path of ['/api/operations/incident.retry', '/api/operations/instance.cancel', '/api/bundles']) {
    const statusOf = async (headers: Readonly<Record<string, string>>) =>
      (await request.post(path, { data: {}, headers })).status();
    expect(await statusOf({ origin: 'https://evil.example' }), path).toBe(403);
    expect(await statusOf({ 'sec-fetch-site': 'cross-site', origin: CONSOLE_URL }), path).toBe(403);
    expect(await statusOf({}), `${path} without an origin`).toBe(403);
    expect(await statusOf({ origin: CONSOLE_URL }), `${path} without a session`).toBe(401);
  }
});

test('sign-in wants its token, and no more than a name and a password', async ({ request }) => {
  const signIn = (form: Record<string, string>) =>
    request.post('/api/auth/callback/credentials', {
      form: { json: 'true', ...form },
      headers: { origin: CONSOLE_URL },
      maxRedirects: 0,
    });
  const withoutToken = await signIn({ username: 'lena', password: 'not-the-password' });
  expect(withoutToken.headers()['set-cookie'] ?? '').not.toContain('wheelhouse-session');
  expect((await signIn({ username: 'lena', password: 'x'.repeat(100_000) })).status()).toBe(413);
});
