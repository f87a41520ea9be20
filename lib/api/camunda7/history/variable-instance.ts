import type { VariableRow } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText } from '../dates.ts';
import { isKey } from '../ids.ts';
import { filtersOf, type FilterTable } from '../query/filter.ts';
import { addList, type ListSpec } from '../query/list-routes.ts';
import { queriedValue } from '../query/variable-filter.ts';
import { invalidRequest } from '../rest-error.ts';
import { binaryContent, variableValue } from '../scope-variables.ts';
import { taskFilters } from '../task-ids.ts';
import { writeListedValue } from '../typed-values.ts';
import { scopesOf } from '../variable-instance.ts';
import { withRemovalTimes } from './removal-times.ts';

const f = filtersOf<'variable'>();
const capitalised = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);

const filters: FilterTable<'variable'> = {
  processInstanceId: f.key('instanceKey'),
  processInstanceIdIn: f.keys('instanceKey'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  variableName: f.text('name'),
  variableNameLike: f.like('name'),
  variableNameIn: f.texts('name'),
  variableTypeIn: { kind: 'texts', where: (types) => [{ field: 'type', op: 'in', value: types.map(capitalised) }] },
  executionIdIn: f.keys('scopeKey'),
  activityInstanceIdIn: f.activityInstances('scopeKey'),
  taskIdIn: taskFilters<'variable'>('scopeKey').many,
  caseInstanceId: f.none,
  caseExecutionIdIn: f.noneOf,
  caseActivityIdIn: f.noneOf,
  variableValue: {
    kind: 'value',
    where: (value) => [
      {
        field: 'type',
        op: 'in',
        value:
          queriedValue(value).type === 'Long' ? ['Integer', 'Long', 'Short', 'Double'] : [queriedValue(value).type],
      },
      { field: 'text', op: '=', value: queriedValue(value).text ?? '' },
    ],
  },
  tenantIdIn: f.tenants('tenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
};

const list: ListSpec<'variable'> = {
  concept: 'variable',
  base: [{ field: 'isHistoryDeleted', op: '=', value: false }],
  // What was removed is history too, for those who ask for it.
  baseFor: (source) =>
    source.has('includeDeleted') && source.flag('includeDeleted') ? [] : [{ field: 'removedAt', op: 'isNull' }],
  filters,
  sorts: { instanceId: 'instanceKey', variableName: 'name', tenantId: 'tenantId' },
  check(source) {
    if (source.has('variableValue') && !source.has('variableName')) {
      throw invalidRequest(
        'Only a single variable value parameter specified: variable name and value are required to be able to query after a specific variable value.',
      );
    }
  },
  show: (rows, call) => historicVariables(call, rows, call.queryFlag('deserializeValues', true)),
};

/** `/history/variable-instance`: variables with their last value, those of ended scopes too. */
export function historicVariableInstanceRoutes(routes: RouteTable): void {
  addList(routes, { path: '/history/variable-instance', hasPost: true }, list);
  routes.add(
    'GET',
    '/history/variable-instance/:id',
    async (call) =>
      (await historicVariables(call, [await existing(call)], call.queryFlag('deserializeValue', true)))[0],
  );
  routes.add('DELETE', '/history/variable-instance/:id', remove);
  routes.add('GET', '/history/variable-instance/:id/data', async (call) =>
    binaryContent(variableValue(await existing(call)), call.param('id')),
  );
}

async function remove(call: Call): Promise<undefined> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('variable', id) : null;
  const audit = call.audit('variable.deleteHistory', 'destructive', {
    targetKind: 'variable',
    targetKey: id,
    instanceKey: row?.instanceKey ?? null,
    definitionKey: row?.definitionKey ?? null,
    after: { name: row?.name ?? null },
  });
  const outcome =
    row === null || row.isHistoryDeleted
      ? null
      : await call.engine.deleteVariableHistory({ variableKey: id }, { audit });
  if (outcome?.kind !== 'deleted')
    throw invalidRequest(`No historic variable instance found with id: ${id}: variable is null`, 404, 0);
  return undefined;
}

async function existing(call: Call): Promise<VariableRow> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('variable', id) : null;
  if (row === null || row.isHistoryDeleted)
    throw invalidRequest(`Historic variable instance with Id '${id}' does not exist.`, 404);
  return row;
}

async function historicVariables(
  call: Call,
  rows: readonly VariableRow[],
  deserialize: boolean,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const scopes = await scopesOf(call, rows, true);
  return withRemovalTimes(
    call.engine,
    rows.map((row) => ({
      ...writeListedValue(variableValue(row), deserialize),
      id: row.key,
      name: row.name,
      processDefinitionKey: row.processId,
      processDefinitionId: scopes.definition(row),
      processInstanceId: row.instanceKey,
      executionId: scopes.execution(row),
      activityInstanceId: scopes.activityInstance(row),
      caseDefinitionKey: null,
      caseDefinitionId: null,
      caseInstanceId: null,
      caseExecutionId: null,
      taskId: scopes.task(row),
      errorMessage: null,
      tenantId: row.tenantId,
      state: row.removedAt === null ? 'CREATED' : 'DELETED',
      createTime: dateText(row.createdAt),
      removalTime: null,
      rootProcessInstanceId: row.instanceKey === null ? null : row.treeKey,
    })),
  );
}
