import type { JobAttemptRow } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { definitionId } from '../ids.ts';
import {
  configurationOf,
  executionOf,
  failedActivityOf,
  incidentSorts,
  incidentTests,
  type IncidentView,
  messageOf,
  treeOf,
  viewsOf,
} from '../incident.ts';
import { addMemoryList, after, before, equals, ifSet, matching } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';
import { processEngineException } from '../rest-error.ts';
import { failureId } from './job-entries.ts';
import { withRemovalTimes } from './removal-times.ts';

/** With the entry of the job's log that it was raised by. */
interface HistoricIncident extends IncidentView {
  readonly failureId: string | null;
}

const STATES = ['open', 'resolved', 'deleted'] as const;

/** `/history/incident`. */
export function historicIncidentRoutes(routes: RouteTable): void {
  addMemoryList<HistoricIncident>(routes, {
    path: '/history/incident',
    hasPost: false,
    read,
    sorts: {
      ...incidentSorts('createTime'),
      endTime: (view) => view.row.resolvedAt,
      processDefinitionKey: (view) => view.row.processId,
      incidentState: (view) => view.row.outcome,
      historyConfiguration: (view) => view.failureId,
    },
    show: (views, call) => withRemovalTimes(call.engine, views.map(historicIncident)),
  });
}

async function read(call: Call, source: FilterSource): Promise<readonly HistoricIncident[]> {
  const [first, second] = STATES.filter((state) => source.has(state) && source.flag(state));
  if (first !== undefined && second !== undefined)
    throw processEngineException(`Already querying for incident state <${first}>`);
  const tree = await treeOf(call, source);
  if (tree === null) return [];
  return (await withFailures(call, await viewsOf(call, tree))).filter(
    matching<HistoricIncident>(source, {
      ...incidentTests,
      createTimeBefore: before((view) => view.row.raisedAt),
      createTimeAfter: after((view) => view.row.raisedAt),
      endTimeBefore: before((view) => view.row.resolvedAt),
      endTimeAfter: after((view) => view.row.resolvedAt),
      historyConfiguration: equals((view) => view.failureId),
      open: ifSet((view) => view.row.resolvedAt === null),
      resolved: ifSet((view) => view.row.outcome === 'resolved'),
      deleted: ifSet((view) => view.row.outcome === 'deleted'),
      withoutTenantId: ifSet((view) => view.row.tenantId === null),
    }),
  );
}

/** The last failure of its job until then; there is none where somebody has set the attempts to 0. */
async function withFailures(call: Call, views: readonly IncidentView[]): Promise<readonly HistoricIncident[]> {
  const jobKeys = [...new Set(views.flatMap(({ row }) => row.jobKey ?? []))];
  const attempts =
    jobKeys.length === 0
      ? []
      : await call.engine.search.find('jobAttempt', {
          where: [{ field: 'jobKey', op: 'in', value: jobKeys }],
          sort: [{ field: 'key', order: 'asc' }],
        });
  const ofJobs = new Map<string, JobAttemptRow[]>();
  for (const attempt of attempts) ofJobs.set(attempt.jobKey, [...(ofJobs.get(attempt.jobKey) ?? []), attempt]);
  return views.map((view) => {
    const last = ofJobs.get(view.row.jobKey ?? '')?.findLast(({ failedAt }) => failedAt <= view.row.raisedAt);
    return { ...view, failureId: last === undefined ? null : failureId(last) };
  });
}

function historicIncident(view: HistoricIncident): Readonly<Record<string, unknown>> {
  const { row } = view;
  return {
    id: view.id,
    processDefinitionKey: row.processId,
    processDefinitionId: definitionId(row),
    processInstanceId: row.instanceKey,
    executionId: executionOf(view),
    rootProcessInstanceId: row.treeKey,
    createTime: dateText(row.raisedAt),
    endTime: optionalDateText(row.resolvedAt),
    removalTime: null,
    incidentType: row.type,
    activityId: view.activityId,
    failedActivityId: failedActivityOf(view),
    causeIncidentId: view.causeId,
    rootCauseIncidentId: view.rootCauseId,
    configuration: configurationOf(view),
    historyConfiguration: view.failureId,
    incidentMessage: messageOf(view),
    tenantId: row.tenantId,
    jobDefinitionId: view.jobDefinitionId,
    open: row.resolvedAt === null,
    deleted: row.outcome === 'deleted',
    resolved: row.outcome === 'resolved',
    annotation: row.annotation,
  };
}
