import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTHING_TOLD, startEngine, type Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { personWith } from '../test-person.ts';
import { instanceCount } from './instance-count.ts';
import { instanceSelector } from './instance-selector.ts';
import { instances } from './instances.ts';
import { variableCondition } from './variable-condition.ts';

/**
 * Five instances, by their business keys: what each test expects is a set of these letters. A and B are orders (version
 * 1 and 2, tag `gold`), C is an invoice of a tenant that A called, with an incident, D has ended, E has an incident
 * with a job.
 */
const LETTERS = ['A', 'B', 'C', 'D', 'E'];
const keyOf = (letter: string) => String(1_000_000_000_010_001 + LETTERS.indexOf(letter));
let testDatabase: TestDatabase;
let database: Database;
let engine: Engine;
const person = personWith('l2-operator');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  engine = await startEngine({ databaseUrl: testDatabase.url, isJobExecutorOn: false });
  for (const statement of statements()) await database.$executeRawUnsafe(statement);
});
afterAll(async () => {
  await engine?.stop();
  await database?.$disconnect();
  await testDatabase?.drop();
});

function statements(): readonly string[] {
  const [a, b, c, d, e] = LETTERS.map(keyOf);
  const variable = (n: number, instance: string | undefined, name: string, type: string, text: string | null) =>
    `(${2_000_000_000_000_000 + n}, ${instance}, ${instance}, ${instance}, 11, '${name}', '${type}', ${text === null ? 'null' : `'${text.replaceAll("'", "''")}'`}, 1, now(), now())`;
  return [
    `insert into deployment (key, name, deployed_at) values (1, 'd', now())`,
    `insert into deployment_resource (key, deployment_key, name, content, checksum) values (1, 1, 'order.bpmn', '<definitions/>', 'c')`,
    `insert into definition (key, deployment_key, resource_key, process_id, version, name, version_tag, dialect, is_latest, deployed_at) values
      (11, 1, 1, 'order', 1, 'Order to Cash', null, 'camunda7', false, now()), (12, 1, 1, 'order', 2, 'Order to Cash', 'gold', 'camunda7', true, now()), (13, 1, 1, 'invoice', 1, null, null, 'camunda8', true, now())`,
    `insert into instance (key, tree_key, definition_key, parent_instance_key, business_key, tenant_id, start_element_id, is_suspended, started_at, ended_at, outcome, incident_count) values
      (${a}, ${a}, 11, null, 'Alpha_100%', null, 's', false, '2026-01-01T00:00:00Z', null, null, 0),
      (${b}, ${b}, 12, null, 'Beta, 2', 'acme', 's', true, '2026-01-02T00:00:00Z', null, null, 0),
      (${c}, ${a}, 13, ${a}, 'alpha-c', 'beta', 's', false, '2026-01-03T00:00:00Z', null, null, 1),
      (${d}, ${d}, 12, null, null, null, 's', false, '2026-01-04T00:00:00Z', '2026-01-05T00:00:00Z', 'completed', 0),
      (${e}, ${e}, 12, null, 'Omega', null, 's', false, '2026-01-06T00:00:00Z', null, null, 1)`,
    `insert into process_tree (key, version, updated_at) values (${a}, 3, '2026-02-01T00:00:00Z'), (${b}, 1, '2026-02-02T00:00:00Z'), (${e}, 1, '2026-02-03T00:00:00Z')`,
    `insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, started_at, ended_at) values
      (31, ${a}, ${a}, 11, 'charge', 'workerTask', ${a}, 'active', '2026-01-01T00:00:00Z', null), (32, ${d}, ${d}, 12, 'charge', 'workerTask', ${d}, 'active', '2026-01-04T00:00:00Z', '2026-01-04T01:00:00Z'),
      (33, ${d}, ${d}, 12, 'ship', 'workerTask', ${d}, 'active', '2026-01-04T12:00:00Z', '2026-01-05T00:00:00Z'), (34, ${e}, ${e}, 12, 'ship', 'workerTask', ${e}, 'active', '2026-01-06T00:00:00Z', null)`,
    `insert into statistic (definition_key, element_id, state, count) values (11, 'charge', 'active', 1), (12, 'charge', 'completed', 1), (12, 'ship', 'completed', 1), (12, 'ship', 'active', 1)`,
    `insert into job (key, tree_key, instance_key, definition_key, element_instance_key, element_id, kind, retries, error_message, created_at, ended_at, outcome) values
      (41, ${e}, ${e}, 12, 34, 'ship', 'worker', 0, 'boom', now(), null, null), (42, ${a}, ${a}, 11, 31, 'charge', 'worker', 2, 'again', now(), null, null),
      (43, ${d}, ${d}, 12, 32, 'charge', 'worker', 3, null, '2026-01-04T00:00:00Z', '2026-01-04T01:00:00Z', 'completed')`,
    `insert into incident (key, tree_key, instance_key, definition_key, element_id, job_key, type, message, fingerprint, raised_at, resolved_at, outcome) values
      (51, ${e}, ${e}, 12, 'ship', 41, 'failedExternalTask', 'Truck 7 is 100% broken', 'f-truck', now(), null, null), (52, ${d}, ${d}, 12, 'charge', null, 'failedJob', 'Card declined', 'f-card', now(), now(), 'resolved')`,
    `insert into incident (key, tree_key, instance_key, definition_key, element_id, type, message, fingerprint, raised_at) values (53, ${a}, ${c}, 13, 'send', 'failedJob', 'Mail bounced', 'f-mail', now())`,
    `insert into batch (key, kind, operation, total, created_at) values (61, 'cancel', '{}', 1, now()), (62, 'retryIncident', '{}', 1, now())`,
    `insert into batch_item (key, batch_key, target, state, retries) values (71, 61, '${b}', 'done', 0), (72, 62, '51', 'done', 0), (73, 61, 'not a key', 'failed', 0)`,
    `insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision, created_at, updated_at) values ${[
      variable(1, a, 'amount', 'Long', '9007199254740993'),
      variable(2, b, 'amount', 'Double', '100.0'),
      variable(3, c, 'amount', 'String', '100'),
      variable(4, d, 'amount', 'Null', null),
      variable(5, e, 'amount', 'Integer', '-5'),
      variable(6, a, 'Customer', 'String', 'Müller & Söhne'),
      variable(7, b, 'customer', 'String', `O'Brien "the" 50%_x`),
      variable(8, c, 'customer', 'String', 'a,b'),
      variable(9, d, 'customer', 'String', ''),
      variable(10, a, 'due', 'Date', '2026-03-01T10:00:00.000Z'),
      variable(11, b, 'due', 'Date', '2026-03-02T10:00:00.000Z'),
      variable(12, c, 'due', 'String', 'soon'),
      variable(
        13,
        a,
        'order',
        'Json',
        '{"total": 150, "country": "JP", "items": [{"sku": "A-1"}, {"sku": "b.2"}], "a.b": true, "none": null}',
      ),
      variable(14, b, 'order', 'Json', '{"total": "150", "country": "jp"}'),
      variable(15, c, 'order', 'Json', '{broken'),
      variable(16, d, 'order', 'String', '{"total": 150}'),
      variable(17, e, 'order', 'Json', '{"total": 99.5, "city": "\\u004ce Havre\\/Port"}'),
      variable(18, a, 'isVip', 'Boolean', 'true'),
      variable(19, b, 'isVip', 'String', 'true'),
      variable(20, a, 'a.b', 'String', 'dotted'),
      variable(21, b, 'long', 'String', 'x'.repeat(150)),
      variable(22, c, 'long', 'String', `${'x'.repeat(149)}y`),
      variable(23, a, 'loopCounter', 'Integer', '1'),
      variable(24, b, 'loopCounter', 'Integer', '2'),
      variable(25, c, 'loopCounter', 'String', '1'),
      variable(26, d, 'nrOfInstances', 'Integer', '10'),
    ].join(', ')}`,
    `insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision, created_at, updated_at, removed_at) values (2000000000000099, ${e}, ${e}, ${e}, 12, 'customer', 'String', 'gone', 1, now(), now(), now())`,
  ];
}

function contextOf(who = person) {
  const access = authorize(who, 'instance.read');
  if (!access.isAllowed) throw new Error(access.message);
  return { database, engine, person: who, access };
}

/** What the list, the count and a batch's selection find: always the same. */
async function found(filter: Readonly<Record<string, string>>): Promise<string> {
  const page = instances.prepare(filter);
  const count = instanceCount.prepare(filter);
  if (!page.isValid || !count.isValid) throw new Error(JSON.stringify('problems' in page ? page.problems : []));
  const rows = (await page.run(contextOf()))?.rows ?? [];
  const selected = await instanceSelector({ database, engine, person }).select(filter, 100);
  expect('keys' in selected ? [...selected.keys] : selected).toEqual(rows.map((row) => row.key));
  expect((await count.run(contextOf()))?.value).toBe(rows.length);
  return rows
    .map((row) => LETTERS.find((letter) => keyOf(letter) === row.key) ?? '?')
    .sort()
    .join('');
}
function problems(filter: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const prepared = instances.prepare(filter);
  return prepared.isValid ? {} : Object.fromEntries(prepared.problems.map(({ path, message }) => [path, message]));
}

describe('fields', () => {
  test.each<[Record<string, string>, string]>([
    [{}, 'ABCDE'],
    [{ state: 'running' }, 'ABCE'],
    [{ state: 'running,completed' }, 'ABCDE'],
    [{ state: 'incident,suspended' }, 'BCE'],
    [{ state: 'retrying' }, 'A'],
    [{ state: 'active' }, ''],
    [{ definition: 'order' }, 'ABDE'],
    [{ definition: 'order:2' }, 'BDE'],
    [{ definition: 'order:1,invoice' }, 'AC'],
    [{ definition: 'nothing' }, ''],
    [{ versionTag: 'gold' }, 'BDE'],
    [{ versionTag: 'gold', definition: 'order:1' }, ''],
    [{ definitionName: 'to cash' }, 'ABDE'],
    [{ definitionName: 'missing:' }, 'C'],
    [{ key: `${keyOf('A')}, ${keyOf('E')}` }, 'AE'],
    [{ parent: keyOf('A') }, 'C'],
    [{ called: keyOf('C') }, 'A'],
    [{ hierarchy: 'root' }, 'ABDE'],
    [{ hierarchy: 'called' }, 'C'],
    [{ hierarchy: 'calls' }, 'A'],
    [{ element: 'charge' }, 'A'],
    [{ element: 'charge,ship' }, 'AE'],
    [{ element: 'nowhere' }, ''],
    [{ executed: 'charge' }, 'D'],
    [{ executed: 'ship' }, 'D'],
    [{ executedAt: '2026-01-04T06:00:00Z..2026-01-05T00:00:00Z' }, 'D'],
    [{ executed: 'charge', executedAt: '2026-01-04T06:00:00Z..' }, ''],
    [{ executed: 'ship', executedAt: '2026-01-04T06:00:00Z..' }, 'D'],
    [{ jobExecuted: '2026-01-04T00:00:00Z..2026-01-05T00:00:00Z' }, 'D'],
    [{ jobExecuted: '2026-01-05T00:00:00Z..' }, ''],
    [{ started: '2026-01-02T00:00:00Z..2026-01-04T00:00:00Z' }, 'BC'],
    [{ ended: '..2026-01-06T00:00:00Z' }, 'D'],
    [{ changed: '2026-02-02T00:00:00Z..' }, 'BE'],
    [{ changed: '..2026-01-06T00:00:00Z' }, 'D'],
    [{ changed: '..2026-02-02T00:00:00Z' }, 'ACD'],
    [{ failedJob: 'left' }, 'A'],
    [{ failedJob: 'out' }, 'E'],
    [{ suspended: 'yes' }, 'B'],
    [{ suspended: 'no', definition: 'order:2' }, 'DE'],
    [{ tenant: 'acme' }, 'B'],
    [{ tenant: '-' }, 'ADE'],
    [{ tenant: '-,beta' }, 'ACDE'],
    [{ batch: '61' }, 'B'],
    [{ batch: '62' }, 'E'],
    [{ batch: '63' }, ''],
    [{ incident: 'open' }, 'CE'],
    [{ incident: 'resolved' }, 'D'],
    [{ incident: 'any' }, 'CDE'],
    [{ incident: 'none' }, 'ABD'],
    [{ incident: 'below' }, 'A'],
    [{ incidentType: 'failedJob' }, 'C'],
    [{ incidentType: 'failedJob', incident: 'any' }, 'CD'],
    [{ error: 'TRUCK' }, 'E'],
    [{ error: '100%' }, 'E'],
    [{ error: 'like:truck' }, ''],
    [{ error: 'eq:Mail bounced' }, 'C'],
    [{ error: 'T*broken' }, 'E'],
    [{ error: 'declined' }, ''],
    [{ error: 'declined', incident: 'resolved' }, 'D'],
    [{ fingerprint: 'f-mail' }, 'C'],
    [{ fingerprint: 'f-card,f-truck', incident: 'any' }, 'DE'],
    [{ fingerprint: 'f-truck', incidentType: 'failedJob', incident: 'any' }, ''],
  ])('%j finds %s', async (filter, letters) => {
    expect(await found(filter)).toBe(letters);
  });

  test('whoever started it in the console is in the audit log', async () => {
    const record = {
      ...NOTHING_TOLD,
      actorKind: 'person',
      actorId: person.username,
      actorName: person.name,
      address: null,
      channel: 'console',
      risk: 'guarded',
    } as const;
    await engine.audit(
      { ...record, operation: 'instance.start', instanceKey: keyOf('B') },
      { outcome: 'done', text: '' },
    );
    await engine.audit(
      { ...record, operation: 'instance.cancel', instanceKey: keyOf('C') },
      { outcome: 'done', text: '' },
    );
    await engine.audit(
      { ...record, operation: 'instance.start', instanceKey: keyOf('D'), actorId: 'tom' },
      { outcome: 'done', text: '' },
    );
    expect(await found({ startedBy: 'me' })).toBe('B');
    expect(await found({ startedBy: 'tom,me' })).toBe('BD');
  });

  test.each<[string, string]>([
    ['Alpha_100%', 'A'],
    ['alpha_100%', ''],
    ['ieq:alpha_100%', 'A'],
    ['^=Alpha', 'A'],
    ['istarts:alpha', 'AC'],
    ['like:_100%', 'A'],
    ['like:%', 'A'],
    ['like:a*c', 'C'],
    ['ilike:ALPHA?C', 'C'],
    ['ilike:lph', 'AC'],
    ['in:Omega,"Beta, 2"', 'BE'],
    ['Beta, 2', 'B'],
    ['ne:Omega', 'ABCD'],
    ['nin:Omega,alpha-c', 'ABD'],
    ['exists:', 'ABCE'],
    ['missing:', 'D'],
    [`' or true --`, ''],
    ['like:\\', ''],
    ['\\', ''],
  ])('business key %s finds %s', async (businessKey, letters) => {
    expect(await found({ businessKey })).toBe(letters);
  });
});

describe('variables', () => {
  test.each<[Record<string, string>, string]>([
    [{ 'var.amount': '100' }, 'BC'],
    [{ 'var.amount': 'eq:"100"' }, 'C'],
    [{ 'var.amount': 'eq:number(100)' }, 'B'],
    [{ 'var.amount': '9007199254740993' }, 'A'],
    [{ 'var.amount': '9007199254740992' }, ''],
    [{ 'var.amount': 'gt:99' }, 'AB'],
    [{ 'var.amount': 'gte:100.0' }, 'AB'],
    [{ 'var.amount': 'lt:0' }, 'E'],
    [{ 'var.amount': 'lte:1e2' }, 'BE'],
    [{ 'var.amount': 'between:-10..100' }, 'BE'],
    [{ 'var.amount': 'between:..0' }, 'E'],
    [{ 'var.amount': 'ne:100' }, 'ADE'],
    [{ 'var.amount': 'null' }, 'D'],
    [{ 'var.amount': 'in:-5,100' }, 'BCE'],
    [{ 'var.amount': 'nin:-5,100' }, 'AD'],
    [{ 'var.amount': 'exists:' }, 'ABCDE'],
    [{ 'var.due': 'missing:' }, 'DE'],
    [{ 'var.amount': 'gt:abc' }, ''],
    [{ 'var.customer': 'gone' }, ''],
    [{ 'var.customer': `O'Brien "the" 50%_x` }, 'B'],
    [{ 'var.customer': 'like:50%_' }, 'B'],
    [{ 'var.customer': 'like:%' }, 'B'],
    [{ 'var.customer': 'a,b' }, 'C'],
    [{ 'var.customer': 'in:"a,b",x' }, 'C'],
    [{ 'var.customer': 'eq:""' }, 'D'],
    [{ 'var.customer': `'); drop table variable; --` }, ''],
    [{ 'var.Customer': 'like:MÜLLER' }, ''],
    [{ 'var.Customer': 'ilike:MÜLLER' }, 'A'],
    [{ 'var.Customer': 'ieq:müller & söhne' }, 'A'],
    [{ 'var.Customer': 'starts:Mü' }, 'A'],
    [{ 'var.~CUSTOMER': 'exists:' }, 'ABCD'],
    [{ 'var.~customer': 'ilike:ller' }, 'A'],
    [{ 'var.customer': 'gt:a' }, 'C'],
    [{ 'var.customer': 'like:a?b' }, 'C'],
    [{ 'var.x\'y"': 'exists:' }, 'problem'],
    [{ 'var.due': 'gt:2026-03-01T12:00:00+01:00' }, 'B'],
    [{ 'var.due': 'lt:2026-03-02' }, 'A'],
    [{ 'var.due': 'date(2026-03-01T11:00:00+01:00)' }, 'A'],
    [{ 'var.due': 'between:2026-03-01..2026-03-03' }, 'AB'],
    [{ 'var.due': 'like:soon' }, 'C'],
    [{ 'var.isVip': 'true' }, 'AB'],
    [{ 'var.isVip': 'boolean(true)' }, 'A'],
    [{ 'var.isVip': '"true"' }, 'B'],
    [{ 'var."a.b"': 'dotted' }, 'A'],
    [{ 'var.long': 'x'.repeat(150) }, 'B'],
    [{ 'var.order.total': 'gt:100' }, 'A'],
    [{ 'var.order.total': '150' }, 'AB'],
    [{ 'var.order.total': 'number(150)' }, 'A'],
    [{ 'var.order.total': '"150"' }, 'B'],
    [{ 'var.order.total': 'between:90..100' }, 'E'],
    [{ 'var.order.total': 'exists:' }, 'ABE'],
    [{ 'var.order.total': 'missing:' }, 'CD'],
    [{ 'var.order.total': 'ne:150' }, 'E'],
    [{ 'var.order.country': 'JP' }, 'A'],
    [{ 'var.order.country': 'ieq:jp' }, 'AB'],
    [{ 'var.order.country': 'like:J' }, 'A'],
    [{ 'var.order.country': 'ilike:*P' }, 'AB'],
    [{ 'var.order.country': 'istarts:j' }, 'AB'],
    [{ 'var.order.country': 'in:JP,jp' }, 'AB'],
    [{ 'var.order.country': 'nin:JP' }, 'B'],
    [{ 'var.order.country': 'gt:5' }, ''],
    [{ 'var.order.city': 'Le Havre/Port' }, 'E'],
    [{ 'var.order.city': 'starts:Le' }, 'E'],
    [{ 'var.order.city': 'like:L*e/P' }, ''],
    [{ 'var.order.city': 'like:L*e/P*' }, 'E'],
    [{ 'var.order.city': 'like:Havre/' }, 'E'],
    [{ 'var.order.country': 'starts:J' }, 'A'],
    [{ 'var.order.country': 'in:JP,150' }, 'A'],
    [{ 'var.order.items.sku': 'A-1' }, 'A'],
    [{ 'var.order.items[0].sku': 'b.2' }, ''],
    [{ 'var.order.items[1].sku': 'like:b.2' }, 'A'],
    [{ 'var.order["a.b"]': 'true' }, 'A'],
    [{ 'var.order.none': 'null' }, 'A'],
    [{ 'var.order.country': `") || true || (@ == "` }, ''],
    [{ 'var.order.x\\"y': 'exists:' }, 'problem'],
    [{ 'var.amount': 'gt:0', 'var.isVip': 'true' }, 'AB'],
    [{ 'var.loopCounter': '1' }, 'AC'],
    [{ 'var.loopCounter': 'number(1)' }, 'A'],
    [{ 'var.loopCounter': 'gt:1' }, 'B'],
    [{ 'var.loopCounter': 'between:1..2' }, 'AB'],
    [{ 'var.loopCounter': 'in:1,2' }, 'ABC'],
    [{ 'var.loopCounter': 'ne:1' }, 'B'],
    [{ 'var.~LOOPCOUNTER': 'lte:1' }, 'A'],
    [{ 'var.nrOfInstances': 'gte:10' }, 'D'],
  ])('%j finds %s', async (filter, letters) => {
    if (letters === 'problem') expect(Object.keys(problems(filter))).toEqual(Object.keys(filter));
    else expect(await found(filter)).toBe(letters);
  });

  test('numbers are found by their index, counters of multi-instance activities are not in it', async () => {
    const planOf = async (path: string, written: string) => {
      const parsed = variableCondition(path, written);
      if ('problem' in parsed || !parsed.value.source) throw new Error(path);
      const rows = parsed.value.source.rows;
      const [, plan] = await database.$transaction([
        database.$executeRaw`set local enable_seqscan = off`,
        database.$queryRaw<readonly { 'QUERY PLAN': string }[]>`explain ${rows}`,
      ]);
      return plan.map((line) => line['QUERY PLAN']).join('\n');
    };
    expect(await planOf('amount', 'gt:99')).toContain('variable_number');
    expect(await planOf('amount', 'number(100)')).toContain('variable_number');
    expect(await planOf('city', 'Kyiv')).toContain('variable_value');
    expect(variableCondition('loopCounter', 'gt:99')).not.toHaveProperty('value.source');
  });
});

describe('alternatives', () => {
  test.each<[Record<string, string>, string]>([
    [{ match: 'any', suspended: 'yes', 'var.amount': 'lt:0' }, 'BE'],
    [{ match: 'any', state: 'incident', tenant: 'acme', element: 'charge' }, 'ABCE'],
    [{ match: 'any', incidentType: 'failedJob', error: 'truck' }, 'CE'],
    [{ match: 'any' }, 'ABCDE'],
    [{ q: 'state = incident or businessKey ^= Alpha' }, 'ACE'],
    [{ q: 'definition = order and not (suspended = yes or state = completed)' }, 'AE'],
    [{ q: 'var.amount > 99 and var.amount < 1000' }, 'B'],
    [{ q: 'var.order.items[0].sku = "A-1"' }, 'A'],
    [{ q: 'var.amount in (100, "x") or var."a.b" = dotted' }, 'ABC'],
    [{ q: 'businessKey in ("Beta, 2", Omega)' }, 'BE'],
    [{ q: 'state != running' }, 'D'],
    [{ q: 'tenant not in (acme)' }, 'ACDE'],
    [{ q: 'started between 2026-01-02 and 2026-01-04' }, 'BC'],
    [{ q: 'started >= 2026-01-04' }, 'DE'],
    [{ q: 'error ~* TRUCK' }, 'E'],
    [{ q: `businessKey missing or key = ${keyOf('A')}` }, 'AD'],
    [{ q: 'var.customer ~ "50%"', state: 'running' }, 'B'],
    [{ q: 'tenant = acme or state = incident', definition: 'order:2', match: 'all' }, 'BE'],
    [{ q: 'var.due > date(2026-03-02)' }, 'B'],
    [{ q: '(((state = suspended)))' }, 'B'],
  ])('%j finds %s', async (filter, letters) => {
    expect(await found(filter)).toBe(letters);
  });
});

test('what is wrong is named with its place', () => {
  expect(problems({ state: 'broken' }).state).toContain('broken is no state');
  expect(problems({ key: '12x' }).key).toContain('12x is no key');
  expect(problems({ started: 'soon', ended: '2026-13-01' })).toMatchObject({
    started: expect.stringContaining('ISO 8601'),
    ended: expect.stringContaining('ISO 8601'),
  });
  expect(problems({ match: 'some', incident: 'perhaps', failedJob: 'x', hierarchy: 'x' })).toMatchObject({
    match: 'all or any.',
    incident: expect.stringContaining('One of'),
    failedJob: expect.stringContaining('left'),
    hierarchy: expect.stringContaining('root'),
  });
  expect(problems({ 'var.': '1', 'var.a..b': '1', 'var.x': 'number(abc)', 'var.y': 'between:1' })).toMatchObject({
    'var.': expect.stringContaining('missing'),
    'var.a..b': expect.stringContaining('order.total'),
    'var.x': 'abc is not a number.',
    'var.y': expect.stringContaining('between'),
  });
  expect(problems({ q: 'state = incident and' }).q).toContain('Column 21: a field was expected');
  expect(problems({ q: 'state = incident or (x = 1' }).q).toContain('Column 27: a closing bracket');
  expect(problems({ q: 'colour = red' }).q).toBe('Column 1: colour is no field of this filter.');
  expect(problems({ q: 'state > incident' }).q).toContain('compared with');
  expect(problems({ q: 'businessKey = "open' }).q).toContain('Column 15: the quotation mark');
  expect(problems({ q: 'var.x = number(abc)' }).q).toBe('Column 1: abc is not a number.');
  expect(problems({ q: '('.repeat(50) }).q).toContain('nested');
  expect(problems({ q: Array.from({ length: 31 }, () => 'state = running').join(' or ') }).q).toContain('at most 30');
  expect(
    problems({ businessKey: 'a\u0000b', 'var.a': '\u0000', error: '\u0000', q: 'error = "\u0000"' }),
  ).toMatchObject({
    businessKey: expect.stringContaining('NUL'),
    'var.a': expect.stringContaining('NUL'),
    error: expect.stringContaining('NUL'),
    q: expect.stringContaining('NUL'),
  });
  expect(problems(Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`var.v${n}`, '1'])))).toMatchObject({
    var: 'At most 12 variables.',
  });
});

test('rows bring the chosen variables, of all rows at once, with their types', async () => {
  const prepared = instances.prepare({
    variables: 'amount,order.total,order.items[0].sku,"a.b",long,order',
    sort: 'started',
  });
  const rows = prepared.isValid ? ((await prepared.run(contextOf()))?.rows ?? []) : [];
  const values = Object.fromEntries(rows.map((row, index) => [LETTERS[index], row.variables]));
  expect(values.A).toMatchObject({
    amount: { type: 'Long', text: '9007199254740993', isCut: false },
    'order.total': { type: 'Number', text: '150' },
    'order.items[0].sku': { type: 'String', text: 'A-1' },
    '"a.b"': { type: 'String', text: 'dotted' },
  });
  expect(values.B).toMatchObject({ 'order.total': { type: 'String', text: '150' }, long: { text: 'x'.repeat(150) } });
  expect(values.C).not.toHaveProperty('order.total');
  expect(values.D).toMatchObject({ amount: { type: 'Null', text: null } });
  expect(rows[1]).toMatchObject({
    versionTag: 'gold',
    isSuspended: true,
    tenantId: 'acme',
    changedAt: Date.parse('2026-02-02T00:00:00Z'),
  });
  expect(instances.prepare({ variables: 'a..b' }).isValid).toBe(false);
});
