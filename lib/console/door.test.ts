import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChangeHint, type Engine, startEngine } from '@/engine/index.ts';
import { type AuthSettings, sessionCookieName } from '@/lib/auth/auth-settings.ts';
import { createDemoAccounts } from '@/lib/auth/demo-accounts.ts';
import { ROLE_IDS, type RoleId } from '@/lib/auth/roles.ts';
import { sessionsOf } from '@/lib/auth/sessions.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { isOperationName } from '@/lib/operations/registry.ts';
import { runOperation } from '@/lib/operations/run-operation.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { answerAccessRequest } from './access-request-door.ts';
import { answerExport } from './export/export-door.ts';
import { answerBundle } from './bundle/answer-bundle.ts';
import { readBundle } from './bundle/read-bundle.ts';
import { answerOperation, answerQuery, type DoorSurroundings } from './door.ts';
import { instanceSelector } from './queries/instance-selector.ts';
import { answerLive } from './live.ts';
import { answerNotices, answerPresence } from './own-doors.ts';
import { QUERIES } from './queries/registry.ts';
import { lookedAt } from './test-desk.ts';
import { answerSetup } from './setup-door.ts';

const BASE = 'http://127.0.0.1:3160';
const settings: AuthSettings = { secret: 'a secret of tests that is long enough', consoleUrl: BASE };
const PROCESS = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <process id="order" isExecutable="true" camunda:historyTimeToLive="P30D"><startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="charge"/>
    <serviceTask id="charge" camunda:type="external" camunda:topic="payment"/><sequenceFlow id="f2" sourceRef="charge" targetRef="review"/>
    <userTask id="review" camunda:candidateGroups="supervisors"/><sequenceFlow id="f3" sourceRef="review" targetRef="end"/><endEvent id="end"/></process></definitions>`;

let testDatabase: TestDatabase;
let database: Database;
let engine: Engine;
let surroundings: DoorSurroundings;
let definitionKey = '';
const cookies = new Map<RoleId, string>();
const reports: unknown[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  engine = await startEngine({ databaseUrl: testDatabase.url, isJobExecutorOn: false });
  surroundings = { database, engine, settings, report: (error) => void reports.push(error) };
  await createDemoAccounts(database);
  for (const role of ROLE_IDS) cookies.set(role, await signedIn(role));
  const deployed = await engine.deploy({
    name: 'test',
    source: null,
    tenantId: null,
    resources: [{ name: 'order.bpmn', content: Buffer.from(PROCESS) }],
    duplicates: 'deployAll',
  });
  if (deployed.kind === 'refused') throw new Error(JSON.stringify(deployed.problems));
  definitionKey = deployed.definitions[0]?.key ?? '';
});
afterAll(async () => {
  await engine?.stop();
  await database?.$disconnect();
  await testDatabase?.drop();
});

async function signedIn(role: RoleId): Promise<string> {
  const [row] = await database.$queryRaw<{ id: string }[]>`select user_id as id from user_role where role = ${role}`;
  const sessionId = await sessionsOf(database).create({ userId: row?.id ?? '', address: null, userAgent: null });
  return `${sessionCookieName(settings)}=${await encode({ token: { sessionId }, secret: settings.secret })}`;
}

function get(
  name: string,
  search = '',
  headers: Record<string, string> = { cookie: cookies.get('l2-operator') ?? '' },
): Promise<Response> {
  return answerQuery(new Request(`${BASE}/api/queries/${name}${search}`, { headers }), name, surroundings);
}

/** Whoever gives a reason has looked at the checks before, as in the console. */
async function post(
  name: string,
  body: unknown,
  role: RoleId = 'l2-operator',
  headers: Record<string, string> = {},
): Promise<Response> {
  if (typeof body !== 'object' || body === null || !('reason' in body)) return postAsIs(name, body, role, headers);
  const { reason, ...asked } = body;
  const seen = await (await postAsIs(name, { ...asked, mode: 'check' }, role, headers)).json();
  const looked = seen.kind === 'preview' ? { looked: lookedAt(seen) } : {};
  return postAsIs(name, { ...asked, reason: { ...Object(reason), ...looked } }, role, headers);
}

function postAsIs(name: string, body: unknown, role: RoleId, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`${BASE}/api/operations/${name}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { cookie: cookies.get(role) ?? '', origin: BASE, 'content-type': 'application/json', ...headers },
  });
  return answerOperation(request, name, surroundings, (each, value, caller) =>
    isOperationName(each) ? runOperation(each, value, { ...caller, instances: instanceSelector(caller) }) : null,
  );
}

const REASON = { code: 'worker-fixed', ticket: 'OPS-1', note: 'test' };

async function failedInstance(): Promise<{ instanceKey: string; incidentKey: string; version: number }> {
  const instanceKey = await engine.newKey();
  const started = await engine.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey,
    businessKey: `B-${instanceKey}`,
    tenantId: null,
    variables: { amount: { type: 'Integer', text: '1' } },
  });
  if (started.kind === 'rejection') throw new Error(started.message);
  const [job] = await database.$queryRaw<
    { key: string }[]
  >`select key::text as key from job where instance_key = ${instanceKey}::bigint and ended_at is null`;
  const failed = await engine.execute({
    type: 'failJob',
    jobKey: job?.key ?? '',
    retries: 0,
    retryAfterMs: 0,
    errorMessage: 'card declined',
    errorDetails: 'at charge',
  });
  if (failed.kind === 'rejection') throw new Error(failed.message);
  const [incident] = await database.$queryRaw<
    { key: string }[]
  >`select key::text as key from incident where instance_key = ${instanceKey}::bigint`;
  return { instanceKey, incidentKey: incident?.key ?? '', version: failed.version };
}

function entries(instanceKey: string, operation: string) {
  return database.auditEntry.findMany({
    where: { instanceKey: BigInt(instanceKey), operation },
    orderBy: { n: 'asc' },
  });
}

describe('the query door', () => {
  test('200 with the view', async () => {
    const response = await get('me');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ username: 'lena', roles: [{ id: 'l2-operator' }], home: '/' });
  });
  test('400 names the field', async () => {
    const response = await get('instances', '?state=dancing&limit=5000');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'invalid', fields: [{ path: 'state' }, { path: 'limit' }] },
    });
    const chosen = encodeURIComponent(JSON.stringify({ filter: { started: 'soon' } }));
    const unreadable = await get('selection', `?selection=${chosen}`);
    expect({ status: unreadable.status, body: await unreadable.json() }).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid', fields: [{ path: 'selection.filter.started' }] } },
    });
    expect((await get('instances', '?businessKey=a%00b')).status).toBe(400);
    expect((await get('instances', '?var.x=gt:a%00b')).status).toBe(400);
  });
  test('401 without a session', async () => expect((await get('me', '', {})).status).toBe(401));
  test('403 from another site', async () => {
    const cookie = cookies.get('l2-operator') ?? '';
    expect((await get('me', '', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get('me', '', { cookie, origin: 'https://evil.example' })).status).toBe(403);
  });
  test('403 says what is missing, and is recorded', async () => {
    const response = await get('instances', '', { cookie: cookies.get('business-user') ?? '' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'forbidden',
        permission: 'instance.read',
        rolesWithPermission: expect.arrayContaining(['L1 operator']),
      },
    });
    const [entry] = await database.auditEntry.findMany({ where: { operation: 'read.instances' } });
    expect(entry).toMatchObject({ actorId: 'bea', outcome: 'denied', permission: 'instance.read' });
  });
  test('404 for an unknown query and for an unknown key', async () => {
    expect((await get('toString')).status).toBe(404);
    expect((await get('instance', '?key=42')).status).toBe(404);
  });
  test('500 tells nothing but a reference', async () => {
    const broken = {
      ...surroundings,
      engine: { ...engine, definition: () => Promise.reject(new Error('secret detail')) } as Engine,
    };
    const response = await answerQuery(
      new Request(`${BASE}/api/queries/start-form?process=order`, {
        headers: { cookie: cookies.get('l2-operator') ?? '' },
      }),
      'start-form',
      broken,
    );
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret detail');
    expect(reports).toHaveLength(1);
  });
  test('503 says that the database is away', async () => {
    const away = {
      ...surroundings,
      engine: {
        ...engine,
        definition: () => Promise.reject(new Error('Connection terminated unexpectedly')),
      } as Engine,
    };
    const response = await answerQuery(
      new Request(`${BASE}/api/queries/start-form?process=order`, {
        headers: { cookie: cookies.get('l2-operator') ?? '' },
      }),
      'start-form',
      away,
    );
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'unavailable',
        message: 'The database cannot be reached at the moment.',
        reference: expect.any(String),
      },
    });
  });
  test('every query answers each role with 200, 400, 403 or 404 as the policy says', async () => {
    for (const role of ROLE_IDS) {
      for (const name of Object.keys(QUERIES))
        expect([200, 400, 403]).toContain((await get(name, '', { cookie: cookies.get(role) ?? '' })).status);
    }
  });
});

describe('the bundle door', () => {
  const ask = (body: unknown, role: RoleId, headers: Record<string, string> = {}) =>
    answerBundle(
      new Request(`${BASE}/api/bundles`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { cookie: cookies.get(role) ?? '', origin: BASE, 'content-type': 'application/json', ...headers },
      }),
      surroundings,
      (value, caller) =>
        runOperation('instance.export-bundle', value, { ...caller, instances: instanceSelector(caller) }),
    );
  test('200 with the file, and an entry of the audit log', async () => {
    const { instanceKey } = await failedInstance();
    const response = await ask({ parameters: { instanceKey }, reason: REASON }, 'auditor');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="instance-${instanceKey}.json"`);
    const read = readBundle(await response.text());
    expect(read.isValid && read.bundle.instances[0]?.incidents[0]?.message).toBe('card declined');
    expect(await entries(instanceKey, 'instance.export-bundle')).toMatchObject([
      { actorId: 'ida', outcome: 'done', reasonCode: 'worker-fixed' },
    ]);
  });
  test('403 without the permission, which is recorded; 400 without a reason; 404; 403 of another site', async () => {
    const { instanceKey } = await failedInstance();
    expect((await ask({ parameters: { instanceKey }, reason: REASON }, 'l1-operator')).status).toBe(403);
    expect(await entries(instanceKey, 'instance.export-bundle')).toEqual([]);
    expect(
      await database.auditEntry.findMany({ where: { operation: 'instance.export-bundle', outcome: 'denied' } }),
    ).toMatchObject([{ actorId: 'ove' }]);
    expect((await ask({ parameters: { instanceKey } }, 'l2-operator')).status).toBe(400);
    expect((await ask({ parameters: { instanceKey: '42' }, reason: REASON }, 'l2-operator')).status).toBe(404);
    expect(
      (await ask({ parameters: { instanceKey }, reason: REASON }, 'l2-operator', { origin: 'https://evil.example' }))
        .status,
    ).toBe(403);
  });
  test('asked what it would do it makes no file', async () => {
    const { instanceKey } = await failedInstance();
    const response = await ask({ parameters: { instanceKey }, mode: 'check' }, 'l2-operator');
    expect(await response.json()).toMatchObject({ kind: 'preview', risk: 'guarded' });
    expect(await entries(instanceKey, 'instance.export-bundle')).toEqual([]);
  });
});

describe('the operation door', () => {
  test('401, 403 of another site, 404, 400 and 413', async () => {
    expect((await post('incident.retry', {}, 'l2-operator', { cookie: '' })).status).toBe(401);
    expect((await post('incident.retry', {}, 'l2-operator', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('no.such', {})).status).toBe(404);
    expect((await post('incident.retry', '{')).status).toBe(400);
    expect(
      (await post('incident.retry', '{"parameters":{"incidentKey":"42"},"reason":{"note":"\\ud800"}}')).status,
    ).toBe(400);
    expect((await post('incident.retry', { parameters: { incidentKey: 'x' } })).status).toBe(400);
    expect((await post('incident.retry', {}, 'l2-operator', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post('incident.retry', { parameters: { incidentKey: '42' }, reason: REASON })).status).toBe(404);
    expect((await post('variable.set', 'x'.repeat(9 * 1024 * 1024))).status).toBe(413);
    const noOrigin = new Request(`${BASE}/api/operations/incident.retry`, {
      method: 'POST',
      body: '{}',
      headers: { cookie: cookies.get('l2-operator') ?? '', 'content-type': 'application/json' },
    });
    expect((await answerOperation(noOrigin, 'incident.retry', surroundings, () => null)).status).toBe(403);
  });

  test('a caller who says nothing of having looked is refused, with the checks by name and an entry', async () => {
    const { instanceKey, incidentKey } = await failedInstance();
    const response = await postAsIs('incident.retry', { parameters: { incidentKey }, reason: REASON }, 'l2-operator');
    expect(response.status).toBe(422);
    const { message } = (await response.json()).error;
    expect(message).toMatch(/^Somebody has to look at this first.*reason\.looked.*Idempotency key: /);
    expect(await entries(instanceKey, 'incident.retry')).toMatchObject([{ outcome: 'refused' }]);
    expect(await (await get('incident', `?key=${incidentKey}`)).json()).toMatchObject({ isOpen: true });
  });

  test('retry: preview, reason demanded, done with its entry in the same transaction', async () => {
    const { instanceKey, incidentKey } = await failedInstance();
    const parameters = { incidentKey };
    const preview = await post('incident.retry', { parameters, mode: 'check' });
    expect(await preview.json()).toMatchObject({
      kind: 'preview',
      risk: 'guarded',
      demands: { needsReason: true, needsTicket: false },
    });
    const without = await post('incident.retry', { parameters });
    expect(without.status).toBe(400);
    expect(await without.json()).toMatchObject({ error: { fields: [{ path: 'reason.code' }] } });
    const done = await post('incident.retry', { parameters, reason: REASON });
    expect(await done.json()).toMatchObject({ kind: 'done', instanceKey });
    expect(await entries(instanceKey, 'incident.retry')).toMatchObject([
      {
        actorId: 'lena',
        actorRole: 'l2-operator',
        channel: 'console',
        reasonCode: 'worker-fixed',
        ticket: 'OPS-1',
        outcome: 'done',
        before: { retries: 0 },
        after: { retries: 1 },
      },
    ]);
    expect(await (await get('incident', `?key=${incidentKey}`)).json()).toMatchObject({
      isOpen: false,
      outcome: 'resolved',
    });
    const again = await post('incident.retry', { parameters, reason: REASON });
    expect(again.status).toBe(422);
    expect((await entries(instanceKey, 'incident.retry')).map((entry) => entry.outcome)).toEqual(['done', 'refused']);
  });

  test('denied tries are entries too, for each role that may not', async () => {
    const { instanceKey, incidentKey } = await failedInstance();
    for (const role of ['l1-operator', 'admin', 'auditor', 'business-user'] as const) {
      const response = await post('incident.retry', { parameters: { incidentKey }, reason: REASON }, role);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        error: { code: 'forbidden', permission: 'incident.retry', rolesWithPermission: ['L2 operator', 'Developer'] },
      });
    }
    const denied = await database.auditEntry.findMany({ where: { operation: 'incident.retry', outcome: 'denied' } });
    expect(denied.map((entry) => entry.actorId).sort()).toEqual(['alva', 'bea', 'ida', 'ove']);
    expect(await (await get('instance', `?key=${instanceKey}`)).json()).toMatchObject({ state: 'incident' });
  });

  test('409 when the instance moved on, and when the variable was written by somebody else', async () => {
    const { instanceKey, version } = await failedInstance();
    const parameters = {
      instanceKey,
      scopeKey: instanceKey,
      name: 'amount',
      type: 'Integer',
      text: '2',
      expectedRevision: 1,
    };
    const reason = { ...REASON, correction: { symptom: 'wrong', expectedNext: 'it goes on', rollback: 'undo' } };
    expect((await post('variable.set', { parameters, reason, expectedVersion: version - 1 })).status).toBe(409);
    expect((await post('variable.set', { parameters: { ...parameters, text: 'two' }, reason })).status).toBe(422);
    expect((await post('variable.set', { parameters, reason: { code: 'data-correction' } })).status).toBe(400);
    const both = await Promise.all([
      post('variable.set', { parameters, reason }),
      post('variable.set', { parameters: { ...parameters, text: '3' }, reason }, 'developer'),
    ]);
    expect(both.map((response) => response.status).sort()).toEqual([200, 409]);
    expect((await entries(instanceKey, 'variable.set')).filter((entry) => entry.outcome === 'done')).toMatchObject([
      { before: { text: '1', revision: 1 } },
    ]);
    const added = await post('variable.add', {
      parameters: { instanceKey, scopeKey: instanceKey, name: 'big', type: 'Long', text: '9007199254740993' },
      reason,
    });
    expect(added.status).toBe(200);
    expect(await (await get('instance-variables', `?instance=${instanceKey}&name=big`)).json()).toMatchObject({
      rows: [{ text: '9007199254740993', revision: 1 }],
    });
    expect(
      (
        await post('variable.remove', {
          parameters: { instanceKey, scopeKey: instanceKey, name: 'big', expectedRevision: 1 },
          reason,
        })
      ).status,
    ).toBe(200);
  });

  test('start, retry all, work through the task, and cancel', async () => {
    const started = await (
      await post('instance.start', {
        parameters: { definitionKey, businessKey: 'ORDER-7', variables: [{ name: 'n', type: 'Integer', text: '7' }] },
        reason: REASON,
      })
    ).json();
    expect(await (await get('instance', `?key=${started.instanceKey}`)).json()).toMatchObject({
      businessKey: 'ORDER-7',
      state: 'active',
      takenFlows: ['f1'],
    });
    const { instanceKey } = await failedInstance();
    expect((await post('instance.retry-all', { parameters: { instanceKey }, reason: REASON })).status).toBe(200);
    const [job] = await database.$queryRaw<
      { key: string }[]
    >`select key::text as key from job where instance_key = ${instanceKey}::bigint and ended_at is null`;
    expect(
      (await post('job.set-retries', { parameters: { jobKey: job?.key, retries: 4 }, reason: REASON })).status,
    ).toBe(200);
    await engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: {} });
    const [task] = await database.$queryRaw<
      { key: string }[]
    >`select key::text as key from user_task where instance_key = ${instanceKey}::bigint`;
    const taskKey = task?.key ?? '';
    expect((await post('task.complete', { parameters: { taskKey } }, 'business-user')).status).toBe(422);
    expect((await post('task.assign', { parameters: { taskKey, assignee: 'tom' }, reason: REASON })).status).toBe(200);
    expect((await post('task.claim', { parameters: { taskKey } }, 'business-user')).status).toBe(422);
    expect((await post('task.assign', { parameters: { taskKey, assignee: null }, reason: REASON })).status).toBe(200);
    expect((await post('task.claim', { parameters: { taskKey } }, 'business-user')).status).toBe(200);
    expect(
      (
        await post(
          'task.complete',
          { parameters: { taskKey, variables: [{ name: 'isApproved', type: 'Boolean', text: 'true' }] } },
          'business-user',
        )
      ).status,
    ).toBe(200);
    expect(await (await get('instance', `?key=${instanceKey}`)).json()).toMatchObject({ state: 'completed' });
    const cancelled = await post('instance.cancel', {
      parameters: { instanceKey: started.instanceKey },
      reason: REASON,
    });
    expect(cancelled.status).toBe(200);
    expect(await (await get('instance', `?key=${started.instanceKey}`)).json()).toMatchObject({ state: 'cancelled' });
    expect(
      (await post('instance.cancel', { parameters: { instanceKey: started.instanceKey }, reason: REASON })).status,
    ).toBe(422);
  });
});

test('live: hints for what changed, nothing without a session', async () => {
  expect((await answerLive(new Request(`${BASE}/api/live`), surroundings)).status).toBe(401);
  const abort = new AbortController();
  const response = await answerLive(
    new Request(`${BASE}/api/live`, { headers: { cookie: cookies.get('l2-operator') ?? '' }, signal: abort.signal }),
    surroundings,
  );
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  expect(decoder.decode((await reader?.read())?.value)).toContain('event: ready');
  // A hint without keys says that everything may have changed, as after a break of the line: then it is tried again.
  let heard = '';
  let key = '';
  for (let attempt = 0; attempt < 5 && (attempt === 0 || heard.includes('"instanceKeys":[]')); attempt += 1) {
    key = (await failedInstance()).instanceKey;
    heard = decoder.decode((await reader?.read())?.value);
  }
  expect(heard).toContain(key);
  await reader?.cancel();
  abort.abort();
});

test('live: that somebody looks at an instance is told by itself, whatever happens to others at the same time', async () => {
  const { instanceKey } = await failedInstance();
  const heard: ChangeHint[] = [];
  const stop = surroundings.engine.onChange((hint) => heard.push(hint));
  await failedInstance();
  surroundings.engine.announce('presence', [instanceKey]);
  await expect.poll(() => heard.filter(({ kinds }) => kinds.includes('presence'))).toHaveLength(1);
  stop();
  expect(heard.find(({ kinds }) => kinds.includes('presence'))).toEqual({
    kinds: ['presence'],
    instanceKeys: [instanceKey],
    definitionKeys: [],
  });
});

function postOwn(
  path: 'notices' | 'presence' | 'access-requests',
  body: unknown,
  role: RoleId = 'l2-operator',
): Promise<Response> {
  const request = new Request(`${BASE}/api/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { origin: BASE, 'content-type': 'application/json', cookie: cookies.get(role) ?? '' },
  });
  if (path === 'access-requests') return answerAccessRequest(request, surroundings);
  return path === 'notices' ? answerNotices(request, surroundings) : answerPresence(request, surroundings);
}

describe("what is one person's own", () => {
  const usernameOf = async (role: RoleId) =>
    (
      await database.$queryRaw<
        { username: string }[]
      >`select u.username from app_user u join user_role r on r.user_id = u.id where r.role = ${role}`
    )[0]?.username ?? '';

  test('whoever misses a permission tells the administrators once a day, with an entry; another site cannot', async () => {
    const request = { permission: 'instance.delete', page: '/instances/7?tab=jobs' };
    const alva = await usernameOf('admin');
    const noticesOf = (username: string) =>
      database.$queryRaw`select kind, event, facts from notification where username = ${username} and kind = 'access'`;
    expect((await postOwn('access-requests', request)).status).toBe(200);
    expect(await noticesOf(alva)).toEqual([
      {
        kind: 'access',
        event: 'accessAsked',
        facts: { who: 'Lena Holm', name: 'instance.delete', page: '/instances/7?tab=jobs' },
      },
    ]);
    expect(await database.auditEntry.findMany({ where: { operation: 'access.ask' } })).toMatchObject([
      {
        outcome: 'done',
        actorId: 'lena',
        permission: 'instance.delete',
        targetKey: 'instance.delete',
        after: { page: '/instances/7?tab=jobs', told: [alva] },
      },
    ]);
    const again = await Promise.all([postOwn('access-requests', request), postOwn('access-requests', request)]);
    expect(again.map(({ status }) => status)).toEqual([409, 409]);
    const twice = { ...request, permission: 'audit.export' };
    const together = await Promise.all([postOwn('access-requests', twice), postOwn('access-requests', twice)]);
    expect(together.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await postOwn('access-requests', request, 'l1-operator')).status).toBe(200);
    expect((await postOwn('access-requests', request, 'admin')).status).toBe(422);
    for (const page of ['//evil.example', 'https://evil.example', '/\\evil', 'x'])
      expect((await postOwn('access-requests', { ...request, page })).status).toBe(400);
    expect((await postOwn('access-requests', { ...request, permission: 'everything' })).status).toBe(400);
    const strange = new Request(`${BASE}/api/access-requests`, {
      method: 'POST',
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json', cookie: cookies.get('developer') ?? '' },
    });
    expect((await answerAccessRequest(strange, surroundings)).status).toBe(403);
  });

  test('notices: read and muted by their owner alone', async () => {
    const lena = await usernameOf('l2-operator');
    const [notice] = await database.$queryRaw<{ key: string }[]>`
      insert into notification (username, kind, event, target_kind, target_key, facts, created_at) values (${lena}, 'batch', 'batchDone', 'batch', '1', '{}', now()) returning key::text as key`;
    const isRead = async () =>
      (
        await database.$queryRaw<
          { isRead: boolean }[]
        >`select read_at is not null as "isRead" from notification where key = ${notice?.key}::bigint`
      )[0]?.isRead;
    expect((await postOwn('notices', { read: [notice?.key] }, 'developer')).status).toBe(200);
    expect((await postOwn('notices', { read: { upTo: notice?.key } }, 'developer')).status).toBe(200);
    expect(await isRead()).toBe(false);
    expect((await postOwn('notices', { read: { upTo: notice?.key } })).status).toBe(200);
    expect(await isRead()).toBe(true);
    expect((await postOwn('notices', { kind: 'batch', isMuted: true })).status).toBe(200);
    expect(await (await get('notice-state')).json()).toMatchObject({ unread: 0, muted: ['batch'] });
    expect((await postOwn('notices', { kind: 'batch', isMuted: false })).status).toBe(200);
    expect((await postOwn('notices', { kind: 'everything', isMuted: true })).status).toBe(400);
    expect((await postOwn('notices', { read: ['x'] })).status).toBe(400);
    const strange = new Request(`${BASE}/api/notices`, {
      method: 'POST',
      body: '{}',
      headers: {
        origin: 'http://elsewhere',
        'content-type': 'application/json',
        cookie: cookies.get('l2-operator') ?? '',
      },
    });
    expect((await answerNotices(strange, surroundings)).status).toBe(403);
  });

  test("presence: as long as the page's channel is open, of instances that one may see, and nobody moves another's page", async () => {
    const { instanceKey } = await failedInstance();
    const abort = new AbortController();
    const channel = await answerLive(
      new Request(`${BASE}/api/live`, { headers: { cookie: cookies.get('l2-operator') ?? '' }, signal: abort.signal }),
      surroundings,
    );
    const reader = channel.body?.getReader();
    const page = /"page":"([^"]+)"/.exec(new TextDecoder().decode((await reader?.read())?.value))?.[1] ?? '';
    const seenBy = async (role: RoleId) =>
      (await (await get('presence', `?instance=${instanceKey}`, { cookie: cookies.get(role) ?? '' })).json()).people;
    expect((await postOwn('presence', { page, instance: instanceKey, isChanging: true })).status).toBe(200);
    expect(await seenBy('developer')).toEqual([
      { username: await usernameOf('l2-operator'), name: 'Lena Holm', isChanging: true },
    ]);
    expect(await seenBy('l2-operator')).toEqual([]);
    expect((await postOwn('presence', { page, instance: null, isChanging: false }, 'developer')).status).toBe(200);
    expect(await seenBy('developer')).toHaveLength(1);
    expect(
      (
        await postOwn(
          'presence',
          { page: crypto.randomUUID(), instance: instanceKey, isChanging: false },
          'business-user',
        )
      ).status,
    ).toBe(404);
    expect(
      (await postOwn('presence', { page: crypto.randomUUID(), instance: '999999999999999', isChanging: false })).status,
    ).toBe(404);
    expect((await postOwn('presence', { page: 'x', instance: instanceKey, isChanging: false })).status).toBe(400);
    await reader?.cancel();
    abort.abort();
    await expect.poll(() => seenBy('developer'), { timeout: 20_000 }).toEqual([]);
  });
});

test('set-up answers 404 once there is an administrator', async () => {
  const request = new Request(`${BASE}/api/setup`, {
    method: 'POST',
    body: '{}',
    headers: { origin: BASE, 'content-type': 'application/json' },
  });
  expect((await answerSetup(request, surroundings)).status).toBe(404);
});

describe('GET /api/exports/<key>', () => {
  const fetchExport = (key: string, role: RoleId): Promise<Response> =>
    answerExport(
      new Request(`${BASE}/api/exports/${key}`, { headers: { cookie: cookies.get(role) ?? '' } }),
      key,
      surroundings,
    );
  async function keyOf(name: string, parameters: object, role: RoleId): Promise<string> {
    const checked = await (await post(name, { mode: 'check', parameters }, role)).json();
    const response = await post(name, { parameters, expectedState: checked.state, reason: REASON }, role);
    return (await response.json()).exportKey;
  }

  test('200: the instances that were asked for, once, and for nobody else', async () => {
    const { instanceKey } = await failedInstance();
    const parameters = { selection: { keys: [instanceKey] }, sort: '-started', columns: ['businessKey', 'state'] };
    const key = await keyOf('instance.export-list', parameters, 'l2-operator');
    expect((await fetchExport(key, 'developer')).status).toBe(404);
    const response = await fetchExport(key, 'l2-operator');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(await response.text()).toContain(`B-${instanceKey},incident`);
    expect((await fetchExport(key, 'l2-operator')).status).toBe(404);
  });

  test('200: the audit log as lines, for who may export it; 403 for who may export nothing', async () => {
    const key = await keyOf('audit.export', { filter: {}, format: 'jsonl' }, 'auditor');
    const response = await fetchExport(key, 'auditor');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const [first = ''] = (await response.text()).split('\n');
    expect(JSON.parse(first)).toMatchObject({ n: '1' });
    expect((await fetchExport('1', 'business-user')).status).toBe(403);
  });
});
