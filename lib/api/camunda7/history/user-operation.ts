import type { Key, OperationRow } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText } from '../dates.ts';
import { definitionsOf } from '../definitions.ts';
import { definitionId, isKey } from '../ids.ts';
import { jobDefinitionIdOf } from '../job-definition-id.ts';
import { type Filter, filtersOf, type FilterTable, NOTHING } from '../query/filter.ts';
import { addList, type ListSpec } from '../query/list-routes.ts';
import { badUserRequest } from '../rest-error.ts';
import { taskKeysOf } from '../task-ids.ts';
import {
  KNOWN_PROPERTIES,
  OPERATION_WORDS,
  type OperationWords,
  propertiesNamed,
  propertyWord,
  valueWord,
} from './operation-words.ts';
import { withRemovalTimes } from './removal-times.ts';

const f = filtersOf<'operation'>();

/** Operations whose words fit. */
const byWords = (fits: (words: OperationWords, values: readonly string[]) => boolean): Filter<'operation'> => ({
  kind: 'texts',
  where(values) {
    const names = Object.entries(OPERATION_WORDS)
      .filter(([, words]) => fits(words, values))
      .map(([name]) => name);
    return names.length === 0 ? NOTHING : [{ field: 'operation', op: 'in', value: names }];
  },
});

/** What is done to these is told with its execution. */
const WITH_EXECUTION: readonly string[] = ['userTask', 'incident'];

/** Of one kind of target, by its key. */
const target = (targetKind: string): Filter<'operation'> => ({
  kind: 'text',
  where: (id) => [
    { field: 'targetKind', op: '=', value: targetKind },
    { field: 'targetKey', op: '=', value: id },
  ],
});

const filters: FilterTable<'operation'> = {
  operationId: f.text('operationId'),
  userId: f.text('actorId'),
  processInstanceId: f.key('instanceKey'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  deploymentId: f.key('deploymentKey'),
  executionId: {
    kind: 'text',
    where: (id) =>
      isKey(id)
        ? [
            { field: 'instanceKey', op: '=', value: id },
            { field: 'targetKind', op: 'in', value: WITH_EXECUTION },
          ]
        : NOTHING,
  },
  taskId: {
    kind: 'text',
    where: async (id, { engine }) => [
      { field: 'targetKind', op: '=', value: 'userTask' },
      { field: 'targetKey', op: '=', value: (await taskKeysOf(engine, [id]))[0] ?? id },
    ],
  },
  jobId: target('job'),
  jobDefinitionId: target('jobDefinition'),
  batchId: target('batch'),
  externalTaskId: target('job'),
  operationType: byWords((words, [type]) => words.operationType === type),
  entityType: byWords((words, [type]) => words.entityType === type),
  entityTypeIn: byWords((words, types) => types.includes(words.entityType)),
  category: byWords((words, [category]) => words.category === category),
  categoryIn: byWords((words, categories) => categories.includes(words.category)),
  property: { kind: 'text', where: (word) => [{ field: 'property', op: 'in', value: propertiesNamed(word) }] },
  afterTimestamp: f.date('at', '>'),
  beforeTimestamp: f.date('at', '<'),
  caseDefinitionId: f.none,
  caseInstanceId: f.none,
  caseExecutionId: f.none,
};

const list: ListSpec<'operation'> = {
  concept: 'operation',
  base: [
    { field: 'operation', op: 'in', value: Object.keys(OPERATION_WORDS) },
    { any: [[{ field: 'property', op: 'isNull' }], [{ field: 'property', op: 'in', value: KNOWN_PROPERTIES }]] },
  ],
  filters,
  sorts: { timestamp: 'at' },
  defaultSort: [{ field: 'at', order: 'asc' }],
  async show(rows, call) {
    const madeBy = await jobDefinitionsOf(call, rows);
    return withRemovalTimes(
      call.engine,
      rows.map((row) => entry(row, madeBy.get(row.targetKey ?? '') ?? null)),
    );
  },
};

const isOfExternalTask = ({ operation }: OperationRow): boolean =>
  OPERATION_WORDS[operation]?.entityType === 'ExternalTask';

/** What made the jobs that something was done to. */
async function jobDefinitionsOf(call: Call, rows: readonly OperationRow[]): Promise<ReadonlyMap<Key, string | null>> {
  const keys = rows
    .filter((row) => row.targetKind === 'job' && !isOfExternalTask(row))
    .flatMap(({ targetKey }) => targetKey ?? []);
  const jobs =
    keys.length === 0
      ? []
      : await call.engine.search.find('job', { where: [{ field: 'key', op: 'in', value: [...new Set(keys)] }] });
  const definitions = await definitionsOf(call.engine, jobs);
  return new Map(jobs.map((job) => [job.key, jobDefinitionIdOf(job, definitions.get(job.definitionKey))]));
}

/** `/history/user-operation`: what people and clients did, one entry for each property that changed. */
export function userOperationRoutes(routes: RouteTable): void {
  addList(routes, { path: '/history/user-operation', hasPost: false }, list);
  routes.add('PUT', '/history/user-operation/:operationId/set-annotation', (call) =>
    annotate(call, call.body().text('annotation')),
  );
  routes.add('PUT', '/history/user-operation/:operationId/clear-annotation', (call) => annotate(call, null));
}

async function annotate(call: Call, annotation: string | null): Promise<undefined> {
  const operationId = call.param('operationId');
  const audit = call.audit(annotation === null ? 'operation.clearAnnotation' : 'operation.annotate', 'low', {
    targetKind: 'operation',
    targetKey: operationId,
    after: { operationId },
  });
  const outcome = await call.engine.annotateOperation(operationId, annotation, { audit });
  if (outcome.kind === 'rejection') throw badUserRequest('operation is null');
  return undefined;
}

function entry(row: OperationRow, jobDefinitionId: string | null): Readonly<Record<string, unknown>> {
  const words = OPERATION_WORDS[row.operation];
  const property = row.property === null ? null : propertyWord(row.operation, row.property);
  const value = (text: string | null) =>
    property === null || row.property === null ? null : valueWord(row.property, text);
  const keyOf = (kind: string) => (row.targetKind === kind ? row.targetKey : null);
  const isExternal = isOfExternalTask(row);
  return {
    id: row.id,
    deploymentId: row.deploymentKey ?? keyOf('deployment'),
    processDefinitionId:
      row.processId === null || row.definitionKey === null || row.definitionVersion === null
        ? null
        : definitionId({
            processId: row.processId,
            definitionVersion: row.definitionVersion,
            definitionKey: row.definitionKey,
          }),
    processDefinitionKey: row.processId,
    processInstanceId: row.instanceKey,
    executionId: row.targetKind !== null && WITH_EXECUTION.includes(row.targetKind) ? row.instanceKey : null,
    caseDefinitionId: null,
    caseInstanceId: null,
    caseExecutionId: null,
    taskId: row.taskId ?? keyOf('userTask'),
    jobId: isExternal ? null : keyOf('job'),
    jobDefinitionId: jobDefinitionId ?? keyOf('jobDefinition'),
    batchId: keyOf('batch'),
    userId: row.actorId,
    timestamp: dateText(row.at),
    operationId: row.operationId,
    externalTaskId: isExternal ? keyOf('job') : null,
    operationType: words?.operationType ?? row.operation,
    entityType: words?.entityType ?? null,
    property,
    orgValue: value(row.before),
    newValue: value(row.after),
    removalTime: null,
    rootProcessInstanceId: row.treeKey,
    category: words?.category ?? null,
    annotation: row.annotation,
  };
}
