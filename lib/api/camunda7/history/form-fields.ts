import type { Condition, FormFieldRow, Key } from '@/engine/index.ts';
import { activityInstanceId } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { dateText } from '../dates.ts';
import { definitionId } from '../ids.ts';
import { after, before, equals, ofTenants, ifSet, matching } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';
import { executionsOf } from './past-executions.ts';

/** Fields that are read at a time, the newest first. */
const FIELDS_PER_PORTION = 1_000;
/** Filters that mean values of variables: what was written into a form fits none of them. */
const OF_VARIABLES = [
  'variableInstanceId',
  'variableNameLike',
  'variableTypeIn',
  'initial',
  'variableUpdates',
  'caseInstanceId',
  'caseExecutionId',
];

/** What was written into a field of a form, with where and by what that was done. */
export interface FieldDetail {
  readonly id: string;
  readonly field: FormFieldRow;
  readonly activityInstanceId: string;
  readonly executionId: Key;
  readonly operationId: string;
}

const TESTS: Parameters<typeof matching<FieldDetail>>[1] = {
  activityInstanceId: equals((detail) => detail.activityInstanceId),
  executionId: equals(({ executionId }) => executionId),
  taskId: equals(({ field }) => field.taskKey),
  userOperationId: equals(({ operationId }) => operationId),
  tenantIdIn: ofTenants(({ field }) => field.tenantId),
  withoutTenantId: ifSet(({ field }) => field.tenantId === null),
  occurredBefore: before(({ field }) => field.submittedAt),
  occurredAfter: after(({ field }) => field.submittedAt),
};

/** A portion at a time; `instanceKeys` null: of any instance. */
export async function* readFields(
  call: Call,
  source: FilterSource,
  instanceKeys: readonly Key[] | null,
): AsyncGenerator<readonly FieldDetail[]> {
  if (OF_VARIABLES.some((name) => source.has(name))) return;
  const where: readonly Condition<'formField'>[] = [
    ...(instanceKeys === null ? [] : [{ field: 'instanceKey', op: 'in', value: instanceKeys } as const]),
    ...(source.has('excludeTaskDetails') ? [{ field: 'taskKey', op: 'isNull' } as const] : []),
  ];
  const isMeant = matching(source, TESTS);
  for (let last: Key | null = null; ; ) {
    const page: readonly FormFieldRow[] = await call.engine.search.find('formField', {
      where: last === null ? where : [...where, { field: 'key', op: '<', value: last }],
      sort: [{ field: 'key', order: 'desc' }],
      limit: FIELDS_PER_PORTION,
    });
    yield (await withPlaces(call, page)).filter(isMeant);
    last = page.at(-1)?.key ?? null;
    if (last === null || page.length < FIELDS_PER_PORTION) return;
  }
}

export async function findField(call: Call, key: Key): Promise<FieldDetail | undefined> {
  const row = await call.engine.search.get('formField', key);
  return row === null ? undefined : (await withPlaces(call, [row]))[0];
}

/** A form that starts an instance is the instance's own; one of a task was sent by the operation of that moment. */
async function withPlaces({ engine }: Call, rows: readonly FormFieldRow[]): Promise<readonly FieldDetail[]> {
  const [executions, operations] = await Promise.all([
    executionsOf(
      engine,
      rows.flatMap(({ elementInstanceKey }) => elementInstanceKey ?? []),
    ),
    operationsOf(engine, rows),
  ]);
  return rows.map((field) => {
    const { key, instanceKey, elementInstanceKey, elementId, treeKey, submittedAt } = field;
    const isOfStart = elementInstanceKey === null || elementId === null;
    return {
      id: key,
      field,
      activityInstanceId: isOfStart
        ? instanceKey
        : activityInstanceId({ key: elementInstanceKey, elementId, kind: 'userTask' }),
      executionId: isOfStart ? instanceKey : (executions.get(elementInstanceKey) ?? elementInstanceKey),
      operationId: isOfStart
        ? instanceKey
        : (operations.get(`${instanceKey} ${submittedAt}`) ?? `${treeKey}-${submittedAt}`),
    };
  });
}

/** By instance and moment, the completion that sent the form. */
async function operationsOf(
  { search }: Call['engine'],
  rows: readonly FormFieldRow[],
): Promise<ReadonlyMap<string, string>> {
  const instances = [...new Set(rows.flatMap(({ taskKey, instanceKey }) => (taskKey === null ? [] : instanceKey)))];
  if (instances.length === 0) return new Map();
  const done = await search.find('operation', {
    where: [
      { field: 'operation', op: '=', value: 'task.complete' },
      { field: 'instanceKey', op: 'in', value: instances },
    ],
  });
  return new Map(done.map(({ instanceKey, at, operationId }) => [`${instanceKey} ${at}`, operationId]));
}

export function fieldDetail({
  id,
  field,
  activityInstanceId: activityId,
  executionId,
  operationId,
}: FieldDetail): Readonly<Record<string, unknown>> {
  return {
    type: 'formField',
    id,
    processDefinitionKey: field.processId,
    processDefinitionId: definitionId(field),
    processInstanceId: field.instanceKey,
    activityInstanceId: activityId,
    executionId,
    caseDefinitionKey: null,
    caseDefinitionId: null,
    caseInstanceId: null,
    caseExecutionId: null,
    taskId: field.taskKey,
    tenantId: field.tenantId,
    userOperationId: operationId,
    time: dateText(field.submittedAt),
    removalTime: null,
    rootProcessInstanceId: field.treeKey,
    fieldId: field.name,
    fieldValue: field.value,
  };
}
