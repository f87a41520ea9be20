import type { Condition, Element, ElementInstanceRow, Engine } from '@/engine/index.ts';
import { isThrow } from '../shown-scopes.ts';
import { activityType } from '../activity-type.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { definitionsOf, elementOf } from '../definitions.ts';
import {
  activityIdOf,
  activityInstanceId,
  activityInstanceKeyOf,
  definitionId,
  isKey,
  MULTI_INSTANCE_SUFFIX,
} from '../ids.ts';
import { MAX_JOINED_KEYS } from '../process-instance-list.ts';
import { filtersOf, type FilterContext, type FilterTable, NOTHING, type Where } from '../query/filter.ts';
import { addList, type ListSpec } from '../query/list-routes.ts';
import { isLike } from '../query/memory-list.ts';
import { invalidRequest } from '../rest-error.ts';
import { completesScope, completingScopes } from './complete-scope.ts';
import { elementsIn, pastExecutions } from './past-executions.ts';
import { withRemovalTimes } from './removal-times.ts';

const f = filtersOf<'elementInstance'>();

/** Names and types of activities stand in the models, not in the rows. */
async function elementsWhere(
  engine: Engine,
  matches: (element: Element) => boolean,
): Promise<Where<'elementInstance'>> {
  const rows = await engine.search.find('definition', { where: [] });
  const definitions = await definitionsOf(
    engine,
    rows.map(({ key }) => ({ definitionKey: key })),
  );
  const any: (readonly Condition<'elementInstance'>[])[] = [];
  for (const [key, { graph }] of definitions) {
    const ids = [...graph.elements.values()].filter(matches).map(({ id }) => id);
    if (ids.length > 0)
      any.push([
        { field: 'definitionKey', op: '=', value: key },
        { field: 'elementId', op: 'in', value: ids },
        { field: 'kind', op: '!=', value: 'multiInstanceBody' },
      ]);
  }
  return any.length === 0 ? NOTHING : [{ any }];
}

async function byExecution(id: string, { engine }: FilterContext): Promise<Where<'elementInstance'>> {
  const keys = await elementsIn(engine, id);
  return keys.length === 0 ? NOTHING : [{ field: 'key', op: 'in', value: keys }];
}

const filters: FilterTable<'elementInstance'> = {
  activityInstanceId: f.activityInstance('key'),
  processInstanceId: f.key('instanceKey'),
  processDefinitionId: f.definition('definitionKey'),
  executionId: { kind: 'text', where: byExecution },
  activityId: {
    kind: 'text',
    where: (id) =>
      id.endsWith(MULTI_INSTANCE_SUFFIX)
        ? [
            { field: 'elementId', op: '=', value: id.slice(0, -MULTI_INSTANCE_SUFFIX.length) },
            { field: 'kind', op: '=', value: 'multiInstanceBody' },
          ]
        : [
            { field: 'elementId', op: '=', value: id },
            { field: 'kind', op: '!=', value: 'multiInstanceBody' },
          ],
  },
  activityName: {
    kind: 'text',
    where: (name, { engine }) => elementsWhere(engine, (element) => element.name === name),
  },
  activityNameLike: {
    kind: 'text',
    where: (pattern, { engine }) =>
      elementsWhere(engine, (element) => element.name !== undefined && isLike(element.name, pattern)),
  },
  activityType: {
    kind: 'text',
    where: (type, { engine }) =>
      type === 'multiInstanceBody'
        ? [{ field: 'kind', op: '=', value: type }]
        : elementsWhere(engine, (element) => activityType(element.kind, element) === type),
  },
  taskAssignee: {
    kind: 'text',
    async where(assignee, { engine }) {
      const tasks = await engine.search.find('userTask', {
        where: [{ field: 'assignee', op: '=', value: assignee }],
        limit: MAX_JOINED_KEYS,
      });
      const keys = tasks.flatMap(({ elementInstanceKey }) => elementInstanceKey ?? []);
      return keys.length === 0 ? NOTHING : [{ field: 'key', op: 'in', value: keys }];
    },
  },
  finished: f.flag({ field: 'endedAt', op: 'isNotNull' }),
  unfinished: f.flag({ field: 'endedAt', op: 'isNull' }),
  canceled: f.flag({ field: 'outcome', op: '=', value: 'terminated' }),
  completeScope: { kind: 'flag', where: ({ engine }) => completingScopes(engine) },
  startedBefore: f.date('startedAt', '<='),
  startedAfter: f.date('startedAt', '>='),
  finishedBefore: f.date('endedAt', '<='),
  finishedAfter: f.date('endedAt', '>='),
  tenantIdIn: f.tenants('tenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
};

const list: ListSpec<'elementInstance'> = {
  concept: 'elementInstance',
  // Tokens that went up in another one at a join are none of the original's activities, nor are completed scopes while
  // they are undone.
  base: [
    { field: 'phase', op: '!=', value: 'compensating' },
    {
      any: [[{ field: 'outcome', op: 'isNull' }], [{ field: 'outcome', op: 'in', value: ['completed', 'terminated'] }]],
    },
  ],
  filters,
  sorts: {
    activityInstanceId: 'key',
    instanceId: 'instanceKey',
    executionId: 'key',
    activityId: 'elementId',
    activityName: 'elementId',
    activityType: 'kind',
    startTime: 'startedAt',
    endTime: 'endedAt',
    duration: 'durationMs',
    definitionId: 'definitionKey',
    occurrence: 'key',
    tenantId: 'tenantId',
  },
  show: (rows, call) => historicActivities(call, rows),
};

/** `/history/activity-instance`. */
export function historicActivityInstanceRoutes(routes: RouteTable): void {
  addList(routes, { path: '/history/activity-instance', hasPost: true }, list);
  routes.add('GET', '/history/activity-instance/:id', async (call) => {
    const id = call.param('id');
    const key = activityInstanceKeyOf(id);
    const row = key === null ? null : await call.engine.search.get('elementInstance', key);
    if (row === null) throw invalidRequest(`Historic activity instance with id '${id}' does not exist`, 404);
    const beside = await call.engine.search.find('elementInstance', {
      where: [
        { field: 'instanceKey', op: '=', value: row.instanceKey },
        { field: 'scopeKey', op: '=', value: row.scopeKey },
      ],
      limit: MAX_BESIDE,
    });
    return (await historicActivities(call, [row], beside))[0];
  });
}

/** Rows of the same scope that are looked at to tell the execution of one. */
const MAX_BESIDE = 1_000;

/** `beside`: what else there was in their scopes, where that is more than the rows themselves. */
async function historicActivities(
  call: Call,
  rows: readonly ElementInstanceRow[],
  beside: readonly ElementInstanceRow[] = rows,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { search } = call.engine;
  const own = new Map(rows.map((row) => [row.key, row]));
  const scopes = [...new Set(rows.map((row) => row.scopeKey))].filter(
    (key) => isKey(key) && !own.has(key) && !rows.some((row) => row.instanceKey === key),
  );
  const users = rows.filter((row) => row.kind === 'userTask');
  const [definitions, outer, tasks, thrown] = await Promise.all([
    definitionsOf(call.engine, rows),
    scopes.length === 0
      ? []
      : search.find('elementInstance', { where: [{ field: 'key', op: 'in', value: scopes }], limit: scopes.length }),
    users.length === 0
      ? []
      : search.find('userTask', {
          where: [
            { field: 'instanceKey', op: 'in', value: [...new Set(users.map((row) => row.instanceKey))] },
            { field: 'elementInstanceKey', op: 'in', value: users.map((row) => row.key) },
          ],
          limit: users.length,
        }),
    errorsOf(search, rows),
  ]);
  for (const scope of outer) own.set(scope.key, scope);
  await addScopesOfThrows(search, own);
  const taskOf = new Map(tasks.map((task) => [task.elementInstanceKey, task]));
  const executions = pastExecutions(beside, definitions);
  return withRemovalTimes(
    call.engine,
    rows.map((row) => {
      const scope = activityAround(own, row);
      const task = taskOf.get(row.key);
      const element = elementOf(definitions, row);
      return {
        id: activityInstanceId(row),
        parentActivityInstanceId: scope === undefined ? row.instanceKey : activityInstanceId(scope),
        activityId: activityIdOf(row),
        activityName: row.kind === 'multiInstanceBody' ? null : (element?.name ?? null),
        activityType: activityType(row.kind, element),
        processDefinitionKey: row.processId,
        processDefinitionId: definitionId(row),
        processInstanceId: row.instanceKey,
        executionId: executions.get(row.key) ?? row.key,
        taskId: task?.key ?? null,
        calledProcessInstanceId: row.calledInstanceKey,
        calledCaseInstanceId: null,
        assignee: task?.assignee ?? null,
        startTime: dateText(row.startedAt),
        endTime: optionalDateText(row.endedAt),
        durationInMillis: row.endedAt === null ? null : row.endedAt - row.startedAt,
        canceled: row.outcome === 'terminated',
        completeScope:
          completesScope(row, element) ||
          (row.outcome === 'completed' && (task?.outcome === 'canceled' || thrown.has(row.key))),
        tenantId: row.tenantId,
        removalTime: null,
        rootProcessInstanceId: row.treeKey,
      };
    }),
  );
}

/**
 * Of completed work that a worker answered by an error: nothing caught it, so a path of its scope ended there. A user
 * task that has completed so is itself deleted.
 */
async function errorsOf(
  search: Engine['search'],
  rows: readonly ElementInstanceRow[],
): Promise<ReadonlySet<string | null>> {
  const work = rows.filter(({ kind, outcome }) => kind === 'workerTask' && outcome === 'completed');
  if (work.length === 0) return new Set();
  const jobs = await search.find('job', {
    where: [
      { field: 'instanceKey', op: 'in', value: [...new Set(work.map((row) => row.instanceKey))] },
      { field: 'elementInstanceKey', op: 'in', value: work.map((row) => row.key) },
      { field: 'outcome', op: '=', value: 'errorThrown' },
    ],
  });
  return new Set(jobs.map(({ elementInstanceKey }) => elementInstanceKey));
}

/**
 * Handlers run inside the event that throws compensation, but are shown beside it: the scopes of such events are needed
 * too.
 */
async function addScopesOfThrows(search: Engine['search'], known: Map<string, ElementInstanceRow>): Promise<void> {
  const missing = [
    ...new Set([...known.values()].filter(({ kind }) => isThrow(kind)).map(({ scopeKey }) => scopeKey)),
  ].filter((key) => isKey(key) && !known.has(key));
  if (missing.length === 0) return;
  for (const scope of await search.find('elementInstance', {
    where: [{ field: 'key', op: 'in', value: missing }],
    limit: missing.length,
  }))
    known.set(scope.key, scope);
}

/** The activity around a row: never an event. */
function activityAround(
  known: ReadonlyMap<string, ElementInstanceRow>,
  row: ElementInstanceRow,
): ElementInstanceRow | undefined {
  let scope = known.get(row.scopeKey);
  while (scope !== undefined && isThrow(scope.kind)) scope = known.get(scope.scopeKey);
  return scope;
}
