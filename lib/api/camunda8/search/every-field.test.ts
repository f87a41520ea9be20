import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { decisionFile, readDecisionCases } from '@/engine/deploy/decisions-for-tests.ts';
import { call, receive, userTask, work } from '../testing/models.ts';
import { testApi } from '../testing/test-api.ts';
import { decisionDefinitionSearch } from '../decision-definitions.ts';
import { decisionInstanceSearch } from '../decision-instances.ts';
import { decisionRequirementsSearch } from '../decision-requirements.ts';
import { elementInstanceSearch } from '../element-instance-search.ts';
import { incidentSearch } from '../incidents.ts';
import { jobSearch } from '../job-search.ts';
import { correlatedSearch, messageSubscriptionSearch } from '../message-subscriptions.ts';
import { processDefinitionSearch } from '../process-definitions.ts';
import { processInstanceSearch } from '../process-instances.ts';
import { userTaskSearch } from '../user-tasks.ts';
import { variableSearch } from '../variables.ts';
import { FILTER_OPERATORS, type FilterOperator } from './search-fields.ts';

const api = testApi();
afterEach(() => expect(api.failures).toEqual([]));

/** Every list by its path. */
const SEARCHES = {
  'process-instances': processInstanceSearch,
  'process-definitions': processDefinitionSearch,
  'element-instances': elementInstanceSearch,
  variables: variableSearch,
  jobs: jobSearch,
  'user-tasks': userTaskSearch,
  incidents: incidentSearch,
  'message-subscriptions': messageSubscriptionSearch,
  'correlated-message-subscriptions': correlatedSearch,
  'decision-definitions': decisionDefinitionSearch,
  'decision-requirements': decisionRequirementsSearch,
  'decision-instances': decisionInstanceSearch,
};
/** Lists of one thing's parts, with the fields of another list. */
const OF_ONE = [
  'process-instances/:processInstanceKey/incidents',
  'element-instances/:elementInstanceKey/incidents',
  'user-tasks/:userTaskKey/variables',
];
/** Fields that no item shows, with a value for each; tests of their own say what they find. */
const NOT_SHOWN: Readonly<Record<string, unknown>> = {
  'process-instances variables': [{ name: 'n', value: '1' }],
  'process-instances elementId': 'step',
  'process-instances elementInstanceState': 'ACTIVE',
  'process-instances hasElementInstanceIncident': true,
  'process-instances errorMessage': 'broken',
  'process-instances hasRetriesLeft': true,
  'process-definitions isLatestVersion': true,
  'process-definitions state': 'ACTIVE',
  'element-instances elementInstanceScopeKey': '1',
  'user-tasks candidateUser': 'mary',
  'user-tasks candidateGroup': 'sales',
  'user-tasks processInstanceVariables': [{ name: 'n', value: '1' }],
  'user-tasks localVariables': [{ name: 'n', value: '1' }],
  'decision-definitions isLatestVersion': true,
  'decision-instances decisionRequirementsKey': '1',
};
/** Compared as more than the text that they are shown as. */
const NOT_LITERAL = ['variables value', 'process-instances tags', 'user-tasks tags'];

type Item = Readonly<Record<string, unknown>>;
const search = (path: string, body: object) => api.call(`POST /${path}/search`, body);
const wholes = new Map<string, Promise<readonly Item[]>>();
/** All there is, asked for once: nothing changes after the beginning. */
function allOf(path: string): Promise<readonly Item[]> {
  const known = wholes.get(path) ?? itemsOf(path, {});
  wholes.set(path, known);
  return known;
}

async function itemsOf(path: string, body: object): Promise<readonly Item[]> {
  const answer = await search(path, body);
  expect(answer.status, `${path} ${JSON.stringify(body)}: ${answer.text}`).toBe(200);
  return answer.at('items') as readonly Item[];
}

beforeAll(async () => {
  const decision = decisionFile(
    readDecisionCases('=== x\ntable grade UNIQUE\nin - n\nout string name\n< 2 => "low"\n>= 2 => "high"')[0]?.xml ?? '',
    'camunda8',
    'grades',
  );
  const deployed = await api.deploy(
    ['work.bpmn', work('work')],
    ['user.bpmn', userTask('user')],
    ['wait.bpmn', receive('waiting', 'wait')],
    ['parent.bpmn', call('parent', 'user')],
    ['grades.dmn', decision],
  );
  expect(deployed.status, deployed.text).toBe(200);
  for (const n of [1, 2, 3]) {
    await api.call('POST /process-instances', {
      processDefinitionId: 'work',
      variables: { n, colour: 'red' },
      ...(n > 1 && { businessId: `order-${n}` }),
    });
    await api.start('waiting', { id: `${n}` });
    await api.start(n === 1 ? 'parent' : 'user', { n });
    await api.call('POST /decision-definitions/evaluation', { decisionDefinitionId: 'grade', variables: { n } });
  }
  await api.call(`POST /jobs/${(await api.job('work')).key}/failure`, { retries: 0, errorMessage: 'broken' });
  await api.call(`POST /jobs/${(await api.job('work')).key}/failure`, {
    retries: 2,
    errorMessage: 'not yet',
    retryBackOff: 3_600_000,
  });
  await api.call(`POST /jobs/${(await api.job('work')).key}/completion`, {});
  for (const correlationKey of ['1', '2'])
    await api.call('POST /messages/publication', { name: 'wait', correlationKey });
  const [task] = await itemsOf('user-tasks', {});
  await api.call(`POST /user-tasks/${String(task?.userTaskKey)}/assignment`, { assignee: 'mary' });
  await api.call(`PATCH /user-tasks/${String(task?.userTaskKey)}`, {
    changeset: { dueDate: '2030-01-01T00:00:00Z', priority: 70 },
  });
});

test('every list that there is has its fields tested here', () => {
  const folder = join(import.meta.dirname, '..');
  const paths = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/app\.post\('\/([^']+)\/search'/g)].map(([, path]) => path),
    );
  expect(paths.toSorted()).toEqual([...Object.keys(SEARCHES), ...OF_ONE].toSorted());
});

/** What an operator finds among items as they are shown; null: it has no meaning for such values. */
const MEANINGS: Readonly<Record<FilterOperator, (shown: unknown, value: unknown) => boolean>> = {
  $eq: (shown, value) => shown === value,
  $neq: (shown, value) => shown !== null && shown !== value,
  $in: (shown, value) => shown === value,
  $notIn: (shown, value) => shown !== null && shown !== value,
  $exists: (shown) => shown !== null,
  $like: (shown, value) => shown === value,
  $gt: (shown, value) => shown !== null && order(shown, value) > 0,
  $gte: (shown, value) => shown !== null && order(shown, value) >= 0,
  $lt: (shown, value) => shown !== null && order(shown, value) < 0,
  $lte: (shown, value) => shown !== null && order(shown, value) <= 0,
};
const order = (one: unknown, other: unknown): number =>
  typeof one === 'number' ? one - Number(other) : String(one) < String(other) ? -1 : Number(one !== other);
const operandOf = (operator: FilterOperator, value: unknown) =>
  operator === '$exists' ? true : operator === '$in' || operator === '$notIn' ? [value] : value;

describe.each(Object.entries(SEARCHES))('/%s/search', (path, { fields }) => {
  const key = (items: readonly Item[]) => items.map((item) => JSON.stringify(item));

  test.each(Object.keys(fields))('200 or 400: %s by every operator, as its items show it', async (name) => {
    const all = await allOf(path);
    expect(all.length, `nothing to search in ${path}`).toBeGreaterThan(0);
    const isShown = !(`${path} ${name}` in NOT_SHOWN);
    const value = isShown
      ? all.map((item) => item[name]).find((shown) => shown !== null)
      : NOT_SHOWN[`${path} ${name}`];
    if (isShown)
      expect(all[0], `${name} is no property of an item and not among those that are not shown`).toHaveProperty(name);
    if (value === undefined || Array.isArray(value)) return;
    await Promise.all(
      FILTER_OPERATORS.map(async (operator) => {
        const filter = { [name]: { [operator]: operandOf(operator, value) } };
        const answer = await search(path, { filter });
        expect([200, 400], `${JSON.stringify(filter)}: ${answer.text}`).toContain(answer.status);
        if (['$eq', '$neq', '$in', '$exists'].includes(operator))
          expect(answer.status, `${name} ${operator}: ${answer.text}`).toBe(200);
        if (answer.status === 400 || !isShown || NOT_LITERAL.includes(`${path} ${name}`)) return;
        const isText = typeof value === 'string' && !/^\d/.test(value);
        if (isText && /^\$[gl]te?$/.test(operator)) return;
        expect(key(answer.at('items') as readonly Item[]), JSON.stringify(filter)).toEqual(
          key(all.filter((item) => MEANINGS[operator](item[name], value))),
        );
      }),
    );
    const wrong = [{ $eq: {} }, { $in: 'a' }, { $exists: 'maybe' }, { $regex: value }];
    expect(
      await Promise.all(wrong.map(async (one) => (await search(path, { filter: { [name]: one } })).status)),
    ).toEqual(wrong.map(() => 400));
  });

  const sortable = Object.entries(fields)
    .filter(([, field]) => field.sortColumn !== null)
    .map(([name]) => name);
  test.each(sortable)('200: sorted by %s both ways, in pages to and fro', async (field) => {
    const page = (order: string, more: object) => search(path, { sort: [{ field, order }], page: more });
    const found = (answer: Awaited<ReturnType<typeof page>>) => key(answer.at('items') as readonly Item[]);
    const all = await page('ASC', {});
    const limit = Math.ceil(found(all).length / 2);
    const [first, last] = await Promise.all([page('ASC', { limit }), page('DESC', { from: limit })]);
    const [onward, before] = await Promise.all([
      page('ASC', { after: first.at('page', 'endCursor') }),
      last.at('items', 0) === undefined ? null : page('DESC', { before: last.at('page', 'startCursor') }),
    ]);
    expect([...found(first), ...found(onward)]).toEqual(found(all));
    expect(before === null ? found(all) : [...found(before), ...found(last)].toReversed()).toEqual(found(all));
    expect(first.at('page')).toMatchObject({ totalItems: found(all).length, hasMoreTotalItems: false });
  });

  test('400: what is no field, in the filter and in the order', async () => {
    expect((await search(path, { filter: { nothing: 1 } })).at('detail')).toBe(
      'Request property [filter.nothing] cannot be parsed',
    );
    expect((await search(path, { sort: [{ field: 'nothing' }] })).status).toBe(400);
    expect((await search(path, { sort: [{}] })).status).toBe(400);
  });
});

describe('what no item shows', () => {
  const numberOf = async (path: string, filter: object) => (await itemsOf(path, { filter })).length;
  const works = (filter: object) => numberOf('process-instances', { processDefinitionId: 'work', ...filter });

  test.each([
    ['an element, whatever became of it', { elementId: 'step' }, 3],
    ['an element that is active', { elementId: 'step', elementInstanceState: 'ACTIVE' }, 2],
    ['one that is over', { elementId: 'step', elementInstanceState: 'COMPLETED' }, 1],
    ['one and the same element', { elementId: 'begin', elementInstanceState: 'ACTIVE' }, 0],
    ['elements by pattern', { elementId: { $like: 'st?p' } }, 3],
    ['an element that is none', { elementId: 'nothing' }, 0],
    ['an incident at an element', { hasElementInstanceIncident: true }, 1],
    ['an incident at that element', { hasElementInstanceIncident: true, elementId: 'begin' }, 0],
    ['what an incident says', { errorMessage: 'broken' }, 1],
    ['part of it', { errorMessage: { $like: '*oke*' } }, 1],
    ['no incident', { errorMessage: { $exists: false } }, 2],
    ['failed with retries left', { hasRetriesLeft: true }, 1],
    ['not so', { hasRetriesLeft: false }, 2],
    ['a variable that is there', { variables: [{ name: 'n', value: { $exists: true } }] }, 3],
    ['one that is not', { variables: [{ name: 'm', value: { $exists: false } }] }, 3],
    ['none of some values', { variables: [{ name: 'n', value: { $notIn: ['1', '2'] } }] }, 1],
    ['no tags', { tags: [] }, 3],
    ['a tag', { tags: ['a'] }, 0],
    ['alternatives', { $or: [{ errorMessage: 'broken' }, { elementId: 'end' }] }, 2],
  ])('200: %s', async (_what, filter, number) => {
    expect(await works(filter)).toBe(number);
  });

  test('200: variables of a task itself are not those of its instance', async () => {
    const [task] = await allOf('user-tasks');
    expect(
      (
        await api.call(`PUT /element-instances/${String(task?.elementInstanceKey)}/variables`, {
          variables: { own: 1 },
          local: true,
        })
      ).status,
    ).toBe(204);
    expect(await numberOf('user-tasks', { localVariables: [{ name: 'own', value: '1' }] })).toBe(1);
    expect(await numberOf('user-tasks', { processInstanceVariables: [{ name: 'own', value: '1' }] })).toBe(0);
    expect(await numberOf('user-tasks', { localVariables: [{ name: 'n', value: { $exists: true } }] })).toBe(0);
  });

  test('200: the element of an incident, as long as it is open; definitions with a form at their start', async () => {
    const [incident] = await allOf('incidents');
    expect(await numberOf('element-instances', { incidentKey: incident?.incidentKey, elementId: 'step' })).toBe(1);
    expect(await numberOf('element-instances', { incidentKey: '1' })).toBe(0);
    expect([
      await numberOf('process-definitions', { hasStartForm: true }),
      await numberOf('process-definitions', { hasStartForm: false, processDefinitionId: 'work' }),
    ]).toEqual([0, 1]);
  });
});
