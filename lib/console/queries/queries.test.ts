import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { RoleId } from '@/lib/auth/roles.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import { personWith } from '../test-person.ts';
import { momentsOf } from '../story-moments.ts';
import { fillDatabase, KEYS } from './test-data.ts';
import type { Query } from './query.ts';
import { QUERIES } from './registry.ts';

let test_database: TestDatabase;
let database: Database;
/** The queries below ask the database only; one that reached for the engine would fail here. */
const engine = {} as Engine;

beforeAll(async () => {
  test_database = await createTestDatabase();
  database = createDatabase(test_database.url);
  await fillDatabase(database);
});
afterAll(async () => {
  await database?.$disconnect();
  await test_database?.drop();
});

async function ask<N extends QueryName>(
  name: N,
  params: QueryParams<N>,
  role: RoleId = 'l2-operator',
): Promise<QueryView<N> | null> {
  const query: Query<N> = QUERIES[name];
  const person = personWith(role);
  const access = authorize(person, query.permission);
  if (!access.isAllowed) throw new Error(access.message);
  const prepared = query.prepare(params);
  if (!prepared.isValid) throw new Error(JSON.stringify(prepared.problems));
  return prepared.run({ database, engine, person, access });
}

describe('instances', () => {
  test('every state, definition, sort and variable condition gives valid SQL', async () => {
    for (const state of [
      'running',
      'incident',
      'suspended',
      'retrying',
      'active',
      'completed',
      'cancelled',
      'incident,completed',
      '',
    ]) {
      for (const sort of ['-started', 'started', '-ended', 'ended']) {
        const page = await ask('instances', { state, sort, definition: 'order,invoice:1' });
        expect(page).not.toBeNull();
        expect(await ask('instances', { state, sort })).not.toBeNull();
      }
    }
    for (const value of [
      '1',
      'eq:1',
      'ne:1',
      'gt:1',
      'gte:1',
      'lt:zzz',
      'lte:1',
      'in:1,2',
      'like:1',
      'exists:',
      'missing:x',
    ]) {
      expect(await ask('instances', { 'var.amount': value })).not.toBeNull();
    }
  });

  test('pages join without a gap or a double', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page: QueryView<'instances'> | null = await ask('instances', { limit: '7', after });
      seen.push(...(page?.rows ?? []).map((row) => row.key));
      after = page?.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toHaveLength(KEYS.instances);
    expect(new Set(seen).size).toBe(KEYS.instances);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test('pages by end join too, with equal times of ending', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page: QueryView<'instances'> | null = await ask('instances', {
        limit: 3,
        after,
        sort: '-ended',
        definition: 'order',
      });
      seen.push(...(page?.rows ?? []).map((row) => row.key));
      after = page?.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(KEYS.endedOrders);
  });

  test('states, incident text, element, business key and variables find what they say', async () => {
    const failed = await ask('instances', { state: 'incident' });
    expect(failed?.rows.map((row) => row.key)).toEqual([KEYS.failed]);
    expect(failed?.rows[0]).toMatchObject({
      state: 'incident',
      incidentMessage: 'card 4711 was declined',
      waitingAt: ['charge'],
    });
    expect((await ask('instances', { error: 'DECLINED' }))?.rows).toHaveLength(1);
    expect((await ask('instances', { error: '100%' }))?.rows).toHaveLength(0);
    expect((await ask('instances', { element: 'charge', definition: 'order' }))?.rows).toHaveLength(1);
    expect((await ask('instances', { businessKey: '^=ORDER-1' }))?.rows.length).toBeGreaterThan(1);
    expect((await ask('instances', { businessKey: 'ORDER-1' }))?.rows).toHaveLength(1);
    expect((await ask('instances', { 'var.amount': 'gt:99000' }))?.rows.map((row) => row.key)).toEqual([KEYS.failed]);
    expect(await ask('instance-count', { state: 'running' })).toEqual({ value: KEYS.running, isExact: true });
  });
});

test('instance page, variables and their history, incident, jobs', async () => {
  expect(await ask('instance', { key: KEYS.failed })).toMatchObject({
    state: 'incident',
    version: 3,
    takenFlows: ['flow1'],
    elements: expect.arrayContaining([{ elementId: 'charge', active: 1, incidents: 1, completed: 0, cancelled: 0 }]),
  });
  expect(await ask('instance', { key: '42' })).toBeNull();
  const variables = await ask('instance-variables', { instance: KEYS.failed });
  expect(variables?.rows).toMatchObject([{ name: 'amount', type: 'Long', text: '100000', revision: 2 }]);
  const key = variables?.rows[0]?.key ?? '';
  expect((await ask('variable-history', { key }))?.values.map((value) => value.text)).toEqual(['100000', '1']);
  expect(await ask('variable-value', { key })).toMatchObject({ text: '100000' });
  expect(await ask('variable-value', { key, revision: 1 })).toMatchObject({ text: '1', revision: 1 });
  expect(await ask('variable-value', { key, revision: 9 })).toBeNull();
  expect((await ask('instance-variables', { instance: KEYS.failed, value: '0000' }))?.rows).toHaveLength(1);
  expect((await ask('instance-variables', { instance: KEYS.failed, value: 'nothing' }))?.rows).toEqual([]);
  const incidents = await ask('incidents', {});
  expect(incidents?.rows).toHaveLength(1);
  expect(await ask('incident', { key: incidents?.rows[0]?.key ?? '' })).toMatchObject({
    isOpen: true,
    details: 'at line 1',
    attempts: [{ retries: 0, worker: 'w1' }],
  });
  expect((await ask('incident-groups', {}))?.groups).toMatchObject([{ open: 1, fingerprint: 'f1' }]);
  expect(await ask('incident-groups-closed', { since: 'today..', definition: 'order' })).toEqual({
    groups: [],
    isCut: false,
  });
  expect((await ask('jobs', { instance: KEYS.failed }))?.rows).toMatchObject([
    { state: 'incident', topic: 'payment', attempts: 1 },
  ]);
});

test('overview, definitions, navigation and the rest answer', async () => {
  expect(await ask('overview', {})).toMatchObject({ openIncidents: 1 });
  expect(await ask('overview', { definition: 'order' })).toMatchObject({ openIncidents: 1 });
  expect((await ask('definitions', {}))?.rows).toMatchObject([
    { definition: { processId: 'invoice' } },
    { definition: { processId: 'order', version: 2 }, running: 4, incidents: 1, versionCount: 2 },
  ]);
  expect(await ask('definition', { process: 'order' })).toMatchObject({
    definition: { version: 2 },
    versions: [{ version: 2 }, { version: 1 }],
  });
  expect(await ask('definition-xml', { key: KEYS.order2 })).toMatchObject({ xml: '<definitions/>' });
  expect(await ask('nav-counts', {})).toMatchObject({ incidents: 1, running: 4, tasks: 3 });
  expect(await ask('reasons', {})).toMatchObject({ ticketExample: 'OPS-1234' });
  expect(
    (
      await ask('audit', {
        who: 'lena',
        what: 'incident.retry',
        outcome: 'done',
        when: '-1h..now',
        target: 'x',
        reason: 'other',
      })
    )?.rows,
  ).toEqual([]);
  expect(await ask('audit-entry', { n: 1 })).toBeNull();
});

test('messages, what waits for them, jobs one by one and incidents by version answer without anything there', async () => {
  for (const name of ['early-messages', 'buffered-messages', 'correlated-messages', 'expired-messages'] as const) {
    expect((await ask(name, { name: 'Paid', key: 'ORDER-1' }))?.rows).toEqual([]);
    expect((await ask(name, { limit: 5 }))?.next).toBeNull();
  }
  expect((await ask('early-messages', { state: 'waiting,late', received: '-1h..now', watched: 'yes' }))?.rows).toEqual(
    [],
  );
  for (const kind of ['message', 'signal'] as const) {
    expect(await ask('subscriptions', { kind, name: 'x', key: 'y', definition: 'order' })).toMatchObject({ rows: [] });
    expect(await ask('message-names', { kind })).toMatchObject({ isCut: false });
  }
  expect(await ask('message-rules', {})).toEqual({ rules: [] });
  expect(await ask('early-message', { key: '42' })).toBeNull();
  expect(await ask('expired-message', { key: '42' })).toBeNull();
  const incident = (await ask('incidents', { type: 'failedJob' }))?.rows[0] ?? (await ask('incidents', {}))?.rows[0];
  expect(await ask('incident-versions', { incident: incident?.key ?? '' })).toMatchObject({
    versions: [{ version: 2, open: 1, total: 1, isNewest: true }],
  });
  expect(await ask('incident-versions', { incident: '42' })).toBeNull();
  const failed = (await ask('jobs', { instance: KEYS.failed }))?.rows[0]?.key ?? '';
  expect(await ask('job', { key: failed })).toMatchObject({
    elementId: 'charge',
    log: [{ what: 'failed', worker: 'w1', retries: 0 }, { what: 'created' }],
  });
});

test('business users see their own and offered tasks, and nothing of anybody else', async () => {
  expect((await ask('tasks', {}))?.rows).toHaveLength(3);
  const rows = (await ask('tasks', {}, 'business-user'))?.rows ?? [];
  expect(rows.map((row) => row.name).sort()).toEqual(['mine', 'offered']);
  const others = (await ask('tasks', {}))?.rows.find((row) => row.name === 'of somebody else');
  expect(await ask('task', { key: others?.key ?? '' }, 'business-user')).toBeNull();
  expect(await ask('nav-counts', {}, 'business-user')).toEqual({ incidents: 0, running: 0, tasks: 2 });
  await expect(ask('instances', {}, 'business-user')).rejects.toThrow('instance.read');
});

test('a role for some definitions reaches only those', async () => {
  const access = authorize(
    { ...personWith('l2-operator'), roles: [{ id: 'l2-operator', definitions: ['invoice'] }] },
    'instance.read',
  );
  if (!access.isAllowed) throw new Error('not allowed');
  const prepared = QUERIES.instances.prepare({});
  const page = prepared.isValid
    ? await prepared.run({ database, engine, person: personWith('l2-operator'), access })
    : null;
  expect(new Set(page?.rows.map((row) => row.definition.processId))).toEqual(new Set(['invoice']));
});

test('what nobody could mean is refused or ignored, never an error of the database', async () => {
  const isRefused = (name: QueryName, params: object) => !QUERIES[name].prepare(params).isValid;
  expect(isRefused('instance', { key: '9999999999999999999' })).toBe(true);
  expect(isRefused('instances', { started: '-999999w' })).toBe(true);
  expect(isRefused('instances', { started: 'soon' })).toBe(true);
  expect(isRefused('instances', { parent: 'x' })).toBe(true);
  expect(isRefused('audit-entry', { n: '1e300' })).toBe(true);
  expect(isRefused('instances', { sort: 'name;drop table instance' })).toBe(true);
  for (const value of [['9'.repeat(30)], ['x'], ['1', 'x'], [1], 'x']) {
    const after = Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const sort of ['-started', '-ended']) expect((await ask('instances', { after, sort }))?.rows).toBeDefined();
    for (const name of ['incidents', 'jobs', 'tasks', 'audit'] as const)
      expect((await ask(name, { after }))?.rows).toBeDefined();
  }
  expect(isRefused('instances', { key: 'in:1,abc' })).toBe(true);
  expect((await ask('instances', { key: 'in:1', definition: "a'b:99999999999", businessKey: '%_\\' }))?.rows).toEqual(
    [],
  );
});

describe('the story of an instance', () => {
  test('tells what happened in moments, oldest first, with what failed', async () => {
    const story = await ask('instance-story', { key: KEYS.failed });
    const moments = momentsOf(story?.rows ?? []);
    expect(moments.flatMap((moment) => moment.facts.map(({ key: _, ...fact }) => fact))).toEqual(
      expect.arrayContaining([
        { kind: 'entered', elementId: 'charge', text: null },
        { kind: 'failed', elementId: 'charge', text: 'declined' },
        { kind: 'incident', elementId: 'charge', text: 'card 4711 was declined' },
        { kind: 'variable', elementId: null, text: 'amount' },
      ]),
    );
    expect(moments.map((moment) => moment.at)).toEqual(moments.map((moment) => moment.at).sort((a, b) => a - b));
    expect(story?.next).toBeNull();
  });

  test('an unknown instance has none', async () => {
    expect(await ask('instance-story', { key: '1999999999999999' })).toBeNull();
  });

  test('variables are shown with the value of the moment', async () => {
    await database.$executeRawUnsafe(
      `update variable set created_at = '2026-01-01T00:00:00Z', updated_at = '2026-01-03T00:00:00Z' where key = 1000000000020005`,
    );
    await database.$executeRawUnsafe(
      `update former_value set written_at = '2026-01-01T00:00:00Z' where variable_key = 1000000000020005`,
    );
    const at = async (time: string) =>
      (await ask('instance-variables', { instance: KEYS.failed, at: Date.parse(time) }))?.rows.map(
        ({ name, text, revision }) => ({ name, text, revision }),
      );
    expect(await at('2025-12-31T00:00:00Z')).toEqual([]);
    expect(await at('2026-01-02T00:00:00Z')).toEqual([{ name: 'amount', text: '1', revision: 1 }]);
    expect(await at('2026-01-03T00:00:00Z')).toEqual([{ name: 'amount', text: '100000', revision: 2 }]);
  });
});

describe('the events of an instance', () => {
  test('each beginning, change and end stands by itself, newest first', async () => {
    const view = await ask('instance-events', { instance: KEYS.failed });
    const told = view?.rows.map(({ kind, elementId, text }) => ({ kind, elementId, text }));
    expect(told).toEqual(
      expect.arrayContaining([
        { kind: 'started', elementId: 'start', text: null },
        { kind: 'entered', elementId: 'charge', text: null },
        { kind: 'jobMade', elementId: 'charge', text: 'payment' },
        { kind: 'jobFailed', elementId: 'charge', text: 'declined' },
        { kind: 'incident', elementId: 'charge', text: 'card 4711 was declined' },
        { kind: 'written', elementId: null, text: 'amount' },
      ]),
    );
    expect(told?.filter(({ kind }) => kind === 'written')).toHaveLength(2);
    expect(view?.rows.map(({ at }) => at)).toEqual([...(view?.rows ?? [])].map(({ at }) => at).sort((a, b) => b - a));
    expect(view?.next).toBeNull();
    expect((await ask('instance-events', { instance: '1000000000010039' }))?.rows.map(({ kind }) => kind)).toEqual([
      'taskMade',
      'started',
    ]);
    expect(await ask('instance-events', { instance: '1999999999999999' })).toBeNull();
  });
});

describe('what is known of a definition from its instances', () => {
  test('who called it and whom it called, by element', async () => {
    await database.$executeRawUnsafe(`insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, entered_by, started_at)
      values (1000000000020301, 1000000000010038, 1000000000010038, ${KEYS.invoice}, 'call', 'callActivity', 1000000000010038, 'active', '{}', now())`);
    await database.$executeRawUnsafe(
      `update instance set parent_instance_key = 1000000000010038, parent_element_instance_key = 1000000000020301 where key in (1000000000010033, 1000000000010037)`,
    );
    try {
      expect((await ask('definition-calls', { definition: KEYS.order2 }))?.callers).toMatchObject([
        { definition: { processId: 'invoice', version: 1 }, elementId: 'call', count: 2 },
      ]);
      expect(await ask('definition-calls', { definition: KEYS.invoice })).toMatchObject({
        callers: [],
        called: [{ definition: { processId: 'order', version: 2 }, elementId: 'call', count: 2 }],
      });
    } finally {
      await database.$executeRawUnsafe(
        'update instance set parent_instance_key = null, parent_element_instance_key = null where parent_element_instance_key = 1000000000020301',
      );
      await database.$executeRawUnsafe('delete from element_instance where key = 1000000000020301');
    }
    expect(await ask('definition-calls', { definition: '1999999999999999' })).toBeNull();
  });

  test('how long each element took in instances that have ended, and how often it failed', async () => {
    await database.$executeRawUnsafe(`insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, entered_by, started_at, ended_at, outcome)
      select 1000000000020310 + n, 1000000000010000 + n, 1000000000010000 + n, ${KEYS.order1}, 'pack', 'workerTask', 1000000000010000 + n, 'ended', '{}', now() - interval '1 hour', now() - interval '1 hour' + n * interval '1 second', case n when 3 then 'terminated' else 'completed' end from unnest(array[3, 7, 11]) n`);
    const view = await ask('definition-statistics', { definition: KEYS.order1 });
    expect(view).toMatchObject({
      instances: 8,
      elements: [{ elementId: 'pack', entries: 3, cancelled: 1, failures: 0, longest: 11_000 }],
    });
    expect(view?.elements[0]?.median).toBeCloseTo(7_000);
    expect(view?.elements[0]?.p95).toBeCloseTo(10_600);
    expect(await ask('definition-statistics', { definition: '1999999999999999' })).toBeNull();
    await database.$executeRawUnsafe(
      'delete from element_instance where key > 1000000000020310 and key < 1000000000020330',
    );
  });
});

describe('what started an instance', () => {
  const origin = async (cause: object | null, rest = '') => {
    await database.$executeRawUnsafe(
      `update instance set start_cause = ${cause === null ? 'null' : `'${JSON.stringify(cause)}'`}${rest} where key = ${KEYS.failed}`,
    );
    return (await ask('instance', { key: KEYS.failed }))?.origin;
  };
  const nothing = { who: null, channel: null, name: null, sourceKey: null };

  test('a request with its account, a message, a signal, a timer', async () => {
    const sender = { kind: 'client', id: 'billing', name: 'Billing', channel: 'rest8' };
    expect(await origin({ kind: 'request', sender })).toEqual({
      ...nothing,
      kind: 'request',
      who: 'Billing',
      channel: 'rest8',
    });
    expect(await origin({ kind: 'request', sender: { ...sender, id: null, name: null } })).toEqual({
      ...nothing,
      kind: 'request',
      channel: 'rest8',
    });
    expect(await origin({ kind: 'message', name: 'paid', sourceKey: '77' })).toEqual({
      ...nothing,
      kind: 'message',
      name: 'paid',
      sourceKey: '77',
    });
    expect(await origin({ kind: 'signal', name: 'alarm', sourceKey: '78' })).toMatchObject({
      kind: 'signal',
      name: 'alarm',
      sourceKey: '78',
    });
    expect(await origin({ kind: 'timer' })).toEqual({ ...nothing, kind: 'timer' });
  });

  test('a caller and a restarted instance say it themselves; nothing else is known of before', async () => {
    expect(await origin(null, ', parent_instance_key = 1000000000010038')).toMatchObject({
      kind: 'caller',
      sourceKey: '1000000000010038',
    });
    expect(
      await origin({ kind: 'request', sourceKey: '5' }, ', parent_instance_key = null, restart_of = 1000000000010001'),
    ).toMatchObject({ kind: 'restart', sourceKey: '1000000000010001', batchKey: '5' });
    expect(await origin(null, ', restart_of = null')).toEqual({ ...nothing, kind: 'unknown' });
  });

  test('kept messages that fit nobody stand at what waits for their name', async () => {
    await database.$executeRawUnsafe(`insert into subscription (key, tree_key, instance_key, definition_key, element_instance_key, element_id, kind, name, correlation_key, created_at)
      values (1000000000020050, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}, 1000000000020001, 'charge', 'message', 'paid', 'A', now())`);
    await database.$executeRawUnsafe(
      `insert into message (key, name, correlation_key, variables, published_at, expires_at) values (51, 'paid', 'B', '{}', now(), now() + interval '1 hour'), (52, 'paid', 'gone', '{}', now(), now() - interval '1 hour')`,
    );
    expect((await ask('instance', { key: KEYS.failed }))?.subscriptions).toMatchObject([
      { name: 'paid', elementInstanceKey: '1000000000020001', kept: { count: 1, keys: ['B'] } },
    ]);
  });
});

test('a group of incidents is summed over versions and hours, and an instance with two of them counts once', async () => {
  await database.$executeRawUnsafe(`insert into incident (key, tree_key, instance_key, definition_key, element_id, type, message, fingerprint, raised_at) values
    (1000000000020101, ${KEYS.failed}, 1000000000010039, ${KEYS.order1}, 'send', 'failedJob', 'Mail 1 bounced', 'f-mail', now() - interval '3 hours 30 minutes'),
    (1000000000020102, ${KEYS.failed}, 1000000000010039, ${KEYS.order1}, 'send', 'failedJob', 'Mail 2 bounced', 'f-mail', now() - interval '30 minutes'),
    (1000000000020103, ${KEYS.failed}, 1000000000010037, ${KEYS.order2}, 'send', 'failedJob', 'Mail 3 bounced', 'f-mail', now() - interval '30 minutes'),
    (1000000000020104, ${KEYS.failed}, 1000000000010036, ${KEYS.invoice}, 'send', 'failedJob', 'Mail 4 bounced', 'f-mail', now() - interval '3 days')`);
  const view = await ask('incident-groups', { element: 'send' });
  expect(view).toMatchObject({ open: 4, isCut: false });
  const [first, second] = view?.groups ?? [];
  expect(first).toMatchObject({
    open: 3,
    instances: 2,
    message: 'Mail 3 bounced',
    newestIncidentKey: '1000000000020103',
    newestInstanceKey: '1000000000010037',
    definition: { processId: 'order', version: 2 },
  });
  expect(first?.perHour.map((count, slot) => [slot, count]).filter(([, count]) => count !== 0)).toEqual([
    [20, 1],
    [23, 2],
  ]);
  expect(second).toMatchObject({ open: 1, instances: 1, definition: { processId: 'invoice' } });
  expect(second?.perHour.every((count) => count === 0)).toBe(true);
});
