import type { CleanableCount, Instant } from '@/engine/index.ts';
import { BATCH_TYPES } from '../batch/batch-types.ts';
import type { Call, RouteTable } from '../call.ts';
import { definitionId, definitionKeyOf } from '../ids.ts';
import { flagOf, querySource, splitText } from '../query/read-filters.ts';
import { pageOf, sortingOfQuery } from '../query/sorting.ts';
import { csvAnswer, periodUnitOf, shownDurations, wantsCsv } from '../report-answer.ts';
import { invalidRequest } from '../rest-error.ts';

/** Numbers over what has finished: durations, counts, and what nobody has to keep any longer. */
export function reportRoutes(routes: RouteTable): void {
  routes.add('GET', '/history/process-instance/report', instanceReport);
  routes.add('GET', '/history/task/report', taskReport);
  addCleanable(routes, '/history/process-definition/cleanable-process-instance-report', 'instance');
  addCleanable(routes, '/history/decision-definition/cleanable-decision-instance-report', 'decision');
  routes.add('GET', '/history/batch/cleanable-batch-report', cleanableBatches);
  routes.add('GET', '/history/batch/cleanable-batch-report/count', async (call) => ({
    count: (await batchCounts(call)).length,
  }));
}

const timeOf = (call: Call, name: string): Instant | undefined => {
  const source = querySource(call.queries());
  return source.has(name) ? (source.date(name) ?? undefined) : undefined;
};
const textsOf = (call: Call, name: string): readonly string[] | undefined => {
  const text = call.query(name);
  return text === undefined || text === '' ? undefined : text.split(',');
};
const keysOf = (call: Call, name: string) =>
  textsOf(call, name)
    ?.map(definitionKeyOf)
    .filter((key) => key !== null);

const HEADER = ['PERIOD', 'PERIOD_UNIT', 'MINIMUM', 'MAXIMUM', 'AVERAGE'];

async function instanceReport(call: Call): Promise<unknown> {
  const type = call.query('reportType') ?? 'null';
  if (type !== 'duration') throw invalidRequest(`Unknown report type ${type}`);
  const unit = periodUnitOf(call, 0);
  const rows = shownDurations(
    await call.engine.search.reports.instanceDurations(unit, {
      definitionKeys: keysOf(call, 'processDefinitionIdIn'),
      processIds: textsOf(call, 'processDefinitionKeyIn'),
      from: timeOf(call, 'startedAfter'),
      until: timeOf(call, 'startedBefore'),
    }),
    unit,
  );
  return wantsCsv(call)
    ? csvAnswer(
        call,
        'process-instance-report.csv',
        HEADER,
        rows.map(({ period, periodUnit, minimum, maximum, average }) => [
          period,
          periodUnit,
          minimum,
          maximum,
          average,
        ]),
      )
    : rows;
}

async function taskReport(call: Call): Promise<unknown> {
  const type = call.query('reportType') ?? '';
  const times = { from: timeOf(call, 'completedAfter'), until: timeOf(call, 'completedBefore') };
  if (type === '') throw invalidRequest('Parameter reportType is not set.');
  if (type === 'duration') {
    const unit = periodUnitOf(call, null);
    return shownDurations(await call.engine.search.reports.taskDurations(unit, times), unit);
  }
  if (type !== 'count') throw invalidRequest(`reportType parameter has invalid value: ${type}`);
  const by = call.query('groupBy') ?? 'null';
  if (by !== 'taskName' && by !== 'processDefinition')
    throw invalidRequest(`groupBy parameter has invalid value: ${by}`);
  return (await call.engine.search.reports.taskCounts(by === 'taskName' ? 'name' : 'definition', times)).map((row) => ({
    count: row.count,
    processDefinitionKey: row.processId,
    processDefinitionId: definitionId(row),
    processDefinitionName: row.definitionName,
    taskName: row.taskName,
    tenantId: row.tenantId,
  }));
}

type What = 'instance' | 'decision';

function addCleanable(routes: RouteTable, path: string, what: What): void {
  routes.add('GET', path, async (call) => {
    const [sorting] = sortingOfQuery(call, { finished: 'finished' });
    const rows = [...(await cleanable(call, what))];
    if (sorting) rows.sort((one, other) => (one.finished - other.finished) * (sorting.order === 'asc' ? 1 : -1));
    const { offset, limit } = pageOf(call);
    return rows.slice(offset, limit === undefined ? undefined : offset + limit).map((row) => shownCleanable(row, what));
  });
  routes.add('GET', `${path}/count`, async (call) => {
    sortingOfQuery(call, { finished: 'finished' });
    return { count: (await cleanable(call, what)).length };
  });
}

function cleanable(call: Call, what: What): Promise<readonly CleanableCount[]> {
  const name = what === 'instance' ? 'processDefinition' : 'decisionDefinition';
  // Both together are asked of each row, so that nothing is found.
  const isWithoutTenant = flagOf(call, 'withoutTenantId');
  const asked = call.query('tenantIdIn');
  const named = asked === undefined ? [] : splitText(asked);
  const wanted = named.length === 0 ? undefined : named.filter((tenant) => tenant !== '');
  const tenantIds = isWithoutTenant ? (wanted === undefined ? [null] : []) : wanted;
  return call.engine.search.reports.cleanable(what, {
    definitionKeys: keysOf(call, `${name}IdIn`),
    ids: textsOf(call, `${name}KeyIn`),
    tenantIds,
    now: call.engine.now(),
    onlyFinished: flagOf(call, 'compact'),
  });
}

function shownCleanable(
  { key, id, name, version, tenantId, historyTtlDays, finished, cleanable: free }: CleanableCount,
  what: What,
): Readonly<Record<string, unknown>> {
  const shownId = definitionId({ processId: id, definitionVersion: version, definitionKey: key });
  return what === 'instance'
    ? {
        processDefinitionId: shownId,
        processDefinitionKey: id,
        processDefinitionName: name,
        processDefinitionVersion: version,
        historyTimeToLive: historyTtlDays,
        finishedProcessInstanceCount: finished,
        cleanableProcessInstanceCount: free,
        tenantId,
      }
    : {
        decisionDefinitionId: shownId,
        decisionDefinitionKey: id,
        decisionDefinitionName: name,
        decisionDefinitionVersion: version,
        historyTimeToLive: historyTtlDays,
        finishedDecisionInstanceCount: finished,
        cleanableDecisionInstanceCount: free,
        tenantId,
      };
}

/** Batches that are looked at for one answer. */
const MAX_BATCHES = 100_000;

async function cleanableBatches(call: Call): Promise<unknown> {
  const [sorting] = sortingOfQuery(call, { finished: 'finished' });
  const rows = [...(await batchCounts(call))];
  if (sorting)
    rows.sort(
      (one, other) => (one.finishedBatchesCount - other.finishedBatchesCount) * (sorting.order === 'asc' ? 1 : -1),
    );
  const { offset, limit } = pageOf(call);
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

/** Nothing says how long batches are kept: they may go when somebody has given them a time that has passed. */
async function batchCounts(call: Call) {
  const now = call.engine.now();
  const ended = await call.engine.search.find('batch', {
    where: [{ field: 'endedAt', op: 'isNotNull' }],
    limit: MAX_BATCHES,
  });
  const counts = new Map<
    string,
    { batchType: string; historyTimeToLive: null; finishedBatchesCount: number; cleanableBatchesCount: number }
  >();
  for (const { kind, removalAt } of ended) {
    const type = BATCH_TYPES[kind];
    const count = counts.get(type) ?? {
      batchType: type,
      historyTimeToLive: null,
      finishedBatchesCount: 0,
      cleanableBatchesCount: 0,
    };
    counts.set(type, {
      ...count,
      finishedBatchesCount: count.finishedBatchesCount + 1,
      cleanableBatchesCount: count.cleanableBatchesCount + (removalAt !== null && removalAt <= now ? 1 : 0),
    });
  }
  return [...counts.values()];
}
