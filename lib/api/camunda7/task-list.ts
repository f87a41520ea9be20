import type { UserTaskRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { isKey } from './ids.ts';
import { shownTasks } from './shown-task.ts';
import { presentTasks } from './task-hal.ts';
import { withTaskVariables } from './task-variables.ts';
import { taskFilters } from './task-ids.ts';
import {
  type Filter,
  type FilterContext,
  filtersOf,
  type FilterTable,
  listed,
  NOTHING,
  type Where,
} from './query/filter.ts';
import type { ListSpec } from './query/list-routes.ts';
import { ALL_COMPARISONS } from './query/variable-filter.ts';
import { badUserRequest, invalidRequest, processEngineException } from './rest-error.ts';

const f = filtersOf<'userTask'>();
const byTask = taskFilters<'userTask'>('key');

const expression: Filter<'userTask'> = {
  kind: 'forbidden',
  refuse: () =>
    badUserRequest(
      'Expressions are forbidden in adhoc queries. This behavior can be toggled in the process engine configuration',
    ),
};
/** Filters that also exist as an expression, which a client may not send. */
const EXPRESSIONS = [
  'assignee',
  'assigneeLike',
  'candidateGroup',
  'candidateGroups',
  'candidateUser',
  'createdAfter',
  'createdBefore',
  'createdOn',
  'dueAfter',
  'dueBefore',
  'dueDate',
  'followUpAfter',
  'followUpBefore',
  'followUpBeforeOrNotExistent',
  'followUpDate',
  'involvedUser',
  'owner',
  'processInstanceBusinessKey',
  'processInstanceBusinessKeyLike',
  'updatedAfter',
] as const;

/** Tasks with candidates are offered only while nobody has taken them, unless the query says otherwise. */
const unlessAssigned = (isIncluded: boolean) => (isIncluded ? [] : [{ field: 'assignee', op: 'isNull' } as const]);
const candidate = (field: 'candidateUsers' | 'candidateGroups', op: '=' | 'like'): Filter<'userTask'> => ({
  kind: 'text',
  where: (value, context) => [{ field, op, value }, ...unlessAssigned(context.isGiven('includeAssignedTasks'))],
});
/** Only beside a filter by candidates. */
const CANDIDATE_FILTERS = [
  'candidateUser',
  'candidateGroup',
  'candidateGroupLike',
  'candidateGroups',
  'withCandidateGroups',
  'withoutCandidateGroups',
  'withCandidateUsers',
  'withoutCandidateUsers',
] as const;
const includeAssigned: Filter<'userTask'> = {
  kind: 'wish',
  check(context) {
    if (CANDIDATE_FILTERS.some((name) => context.isGiven(name))) return;
    throw processEngineException(
      "Invalid query usage: candidateUser, candidateGroup, candidateGroupLike, candidateGroupIn, withCandidateGroups, withoutCandidateGroups, withCandidateUsers, withoutCandidateUsers has to be called before 'includeAssignedTasks'.",
    );
  },
};
const hasCandidates = (
  field: 'candidateUsers' | 'candidateGroups',
  op: 'isNull' | 'isNotNull',
): Filter<'userTask'> => ({
  kind: 'flag',
  where: (context) => [{ field, op }, ...unlessAssigned(context.isGiven('includeAssignedTasks'))],
});

/**
 * The instance or element instance that an execution's id means leads to its tasks; which of them stand in it is
 * computed.
 */
async function byExecution(id: string, { engine }: FilterContext): Promise<Where<'userTask'>> {
  const element = isKey(id) ? await engine.search.get('elementInstance', id) : null;
  return isKey(id)
    ? [
        { field: 'executionKey', op: '=', value: id },
        { field: 'instanceKey', op: '=', value: element?.instanceKey ?? id },
      ]
    : NOTHING;
}

const filters: FilterTable<'userTask'> = {
  taskId: byTask.one,
  taskIdIn: listed(byTask.many, { nullMessage: 'taskIds' }),
  processInstanceId: f.key('instanceKey'),
  processInstanceIdIn: f.keys('instanceKey'),
  processInstanceBusinessKey: f.text('businessKey'),
  processInstanceBusinessKeyIn: f.texts('businessKey'),
  processInstanceBusinessKeyLike: f.like('businessKey'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  processDefinitionKeyIn: f.texts('processId'),
  processDefinitionName: f.text('definitionName'),
  processDefinitionNameLike: f.like('definitionName'),
  executionId: { kind: 'text', where: byExecution },
  activityInstanceIdIn: f.activityInstances('elementInstanceKey'),
  assignee: f.text('assignee'),
  assigneeLike: f.like('assignee'),
  assigneeIn: listed(f.texts('assignee'), { nullMessage: 'Assignees' }),
  assigneeNotIn: listed(f.notTexts('assignee'), { nullMessage: 'Assignees' }),
  owner: f.text('owner'),
  assigned: f.flag({ field: 'assignee', op: 'isNotNull' }),
  unassigned: f.flag({ field: 'assignee', op: 'isNull' }),
  candidateGroup: candidate('candidateGroups', '='),
  candidateGroupLike: candidate('candidateGroups', 'like'),
  candidateUser: candidate('candidateUsers', '='),
  candidateGroups: {
    kind: 'texts',
    rules: { isBlankEmpty: true, refuseEmpty: () => processEngineException('Candidate group list is empty') },
    where: (groups, context) => [
      { field: 'candidateGroups', op: 'in', value: groups },
      ...unlessAssigned(context.isGiven('includeAssignedTasks')),
    ],
  },
  includeAssignedTasks: includeAssigned,
  withCandidateGroups: hasCandidates('candidateGroups', 'isNotNull'),
  withoutCandidateGroups: hasCandidates('candidateGroups', 'isNull'),
  withCandidateUsers: hasCandidates('candidateUsers', 'isNotNull'),
  withoutCandidateUsers: hasCandidates('candidateUsers', 'isNull'),
  involvedUser: {
    kind: 'text',
    where: (user) => [
      {
        any: [
          [{ field: 'assignee', op: '=', value: user }],
          [{ field: 'owner', op: '=', value: user }],
          [{ field: 'candidateUsers', op: '=', value: user }],
        ],
      },
    ],
  },
  taskDefinitionKey: f.text('elementId'),
  taskDefinitionKeyIn: f.texts('elementId'),
  taskDefinitionKeyNotIn: f.notTexts('elementId'),
  taskDefinitionKeyLike: f.like('elementId'),
  name: { kind: 'text', where: (value) => [{ field: 'name', op: '=', value, ignoreCase: true }] },
  nameNotEqual: { kind: 'text', where: (value) => [{ field: 'name', op: '!=', value, ignoreCase: true }] },
  nameLike: { kind: 'text', where: (value) => [{ field: 'name', op: 'like', value, ignoreCase: true }] },
  nameNotLike: { kind: 'text', where: (value) => [{ field: 'name', op: 'notLike', value, ignoreCase: true }] },
  description: { kind: 'text', where: (value) => [{ field: 'description', op: '=', value, ignoreCase: true }] },
  descriptionLike: { kind: 'text', where: (value) => [{ field: 'description', op: 'like', value, ignoreCase: true }] },
  priority: f.number('priority'),
  minPriority: f.number('priority', '>='),
  maxPriority: f.number('priority', '<='),
  due: f.date('dueAt', '='),
  dueDate: f.date('dueAt', '='),
  dueBefore: f.date('dueAt', '<'),
  dueAfter: f.date('dueAt', '>'),
  withoutDueDate: f.flag({ field: 'dueAt', op: 'isNull' }),
  followUp: f.date('followUpAt', '='),
  followUpDate: f.date('followUpAt', '='),
  followUpBefore: f.date('followUpAt', '<'),
  followUpAfter: f.date('followUpAt', '>'),
  followUpBeforeOrNotExistent: {
    kind: 'date',
    where: (at) => [{ any: [[{ field: 'followUpAt', op: 'isNull' }], [{ field: 'followUpAt', op: '<', value: at }]] }],
  },
  created: f.date('createdAt', '='),
  createdOn: f.date('createdAt', '='),
  createdBefore: f.date('createdAt', '<'),
  createdAfter: f.date('createdAt', '>'),
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  delegationState: { kind: 'text', where: (value) => [{ field: 'delegation', op: '=', value: delegationOf(value) }] },
  updatedAfter: {
    kind: 'date',
    where: (at) => [
      {
        any: [
          [{ field: 'updatedAt', op: '>', value: at }],
          [
            { field: 'updatedAt', op: 'isNull' },
            { field: 'createdAt', op: '>', value: at },
          ],
        ],
      },
    ],
  },
  tenantIdIn: listed(f.tenants('tenantId'), { isBlankEmpty: false }),
  withoutTenantId: f.withoutTenant('tenantId'),
  parentTaskId: taskFilters<'userTask'>('parentTaskKey').one,
  caseInstanceId: f.text('caseInstanceId'),
  caseDefinitionId: f.none,
  caseExecutionId: f.none,
  caseDefinitionKey: f.none,
  caseDefinitionName: f.none,
  caseDefinitionNameLike: f.none,
  caseInstanceBusinessKey: f.none,
  caseInstanceBusinessKeyLike: f.none,
  caseInstanceVariables: { kind: 'variables', comparisons: { what: 'case variable' }, where: () => NOTHING },
  taskVariables: {
    kind: 'variables',
    comparisons: { what: 'task variable' },
    where: ({ name, ...variable }) => [{ variable: name, isLocal: true, ...variable }],
  },
  processVariables: {
    kind: 'variables',
    comparisons: { what: 'process variable', allowed: ALL_COMPARISONS },
    where: ({ name, ...variable }) => [{ variable: name, ...variable }],
  },
  ...Object.fromEntries(EXPRESSIONS.map((name) => [`${name}Expression`, expression])),
};

function delegationOf(text: string): string {
  if (text === 'PENDING' || text === 'RESOLVED') return text.toLowerCase();
  throw invalidRequest(`Valid values for property 'delegationState' are 'PENDING' or 'RESOLVED', but was '${text}'`);
}

/** Tasks that are open. */
export const taskList: ListSpec<'userTask'> = {
  concept: 'userTask',
  base: [{ field: 'endedAt', op: 'isNull' }],
  filters,
  sorts: {
    instanceId: 'instanceKey',
    dueDate: 'dueAt',
    followUpDate: 'followUpAt',
    executionId: 'elementInstanceKey',
    assignee: 'assignee',
    created: 'createdAt',
    lastUpdated: 'updatedAt',
    description: 'description',
    id: 'key',
    name: 'name',
    nameCaseInsensitive: 'name',
    caseExecutionId: 'caseInstanceId',
    caseInstanceId: 'caseInstanceId',
    priority: 'priority',
    tenantId: 'tenantId',
  },
  check(source) {
    if (source.has('tenantIdIn') && source.has('withoutTenantId') && source.flag('withoutTenantId'))
      throw processEngineException('Invalid query usage: cannot set both tenantIdIn and withoutTenantId filters.');
  },
  variableSorts: { processVariable: 'instanceKey', executionVariable: 'executionKey', taskVariable: 'key' },
  present: (call, rows, total) => presentTasks(call, rows, total),
  show: async (rows, call) =>
    withTaskVariables(call, rows, await withNotes(call, rows, await shownTasks(call.engine, rows))),
};

/** Whether there are comments and attachments, where that is asked for. */
export async function withNotes(
  call: Call,
  rows: readonly UserTaskRow[],
  shown: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (
    !call.queryFlag('withCommentAttachmentInfo') &&
    !(call.request.method === 'POST' && call.body().flag('withCommentAttachmentInfo'))
  )
    return shown;
  const { withComments, withAttachments } = await call.engine.notes.noted(rows.map(({ key }) => key));
  return shown.map((task, at) => ({
    ...task,
    attachment: withAttachments.has(rows[at]?.key ?? ''),
    comment: withComments.has(rows[at]?.key ?? ''),
  }));
}
