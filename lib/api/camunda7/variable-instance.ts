import { isProcessTask, type UserTaskRow, type VariableRow } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { completedScopes } from './completed-scopes.ts';
import { definitionsOf } from './definitions.ts';
import { activityInstanceId, isKey, optionalDefinitionId } from './ids.ts';
import { isHeldAround } from './held-around.ts';
import { activityInstanceOf, heldRuns, stands, type VariableScope } from './parallel-runs.ts';
import { filtersOf, type FilterTable } from './query/filter.ts';
import { addList, type ListSpec } from './query/list-routes.ts';
import { invalidRequest } from './rest-error.ts';
import { taskFilters } from './task-ids.ts';
import { binaryContent, variableValue } from './scope-variables.ts';
import { scopeAround, scopeAroundInputs } from './sub-process-inputs.ts';
import { writeListedValue } from './typed-values.ts';

const f = filtersOf<'variable'>();

const filters: FilterTable<'variable'> = {
  variableName: f.text('name'),
  variableNameLike: f.like('name'),
  variableValues: {
    kind: 'variables',
    where: ({ name, op, value, ignoreNameCase, ignoreValueCase }) => [
      { field: 'name', op: '=', value: name, ...(ignoreNameCase ? { ignoreCase: true } : {}) },
      { variable: name, op, value, ignoreNameCase, ignoreValueCase },
    ],
  },
  executionIdIn: f.keys('scopeKey'),
  processInstanceIdIn: f.keys('instanceKey'),
  variableScopeIdIn: f.activityInstances('scopeKey'),
  activityInstanceIdIn: f.activityInstances('scopeKey'),
  taskIdIn: taskFilters<'variable'>('scopeKey').many,
  caseExecutionIdIn: f.noneOf,
  caseInstanceIdIn: f.noneOf,
  batchIdIn: f.noneOf,
  tenantIdIn: f.tenantsOnly('tenantId'),
};

const list: ListSpec<'variable'> = {
  concept: 'variable',
  base: [{ field: 'removedAt', op: 'isNull' }],
  // What finished runs have left is looked up for named instances only: it costs a look at each ended variable.
  baseFor: (source) => [{ field: source.has('processInstanceIdIn') ? 'goneAt' : 'endedAt', op: 'isNull' }],
  filters,
  sorts: { variableName: 'name', variableType: 'type', activityInstanceId: 'scopeKey', tenantId: 'tenantId' },
  show: (rows, call) => variableInstances(call, rows, call.queryFlag('deserializeValues', true)),
};

/** `/variable-instance`: variables of what runs. */
export function variableInstanceRoutes(routes: RouteTable): void {
  addList(routes, { path: '/variable-instance', hasPost: true }, list);
  routes.add('GET', '/variable-instance/:id', async (call) => {
    const [shown] = await variableInstances(call, [await alive(call)], call.queryFlag('deserializeValue', true));
    return shown;
  });
  routes.add('GET', '/variable-instance/:id/data', async (call) =>
    binaryContent(variableValue(await alive(call)), call.param('id')),
  );
}

async function alive(call: Call): Promise<VariableRow> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('variable', id) : null;
  if (row === null || row.removedAt !== null || row.endedAt !== null)
    throw invalidRequest(`Variable instance with Id '${id}' does not exist.`, 404);
  return row;
}

/**
 * What a list of variables says about their scopes: instances, element instances and user tasks. Read once for all
 * rows.
 */
export interface VariableScopes {
  definition(row: VariableRow): string | null;
  activityInstance(row: VariableRow): string | null;
  execution(row: VariableRow): string | null;
  /** null: the variable is no local one of a task. */
  task(row: VariableRow): string | null;
  /** Not one of a finished run's own that went with it. */
  stands(row: VariableRow): boolean;
}

export async function scopesOf(call: Call, rows: readonly VariableRow[], isHistory: boolean): Promise<VariableScopes> {
  const { search } = call.engine;
  const scopeKeys = rows.flatMap((row) =>
    (isHistory && row.originKey !== null ? [row.scopeKey, row.originKey] : [row.scopeKey]).filter(
      (key) => key !== row.instanceKey,
    ),
  );
  const inner = [...new Set(scopeKeys)];
  const [elements, tasks, definitions] = await Promise.all([
    inner.length === 0
      ? []
      : search.find('elementInstance', { where: [{ field: 'key', op: 'in', value: inner }], limit: inner.length }),
    inner.length === 0
      ? []
      : search.find('userTask', { where: [{ field: 'key', op: 'in', value: inner }], limit: inner.length }),
    definitionsOf(call.engine, rows),
  ]);
  const scopes = new Map<string, VariableScope>();
  for (const element of elements)
    scopes.set(element.key, {
      element,
      definition: element.index === null ? null : await call.engine.definition({ key: element.definitionKey }),
    });
  const taskOf = new Map(tasks.map((task) => [task.key, task]));
  const live = new Set(scopes.keys());
  const completed = elements.filter(({ phase }) => phase === 'compensating').map(({ key }) => key);
  const unknown = inner.filter((key) => !live.has(key) && !taskOf.has(key));
  const held = await heldRuns(call.engine, unknown);
  const kept = await completedScopes(call, isHistory ? [...unknown, ...completed] : unknown, isHistory, definitions);
  return {
    definition: (row) =>
      optionalDefinitionId({
        processId: row.processId,
        definitionVersion: definitions.get(row.definitionKey ?? '')?.version ?? null,
        definitionKey: row.definitionKey,
      }),
    activityInstance(row) {
      if (row.instanceKey === null) return null;
      const scope = scopes.get(row.scopeKey);
      if (row.originKey !== null) {
        if (isHistory) {
          const origin = scopes.get(row.originKey);
          if (origin)
            return (
              scopeAroundInputs(row, origin.element, definitions.get(row.definitionKey ?? '')) ??
              activityInstanceId(origin.element)
            );
          return row.originKey === row.instanceKey ? row.instanceKey : null;
        }
        const definition = definitions.get(row.definitionKey ?? '');
        if (scope && isHeldAround(scope.element, definition?.graph.elements.get(scope.element.elementId)))
          return scopeAround(scope.element, definition);
      }
      const task = taskOf.get(row.scopeKey);
      const around =
        isHistory && scope
          ? scopeAroundInputs(row, scope.element, definitions.get(row.definitionKey ?? ''))
          : undefined;
      if (around !== undefined) return around;
      const body = held.get(row.scopeKey);
      if (body !== undefined) return isHistory ? body : null;
      return (
        kept.get(row.scopeKey) ??
        (scope
          ? activityInstanceOf(row, scope, isHistory)
          : task && isProcessTask(task)
            ? activityInstanceId({ elementId: task.elementId, kind: 'userTask', key: task.elementInstanceKey })
            : row.scopeKey)
      );
    },
    stands(row) {
      const scope = scopes.get(row.scopeKey);
      return !scope || stands(row, scope);
    },
    execution: (row) => (row.instanceKey === null ? null : (executionOfTask(taskOf.get(row.scopeKey)) ?? row.scopeKey)),
    task: (row) => row.standaloneTaskId ?? (taskOf.has(row.scopeKey) ? row.scopeKey : null),
  };
}

const executionOfTask = (task: UserTaskRow | undefined): string | null =>
  task?.executionKey ?? task?.elementInstanceKey ?? null;

async function variableInstances(
  call: Call,
  rows: readonly VariableRow[],
  deserialize: boolean,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const scopes = await scopesOf(call, rows, false);
  return rows.filter(scopes.stands).map((row) => ({
    ...writeListedValue(variableValue(row), deserialize),
    id: row.key,
    name: row.name,
    processDefinitionId: scopes.definition(row),
    processInstanceId: row.instanceKey,
    executionId: scopes.execution(row),
    caseInstanceId: null,
    caseExecutionId: null,
    taskId: scopes.task(row),
    batchId: null,
    activityInstanceId: scopes.activityInstance(row),
    errorMessage: null,
    tenantId: row.tenantId,
  }));
}
