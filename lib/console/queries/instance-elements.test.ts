import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { createTestDatabase, type TestDatabase } from '@/scripts/test-database.ts';
import type { InstanceView } from '../views/instance-view.ts';
import { personWith } from '../test-person.ts';
import { instance } from './instance.ts';
import { instanceElements } from './instance-elements.ts';
import type { Prepared } from './query.ts';
import { fillDatabase, KEYS } from './test-data.ts';

/** More than the view sends at once, and more than one page beyond. */
const ELEMENTS = 3_200;
let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  await fillDatabase(database);
  await database.$executeRawUnsafe(`insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, entered_by, started_at)
    select 1000000000100000 + n, ${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}, 'step', 'workerTask', ${KEYS.failed}, 'active', '{}', now() from generate_series(1, ${ELEMENTS}) n`);
});
afterAll(async () => {
  await database?.$disconnect();
  await testDatabase?.drop();
});

async function run<View>(prepared: Prepared<View>): Promise<View | null> {
  const person = personWith('auditor');
  const access = authorize(person, 'instance.read');
  if (!prepared.isValid || !access.isAllowed) throw new Error('The query was refused');
  return prepared.run({ database, engine: {} as Engine, person, access });
}

test('a long history is read page by page, each element once and in order', async () => {
  const view: InstanceView | null = await run(instance.prepare({ key: KEYS.failed }));
  const head = (view?.history ?? []).map((node) => node.key);
  const seen = head.slice(0, head.indexOf(view?.historyEnd ?? '') + 1);
  expect({ count: seen.length, isCut: view?.isHistoryCut }).toEqual({ count: 500, isCut: true });
  // Behind them the newest of what is alive.
  expect(head.slice(seen.length)).toEqual(
    Array.from({ length: 200 }, (_, n) => String(1_000_000_000_100_000 + ELEMENTS - 199 + n)),
  );
  let after: string | undefined;
  do {
    const page = await run(instanceElements.prepare({ instance: KEYS.failed, from: view?.historyEnd, after }));
    seen.push(...(page?.rows ?? []).map((node) => node.key));
    after = page?.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toHaveLength(ELEMENTS + 1);
  expect(seen).toEqual([...new Set(seen)].sort());
});

test('nothing is told of an instance that is not there', async () => {
  expect(await run(instanceElements.prepare({ instance: '42', from: '1' }))).toBeNull();
});
