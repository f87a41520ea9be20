import type { Condition } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { addCustomIncidents } from './custom-incident.ts';
import { dateText } from './dates.ts';
import { definitionsOf } from './definitions.ts';
import { definitionId, definitionKeyOf, isKey } from './ids.ts';
import { readIncidents, type ShownIncident } from './incident-chain.ts';
import { activityOfJob, isSignalStart, jobDefinitionIdOf } from './job-definition-id.ts';
import { addMemoryList, after, among, before, equals, like, matching, ofTenants } from './query/memory-list.ts';
import type { FilterSource } from './query/read-filters.ts';
import { invalidRequest } from './rest-error.ts';

/** An incident with the job that it stands for. */
export interface IncidentView extends ShownIncident {
  readonly jobDefinitionId: string | null;
  /** Of a job around a whole multi-instance: its body; of a signal that starts an instance: none. */
  readonly activityId: string | null;
  /** Of a job that is a token: the scope in which that waits, as the job itself says. */
  readonly jobScopeKey: string | null;
  /** Where the job's last attempt failed. */
  readonly failedElementId: string | null;
}

/** `/incident`: what is stopped now. */
export function incidentRoutes(routes: RouteTable): void {
  addMemoryList<IncidentView>(routes, {
    path: '/incident',
    hasPost: false,
    sorts: incidentSorts('incidentTimestamp'),
    read: (call, source) => readOpen(call, source),
    show: async (items) => items.map(incident),
  });
  routes.add('GET', '/incident/:id', (call) => shown(call, call.param('id')));
  addCustomIncidents(routes, shown);
}

async function shown(call: Call, id: string): Promise<unknown> {
  const [rootKey = ''] = id.split('-', 1);
  const found = isKey(rootKey)
    ? (await viewsOf(call, [open, { field: 'key', op: '=', value: rootKey }])).find((view) => view.id === id)
    : undefined;
  if (found === undefined) throw invalidRequest(`No matching incident with id ${id}`, 404);
  return incident(found);
}

const open: Condition<'incident'> = { field: 'resolvedAt', op: 'isNull' };

const readOpen = async (call: Call, source: FilterSource): Promise<readonly IncidentView[]> => {
  const tree = await treeOf(call, source);
  if (tree === null) return [];
  return (await viewsOf(call, [open, ...tree])).filter(
    matching(source, {
      ...incidentTests,
      incidentTimestampBefore: before((view) => view.row.raisedAt),
      incidentTimestampAfter: after((view) => view.row.raisedAt),
    }),
  );
};

/** An incident shows in its own instance and in its callers: all of them are in one tree. null: no such instance. */
export async function treeOf(call: Call, source: FilterSource): Promise<readonly Condition<'incident'>[] | null> {
  if (!source.has('processInstanceId')) return [];
  const id = source.text('processInstanceId') ?? '';
  const instance = isKey(id) ? await call.engine.search.get('instance', id) : null;
  return instance === null ? null : [{ field: 'treeKey', op: '=', value: instance.treeKey }];
}

export async function viewsOf(call: Call, where: readonly Condition<'incident'>[]): Promise<readonly IncidentView[]> {
  const incidents = await readIncidents(call.engine, where);
  const jobKeys = incidents
    .filter(({ row }) => row.type === 'failedJob')
    .map(({ row }) => row.jobKey)
    .filter((key) => key !== null);
  const jobs =
    jobKeys.length === 0
      ? []
      : await call.engine.search.find('job', { where: [{ field: 'key', op: 'in', value: [...new Set(jobKeys)] }] });
  const definitions = await definitionsOf(call.engine, jobs);
  const ofJobs = new Map(
    jobs.map((job) => {
      const definition = definitions.get(job.definitionKey);
      return [
        job.key,
        {
          jobDefinitionId: jobDefinitionIdOf(job, definition),
          activityId: isSignalStart(job) ? null : activityOfJob(job, definition),
          jobScopeKey: job.instanceKey === null ? null : job.scopeKey,
          failedElementId: job.failedElementId,
        },
      ];
    }),
  );
  return incidents.map((shown) => ({
    ...shown,
    jobDefinitionId: null,
    activityId: shown.row.elementId,
    jobScopeKey: null,
    failedElementId: null,
    ...ofJobs.get(shown.row.jobKey ?? ''),
  }));
}

export const messageOf = ({ row }: ShownIncident): string | null => (row.message === '' ? null : row.message);
export const executionOf = ({ row, jobScopeKey }: IncidentView): string | null =>
  row.executionKey ?? row.elementInstanceKey ?? jobScopeKey ?? row.instanceKey;
export const configurationOf = ({ row }: ShownIncident): string | null => row.configuration ?? row.jobKey;
/** Of a caller: the call activity. */
export const failedActivityOf = ({ id, causeId, row, failedElementId }: IncidentView): string | null =>
  id !== causeId
    ? row.elementId
    : row.type === 'failedJob' && row.jobKey !== null
      ? (row.failedElementId ?? failedElementId ?? (row.instanceKey === null ? null : row.elementId))
      : null;

/** Filters that open and historic incidents share. */
export const incidentTests = {
  incidentId: equals<IncidentView>((view) => view.id),
  incidentType: equals<IncidentView>((view) => view.row.type),
  incidentMessage: equals<IncidentView>(messageOf),
  incidentMessageLike: like<IncidentView>(messageOf),
  processDefinitionId: (view: IncidentView, source: FilterSource) =>
    view.row.definitionKey === definitionKeyOf(source.text('processDefinitionId') ?? ''),
  processDefinitionKey: equals<IncidentView>((view) => view.row.processId),
  processDefinitionKeyIn: among<IncidentView>((view) => view.row.processId),
  processInstanceId: equals<IncidentView>((view) => view.row.instanceKey),
  executionId: equals<IncidentView>(executionOf),
  activityId: equals<IncidentView>((view) => view.activityId),
  failedActivityId: equals<IncidentView>(failedActivityOf),
  causeIncidentId: equals<IncidentView>((view) => view.causeId),
  rootCauseIncidentId: equals<IncidentView>((view) => view.rootCauseId),
  configuration: equals<IncidentView>(configurationOf),
  tenantIdIn: ofTenants<IncidentView>((view) => view.row.tenantId),
  jobDefinitionIdIn: among<IncidentView>((view) => view.jobDefinitionId),
};

export const incidentSorts = (
  timeName: string,
): Readonly<Record<string, (view: IncidentView) => string | number | null>> => ({
  incidentId: (view) => view.id,
  incidentMessage: messageOf,
  [timeName]: (view) => view.row.raisedAt,
  incidentType: (view) => view.row.type,
  executionId: executionOf,
  activityId: (view) => view.activityId,
  processInstanceId: (view) => view.row.instanceKey,
  processDefinitionId: (view) => view.row.definitionKey,
  causeIncidentId: (view) => view.causeId,
  rootCauseIncidentId: (view) => view.rootCauseId,
  configuration: configurationOf,
  tenantId: (view) => view.row.tenantId,
});

function incident(view: IncidentView): Readonly<Record<string, unknown>> {
  const { row } = view;
  return {
    id: view.id,
    processDefinitionId: definitionId(row),
    processInstanceId: row.instanceKey,
    executionId: executionOf(view),
    incidentTimestamp: dateText(row.raisedAt),
    incidentType: row.type,
    activityId: view.activityId,
    failedActivityId: failedActivityOf(view),
    causeIncidentId: view.causeId,
    rootCauseIncidentId: view.rootCauseId,
    configuration: configurationOf(view),
    incidentMessage: messageOf(view),
    tenantId: row.tenantId,
    jobDefinitionId: view.jobDefinitionId,
    annotation: row.annotation,
  };
}
