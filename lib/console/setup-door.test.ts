import { expect, test } from 'vitest';
import type { AuditRecord } from '@/engine/index.ts';
import { ensureSetupToken } from '@/lib/auth/setup.ts';
import { answerSetup } from './setup-door.ts';
import { testDesk } from './test-desk.ts';

const BASE = 'http://127.0.0.1:3000';
const settings = { secret: 'a secret of tests that is long enough', consoleUrl: BASE };
const desk = testDesk();
const FIRST = { username: 'alva', name: 'Alva Dahl', password: 'correct horse battery staple' };

/** The answer to a try from this page; `headers` says otherwise. */
async function setUp(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const { database, engine } = desk;
  const request = new Request(`${BASE}/api/setup`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { origin: BASE, 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.7', ...headers },
  });
  const answer = await answerSetup(request, {
    database,
    engine,
    settings,
    report: (error) => {
      throw error;
    },
  });
  return { status: answer.status, text: await answer.text() };
}

test('the first administrator: 403 from another site, 400 and 413 for what cannot be read, tries get slower, 201 once', async () => {
  const token = await ensureSetupToken(desk.database);
  const right = { ...FIRST, token };
  expect((await setUp(right, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await setUp(right, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await setUp(right, { 'content-type': 'text/plain' })).status).toBe(400);
  expect((await setUp({ ...right, name: 'x'.repeat(9 * 1024 * 1024) })).status).toBe(413);

  const wrong = await setUp({ ...right, token: 'not-the-token' });
  expect(wrong.status).toBe(400);
  expect(wrong.text).not.toContain(String(token));
  for (let tries = 0; tries < 3; tries += 1) await setUp({ ...right, token: `guess-${tries}` });
  expect(await setUp(right)).toMatchObject({ status: 422, text: expect.stringContaining('Too many tries') });

  await desk.database.loginAttempt.deleteMany();
  expect((await setUp(right)).status).toBe(201);
  expect((await setUp(right)).status).toBe(404);
  const entries = await desk.database.auditEntry.findMany({ orderBy: { n: 'asc' } });
  expect(
    entries.map(
      ({ operation, outcome, address }): Pick<AuditRecord, 'operation' | 'address'> & { outcome: string } => ({
        operation,
        outcome,
        address,
      }),
    ),
  ).toContainEqual({ operation: 'setup.complete', outcome: 'denied', address: '192.0.2.7' });
  expect(
    JSON.stringify(entries, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toMatch(/correct horse|not-the-token/);
});
