import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LookupPool, type LookupSession } from '../lookup-pool.ts';
import { CONCEPTS } from './concepts.ts';
import type { Concept, Condition, Search } from './search.ts';
import { createSearch } from './sql-search.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const database = databaseOfSuite();
let lookups: Record<'driven' | 'planned', LookupPool>;
let search: Search;

beforeAll(async () => {
  lookups = { driven: new LookupPool(database.url, 'driven'), planned: new LookupPool(database.url, 'planned') };
  search = createSearch(database.pool, lookups);
  await database.pool.query(`
    insert into deployment values (1, 'first', null, null, now());
    insert into deployment_resource values (2, 1, 'order.bpmn', '<xml/>', 'sum');
    insert into definition (key, deployment_key, resource_key, process_id, version, name, dialect, is_latest, deployed_at) values (3, 1, 2, 'order', 1, 'Order', 'camunda7', true, now());
    insert into instance (key, tree_key, definition_key, business_key, start_element_id, started_at, incident_count)
      select 100 + n, 100 + n, 3, 'Order-' || n, 'start', '2026-01-02T03:04:05.678Z'::timestamptz + n * interval '1 second', n % 2 from generate_series(0, 9) n;
    update instance set ended_at = now(), outcome = 'completed' where key = 109;
    insert into variable (key, tree_key, instance_key, scope_key, definition_key, name, type, text, revision, created_at, updated_at) values
      (200, 100, 100, 100, 3, 'amount', 'Integer', '10', 1, now(), now()), (201, 101, 101, 101, 3, 'amount', 'Double', '10.5', 1, now(), now()),
      (202, 102, 102, 102, 3, 'amount', 'String', '10', 1, now(), now()), (203, 109, 109, 109, 3, 'city', 'String', 'Köln', 1, now(), now());
    insert into user_task (key, tree_key, instance_key, definition_key, element_instance_key, element_id, candidate_groups, created_at) values
      (300, 100, 100, 3, 301, 'approve', '{sales,Ops}', now()), (302, 101, 101, 3, 303, 'approve', '{}', now());
    insert into statistic values (3, 'approve', 'active', 5), (3, '', 'active', 9);
    insert into statistic_change (definition_keys, element_ids, states, deltas) values ('{3,3}', '{approve,approve}', '{active,incident}', '{-3,1}');
  `);
});
afterAll(async () => {
  await Promise.all([lookups.driven.end(), lookups.planned.end()]);
});

const keysOf = async (where: readonly Condition<'instance'>[]) =>
  (await search.find('instance', { where })).map(({ key }) => key);

describe('search', () => {
  it('can ask every concept for every one of its fields', async () => {
    for (const [concept, { fields }] of Object.entries(CONCEPTS)) {
      for (const [field, { type }] of Object.entries(fields)) {
        const condition = { field, op: type === 'list' ? 'isNotNull' : 'isNull' } as Condition<Concept>;
        expect(await search.count(concept as Concept, { where: [condition] })).toBeGreaterThanOrEqual(0);
        const sortable = type === 'json' ? [] : [{ field: field as never, order: 'desc' as const }];
        await search.find(concept as Concept, { where: [], sort: sortable, limit: 1 });
      }
    }
  });

  it('gives rows with instants as numbers and the columns of their definition', async () => {
    expect(await search.get('instance', '100')).toMatchObject({
      key: '100',
      startedAt: AT,
      processId: 'order',
      definitionVersion: 1,
      definitionName: 'Order',
      outcome: null,
      isSuspended: false,
    });
    expect(await search.get('instance', '999')).toBeNull();
    expect(await search.get('instance', 'no key')).toBeNull();
  });

  it('compares keys, texts, moments and lists', async () => {
    expect(await keysOf([{ field: 'key', op: '>', value: '107' }])).toEqual(['108', '109']);
    expect(await keysOf([{ field: 'startedAt', op: '<=', value: AT + 1000 }])).toEqual(['100', '101']);
    expect(await keysOf([{ field: 'businessKey', op: 'like', value: 'order-3', ignoreCase: true }])).toEqual(['103']);
    expect(await keysOf([{ field: 'businessKey', op: 'in', value: ['Order-1', 'Order-2'] }])).toEqual(['101', '102']);
    expect(await keysOf([{ field: 'businessKey', op: 'in', value: [] }])).toEqual([]);
    expect(await keysOf([{ field: 'endedAt', op: 'isNotNull' }])).toEqual(['109']);
    expect(
      await keysOf([
        { field: 'key', op: '<', value: '103' },
        { any: [[{ field: 'key', op: '=', value: '100' }], [{ field: 'key', op: '=', value: '102' }]] },
      ]),
    ).toEqual(['100', '102']);
    const tasks = async (condition: Condition<'userTask'>) =>
      (await search.find('userTask', { where: [condition] })).map(({ key }) => key);
    expect(await tasks({ field: 'candidateGroups', op: '=', value: 'sales' })).toEqual(['300']);
    expect(await tasks({ field: 'candidateGroups', op: 'in', value: ['ops'], ignoreCase: true })).toEqual(['300']);
    expect(await tasks({ field: 'candidateGroups', op: 'isNull' })).toEqual(['302']);
  });

  it('compares variables: numbers across their types, all else within its own', async () => {
    const amount = (op: '=' | '!=' | '>' | '>=', text: string) =>
      keysOf([{ variable: 'amount', op, value: { type: 'Integer', text } }]);
    expect(await amount('=', '10')).toEqual(['100']);
    expect(await amount('>=', '10')).toEqual(['100', '101']);
    expect(await amount('!=', '10')).toEqual(['101', '102']);
    expect(
      await keysOf([
        {
          variable: 'CITY',
          op: 'like',
          value: { type: 'String', text: 'k%' },
          ignoreNameCase: true,
          ignoreValueCase: true,
        },
      ]),
    ).toEqual(['109']);
  });

  it('pages, orders totally and stops counting', async () => {
    const page = await search.find('instance', {
      where: [],
      sort: [{ field: 'incidentCount', order: 'desc' }],
      limit: 3,
      offset: 1,
    });
    expect(page.map(({ key }) => key)).toEqual(['107', '105', '103']);
    expect(await search.count('instance', { where: [] })).toBe(10);
    expect(await search.count('instance', { where: [], atMost: 4 })).toBe(4);
  });

  it('looks up by key in every order', async () => {
    for (const [concept, { fields }] of Object.entries(CONCEPTS)) {
      const field = ['key', 'instanceKey'].find((name) => Object.hasOwn(fields, name));
      for (const [by, { type }] of Object.entries(fields)) {
        if (field === undefined || type === 'json') continue;
        const where = [
          { field, op: 'in', value: ['100', '101', '200', '300'] },
        ] as unknown as readonly Condition<Concept>[];
        await search.find(concept as Concept, { where, sort: [{ field: by as never, order: 'desc' }], limit: 1 });
      }
    }
    const where: readonly Condition<'instance'>[] = [{ field: 'key', op: 'in', value: ['108', '101', '105', '999'] }];
    const found = async (more: object) => (await search.find('instance', { where, ...more })).map(({ key }) => key);
    expect(await found({})).toEqual(['101', '105', '108']);
    expect(await found({ sort: [{ field: 'startedAt', order: 'desc' }], limit: 2 })).toEqual(['108', '105']);
    expect(await found({ sort: [{ field: 'incidentCount', order: 'desc' }], offset: 1 })).toEqual(['101', '108']);
  });

  it('looks up by the index of the key whatever the tables hold when the plan is made', async () => {
    const seen: string[] = [];
    const watched: LookupSession = {
      rowsOf: (statement) => {
        seen.push(statement.text);
        return lookups.driven.rowsOf(statement);
      },
    };
    const watching = createSearch(database.pool, { driven: watched, planned: lookups.planned });
    for (const concept of ['instance', 'elementInstance', 'variable', 'job', 'userTask'] as const)
      await watching.find(concept, {
        where: [
          { field: 'key', op: '=', value: '100' },
          { field: 'endedAt', op: 'isNull' },
        ],
      });
    for (const concept of ['elementInstance', 'variable', 'job', 'userTask'] as const)
      await watching.find(concept, {
        where: [
          { field: 'instanceKey', op: 'in', value: ['100', '101'] },
          { field: 'endedAt', op: 'isNull' },
        ],
      });
    for (const concept of ['incident', 'decisionInstance'] as const) {
      await watching.find(concept, { where: [{ field: 'key', op: '=', value: '100' }] });
      await watching.find(concept, { where: [{ field: 'instanceKey', op: '=', value: '100' }] });
    }
    expect(seen).toHaveLength(13);
    const session = await lookups.driven.connect();
    try {
      for (const [i, text] of seen.entries()) {
        const parameters = Array.from(
          { length: Math.max(...[...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n))) },
          () => 'null',
        ).join(', ');
        await session.query(`prepare seen${i} as ${text}`);
        const { rows } = await session.query<{ 'QUERY PLAN': string }>(`explain execute seen${i}(${parameters})`);
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan, text).toMatch(/Index Cond: \(.*(?:instance_)?key = (?:\$1|ANY \(\$1)/);
        expect(plan, text).not.toMatch(/Seq Scan|Filter: .*key = (?:\$1|ANY \(\$1)/);
      }
    } finally {
      session.release();
    }
  });

  it('takes no SQL from callers', async () => {
    const hostile = `x'; drop table incident; --`;
    expect(
      await keysOf([
        { field: 'businessKey', op: '=', value: hostile },
        { variable: hostile, op: '=', value: { type: 'String', text: hostile } },
      ]),
    ).toEqual([]);
    await expect(
      search.find('instance', { where: [{ field: '1=1 or i.key' as 'key', op: '=', value: '1' }] }),
    ).rejects.toThrow('no field');
    await expect(
      search.find('instance', { where: [{ field: 'key', op: 'or 1=1' as '=', value: '1' }] }),
    ).rejects.toThrow('no operator');
    await expect(
      search.find('instance', { where: [], sort: [{ field: 'constructor' as 'key', order: 'asc' }] }),
    ).rejects.toThrow('no field');
  });

  it('adds counters and their deltas up', async () => {
    expect(await search.elementStatistics('3')).toEqual([
      { elementId: 'approve', active: 2, incidents: 1, completed: 0, terminated: 0 },
    ]);
    expect(Buffer.from((await search.resourceContent('2')) ?? []).toString()).toBe('<xml/>');
  });
});
