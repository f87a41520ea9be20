import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import { personWith } from '../test-person.ts';
import { instanceCount } from './instance-count.ts';
import { instances } from './instances.ts';

/**
 * More instances than one go looks at. Odd ones live; each thousandth has a document with the number 7 inside, each
 * five hundredth the business key with `needle`, and all passed `start`, only the oldest hundred `rare`: each fourth
 * within one command.
 */
const INSTANCES = 8_000;
const FIRST = 1_000_000_000_000_000;
let testDatabase: TestDatabase;
let database: Database;
/** The searches ask the database only. */
const engine = {} as Engine;
const person = personWith('l2-operator');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  for (const statement of [
    `insert into deployment (key, name, deployed_at) values (1, 'd', now())`,
    `insert into deployment_resource (key, deployment_key, name, content, checksum) values (1, 1, 'order.bpmn', '<definitions/>', 'c')`,
    `insert into definition (key, deployment_key, resource_key, process_id, version, dialect, is_latest, deployed_at) values (11, 1, 1, 'order', 1, 'camunda7', true, now())`,
    `insert into instance (key, tree_key, definition_key, business_key, start_element_id, started_at, ended_at, outcome)
      select ${FIRST} + n, ${FIRST} + n, 11, case when n % 500 = 1 then 'a needle ' || n else 'hay ' || n end, 's', now() - (${INSTANCES} - n) * interval '1 minute',
        case when n % 2 = 0 then now() - (${INSTANCES} - n) * interval '30 seconds' end, case when n % 2 = 0 then 'completed' end from generate_series(1, ${INSTANCES}) n`,
    `insert into process_tree (key, version, updated_at) select ${FIRST} + n, 1, now() - (${INSTANCES} - n) * interval '1 minute' from generate_series(1, ${INSTANCES}) n`,
    `insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, started_at, ended_at)
      select ${FIRST} + ${INSTANCES} * e + n, ${FIRST} + n, ${FIRST} + n, 11, (array['start', 'rare'])[e], 'workerTask', ${FIRST} + n, 'active', now() - (${INSTANCES} - n) * interval '1 minute', now()
      from generate_series(1, ${INSTANCES}) n cross join generate_series(1, 2) e where n % 4 <> 0 and (e = 1 or n <= 100)`,
    `insert into path_element (path_key, key_offset, definition_key, element_id, kind, phase, entered_by, outcome) values
      (-1, 0, 11, 'start', 'workerTask', 'active', '{}', 'completed'), (-2, 0, 11, 'start', 'workerTask', 'active', '{}', 'completed'), (-2, 1, 11, 'rare', 'workerTask', 'active', '{}', 'completed')`,
    `insert into passed_elements (first_key, path_key, instance_key, tree_key, passed_at)
      select ${FIRST} + ${INSTANCES} * 3 + n * 2, case when n <= 100 then -2 else -1 end, ${FIRST} + n, ${FIRST} + n, now() - (${INSTANCES} - n) * interval '1 minute'
      from generate_series(1, ${INSTANCES}) n where n % 4 = 0`,
    `insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision, created_at, updated_at)
      select ${FIRST} + n, ${FIRST} + n, ${FIRST} + n, ${FIRST} + n, 11, 'doc', 'Json', '{"n": ' || case when n % 1000 = 0 then 7 else 0 end || '}', 1, now(), now() from generate_series(1, ${INSTANCES}) n`,
    'analyze',
  ])
    await database.$executeRawUnsafe(statement);
}, 60_000);
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

function context() {
  const access = authorize(person, 'instance.read');
  if (!access.isAllowed) throw new Error(access.message);
  return { database, engine, person, access };
}

/** All pages of a list: the numbers of the instances, and how often a page ended before it was full. */
async function goThrough(
  filter: Readonly<Record<string, string>>,
): Promise<{ readonly found: readonly number[]; readonly goes: number; readonly short: number }> {
  const found: number[] = [];
  let [after, goes, short] = ['', 0, 0];
  do {
    const prepared = instances.prepare({ ...filter, after, limit: '50' });
    const page = prepared.isValid ? await prepared.run(context()) : null;
    if (page === null) throw new Error('not asked');
    // A page that is short and goes on says how far it came.
    expect(page.searchedTo !== null).toBe(page.next !== null && page.rows.length < 50);
    found.push(...page.rows.map(({ key }) => Number(key) - FIRST));
    goes += 1;
    short += page.searchedTo === null ? 0 : 1;
    after = page.next ?? '';
  } while (after !== '');
  return { found, goes, short };
}
const count = async (filter: Readonly<Record<string, string>>) => {
  const prepared = instanceCount.prepare(filter);
  return prepared.isValid ? prepared.run(context()) : null;
};
const numbers = (step: number, from: number) =>
  Array.from({ length: INSTANCES / step }, (_, index) => from + index * step);

describe('a search that looks at each instance', () => {
  test.each(['-started', 'started', '-ended', 'ended'])(
    'finds all of them in several goes, none twice, sorted by %s',
    async (sort) => {
      const { found, short, goes } = await goThrough({ 'var.doc.n': '7', sort });
      const expected = numbers(1000, 1000);
      expect(found).toEqual(sort.startsWith('-') ? expected.reverse() : expected);
      expect(short).toBeGreaterThan(2);
      // The first go tries the index in vain; the others do not, and look at more than twice as many.
      expect(goes).toBeLessThan(sort.endsWith('ended') ? 5 : 8);
    },
  );

  test('of texts of the instance itself looks further in one go', async () => {
    const { found, goes } = await goThrough({ businessKey: 'like:needle' });
    expect(found).toEqual(numbers(500, 1).reverse());
    expect(goes).toBe(2);
    expect((await goThrough({ businessKey: 'like:needle', state: 'completed' })).found).toEqual([]);
  });

  test('is joined with what narrows it, by and, or and not', async () => {
    expect((await goThrough({ 'var.doc.n': '7', state: 'running' })).found).toEqual([]);
    expect((await goThrough({ q: 'var.doc.n = 7 or businessKey ~ "needle"', definition: 'order' })).found).toHaveLength(
      24,
    );
    expect((await goThrough({ q: 'not (var.doc.n = 0) and state = completed' })).found).toEqual(
      numbers(1000, 1000).reverse(),
    );
  });

  test('counts as far as it comes, and says so', async () => {
    const documents = await count({ 'var.doc.n': '7' });
    expect(documents?.isExact).toBe(false);
    expect(documents?.value).toBeLessThan(8);
    expect(await count({ 'var.doc.n': '7', started: '-100m..' })).toEqual({ value: 1, isExact: true });
  });
});

describe('a search that an index leads', () => {
  test('knows at once how few there are, however old they are', async () => {
    expect(await goThrough({ businessKey: 'a needle 1' })).toEqual({ found: [1], goes: 1, short: 0 });
    expect(await count({ businessKey: 'starts:a needle' })).toEqual({ value: 16, isExact: true });
    expect(await count({ executed: 'rare' })).toEqual({ value: 100, isExact: true });
    expect((await goThrough({ executed: 'rare' })).short).toBe(0);
  });

  test('reads the next ones in their order where there are many', async () => {
    expect((await goThrough({ executed: 'start', 'var.doc.n': '7' })).found).toEqual(numbers(1000, 1000).reverse());
    expect((await goThrough({ executed: 'start,rare', sort: 'started', state: 'completed' })).found).toEqual(
      numbers(2, 2),
    );
  });

  test('takes the older end for what happened before some time', async () => {
    const { found, goes } = await goThrough({
      executedAt: `..${new Date(Date.now() - (INSTANCES - 20.5) * 60_000).toISOString()}`,
    });
    expect(found).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
    expect(goes).toBe(1);
  });
});
