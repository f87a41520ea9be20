import type { Condition, Definition, IncidentRow } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { activityIdOf, definitionKeyOf, isKey } from '../ids.ts';
import { flagOf, querySource } from '../query/read-filters.ts';
import { sortingOfQuery } from '../query/sorting.ts';
import { completesScope, leadsNowhere } from './complete-scope.ts';

/** Element instances and incidents that are counted one by one, when only some instances are asked for. */
const MAX_COUNTED = 100_000;

interface Counts {
  instances: number;
  canceled: number;
  finished: number;
  completeScope: number;
  openIncidents: number;
  resolvedIncidents: number;
  deletedIncidents: number;
}

/** `/history/process-definition/{id}/statistics`: how often each activity was reached, and what became of it. */
export function historicDefinitionStatisticsRoutes(routes: RouteTable): void {
  routes.add('GET', '/history/process-definition/:id/statistics', statistics);
}

async function statistics(call: Call): Promise<readonly unknown[]> {
  const [sorting] = sortingOfQuery(call, { activityId: 'activityId' });
  const key = definitionKeyOf(call.param('id'));
  const definition = key === null ? null : await call.engine.definition({ key });
  if (definition === null) return [];
  const instances = await filteredInstances(call, definition.key);
  const counts =
    instances === null
      ? await countedByCommitter(call, definition)
      : await countedOneByOne(call, definition, instances);
  if (flagOf(call, 'incidents')) await addIncidents(call, definition.key, instances, counts);
  const wishes = {
    canceled: flagOf(call, 'canceled'),
    finished: flagOf(call, 'finished'),
    completeScope: flagOf(call, 'completeScope'),
  };
  const rows = [...counts]
    .map(([id, all]) => ({
      id,
      ...all,
      canceled: wishes.canceled ? all.canceled : 0,
      finished: wishes.finished ? all.finished : 0,
      completeScope: wishes.completeScope ? all.completeScope : 0,
    }))
    .filter(({ id, ...numbers }) => Object.values(numbers).some((number) => number > 0));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1) * (sorting?.order === 'desc' ? -1 : 1));
}

/** null: all instances of the definition. */
async function filteredInstances(call: Call, definitionKey: string): Promise<readonly string[] | null> {
  const source = querySource(call.queries());
  const where: Condition<'instance'>[] = [];
  for (const [name, field, op] of [
    ['startedBefore', 'startedAt', '<='],
    ['startedAfter', 'startedAt', '>='],
    ['finishedBefore', 'endedAt', '<='],
    ['finishedAfter', 'endedAt', '>='],
  ] as const) {
    const at = source.has(name) ? source.date(name) : null;
    if (at !== null) where.push({ field, op, value: at });
  }
  if (source.has('processInstanceIdIn'))
    where.push({
      field: 'key',
      op: 'in',
      value: (source.texts('processInstanceIdIn') ?? []).filter((id) => id !== null).filter(isKey),
    });
  if (where.length === 0) return null;
  return (
    await call.engine.search.find('instance', {
      where: [{ field: 'definitionKey', op: '=', value: definitionKey }, ...where],
      limit: MAX_COUNTED,
    })
  ).map(({ key }) => key);
}

const countsOf = (counts: Map<string, Counts>, id: string): Counts => {
  const known = counts.get(id) ?? {
    instances: 0,
    canceled: 0,
    finished: 0,
    completeScope: 0,
    openIncidents: 0,
    resolvedIncidents: 0,
    deletedIncidents: 0,
  };
  counts.set(id, known);
  return known;
};

async function countedByCommitter(call: Call, { key, graph }: Definition): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  for (const { elementId, active, completed, terminated } of await call.engine.search.elementStatistics(key)) {
    if (elementId === '') continue;
    const count = countsOf(counts, elementId);
    count.instances += active;
    count.canceled += terminated;
    count.finished += completed + terminated;
    const element = graph.elements.get(elementId);
    if (element !== undefined && leadsNowhere(element)) count.completeScope += completed;
  }
  return counts;
}

async function countedOneByOne(
  call: Call,
  { graph }: Definition,
  instances: readonly string[],
): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  if (instances.length === 0) return counts;
  for (const row of await call.engine.search.find('elementInstance', {
    where: [{ field: 'instanceKey', op: 'in', value: instances }],
    limit: MAX_COUNTED,
  })) {
    if (row.outcome === 'merged') continue;
    const count = countsOf(counts, activityIdOf(row));
    if (row.outcome === null) count.instances++;
    else count.finished++;
    if (row.outcome === 'terminated') count.canceled++;
    if (completesScope(row, graph.elements.get(row.elementId))) count.completeScope++;
  }
  return counts;
}

async function addIncidents(
  call: Call,
  definitionKey: string,
  instances: readonly string[] | null,
  counts: Map<string, Counts>,
): Promise<void> {
  const where: Condition<'incident'>[] = [{ field: 'definitionKey', op: '=', value: definitionKey }];
  if (instances !== null) where.push({ field: 'instanceKey', op: 'in', value: instances });
  const incidents = await call.engine.search.find('incident', { where, limit: MAX_COUNTED });
  const ofSignals = await signalStarts(call, incidents);
  for (const { elementId, outcome, jobKey } of incidents) {
    if (jobKey !== null && ofSignals.has(jobKey)) continue;
    const count = countsOf(counts, elementId);
    if (outcome === null) count.openIncidents++;
    else if (outcome === 'resolved') count.resolvedIncidents++;
    else count.deletedIncidents++;
  }
}

/** Jobs of signals that start instances: they name no activity. */
async function signalStarts(call: Call, incidents: readonly IncidentRow[]): Promise<ReadonlySet<string>> {
  const keys = incidents.flatMap(({ instanceKey, jobKey }) => (instanceKey === null ? (jobKey ?? []) : []));
  if (keys.length === 0) return new Set();
  const jobs = await call.engine.search.find('job', {
    where: [
      { field: 'key', op: 'in', value: keys },
      { field: 'kind', op: '=', value: 'signal' },
    ],
    limit: keys.length,
  });
  return new Set(jobs.map(({ key }) => key));
}
