import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call, pass, userTask, work } from './testing/models.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
const keys: string[] = [];
beforeAll(async () => {
  await api.deploy(
    ['work.bpmn', work('work')],
    ['pass.bpmn', pass('pass')],
    ['user.bpmn', userTask('user')],
    ['parent.bpmn', call('parent', 'work')],
  );
  for (let n = 0; n < 5; n++)
    keys.push(await api.start('work', { n, colour: n % 2 === 0 ? 'red' : 'blue', order: { id: n } }));
  await api.start('pass');
});
afterEach(() => expect(api.failures).toEqual([]));

const found = async (filter: unknown, path = '/process-instances', member = 'processInstanceKey') => {
  const answer = await api.call(`POST ${path}/search`, { filter });
  expect(answer.status, answer.text).toBe(200);
  const items = answer.at('items');
  return Array.isArray(items)
    ? items.map((item: unknown) => (typeof item === 'object' && item !== null ? Reflect.get(item, member) : undefined))
    : [];
};

describe('filters', () => {
  test.each<[string, unknown, number[]]>([
    ['a value', { processDefinitionId: 'work' }, [0, 1, 2, 3, 4]],
    ['$eq', { processDefinitionId: { $eq: 'work' } }, [0, 1, 2, 3, 4]],
    ['$neq', { processDefinitionId: { $neq: 'pass' } }, [0, 1, 2, 3, 4]],
    ['$like', { processDefinitionId: { $like: 'w?r*' } }, [0, 1, 2, 3, 4]],
    ['$like takes _ and % as they are', { processDefinitionId: { $like: 'w_r%' } }, []],
    ['$in', { processDefinitionId: { $in: ['work', 'none'] } }, [0, 1, 2, 3, 4]],
    ['$in with nothing', { processDefinitionId: { $in: [] } }, []],
    ['$exists', { parentProcessInstanceKey: { $exists: true } }, []],
    ['a state', { state: 'ACTIVE' }, [0, 1, 2, 3, 4]],
    ['$neq of a state', { state: { $neq: 'COMPLETED' } }, [0, 1, 2, 3, 4]],
    ['a pattern of states', { state: { $like: 'ACT*' } }, [0, 1, 2, 3, 4]],
    ['numbers compared', { processDefinitionVersion: { $gt: 1 } }, []],
    ['a moment', { startDate: { $gt: '2100-01-01T00:00:00Z' } }, []],
    ['a variable', { variables: [{ name: 'colour', value: '"blue"' }] }, [1, 3]],
    ['a number variable', { variables: [{ name: 'n', value: '2' }] }, [2]],
    [
      'two variables',
      {
        variables: [
          { name: 'colour', value: '"red"' },
          { name: 'n', value: { $eq: '4' } },
        ],
      },
      [4],
    ],
    ['a variable by pattern', { variables: [{ name: 'colour', value: { $like: '"b*"' } }] }, [1, 3]],
    [
      '$or',
      {
        processDefinitionId: 'work',
        $or: [{ variables: [{ name: 'n', value: '0' }] }, { variables: [{ name: 'n', value: '3' }] }],
      },
      [0, 3],
    ],
    ['the default tenant', { processDefinitionId: 'work', tenantId: '<default>' }, [0, 1, 2, 3, 4]],
    ['another tenant', { tenantId: 'other' }, []],
    ['an incident', { hasIncident: true }, []],
  ])('%s', async (_what, filter, numbers) => {
    const work = await found(filter);
    expect(work.filter((key) => keys.includes(String(key)))).toEqual(numbers.map((number) => keys[number]));
  });

  test('a key', async () => {
    expect(await found({ processInstanceKey: keys[2] })).toEqual([keys[2]]);
    expect(await found({ processInstanceKey: { $in: [keys[1], keys[3]] } })).toEqual([keys[1], keys[3]]);
  });

  test.each([
    ['an unknown property', { colour: 'red' }, 'Request property [filter.colour] cannot be parsed'],
    [
      'an unknown operator',
      { processDefinitionId: { $regex: 'a' } },
      'Request property [filter.processDefinitionId.$regex] cannot be parsed',
    ],
    [
      'an unknown state',
      { state: 'SLEEPING' },
      "Unexpected value 'SLEEPING' for enum field. Use any of the following values: [ACTIVE, COMPLETED, TERMINATED]",
    ],
    ['a key in words', { processInstanceKey: 'abc' }, 'Failed to read request'],
    ['a date that is none', { startDate: 'soon' }, 'Failed to read request'],
    ['a list', [], 'Failed to read request'],
    ['a name that every object has', { constructor: 'x' }, 'Request property [filter.constructor] cannot be parsed'],
  ])('400: %s', async (_what, filter, detail) => {
    expect(await api.call('POST /process-instances/search', { filter })).toMatchObject({
      status: 400,
      body: { title: 'Bad Request', detail },
    });
  });
});

describe('pages', () => {
  const page = (more: object) =>
    api.call('POST /process-instances/search', { filter: { processDefinitionId: 'work' }, ...more });
  const keysOf = (answer: Awaited<ReturnType<typeof page>>) =>
    [0, 1, 2, 3, 4].map((at) => answer.at('items', at, 'processInstanceKey')).filter((key) => key !== undefined);

  test.each([
    ['by the key', []],
    ['by a column that is equal in all rows', [{ field: 'processDefinitionId', order: 'DESC' }]],
    ['by one that is null', [{ field: 'endDate' }]],
    ['downwards by one that is null', [{ field: 'endDate', order: 'DESC' }]],
    ['by two', [{ field: 'state' }, { field: 'processInstanceKey', order: 'DESC' }]],
  ])('forwards and backwards by cursors, sorted %s', async (_what, sort) => {
    const all = keysOf(await page({ sort }));
    expect(all).toHaveLength(5);
    const first = await page({ sort, page: { limit: 2 } });
    expect(keysOf(first)).toEqual(all.slice(0, 2));
    expect(first.at('page')).toMatchObject({ totalItems: 5, hasMoreTotalItems: false });
    const second = await page({ sort, page: { limit: 2, after: first.at('page', 'endCursor') } });
    expect(keysOf(second)).toEqual(all.slice(2, 4));
    const third = await page({ sort, page: { limit: 2, after: second.at('page', 'endCursor') } });
    expect(keysOf(third)).toEqual(all.slice(4));
    const back = await page({ sort, page: { limit: 2, before: third.at('page', 'startCursor') } });
    expect(keysOf(back)).toEqual(all.slice(2, 4));
  });

  test('by offset, and past the end', async () => {
    expect(keysOf(await page({ page: { from: 3, limit: 10 } }))).toEqual(keys.slice(3));
    const past = await page({ page: { from: 50 } });
    expect(past.body).toEqual({
      items: [],
      page: { totalItems: 5, hasMoreTotalItems: false, startCursor: null, endCursor: null },
    });
  });

  test.each([
    ['a limit above the highest', { page: { limit: 10_001 } }],
    ['a negative start', { page: { from: -1 } }],
    ['both directions', { page: { after: 'a', before: 'b' } }],
    ['a cursor that is none', { page: { after: 'abc' } }],
    ['a sort field that is none', { sort: [{ field: 'colour' }] }],
    ['an order that is none', { sort: [{ field: 'state', order: 'UP' }] }],
  ])('400: %s', async (_what, more) => {
    expect((await page(more)).status).toBe(400);
  });

  test('400 or an empty page, never a failure: cursors that somebody made', async () => {
    const forged = (values: unknown) => Buffer.from(JSON.stringify({ s: 'key asc', v: values })).toString('base64url');
    for (const values of [['\0'], [{}], ['x', 'y'], 'x'])
      expect((await page({ page: { after: forged(values) } })).status).toBe(400);
    for (const values of [['abc'], ['9'.repeat(30)], [-1.5], [true]])
      expect((await page({ page: { after: forged(values) } })).status).toBe(200);
  });

  test('400: a cursor of another order', async () => {
    const first = await page({ page: { limit: 1 } });
    expect((await page({ sort: [{ field: 'state' }], page: { after: first.at('page', 'endCursor') } })).status).toBe(
      400,
    );
  });
});

describe('what is found', () => {
  test('element instances with type, name and state; by type and name too', async () => {
    const answer = await api.call('POST /element-instances/search', {
      filter: { processInstanceKey: keys[0] },
      sort: [{ field: 'elementInstanceKey' }],
    });
    expect(answer.at('items')).toMatchObject([
      { elementId: 'begin', type: 'START_EVENT', state: 'COMPLETED' },
      {
        elementId: 'step',
        elementName: 'Do it',
        type: 'SERVICE_TASK',
        state: 'ACTIVE',
        hasIncident: false,
        processDefinitionId: 'work',
        tenantId: '<default>',
      },
    ]);
    const step = answer.textAt('items', 1, 'elementInstanceKey');
    expect((await api.call(`GET /element-instances/${step}`)).at('elementId')).toBe('step');
    expect((await api.call(`GET /element-instances/${keys[0]}`)).at('type')).toBe('PROCESS');
    expect(
      await found({ processInstanceKey: keys[0], type: 'SERVICE_TASK' }, '/element-instances', 'elementId'),
    ).toEqual(['step']);
    expect(
      await found({ elementName: 'Do it', processInstanceKey: keys[0] }, '/element-instances', 'elementId'),
    ).toEqual(['step']);
    expect(await found({ type: 'USER_TASK' }, '/element-instances', 'elementId')).toEqual([]);
  });

  test('variables as JSON texts; long ones cut short in lists and whole by themselves', async () => {
    const long = 'x'.repeat(9000);
    const instance = await api.start('work', { long, order: { id: 1 } });
    const listed = await api.call('POST /variables/search', {
      filter: { processInstanceKey: instance },
      sort: [{ field: 'name' }],
    });
    expect(listed.at('items', 0)).toMatchObject({ name: 'long', isTruncated: true, scopeKey: instance });
    expect(listed.textAt('items', 0, 'value')).toHaveLength(8191);
    expect(listed.at('items', 1)).toMatchObject({ name: 'order', value: '{"id":1}', isTruncated: false });
    expect(
      JSON.parse((await api.call(`GET /variables/${listed.textAt('items', 0, 'variableKey')}`)).textAt('value')),
    ).toBe(long);
    expect(
      (
        await api.call('POST /variables/search?truncateValues=false', {
          filter: { processInstanceKey: instance, name: 'long' },
        })
      ).textAt('items', 0, 'value'),
    ).toHaveLength(9002);
    expect(await found({ processInstanceKey: keys[0], value: '"red"' }, '/variables', 'name')).toEqual(['colour']);
  });

  test('definitions with their model', async () => {
    const answer = await api.call('POST /process-definitions/search', {
      filter: { processDefinitionId: 'work', isLatestVersion: true },
    });
    expect(answer.at('items')).toMatchObject([
      {
        processDefinitionId: 'work',
        name: 'Process work',
        version: 1,
        resourceName: 'work.bpmn',
        tenantId: '<default>',
      },
    ]);
    const key = answer.textAt('items', 0, 'processDefinitionKey');
    expect((await api.call(`GET /process-definitions/${key}`)).at('processDefinitionId')).toBe('work');
    const xml = await api.call(`GET /process-definitions/${key}/xml`);
    expect([xml.status, xml.type]).toEqual([200, 'text/xml']);
    expect(xml.text).toBe(work('work'));
  });

  test('a called instance names its caller, and every instance its root', async () => {
    const root = await api.start('parent');
    const child = await api.call('POST /process-instances/search', { filter: { parentProcessInstanceKey: root } });
    expect(child.at('items')).toMatchObject([
      { processDefinitionId: 'work', parentProcessInstanceKey: root, rootProcessInstanceKey: root },
    ]);
    const calling = child.textAt('items', 0, 'parentElementInstanceKey');
    expect((await api.call(`GET /element-instances/${calling}`)).at('type')).toBe('CALL_ACTIVITY');
  });

  test('404: single things that never were', async () => {
    for (const path of ['/element-instances', '/variables', '/process-definitions', '/incidents', '/user-tasks'])
      expect(await api.call(`GET ${path}/4503599627370000`)).toMatchObject({
        status: 404,
        body: { title: 'NOT_FOUND' },
      });
  });
});
