import type { Condition, Key, UserTaskRow } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { optionalDefinitionId } from '../ids.ts';
import { MAX_JOINED_KEYS } from '../process-instance-list.ts';
import { type Filter, type FilterContext, filtersOf, type FilterTable, NOTHING, type Where } from '../query/filter.ts';
import { addList } from '../query/list-routes.ts';
import { ALL_COMPARISONS } from '../query/variable-filter.ts';
import { taskFilters, taskId } from '../task-ids.ts';
import { elementsIn, executionsOf } from './past-executions.ts';
import { withRemovalTimes } from './removal-times.ts';

const f = filtersOf<'userTask'>();

/** A flag that counts as soon as it is given, even as false. */
const given = (condition: Condition<'userTask'>): Filter<'userTask'> => f.choice(() => [condition]);

/** A text and a pattern, whatever the capitals. */
const inAnyCase = (name: string, field: 'name' | 'description'): FilterTable<'userTask'> => ({
  [name]: { kind: 'text', where: (value) => [{ field, op: '=', value, ignoreCase: true }] },
  [`${name}Like`]: { kind: 'text', where: (value) => [{ field, op: 'like', value, ignoreCase: true }] },
});

/** Tasks of instances that have ended or not. */
const ofInstances = (op: 'isNull' | 'isNotNull'): Filter<'userTask'> => ({
  kind: 'choice',
  async where(_value, { engine }) {
    const instances = await engine.search.find('instance', {
      where: [{ field: 'endedAt', op }],
      sort: [{ field: 'key', order: 'desc' }],
      limit: MAX_JOINED_KEYS,
    });
    return instances.length === 0
      ? NOTHING
      : [{ field: 'instanceKey', op: 'in', value: instances.map(({ key }) => key) }];
  },
});

/** Tasks to which somebody was linked at some time. */
const everLinked = (field: 'userId' | 'groupId', type: string | null): Filter<'userTask'> => ({
  kind: 'text',
  async where(value, { engine }) {
    const links = await engine.search.find('taskLink', {
      where: [
        { field, op: '=', value },
        { field: 'isAdded', op: '=', value: true },
        ...(type === null ? [] : [{ field: 'type', op: '=', value: type } as const]),
      ],
      sort: [{ field: 'key', order: 'desc' }],
      limit: MAX_JOINED_KEYS,
    });
    return links.length === 0
      ? NOTHING
      : [{ field: 'key', op: 'in', value: [...new Set(links.map(({ taskKey }) => taskKey))] }];
  },
});

async function byExecution(id: string, { engine }: FilterContext): Promise<Where<'userTask'>> {
  const keys = await elementsIn(engine, id);
  return keys.length === 0 ? NOTHING : [{ field: 'elementInstanceKey', op: 'in', value: keys }];
}

const filters: FilterTable<'userTask'> = {
  taskId: taskFilters<'userTask'>('key').one,
  taskParentTaskId: taskFilters<'userTask'>('parentTaskKey').one,
  processInstanceId: f.key('instanceKey'),
  rootProcessInstanceId: f.key('treeKey'),
  processInstanceBusinessKey: f.text('businessKey'),
  processInstanceBusinessKeyIn: f.texts('businessKey'),
  processInstanceBusinessKeyLike: f.like('businessKey'),
  executionId: { kind: 'text', where: byExecution },
  activityInstanceIdIn: f.activityInstances('elementInstanceKey'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  processDefinitionName: f.text('definitionName'),
  ...inAnyCase('taskName', 'name'),
  ...inAnyCase('taskDescription', 'description'),
  taskDefinitionKey: f.text('elementId'),
  taskDefinitionKeyIn: f.texts('elementId'),
  taskDeleteReason: f.text('deleteReason'),
  taskDeleteReasonLike: f.like('deleteReason'),
  assigned: given({ field: 'assignee', op: 'isNotNull' }),
  unassigned: given({ field: 'assignee', op: 'isNull' }),
  taskAssignee: f.text('assignee'),
  taskAssigneeLike: f.like('assignee'),
  taskOwner: f.text('owner'),
  taskOwnerLike: f.like('owner'),
  taskPriority: f.number('priority'),
  finished: given({ field: 'endedAt', op: 'isNotNull' }),
  unfinished: given({ field: 'endedAt', op: 'isNull' }),
  processFinished: ofInstances('isNotNull'),
  processUnfinished: ofInstances('isNull'),
  taskDueDate: f.date('dueAt', '='),
  taskDueDateBefore: f.date('dueAt', '<'),
  taskDueDateAfter: f.date('dueAt', '>'),
  withoutTaskDueDate: f.flag({ field: 'dueAt', op: 'isNull' }),
  taskFollowUpDate: f.date('followUpAt', '='),
  taskFollowUpDateBefore: f.date('followUpAt', '<'),
  taskFollowUpDateAfter: f.date('followUpAt', '>'),
  startedBefore: f.date('createdAt', '<='),
  startedAfter: f.date('createdAt', '>='),
  finishedBefore: f.date('endedAt', '<='),
  finishedAfter: f.date('endedAt', '>='),
  taskInvolvedUser: everLinked('userId', null),
  taskInvolvedGroup: everLinked('groupId', null),
  taskHadCandidateUser: everLinked('userId', 'candidate'),
  taskHadCandidateGroup: everLinked('groupId', 'candidate'),
  withCandidateGroups: given({ field: 'candidateGroups', op: 'isNotNull' }),
  withoutCandidateGroups: given({ field: 'candidateGroups', op: 'isNull' }),
  caseInstanceId: f.text('caseInstanceId'),
  caseDefinitionId: f.none,
  caseDefinitionKey: f.none,
  caseDefinitionName: f.none,
  caseExecutionId: f.none,
  taskVariables: {
    kind: 'variables',
    comparisons: { allowed: new Set(['=']) },
    where: ({ name, ...variable }) => [{ variable: name, isLocal: true, ...variable }],
  },
  processVariables: {
    kind: 'variables',
    comparisons: { what: 'process variable', allowed: ALL_COMPARISONS },
    where: ({ name, ...variable }) => [{ variable: name, ...variable }],
  },
  tenantIdIn: f.tenants('tenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
};

/** `/history/task`. */
export function historicTaskRoutes(routes: RouteTable): void {
  addList(
    routes,
    { path: '/history/task', hasPost: true },
    {
      concept: 'userTask',
      base: [],
      filters,
      sorts: {
        taskId: 'key',
        activityInstanceId: 'elementInstanceKey',
        processDefinitionId: 'definitionKey',
        processInstanceId: 'instanceKey',
        executionId: 'elementInstanceKey',
        endTime: 'endedAt',
        duration: 'durationMs',
        startTime: 'createdAt',
        taskName: 'name',
        taskDescription: 'description',
        assignee: 'assignee',
        owner: 'owner',
        dueDate: 'dueAt',
        followUpDate: 'followUpAt',
        deleteReason: 'deleteReason',
        taskDefinitionKey: 'elementId',
        priority: 'priority',
        tenantId: 'tenantId',
        caseExecutionId: 'caseInstanceId',
      },
      show: historicTasks,
    },
  );
}

async function historicTasks(
  rows: readonly UserTaskRow[],
  { engine }: Call,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const executions = await executionsOf(
    engine,
    rows.flatMap(({ elementInstanceKey }) => elementInstanceKey ?? []),
  );
  return withRemovalTimes(
    engine,
    rows.map((row) =>
      historicTask(
        row,
        row.elementInstanceKey === null ? null : (executions.get(row.elementInstanceKey) ?? row.elementInstanceKey),
      ),
    ),
  );
}

function historicTask(row: UserTaskRow, executionId: Key | null): Readonly<Record<string, unknown>> {
  const states = { completed: 'Completed', canceled: 'Deleted' } as const;
  return {
    id: taskId(row),
    processDefinitionKey: row.processId,
    processDefinitionId: optionalDefinitionId(row),
    processInstanceId: row.instanceKey,
    executionId,
    caseDefinitionKey: null,
    caseDefinitionId: null,
    caseInstanceId: row.caseInstanceId,
    caseExecutionId: null,
    activityInstanceId: row.elementInstanceKey === null ? null : `${row.elementId}:${row.elementInstanceKey}`,
    name: row.name,
    description: row.description,
    deleteReason: row.deleteReason,
    owner: row.owner,
    assignee: row.assignee,
    startTime: dateText(row.createdAt),
    endTime: optionalDateText(row.endedAt),
    duration: row.endedAt === null ? null : row.endedAt - row.createdAt,
    taskDefinitionKey: row.elementId,
    priority: row.priority,
    due: optionalDateText(row.dueAt),
    parentTaskId: row.parentTaskId,
    followUp: optionalDateText(row.followUpAt),
    tenantId: row.tenantId,
    removalTime: null,
    rootProcessInstanceId: row.instanceKey === null ? null : row.treeKey,
    // A part that ends with the whole keeps the state that it had.
    taskState:
      row.outcome === null || row.isEndedWithParent
        ? row.updatedAt === null
          ? 'Created'
          : 'Updated'
        : states[row.outcome],
  };
}
