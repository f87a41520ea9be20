import type { Call } from './call.ts';
import { definitionDetails } from './definition-details.ts';
import { definitionId } from './ids.ts';
import { type IncidentView, viewsOf } from './incident.ts';
import { shownDefinition } from './process-definition-list.ts';
import { invalidRequest } from './rest-error.ts';

const CLASS_PREFIX = 'org.camunda.bpm.engine.rest.dto.repository';
const SCOPES: ReadonlySet<string> = new Set(['subProcess', 'eventSubProcess', 'transaction', 'adHocSubProcess']);
/** Jobs without retries that are counted for one answer. */
const MAX_FAILED_JOBS = 50_000;

interface Wishes {
  readonly failedJobs: boolean;
  readonly incidents: boolean;
  readonly type: string | null;
  readonly rootOnly: boolean;
}

function wishesOf(call: Call, knowsRoots: boolean): Wishes {
  const incidents = call.queryFlag('incidents');
  const type = call.query('incidentsForType') ?? null;
  const rootOnly = knowsRoots && call.queryFlag('rootIncidents');
  if (incidents && type !== null)
    throw invalidRequest('Only one of the query parameter includeIncidents or includeIncidentsForType can be set.');
  if (incidents && rootOnly)
    throw invalidRequest('Only one of the query parameter includeIncidents or includeRootIncidents can be set.');
  return {
    failedJobs: call.queryFlag('failedJobs'),
    incidents: incidents || type !== null || rootOnly,
    type,
    rootOnly,
  };
}

/** Numbers per activity that has something alive. */
export async function activityStatistics(call: Call, definitionKey: string | null): Promise<readonly unknown[]> {
  const wishes = wishesOf(call, false);
  if (definitionKey === null) return [];
  const [statistics, failed, incidents, waiting] = await Promise.all([
    call.engine.search.elementStatistics(definitionKey),
    failedJobs(call, wishes, definitionKey),
    openIncidents(call, wishes),
    continuations(call, definitionKey),
  ]);
  const alive = await withoutScopes(
    call,
    definitionKey,
    new Map(statistics.filter(({ active }) => active > 0).map(({ elementId, active }) => [elementId, active])),
  );
  // A token that waits for its job stands at the activity, before it is there or after it has gone.
  for (const { elementId } of waiting) alive.set(elementId, (alive.get(elementId) ?? 0) + 1);
  const ofDefinitions = failed.filter(({ kind }) => kind !== 'signal');
  const ids = new Set([...alive.keys(), ...ofDefinitions.map((job) => job.elementId)]);
  return [...ids]
    .filter((id) => id !== '')
    .sort()
    .map((id) => ({
      '@class': `${CLASS_PREFIX}.ActivityStatisticsResultDto`,
      id,
      instances: alive.get(id) ?? 0,
      failedJobs: ofDefinitions.filter((job) => job.elementId === id).length,
      incidents: counted(
        incidents.filter(
          ({ row, activityId }) => row.definitionKey === definitionKey && row.elementId === id && activityId !== null,
        ),
      ),
    }));
}

/**
 * What only holds others is none of the original's numbers: sub-processes, and the bodies of multi-instance activities.
 */
async function withoutScopes(
  call: Call,
  definitionKey: string,
  alive: Map<string, number>,
): Promise<Map<string, number>> {
  const elements = (await call.engine.definition({ key: definitionKey }))?.graph.elements;
  for (const [id, count] of [...alive]) {
    const element = elements?.get(id);
    const bodies =
      element === undefined || !('multiInstance' in element) || element.multiInstance === undefined
        ? 0
        : await call.engine.search.count('elementInstance', {
            where: [
              { field: 'definitionKey', op: '=', value: definitionKey },
              { field: 'elementId', op: '=', value: id },
              { field: 'endedAt', op: 'isNull' },
              { field: 'kind', op: '=', value: 'multiInstanceBody' },
            ],
          });
    if (element !== undefined && SCOPES.has(element.kind)) alive.delete(id);
    else if (count > bodies) alive.set(id, count - bodies);
    else alive.delete(id);
  }
  return alive;
}

async function continuations(call: Call, definitionKey: string) {
  return call.engine.search.find('job', {
    where: [
      { field: 'kind', op: '=', value: 'continuation' },
      { field: 'endedAt', op: 'isNull' },
      { field: 'definitionKey', op: '=', value: definitionKey },
    ],
    limit: MAX_FAILED_JOBS,
  });
}

/** Numbers per definition. */
export async function definitionStatistics(call: Call): Promise<readonly unknown[]> {
  const wishes = wishesOf(call, true);
  const rows = await call.engine.search.find('definition', { where: [], sort: [{ field: 'key', order: 'asc' }] });
  const [failed, incidents, details, instances] = await Promise.all([
    failedJobs(call, wishes, null),
    openIncidents(call, wishes),
    definitionDetails(call.engine, rows),
    call.engine.search.runningInstances(),
  ]);
  return rows.map((row) => ({
    '@class': `${CLASS_PREFIX}.ProcessDefinitionStatisticsResultDto`,
    id: definitionId({ processId: row.processId, definitionVersion: row.version, definitionKey: row.key }),
    instances: instances.get(row.key) ?? 0,
    failedJobs: failed.filter((job) => job.definitionKey === row.key).length,
    incidents: counted(incidents.filter((incident) => incident.row.definitionKey === row.key)),
    // The original leaves this out here.
    definition: { ...shownDefinition(row, details.get(row.key)), historyTimeToLive: null },
  }));
}

/** A job that will be tried again has not failed yet. */
async function failedJobs(call: Call, wishes: Wishes, definitionKey: string | null) {
  if (!wishes.failedJobs) return [];
  return call.engine.search.find('job', {
    where: [
      { field: 'kind', op: '!=', value: 'worker' },
      { field: 'endedAt', op: 'isNull' },
      { field: 'retries', op: '=', value: 0 },
      ...(definitionKey === null ? [] : [{ field: 'definitionKey', op: '=', value: definitionKey } as const]),
    ],
    limit: MAX_FAILED_JOBS,
  });
}

async function openIncidents(call: Call, wishes: Wishes): Promise<readonly IncidentView[]> {
  if (!wishes.incidents) return [];
  const views = await viewsOf(call, [
    { field: 'resolvedAt', op: 'isNull' },
    ...(wishes.type === null ? [] : [{ field: 'type', op: '=', value: wishes.type } as const]),
  ]);
  return wishes.rootOnly ? views.filter((view) => view.id === view.rootCauseId) : views;
}

function counted(incidents: readonly IncidentView[]): readonly { incidentType: string; incidentCount: number }[] {
  const counts = new Map<string, number>();
  for (const { row } of incidents) counts.set(row.type, (counts.get(row.type) ?? 0) + 1);
  return [...counts].map(([incidentType, incidentCount]) => ({ incidentType, incidentCount }));
}
