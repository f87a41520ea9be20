import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectWriter } from './connection.ts';
import { LookupPool } from './lookup-pool.ts';
import { KnownPaths } from './known-paths.ts';
import { treeKeyOf, treeKeysOf } from './owners.ts';
import { packRuns, passedRuns } from './passed-elements.ts';
import { deleteDefinition, deleteInstance } from './removal.ts';
import { RowChanges } from './row-changes.ts';
import type { Condition } from './search/search.ts';
import { createSearch } from './search/sql-search.ts';
import { runTogether } from './statement.ts';
import type { RowOf } from './tables.ts';
import { rowStatements } from './write-rows.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const AT = Date.UTC(2026, 0, 1);
const database = databaseOfSuite();
let writer: pg.Client;
let known: KnownPaths;
let lookups: Record<'driven' | 'planned', LookupPool>;
let nextKey = 2_251_799_813_700_000;

beforeAll(async () => {
  lookups = { driven: new LookupPool(database.url, 'driven'), planned: new LookupPool(database.url, 'planned') };
  writer = await connectWriter(database.url);
  await database.pool.query(`insert into deployment (key, deployed_at) values (1, now());
    insert into deployment_resource (key, deployment_key, name, content, checksum) values (2, 1, 'o.bpmn', '<xml/>', 'c');
    insert into definition (key, deployment_key, resource_key, process_id, version, dialect, is_latest, deployed_at)
      select key, 1, 2, 'p' || key, 1, 'camunda7', true, now() from generate_series(11, 13) key`);
});
beforeEach(() => {
  known = new KnownPaths();
});
afterAll(async () => {
  await writer.end();
  await Promise.all([lookups.driven.end(), lookups.planned.end()]);
});

type Row = RowOf<'element_instance'> & { readonly key: string };
const keyAt = (base: number, offset: number): string => String(base + offset);

function element(base: number, offset: number, more: Partial<Row> = {}): Row {
  return {
    key: keyAt(base, offset),
    tree_key: String(base),
    instance_key: String(base),
    definition_key: '11',
    element_id: `task${offset}`,
    kind: 'expressionTask',
    scope_key: String(base),
    phase: 'active',
    entered_by: [`flow${offset}`],
    index: null,
    data: null,
    called_instance_key: null,
    started_at: AT,
    ended_at: AT,
    outcome: 'completed',
    ...more,
  };
}

/** An instance of its own with these element instances, by their distance from its key. */
function instanceOf(
  elements: (base: number) => readonly Row[],
  fill: (rows: RowChanges, base: number) => void = () => {},
) {
  const base = nextKey;
  nextKey += 2_000;
  const rows = new RowChanges();
  rows.insert('instance', {
    key: String(base),
    tree_key: String(base),
    definition_key: '11',
    start_element_id: 's',
    is_suspended: false,
    is_requested: false,
    is_external_end: false,
    incident_count: 0,
    started_at: AT,
    ended_at: AT,
    outcome: 'completed',
  });
  const originals = elements(base);
  for (const row of originals) rows.insert('element_instance', { ...row });
  fill(rows, base);
  return { base, rows, originals };
}

async function write(rows: RowChanges): Promise<void> {
  const runs = passedRuns(rows);
  await known.learn(
    writer,
    runs.map(([{ definitionKey }]) => definitionKey),
  );
  const paths = packRuns(rows, runs, known);
  await runTogether(writer, [...rowStatements(rows)]);
  known.add(paths);
}

/** How many element instances have a row of their own, and how many rows hold the others. */
async function kept(base: number): Promise<{ own: number; passed: number }> {
  const { rows } = await database.pool.query<{ own: number; passed: number }>(
    `select (select count(*)::int from element_instance where instance_key = $1) as own,
      (select count(*)::int from passed_elements where instance_key = $1) as passed`,
    [base],
  );
  return rows[0] ?? { own: 0, passed: 0 };
}

async function historyOf(base: number) {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `select key, tree_key, instance_key, definition_key, element_id, kind, scope_key, phase, entered_by, index, data,
      called_instance_key, started_at, ended_at, outcome from element_history where instance_key = $1
      order by row_key, key`,
    [base],
  );
  return rows;
}

const straight = (base: number): Row[] => [element(base, 1), element(base, 2), element(base, 3)];

describe('element instances that began and ended within one command', () => {
  it('are one row, and each is shown as it would be in a row of its own', async () => {
    const { base, rows, originals } = instanceOf(straight);
    await write(rows);
    expect(await kept(base)).toEqual({ own: 0, passed: 1 });
    expect(await historyOf(base)).toEqual(originals);
  });

  it('share the path with those of other instances, whichever node writes them', async () => {
    const [one, two] = [instanceOf(straight), instanceOf(straight)];
    await write(one.rows);
    known = new KnownPaths();
    await write(two.rows);
    const { rows } = await database.pool.query(
      'select distinct path_key from passed_elements where instance_key = any($1)',
      [[one.base, two.base]],
    );
    expect(rows).toHaveLength(1);
    expect(await historyOf(two.base)).toEqual(two.originals);
  });

  it('are shown in their scopes: the instance, one that began with them, and one that lived before', async () => {
    const { base, rows, originals } = instanceOf((b) => [
      element(b, 1, { kind: 'multiInstanceBody', data: { total: 2 } }),
      element(b, 2, { scope_key: keyAt(b, 1), index: 0 }),
      element(b, 3, { scope_key: keyAt(b, 1), index: 1 }),
      element(b, 4, { scope_key: '77' }),
      element(b, 5, { scope_key: '77' }),
      element(b, 6, { kind: 'subProcess' }),
      element(b, 7, { scope_key: keyAt(b, 6) }),
    ]);
    await write(rows);
    expect(await kept(base)).toEqual({ own: 1, passed: 2 });
    expect(await historyOf(base)).toEqual(originals);
  });

  const referring: readonly [string, (rows: RowChanges, base: number) => void][] = [
    [
      'a job',
      (rows, b) =>
        rows.insert('job', {
          key: keyAt(b, 900),
          definition_key: '11',
          element_id: 'x',
          kind: 'worker',
          entered_by: [],
          priority: 0,
          is_exclusive: true,
          is_suspended: false,
          created_at: AT,
          element_instance_key: keyAt(b, 2),
        }),
    ],
    [
      'a subscription',
      (rows, b) =>
        rows.insert('subscription', {
          key: keyAt(b, 900),
          tree_key: String(b),
          instance_key: String(b),
          definition_key: '11',
          element_id: 'x',
          kind: 'message',
          name: 'm',
          created_at: AT,
          element_instance_key: keyAt(b, 2),
        }),
    ],
    [
      'what a completed scope keeps',
      (rows, b) =>
        rows.insert('subscription', {
          key: keyAt(b, 900),
          tree_key: String(b),
          instance_key: String(b),
          definition_key: '11',
          element_id: 'x',
          kind: 'compensation',
          name: 'm',
          created_at: AT,
          element_instance_key: String(b),
          event_scope_key: keyAt(b, 2),
          event_scope_kind: 'subProcess',
        }),
    ],
    [
      'an incident',
      (rows, b) =>
        rows.insert('incident', {
          key: keyAt(b, 900),
          tree_key: String(b),
          instance_key: String(b),
          definition_key: '11',
          element_id: 'x',
          type: 't',
          message: 'm',
          fingerprint: 'f',
          raised_at: AT,
          element_instance_key: keyAt(b, 2),
        }),
    ],
    [
      'a task',
      (rows, b) =>
        rows.insert('user_task', {
          key: keyAt(b, 900),
          tree_key: String(b),
          instance_key: String(b),
          definition_key: '11',
          element_id: 'x',
          candidate_users: [],
          candidate_groups: [],
          priority: 50,
          created_at: AT,
          element_instance_key: keyAt(b, 2),
        }),
    ],
    [
      'a called instance',
      (rows, b) =>
        rows.insert('instance', {
          key: keyAt(b, 900),
          tree_key: String(b),
          definition_key: '11',
          start_element_id: 's',
          is_suspended: false,
          is_requested: false,
          is_external_end: false,
          incident_count: 0,
          started_at: AT,
          parent_instance_key: String(b),
          parent_element_instance_key: keyAt(b, 2),
        }),
    ],
  ];
  it.each(referring)('keep a row of their own where %s names them', async (_what, refer) => {
    const { base, rows, originals } = instanceOf(straight, refer);
    await write(rows);
    expect(await kept(base)).toEqual({ own: 3, passed: 0 });
    expect(await historyOf(base)).toEqual(originals);
  });

  it.each<[string, Partial<Row>]>([
    ['lives', { ended_at: null, outcome: null }],
    ['ended later', { ended_at: AT + 1 }],
    ['has data', { data: { completed: 1 } }],
    ['called an instance', { called_instance_key: '5' }],
  ])('are apart from one that %s', async (_what, other) => {
    const { base, rows, originals } = instanceOf((b) => [
      ...straight(b),
      element(b, 4, other),
      element(b, 5),
      element(b, 6),
    ]);
    await write(rows);
    expect(await kept(base)).toEqual({ own: 1, passed: 2 });
    expect(await historyOf(base)).toEqual(originals);
  });

  it('are one row only where no other instance can have a key between them', async () => {
    const gap = (b: number) => [element(b, 1), element(b, 2), element(b, 5), element(b, 6)];
    const [unknown, filled] = [
      instanceOf(gap),
      instanceOf(gap, (rows, b) => {
        for (const offset of [3, 4])
          rows.insert('variable', {
            key: keyAt(b, offset),
            tree_key: String(b),
            instance_key: String(b),
            scope_key: String(b),
            definition_key: '11',
            name: `v${offset}`,
            type: 'Null',
            revision: 1,
            created_at: AT,
            updated_at: AT,
          });
      }),
    ];
    await write(unknown.rows);
    await write(filled.rows);
    expect(await kept(unknown.base)).toEqual({ own: 0, passed: 2 });
    expect(await kept(filled.base)).toEqual({ own: 0, passed: 1 });
    expect(await historyOf(filled.base)).toEqual(filled.originals);
  });

  it('keep rows of their own where a definition has hundreds of paths', async () => {
    for (let n = 0; n < 210; n += 1) known.add([{ definitionKey: '12', pathKey: `already ${n}` }]);
    const { base, rows, originals } = instanceOf((b) => straight(b).map((row) => ({ ...row, definition_key: '12' })));
    await write(rows);
    expect(await kept(base)).toEqual({ own: 3, passed: 0 });
    expect(await historyOf(base)).toEqual(originals);
  });

  it('come back as they were, whatever they were and however they lay', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((one) => !one.includes('\u0000'));
    const one = fc.record({
      step: fc.integer({ min: 1, max: 3 }),
      scope: fc.nat(6),
      elementId: text,
      flows: fc.array(text, { maxLength: 2 }),
      index: fc.option(fc.nat(3)),
      later: fc.nat(5),
      outcome: fc.constantFrom('completed', 'terminated', 'merged'),
      isOther: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 30 }), async (wishes) => {
        const made = instanceOf((b) => {
          const rows: Row[] = [];
          let offset = 0;
          for (const { step, scope, elementId, flows, index, later, outcome, isOther } of wishes) {
            offset += step;
            const around = rows[rows.length - scope];
            rows.push(
              element(b, offset, {
                scope_key: around?.key ?? (scope === 5 ? '77' : String(b)),
                element_id: elementId,
                entered_by: flows,
                index,
                ended_at: AT + (later === 0 ? 1 : 0),
                outcome,
                definition_key: isOther ? '13' : '11',
              }),
            );
          }
          return rows;
        });
        await write(made.rows);
        expect(await historyOf(made.base)).toEqual(made.originals);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

describe('what was passed', () => {
  const ids = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key);

  it('is found by its key, its instance, its element and in pages, beside what has rows of its own', async () => {
    const search = createSearch(database.pool, lookups);
    const packed = instanceOf(straight);
    const mixed = instanceOf((b) => [...straight(b), element(b, 4, { ended_at: AT + 5 })]);
    await write(packed.rows);
    await write(mixed.rows);
    const all = ids([...packed.originals, ...mixed.originals]);
    for (const row of [...packed.originals, ...mixed.originals]) {
      expect(await search.get('elementInstance', row.key)).toMatchObject({ key: row.key, elementId: row.element_id });
      expect(await treeKeyOf(database.pool, 'element', row.key)).toBe(row.tree_key);
    }
    expect(await search.get('elementInstance', keyAt(mixed.base, 5))).toBeNull();
    expect([...(await treeKeysOf(database.pool, 'element', all)).keys()].sort()).toEqual(all);
    expect(ids(await search.find('elementInstance', { where: [{ field: 'key', op: 'in', value: all }] }))).toEqual(all);
    const own: Condition<'elementInstance'> = { field: 'instanceKey', op: '=', value: String(mixed.base) };
    expect(ids(await search.find('elementInstance', { where: [own] }))).toEqual(ids(mixed.originals));
    expect(
      ids(await search.find('elementInstance', { where: [own, { field: 'elementId', op: '=', value: 'task3' }] })),
    ).toEqual([keyAt(mixed.base, 3)]);
    expect(await search.find('elementInstance', { where: [own, { field: 'endedAt', op: 'isNull' }] })).toEqual([]);
    const found = await search.find('instance', {
      where: [{ instanceHas: 'elementInstance', where: [{ field: 'elementId', op: '=', value: 'task3' }] }],
    });
    expect(ids(found)).toEqual(expect.arrayContaining([String(packed.base), String(mixed.base)]));
  });

  it.each(['asc', 'desc'] as const)('is listed page by page in the order of the keys (%s)', async (order) => {
    const search = createSearch(database.pool, lookups);
    const { rows } = await database.pool.query<{ key: string }>(
      `select key from element_history order by key ${order}`,
    );
    const wanted = ids(rows);
    expect(wanted.length).toBeGreaterThan(320);
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const beyond: readonly Condition<'elementInstance'>[] =
        after === undefined
          ? []
          : [
              {
                any: [
                  [{ field: 'key', op: order === 'asc' ? '>' : '<', value: after }],
                  [{ field: 'key', op: 'isNull' }],
                ],
              },
            ];
      const page = await search.find('elementInstance', { where: beyond, sort: [{ field: 'key', order }], limit: 37 });
      seen.push(...ids(page));
      if (page.length < 37) break;
    }
    expect(seen).toEqual(wanted);
  });

  it('goes with its instance, and a path with its definition once nobody has taken it', async () => {
    const [going, staying] = [instanceOf(straight), instanceOf(straight)];
    for (const { rows } of [going, staying]) await write(rows);
    await deleteInstance(database.pool, String(going.base));
    expect(await historyOf(going.base)).toEqual([]);
    expect(await historyOf(staying.base)).toEqual(staying.originals);
    await database.pool.query(
      'delete from passed_elements where path_key in (select path_key from path_element where definition_key = 13)',
    );
    await deleteDefinition(database.pool, '13');
    const { rows } = await database.pool.query('select definition_key from path_element where definition_key = 13');
    expect(rows).toEqual([]);
  });
});
