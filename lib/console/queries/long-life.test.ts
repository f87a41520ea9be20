import { beforeAll, describe, expect, test } from 'vitest';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import { momentsOf } from '../story-moments.ts';
import { testDesk } from '../test-desk.ts';
import type { InstanceEvent } from '../views/event-view.ts';
import type { Page } from '../views/shared.ts';
import { fillDatabase, KEYS } from './test-data.ts';

/** Several pages of each kind of rows. */
const ELEMENTS = 1_000;
const VARIABLES = 2_300;
const FORMER = 330;
const FIRST = 1_000_000_000_200_000;
const LAST_MOMENT = Date.parse('2026-02-01T00:00:00Z');
const desk = testDesk();

beforeAll(async () => {
  const { database } = desk;
  await fillDatabase(database);
  const inInstance = `${KEYS.failed}, ${KEYS.failed}, ${KEYS.order2}`;
  // Each begins a second after the one before it; all end at one moment, those of even numbers.
  await database.$executeRawUnsafe(`insert into element_instance (key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, entered_by, started_at, ended_at, outcome)
    select ${FIRST} + n, ${inInstance}, 'step', 'workerTask', ${KEYS.failed}, 'active', '{}', timestamptz '2026-01-10T00:00:00Z' + n * interval '1 second',
      case when n % 2 = 0 then timestamptz '2026-02-01T00:00:00Z' end, case when n % 2 = 0 then 'completed' end from generate_series(1, ${ELEMENTS}) n`);
  await database.$executeRawUnsafe(`insert into variable (key, tree_key, instance_key, definition_key, scope_key, name, type, text, revision, created_at, updated_at, ended_at)
    select ${FIRST} + 10000 + n, ${inInstance}, ${FIRST} + n % 7, 'item ' || n % 1200, 'String', 'x', 1, '2026-01-20T00:00:00Z', '2026-01-20T00:00:00Z',
      case when n % 3 = 0 then timestamptz '2026-02-01T00:00:00Z' end from generate_series(1, ${VARIABLES}) n`);
  await database.$executeRawUnsafe(`insert into variable (key, tree_key, instance_key, definition_key, scope_key, name, type, text, revision, created_at, updated_at)
    values (${FIRST} + 50000, ${inInstance}, ${KEYS.failed}, 'counted', 'String', 'now', ${FORMER + 1}, '2026-01-21T00:00:00Z', '2026-01-22T00:00:00Z')`);
  await database.$executeRawUnsafe(`insert into former_value (variable_key, revision, type, texts, written_at)
    select ${FIRST} + 50000, n, 'String', array['v' || n], timestamptz '2026-01-21T00:00:00Z' + n * interval '1 second' from generate_series(1, ${FORMER}) n`);
});

async function allPages<Row>(page: (after: string | undefined) => Promise<Page<Row> | null>) {
  const pages: (readonly Row[])[] = [];
  let after: string | undefined;
  do {
    const next = await page(after);
    pages.push(next?.rows ?? []);
    after = next?.next ?? undefined;
  } while (after !== undefined);
  return pages;
}
const ask = <N extends QueryName>(name: N, params: QueryParams<N>): Promise<QueryView<N> | null> =>
  desk.ask(name, params);
const id = ({ kind, key, at }: InstanceEvent) => `${kind} ${key} ${at}`;

describe('an instance of a long life', () => {
  test('tells all its events in small pages, each event once', async () => {
    const pages = await allPages((after) => ask('instance-events', { instance: KEYS.failed, after }));
    expect(pages.length).toBeGreaterThan(3);
    expect(Math.max(...pages.map((rows) => rows.length))).toBeLessThan(3_000);
    const events = pages.flat();
    // A value may be written twice within a millisecond, which looks the same: writings are counted below.
    const others = events.filter(({ kind }) => kind !== 'written');
    expect(new Set(others.map(id)).size).toBe(others.length);
    const of = (kind: InstanceEvent['kind'], elementId: string | null) =>
      events.filter((event) => event.kind === kind && (elementId === null || event.elementId === elementId)).length;
    expect({ entered: of('entered', 'step'), left: of('left', 'step') }).toEqual({
      entered: ELEMENTS,
      left: ELEMENTS / 2,
    });
    expect(events.filter(({ kind, text }) => kind === 'written' && text === 'counted')).toHaveLength(FORMER + 1);
    expect(events.filter(({ kind, text }) => kind === 'written' && text?.startsWith('item '))).toHaveLength(VARIABLES);
  });

  test('has moments from its first to its last, whatever page told them', async () => {
    const events = (await allPages((after) => ask('instance-story', { key: KEYS.failed, after }))).flat();
    const moments = momentsOf(events);
    expect(moments.map(({ at }) => at)).toEqual([...new Set(events.map(({ at }) => at))].sort((a, b) => a - b));
    const ends = moments.find(({ at }) => at === LAST_MOMENT)?.facts ?? [];
    expect(ends.filter(({ kind, elementId }) => kind === 'left' && elementId === 'step')).toHaveLength(ELEMENTS / 2);
  });

  test('a cursor that was not given is refused by its name', async () => {
    await expect(ask('instance-story', { key: KEYS.failed, after: 'abc' })).rejects.toThrow(/after/);
  });

  test('has all its variables page by page: what lives first, each page in the order of names', async () => {
    const pages = await allPages((after) => ask('instance-variables', { instance: KEYS.failed, after }));
    const rows = pages.flat();
    expect(pages.length).toBe(3);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    expect(rows.filter(({ name }) => name.startsWith('item '))).toHaveLength(VARIABLES);
    expect(pages[0]?.every(({ isAlive }) => isAlive)).toBe(true);
    expect(pages[2]?.some(({ isAlive }) => isAlive)).toBe(false);
    const at = Date.parse('2026-01-25T00:00:00Z');
    const then = (await allPages((after) => ask('instance-variables', { instance: KEYS.failed, at, after }))).flat();
    expect(then.filter(({ name }) => name.startsWith('item '))).toHaveLength(VARIABLES);
    expect(new Set(then.map(({ key }) => key)).size).toBe(then.length);
  });
});
