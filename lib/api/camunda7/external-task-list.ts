import type { JobRow } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { externalTaskFields } from './external-task-fields.ts';
import { type Filter, filtersOf, type FilterTable, listed } from './query/filter.ts';
import type { ListSpec } from './query/list-routes.ts';
import { ALL_COMPARISONS } from './query/variable-filter.ts';

const f = filtersOf<'job'>();

/** A lock that a failure has left until the back-off is over is shown as one, and found as one. */
const lockedAt = (op: '<' | '>'): Filter<'job'> => ({
  kind: 'date',
  where: (value) => [
    {
      any: [
        [{ field: 'lockUntil', op, value }],
        [
          { field: 'lockUntil', op: 'isNull' },
          { field: 'dueAt', op, value },
        ],
      ],
    },
  ],
});

const filters: FilterTable<'job'> = {
  externalTaskId: f.key('key'),
  externalTaskIdIn: f.keys('key'),
  activityId: f.text('elementId'),
  activityIdIn: listed(f.texts('elementId'), { isBlankEmpty: true, nullMessage: 'activityIdIn' }),
  lockExpirationBefore: lockedAt('<'),
  lockExpirationAfter: lockedAt('>'),
  topicName: f.text('type'),
  workerId: f.text('worker'),
  locked: { kind: 'flag', where: ({ now }) => [{ field: 'lockUntil', op: '>', value: now }] },
  notLocked: {
    kind: 'flag',
    where: ({ now }) => [
      { any: [[{ field: 'lockUntil', op: 'isNull' }], [{ field: 'lockUntil', op: '<=', value: now }]] },
    ],
  },
  executionId: f.key('elementInstanceKey'),
  processInstanceId: f.key('instanceKey'),
  processInstanceIdIn: listed(f.keys('instanceKey'), { isBlankEmpty: true, nullMessage: 'processInstanceIdIn' }),
  processDefinitionKey: f.text('processId'),
  processDefinitionKeyIn: f.texts('processId'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionName: f.text('definitionName'),
  processDefinitionNameLike: f.like('definitionName'),
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  withRetriesLeft: f.flag({ any: [[{ field: 'retries', op: 'isNull' }], [{ field: 'retries', op: '>', value: 0 }]] }),
  noRetriesLeft: f.flag({ field: 'retries', op: '=', value: 0 }),
  tenantIdIn: f.tenantsOnly('tenantId'),
  priorityHigherThanOrEquals: f.long('priority', '>='),
  priorityLowerThanOrEquals: f.long('priority', '<='),
  processVariables: {
    kind: 'variables',
    comparisons: { what: 'process variable', allowed: ALL_COMPARISONS },
    where: ({ name, ...variable }) => [{ variable: name, ...variable }],
  },
};

export const externalTaskList: ListSpec<'job'> = {
  concept: 'job',
  base: [
    { field: 'kind', op: '=', value: 'worker' },
    { field: 'endedAt', op: 'isNull' },
  ],
  filters,
  sorts: {
    id: 'key',
    lockExpirationTime: 'lockUntil',
    processInstanceId: 'instanceKey',
    processDefinitionId: 'definitionKey',
    processDefinitionKey: 'processId',
    tenantId: 'tenantId',
    taskPriority: 'priority',
    createTime: 'createdAt',
  },
  show: (rows, call) => shownTasks(call, rows),
};

export async function whereOfTopics(call: Call): Promise<ListSpec<'job'>['base']> {
  const now = call.engine.now();
  return [
    ...externalTaskList.base,
    ...(call.queryFlag('withLockedTasks') ? [{ field: 'lockUntil', op: '>', value: now } as const] : []),
    ...(call.queryFlag('withUnlockedTasks')
      ? [{ any: [[{ field: 'lockUntil', op: 'isNull' }], [{ field: 'lockUntil', op: '<=', value: now }]] } as const]
      : []),
    ...(call.queryFlag('withRetriesLeft')
      ? [{ any: [[{ field: 'retries', op: 'isNull' }], [{ field: 'retries', op: '>', value: 0 }]] } as const]
      : []),
  ];
}

/**
 * A worker that has reported a failure keeps its lock in the original until the back-off is over. Here the lease ends
 * at once and the job is not due before; it is shown in the original's way.
 */
export async function shownTasks(
  call: Call,
  rows: readonly JobRow[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const isFailed = (row: JobRow) => row.lockUntil === null && (row.dueAt !== null || row.worker !== null);
  const failed = rows.filter(isFailed).map(({ key }) => key);
  const attempts =
    failed.length === 0
      ? []
      : await call.engine.search.find('jobAttempt', {
          where: [{ field: 'jobKey', op: 'in', value: failed }],
          sort: [{ field: 'key', order: 'asc' }],
        });
  const lastAttempts = new Map(attempts.map((attempt) => [attempt.jobKey, attempt]));
  return rows.map((row) => {
    const attempt = isFailed(row) ? lastAttempts.get(row.key) : undefined;
    return attempt === undefined
      ? externalTaskFields(row, row.lockUntil)
      : externalTaskFields({ ...row, worker: attempt.worker }, row.dueAt ?? attempt.failedAt);
  });
}
