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
import { withRemovalTimes } from './removal-times.ts';

const STATES = ['open', 'resolved', 'deleted'] as const;

/** `/history/incident`. */
export function historicIncidentRoutes(routes: RouteTable): void {
  addMemoryList<IncidentView>(routes, {
    path: '/history/incident',
    hasPost: false,
    read,
    sorts: {
      ...incidentSorts('createTime'),
      endTime: (view) => view.row.resolvedAt,
      processDefinitionKey: (view) => view.row.processId,
      incidentState: (view) => view.row.outcome,
    },
    show: (views, call) => withRemovalTimes(call.engine, views.map(historicIncident)),
  });
}

async function read(call: Call, source: FilterSource): Promise<readonly IncidentView[]> {
  const [first, second] = STATES.filter((state) => source.has(state) && source.flag(state));
  if (first !== undefined && second !== undefined)
    throw processEngineException(`Already querying for incident state <${first}>`);
  const tree = await treeOf(call, source);
  if (tree === null) return [];
  return (await viewsOf(call, tree)).filter(
    matching(source, {
      ...incidentTests,
      createTimeBefore: before((view) => view.row.raisedAt),
      createTimeAfter: after((view) => view.row.raisedAt),
      endTimeBefore: before((view) => view.row.resolvedAt),
      endTimeAfter: after((view) => view.row.resolvedAt),
      historyConfiguration: equals((view) => view.row.jobKey),
      open: ifSet((view) => view.row.resolvedAt === null),
      resolved: ifSet((view) => view.row.outcome === 'resolved'),
      deleted: ifSet((view) => view.row.outcome === 'deleted'),
      withoutTenantId: ifSet((view) => view.row.tenantId === null),
    }),
  );
}

function historicIncident(view: IncidentView): Readonly<Record<string, unknown>> {
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
    historyConfiguration: view.row.jobKey,
    incidentMessage: messageOf(view),
    tenantId: row.tenantId,
    jobDefinitionId: view.jobDefinitionId,
    open: row.resolvedAt === null,
    deleted: row.outcome === 'deleted',
    resolved: row.outcome === 'resolved',
    annotation: row.annotation,
  };
}
