import type { TaskLinkRow } from '@/engine/index.ts';
import type { RouteTable } from '../call.ts';
import { dateText } from '../dates.ts';
import { optionalDefinitionId } from '../ids.ts';
import { filtersOf } from '../query/filter.ts';
import { addList } from '../query/list-routes.ts';
import { withRemovalTimes } from './removal-times.ts';
import { taskFilters } from '../task-ids.ts';

const f = filtersOf<'taskLink'>();

/**
 * `/history/identity-link-log`: who came to have to do with a task, and who no longer has. Who saw to that is in the
 * operation log.
 */
export function identityLinkLogRoutes(routes: RouteTable): void {
  addList(
    routes,
    { path: '/history/identity-link-log', hasPost: false },
    {
      concept: 'taskLink',
      base: [],
      filters: {
        dateBefore: f.date('at', '<='),
        dateAfter: f.date('at', '>='),
        type: f.text('type'),
        userId: f.text('userId'),
        groupId: f.text('groupId'),
        taskId: taskFilters<'taskLink'>('taskKey').one,
        processDefinitionId: f.definition('definitionKey'),
        processDefinitionKey: f.text('processId'),
        assignerId: f.none,
        operationType: {
          kind: 'text',
          where: (type) => [
            { field: 'isAdded', op: '=', value: type === 'add' },
            ...(type === 'add' || type === 'delete' ? [] : [{ field: 'key', op: 'isNull' } as const]),
          ],
        },
        tenantIdIn: f.tenants('tenantId'),
        withoutTenantId: f.withoutTenant('tenantId'),
      },
      sorts: {
        time: 'at',
        type: 'type',
        userId: 'userId',
        groupId: 'groupId',
        taskId: 'taskKey',
        processDefinitionId: 'definitionKey',
        processDefinitionKey: 'processId',
        operationType: 'isAdded',
        assignerId: 'key',
        tenantId: 'tenantId',
      },
      show: (rows, call) => withRemovalTimes(call.engine, rows.map(entry)),
    },
  );
}

const entry = (row: TaskLinkRow): Readonly<Record<string, unknown>> => ({
  id: row.key,
  time: dateText(row.at),
  type: row.type,
  userId: row.userId,
  groupId: row.groupId,
  taskId: row.taskId,
  processDefinitionId: optionalDefinitionId(row),
  processDefinitionKey: row.processId,
  operationType: row.isAdded ? 'add' : 'delete',
  assignerId: null,
  tenantId: row.tenantId,
  removalTime: null,
  rootProcessInstanceId: row.treeKey,
});
