import type { Condition, UserTaskRow } from '@/engine/index.ts';
import type { RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { optionalDefinitionId } from '../ids.ts';
import { MAX_JOINED_KEYS } from '../process-instance-list.ts';
import { type Filter, filtersOf, type FilterTable, NOTHING } from '../query/filter.ts';
import { addList } from '../query/list-routes.ts';
import { isLike } from '../query/memory-list.ts';
import { taskFilters, taskId } from '../task-ids.ts';

const f = filtersOf<'userTask'>();
const DELETE_REASONS: ReadonlyMap<string, Condition<'userTask'>> = new Map([
  ['completed', { field: 'outcome', op: '=', value: 'completed' } as const], ['deleted', { field: 'outcome', op: '=', value: 'canceled' } as const],
]);

/** Tasks of instances that have ended or not. */
const ofInstances = (op: 'isNull' | 'isNotNull'): Filter<'userTask'> => ({
  kind: 'flag',
  async where({ engine }) {
    const instances = await engine.search.find('instance', { where: [{ field: 'endedAt', op }], sort: [{ field: 'key', order: 'desc' }], limit: MAX_JOINED_KEYS });
    return instances.length === 0 ? NOTHING : [{ field: 'instanceKey', op: 'in', value: instances.map(({ key }) => key) }];
  },
});

/** Tasks to which somebody was linked at some time. */
const everLinked = (field: 'userId' | 'groupId', type: string | null): Filter<'userTask'> => ({
  kind: 'text',
  async where(value, { engine }) {
    const links = await engine.search.find('taskLink', { where: [{ field, op: '=', value }, { field: 'isAdded', op: '=', value: true }, ...(type === null ? [] : [{ field: 'type', op: '=', value: type } as const])], sort: [{ field: 'key', order: 'desc' }], limit: MAX_JOINED_KEYS });
    return links.length === 0 ? NOTHING : [{ field: 'key', op: 'in', value: [...new Set(links.map(({ taskKey }) => taskKey))] }];
  },
});

const REASONS = ['completed', 'deleted'] as const;

const filters: FilterTable<'userTask'> = {
  taskId: taskFilters<'userTask'>('key').one, taskParentTaskId: taskFilters<'userTask'>('parentTaskKey').one, processInstanceId: f.key('instanceKey'), rootProcessInstanceId: f.key('treeKey'),
  processInstanceBusinessKey: f.text('businessKey'), processInstanceBusinessKeyIn: f.texts('businessKey'), processInstanceBusinessKeyLike: f.like('businessKey'),
  executionId: f.key('elementInstanceKey'), activityInstanceIdIn: f.activityInstances('elementInstanceKey'),
  processDefinitionId: f.definition('definitionKey'), processDefinitionKey: f.text('processId'), processDefinitionName: f.text('definitionName'),
  taskName: f.text('name'), taskNameLike: f.like('name'), taskDescription: f.text('description'), taskDescriptionLike: f.like('description'),
  taskDefinitionKey: f.text('elementId'), taskDefinitionKeyIn: f.texts('elementId'),
  taskDeleteReason: { kind: 'text', where: (reason) => { const condition = DELETE_REASONS.get(reason); return condition === undefined ? NOTHING : [condition]; } },
  taskDeleteReasonLike: { kind: 'text', where: (pattern) => { const alike = REASONS.filter((reason) => isLike(reason, pattern)).flatMap((reason) => DELETE_REASONS.get(reason) ?? []); return alike.length === 0 ? NOTHING : [{ any: alike.map((condition) => [condition]) }]; } },
  assigned: f.flag({ field: 'assignee', op: 'isNotNull' }), unassigned: f.flag({ field: 'assignee', op: 'isNull' }),
  taskAssignee: f.text('assignee'), taskAssigneeLike: f.like('assignee'), taskOwner: f.text('owner'), taskOwnerLike: f.like('owner'), taskPriority: f.number('priority'),
  finished: f.flag({ field: 'endedAt', op: 'isNotNull' }), unfinished: f.flag({ field: 'endedAt', op: 'isNull' }),
  processFinished: ofInstances('isNotNull'), processUnfinished: ofInstances('isNull'),
  taskDueDate: f.date('dueAt', '='), taskDueDateBefore: f.date('dueAt', '<='), taskDueDateAfter: f.date('dueAt', '>='), withoutTaskDueDate: f.flag({ field: 'dueAt', op: 'isNull' }),
  taskFollowUpDate: f.date('followUpAt', '='), taskFollowUpDateBefore: f.date('followUpAt', '<='), taskFollowUpDateAfter: f.date('followUpAt', '>='),
  startedBefore: f.date('createdAt', '<='), startedAfter: f.date('createdAt', '>='), finishedBefore: f.date('endedAt', '<='), finishedAfter: f.date('endedAt', '>='),
  taskInvolvedUser: everLinked('userId', null), taskInvolvedGroup: everLinked('groupId', null), taskHadCandidateUser: everLinked('userId', 'candidate'), taskHadCandidateGroup: everLinked('groupId', 'candidate'),
  withCandidateGroups: f.flag({ field: 'candidateGroups', op: 'isNotNull' }), withoutCandidateGroups: f.flag({ field: 'candidateGroups', op: 'isNull' }),
  caseInstanceId: f.text('caseInstanceId'), caseDefinitionId: f.none, caseDefinitionKey: f.none, caseExecutionId: f.none,
  taskVariables: { kind: 'variables', where: ({ name, ...variable }) => [{ variable: name, isLocal: true, ...variable }] },
  processVariables: { kind: 'variables', where: ({ name, ...variable }) => [{ variable: name, ...variable }] },
  tenantIdIn: f.tenants('tenantId'), withoutTenantId: f.withoutTenant('tenantId'),
};

/** `/history/task`. */
export function historicTaskRoutes(routes: RouteTable): void {
  addList(routes, { path: '/history/task', hasPost: true }, {
    concept: 'userTask', base: [], filters,
    sorts: {
      taskId: 'key', activityInstanceId: 'elementInstanceKey', processDefinitionId: 'definitionKey', processInstanceId: 'instanceKey', executionId: 'elementInstanceKey', endTime: 'endedAt',
      startTime: 'createdAt', taskName: 'name', taskDescription: 'description', assignee: 'assignee', owner: 'owner', dueDate: 'dueAt', followUpDate: 'followUpAt', deleteReason: 'outcome',
      taskDefinitionKey: 'elementId', priority: 'priority', tenantId: 'tenantId',
    },
    show: async (rows) => rows.map(historicTask),
  });
}

function historicTask(row: UserTaskRow): Readonly<Record<string, unknown>> {
  const reasons = { completed: 'completed', canceled: 'deleted' } as const;
  const states = { completed: 'Completed', canceled: 'Deleted' } as const;
  return {
    id: taskId(row),
    processDefinitionKey: row.processId,
    processDefinitionId: optionalDefinitionId(row),
    processInstanceId: row.instanceKey,
    executionId: row.elementInstanceKey,
    caseDefinitionKey: null,
    caseDefinitionId: null,
    caseInstanceId: row.caseInstanceId,
    caseExecutionId: null,
    activityInstanceId: row.elementInstanceKey === null ? null : `${row.elementId}:${row.elementInstanceKey}`,
    name: row.name,
    description: row.description,
    deleteReason: row.outcome === null ? null : reasons[row.outcome],
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
    taskState: row.outcome === null || row.isEndedWithParent ? (row.updatedAt === null ? 'Created' : 'Updated') : states[row.outcome],
  };
}
