import type { BatchRow, Condition } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { isKey } from '../ids.ts';
import { filtersOf, NOTHING, type FilterTable } from '../query/filter.ts';
import { addList, type ListSpec } from '../query/list-routes.ts';
import { invalidRequest } from '../rest-error.ts';
import { kindsOfType } from './batch-types.ts';
import { shownBatch, shownHistoricBatch, shownStatistics } from './shown-batch.ts';

const f = filtersOf<'batch'>();
const alive: Condition<'batch'> = { field: 'endedAt', op: 'isNull' };

const filters: FilterTable<'batch'> = {
  batchId: f.key('key'),
  type: {
    kind: 'text',
    where: (type) => {
      const kinds = kindsOfType(type);
      return kinds.length === 0 ? NOTHING : [{ field: 'kind', op: 'in', value: kinds }];
    },
  },
  tenantIdIn: f.tenants('tenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
};
const runningFilters: FilterTable<'batch'> = {
  ...filters,
  suspended: f.choice((isSuspended) => [{ field: 'isSuspended', op: '=', value: isSuspended }]),
};

const list = (
  spec: Pick<ListSpec<'batch'>, 'base' | 'filters' | 'sorts'> & { show(row: BatchRow): unknown },
): ListSpec<'batch'> => ({
  concept: 'batch',
  ...spec,
  defaultSort: [{ field: 'key', order: 'asc' }],
  show: async (rows) => rows.map((row) => spec.show(row)),
});

export const historicBatchList: ListSpec<'batch'> = list({
  base: [],
  sorts: { batchId: 'key', tenantId: 'tenantId', startTime: 'createdAt', endTime: 'endedAt' },
  show: shownHistoricBatch,
  filters: {
    ...filters,
    completed: f.choice((isCompleted) => [{ field: 'endedAt', op: isCompleted ? 'isNotNull' : 'isNull' }]),
  },
});

/** `/batch` and `/history/batch`: one operation on many things, as the product keeps it, in Camunda 7's words. */
export function batchRoutes(routes: RouteTable): void {
  const sorts = { batchId: 'key', tenantId: 'tenantId' } as const;
  addList(
    routes,
    { path: '/batch/statistics', hasPost: false },
    list({
      base: [alive],
      sorts: { ...sorts, startTime: 'createdAt' },
      show: shownStatistics,
      filters: {
        ...runningFilters,
        createdBy: f.text('createdBy'),
        startedBefore: f.date('createdAt', '<='),
        startedAfter: f.date('createdAt', '>='),
        withFailures: f.flag({ field: 'failed', op: '>', value: 0 }),
        withoutFailures: f.flag({ field: 'failed', op: '=', value: 0 }),
      },
    }),
  );
  addList(
    routes,
    { path: '/batch', hasPost: false },
    list({ base: [alive], filters: runningFilters, sorts, show: shownBatch }),
  );
  routes.add('GET', '/batch/:id', async (call) => shownBatch(await existing(call, true)));
  routes.add('PUT', '/batch/:id/suspended', suspend);
  routes.add('DELETE', '/batch/:id', remove);
  addList(routes, { path: '/history/batch', hasPost: false }, historicBatchList);
  routes.add('GET', '/history/batch/:id', async (call) => shownHistoricBatch(await existing(call, false)));
  routes.add('DELETE', '/history/batch/:id', forget);
}

async function existing(call: Call, isAlive: boolean): Promise<BatchRow> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('batch', id) : null;
  if (row === null || (isAlive && row.endedAt !== null))
    throw invalidRequest(`${isAlive ? 'Batch' : 'Historic batch'} with id '${id}' does not exist`, 404);
  return row;
}

const unable = (what: string, id: string) => invalidRequest(`Unable to ${what} with id '${id}'`, 400, 0);

async function suspend(call: Call): Promise<undefined> {
  const id = call.param('id');
  const isSuspended = call.body().flag('suspended');
  const audit = call.audit(`batch.${isSuspended ? 'suspend' : 'activate'}`, 'guarded', {
    targetKind: 'batch',
    targetKey: id,
    after: { isSuspended },
  });
  if (!isKey(id) || !(await call.engine.batches.setSuspended(id, isSuspended, { audit })))
    throw unable(`${isSuspended ? 'suspend' : 'activate'} batch`, id);
  return undefined;
}

async function remove(call: Call): Promise<undefined> {
  const id = call.param('id');
  const cascade = call.queryFlag('cascade');
  const audit = call.audit('batch.delete', 'destructive', { targetKind: 'batch', targetKey: id, after: { cascade } });
  if (!isKey(id) || !(await call.engine.batches.cancel(id, { cascade, audit }))) throw unable('delete batch', id);
  return undefined;
}

async function forget(call: Call): Promise<undefined> {
  const id = call.param('id');
  const audit = call.audit('batch.deleteHistory', 'destructive', { targetKind: 'batch', targetKey: id });
  if (!isKey(id) || !(await call.engine.batches.forget(id, { audit }))) throw unable('delete historic batch', id);
  return undefined;
}
