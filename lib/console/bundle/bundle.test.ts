import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { RoleId } from '@/lib/auth/roles.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import type { Query } from '../queries/query.ts';
import { QUERIES } from '../queries/registry.ts';
import { fillDatabase, KEYS } from '../queries/test-data.ts';
import { personWith } from '../test-person.ts';
import { bundleAnswers } from './bundle-answers.ts';
import { type Ask, bundleText } from './bundle-parts.ts';
import type { InstanceBundle } from './instance-bundle.ts';
import { readBundle } from './read-bundle.ts';

let testDatabase: TestDatabase;
let database: Database;
const engine = {} as Engine;
const LONG = 'x'.repeat(5_000);
/** Moments of the variable `step`: before it, its first and second value, and after its removal. */
const AT = {
  before: '2026-01-01T10:00:00Z',
  first: '2026-01-01T11:00:00Z',
  second: '2026-01-01T12:00:00Z',
  removed: '2026-01-01T13:00:00Z',
} as const;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  await fillDatabase(database);
  const own = `${KEYS.failed}, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}`;
  const statements = [
    `insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision, written_by, created_at, updated_at, removed_at)
      values (1000000000030001, ${own}, 'step', 'String', 'two', 2, 'charge', '${AT.first}', '${AT.second}', '${AT.removed}'), (1000000000030002, ${own}, 'long', 'String', '${LONG}', 1, null, '${AT.first}', '${AT.first}', null)`,
    `insert into former_value (variable_key, revision, type, texts, written_at) values (1000000000030001, 1, 'String', '{one}', '${AT.first}')`,
    `insert into instance (key, tree_key, definition_key, parent_instance_key, business_key, start_element_id, started_at)
      values (1000000000030003, ${KEYS.failed}, ${KEYS.invoice}, ${KEYS.failed}, 'INVOICE', 'start', now())`,
    `insert into decision_instance (key, evaluation_key, position, is_root, decision_key, decision_id, decision_name, decision_version, root_decision_key, type, instance_key, definition_key, element_id, evaluated_at, inputs, rules, output)
      values (1000000000030004, 1, 1, true, 2, 'risk', 'Risk', 3, 2, 'decisionTable', ${KEYS.failed}, ${KEYS.order2}, 'charge', now(),
        '[{"id": "i1", "name": "amount", "value": {"type": "Long", "text": "100000"}}]', '[{"id": "r2", "index": 2, "outputs": [{"id": "o1", "name": null, "variable": "level", "value": {"type": "String", "text": "high"}}]}]', '"high"')`,
  ];
  for (const statement of statements) await database.$executeRawUnsafe(statement);
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

function askAs(role: RoleId): Ask {
  return async <N extends QueryName>(name: N, params: QueryParams<N>): Promise<QueryView<N> | null> => {
    const query: Query<N> = QUERIES[name];
    const person = personWith(role);
    const access = authorize(person, query.permission);
    if (!access.isAllowed) return null;
    const prepared = query.prepare(params);
    if (!prepared.isValid) throw new Error(JSON.stringify(prepared.problems));
    return prepared.run({ database, engine, person, access });
  };
}

async function textAs(role: RoleId): Promise<string> {
  const ask = askAs(role);
  const root = await ask('instance', { key: KEYS.failed });
  if (root === null) throw new Error('The instance of the test data is missing');
  let text = '';
  for await (const piece of bundleText(ask, root, { exportedAt: '2026-11-28T12:00:00.000Z', exportedBy: 'Lena' }))
    text += piece;
  return text;
}

async function bundleAs(role: RoleId): Promise<InstanceBundle> {
  const read = readBundle(await textAs(role));
  if (!read.isValid) throw new Error(read.message);
  return read.bundle;
}

describe('a bundle', () => {
  test('answers every view of the instance as the server does', async () => {
    const ask = askAs('l2-operator');
    const answer = bundleAnswers(await bundleAs('l2-operator'));
    const instance = KEYS.failed;
    const same = async <N extends QueryName>(name: N, params: QueryParams<N>) =>
      expect(await answer(name, params), name).toEqual(await ask(name, params));
    await same('instance', { key: instance });
    await same('instance-story', { key: instance });
    await same('instance-variables', { instance });
    await same('variable-value', { key: '1000000000030002' });
    await same('variable-value', { key: '1000000000030001' });
    await same('variable-history', { key: '1000000000030001' });
    await same('variable-history', { key: '1000000000030002' });
    await same('instance-decisions', { instance });
    await same('jobs', { instance, limit: 100 });
    // The file has each incident whole, so its rows say more.
    for (const state of ['open', 'resolved', 'all'])
      expect(await answer('incidents', { instance, state, limit: 100 })).toMatchObject({
        ...(await ask('incidents', { instance, state, limit: 100 })),
      });
    await same('incident', { key: '1000000000020004' });
    await same('audit', { instance, limit: 100 });
    await same('definition-xml', { key: KEYS.order2 });
  });

  test('has the values of every moment', async () => {
    const ask = askAs('l2-operator');
    const answer = bundleAnswers(await bundleAs('l2-operator'));
    for (const moment of Object.values(AT)) {
      const params = { instance: KEYS.failed, at: Date.parse(moment) };
      expect(await answer('instance-variables', params), moment).toEqual(await ask('instance-variables', params));
    }
    const { rows } = await answer('instance-variables', { instance: KEYS.failed, at: Date.parse(AT.first) });
    expect(rows.find((row) => row.name === 'step')?.text).toBe('one');
  });

  test('brings called instances and their models', async () => {
    const { rootKey, instances, definitions, notes } = await bundleAs('l2-operator');
    expect(instances.map((each) => each.instance.businessKey)).toEqual(['ORDER-40', 'INVOICE']);
    expect(definitions.map((each) => each.key).sort()).toEqual([KEYS.order2, KEYS.invoice].sort());
    expect({ rootKey, notes }).toEqual({ rootKey: KEYS.failed, notes: [] });
  });

  test('shows a decision with its inputs, rules and result', async () => {
    const [row] = (await bundleAs('l2-operator')).instances[0]?.decisions ?? [];
    expect(row).toMatchObject({
      name: 'Risk',
      version: 3,
      output: '"high"',
      inputs: [{ id: 'i1', name: 'amount', type: 'Long', text: '100000' }],
      rules: [{ index: 2, outputs: [{ id: 'o1', name: 'level', type: 'String', text: 'high' }] }],
    });
  });

  test('says of what it does not hold that it is not in the file', async () => {
    const answer = bundleAnswers(await bundleAs('l2-operator'));
    await expect(answer('instance', { key: '1' })).rejects.toThrow('not in the file');
    await expect(answer('overview', {})).rejects.toThrow('not in the file');
  });

  test('is refused with the place where it is damaged', async () => {
    const text = await textAs('l2-operator');
    expect(readBundle('{')).toMatchObject({ isValid: false, message: expect.stringContaining('no JSON') });
    expect(readBundle('[]')).toMatchObject({ isValid: false, message: expect.stringContaining('no bundle') });
    expect(readBundle(text.replace('"version":1', '"version":2'))).toMatchObject({
      isValid: false,
      message: 'This bundle has version 2; version 1 can be read here.',
    });
    expect(readBundle(text.replace('"dialect":"camunda7"', '"dialect":"other"'))).toMatchObject({
      isValid: false,
      message: expect.stringMatching(/damaged at instances\.0\.instance\.dialect/),
    });
    expect(readBundle(text.replace(`"rootKey":"${KEYS.failed}"`, '"rootKey":"7"'))).toMatchObject({
      isValid: false,
      message: expect.stringContaining('root 7 is missing'),
    });
  });
});
