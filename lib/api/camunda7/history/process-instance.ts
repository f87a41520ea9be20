import type { Condition, InstanceRow } from '@/engine/index.ts';
import type { Call, RouteTable } from '../call.ts';
import { dateText, optionalDateText } from '../dates.ts';
import { definitionId, isKey } from '../ids.ts';
import { instancesAmong, instancesIn, instancesWithIncident, MAX_JOINED_KEYS } from '../process-instance-list.ts';
import {
  type Filter,
  type FilterContext,
  filtersOf,
  type FilterTable,
  listed,
  type ListRules,
  NOTHING,
  type Where,
} from '../query/filter.ts';
import { addList, type ListSpec } from '../query/list-routes.ts';
import { badUserRequest, invalidRequest, processEngineException } from '../rest-error.ts';
import { withRemovalTimes } from './removal-times.ts';

const f = filtersOf<'instance'>();

const ended: Condition<'instance'> = { field: 'endedAt', op: 'isNotNull' };
const running: Condition<'instance'> = { field: 'endedAt', op: 'isNull' };

const byElements = async (
  { engine }: FilterContext,
  where: readonly Condition<'elementInstance'>[],
): Promise<Where<'instance'>> =>
  instancesAmong(
    (await engine.search.find('elementInstance', { where, limit: MAX_JOINED_KEYS })).map(
      ({ instanceKey }) => instanceKey,
    ),
  );

const byJobs = async ({ engine }: FilterContext, op: '<=' | '>=', at: number): Promise<Where<'instance'>> => {
  // The job's creation is a part of its life, too.
  const jobs = await engine.search.find('job', {
    where: [
      { field: 'kind', op: '!=', value: 'worker' },
      { any: [[{ field: 'createdAt', op, value: at }], [{ field: 'endedAt', op, value: at }]] },
    ],
    limit: MAX_JOINED_KEYS,
  });
  return instancesAmong(jobs.flatMap(({ instanceKey }) => instanceKey ?? []));
};

/** A job of theirs has failed and will be tried again. */
async function retrying({ engine }: FilterContext): Promise<Where<'instance'>> {
  const jobs = await engine.search.find('job', {
    where: [
      { field: 'kind', op: '!=', value: 'worker' },
      { field: 'endedAt', op: 'isNull' },
      { field: 'retries', op: '>', value: 0 },
      { field: 'errorMessage', op: 'isNotNull' },
    ],
    limit: MAX_JOINED_KEYS,
  });
  return instancesAmong(jobs.flatMap(({ instanceKey }) => instanceKey ?? []));
}

const LIST: ListRules = { isBlankEmpty: true };
const list = (filter: Filter<'instance'>): Filter<'instance'> => listed(filter, LIST);

const withIncident = (field: 'type' | 'message', op: '=' | 'like', climbs: boolean): Filter<'instance'> => ({
  kind: 'text',
  where: (value, context) => instancesWithIncident([{ field, op, value }], context, climbs),
});

const INCIDENT_STATES: ReadonlyMap<string, Condition<'incident'>> = new Map([
  ['open', { field: 'resolvedAt', op: 'isNull' } as const],
  ['resolved', { field: 'outcome', op: '=', value: 'resolved' } as const],
  ['deleted', { field: 'outcome', op: '=', value: 'deleted' } as const],
]);

const filters: FilterTable<'instance'> = {
  processInstanceId: f.key('key'),
  processInstanceIds: listed(f.keys('key'), {
    refuseEmpty: () => processEngineException('Set of process instance ids is empty'),
  }),
  processInstanceIdNotIn: list(f.notKeys('key')),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  processDefinitionKeyIn: list(f.texts('processId')),
  processDefinitionKeyNotIn: list(f.notTexts('processId')),
  processDefinitionName: f.text('definitionName'),
  processDefinitionNameLike: f.like('definitionName'),
  processInstanceBusinessKey: f.text('businessKey'),
  processInstanceBusinessKeyIn: list(f.texts('businessKey')),
  processInstanceBusinessKeyLike: f.like('businessKey'),
  rootProcessInstances: f.flag({ field: 'parentInstanceKey', op: 'isNull' }),
  rootProcessInstanceId: f.key('treeKey'),
  superProcessInstanceId: f.key('parentInstanceKey'),
  subProcessInstanceId: {
    kind: 'text',
    async where(id, { engine }) {
      const called = isKey(id) ? await engine.search.get('instance', id) : null;
      return called?.parentInstanceKey ? [{ field: 'key', op: '=', value: called.parentInstanceKey }] : NOTHING;
    },
  },
  superCaseInstanceId: f.none,
  subCaseInstanceId: f.none,
  caseInstanceId: f.text('caseInstanceId'),
  startedBy: f.text('startedBy'),
  finished: f.flag(ended),
  unfinished: f.flag(running),
  active: f.flag(running, { field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag(running, { field: 'isSuspended', op: '=', value: true }),
  completed: f.flag({ field: 'outcome', op: '=', value: 'completed' }),
  externallyTerminated: f.flag(
    { field: 'outcome', op: '=', value: 'terminated' },
    { field: 'isExternalEnd', op: '=', value: true },
  ),
  internallyTerminated: f.flag(
    { field: 'outcome', op: '=', value: 'terminated' },
    { field: 'isExternalEnd', op: '=', value: false },
  ),
  startedBefore: f.date('startedAt', '<='),
  startedAfter: f.date('startedAt', '>='),
  finishedBefore: f.date('endedAt', '<='),
  finishedAfter: f.date('endedAt', '>='),
  withIncidents: { kind: 'flag', where: (context) => instancesWithIncident([], context, true) },
  withRootIncidents: { kind: 'flag', where: (context) => instancesWithIncident([], context, false) },
  incidentStatus: {
    kind: 'text',
    where(status, context) {
      // Any other word means those that had one at all.
      const state = INCIDENT_STATES.get(status);
      return instancesWithIncident(state === undefined ? [] : [state], context, true);
    },
  },
  incidentType: withIncident('type', '=', true),
  incidentMessage: withIncident('message', '=', false),
  incidentMessageLike: withIncident('message', 'like', false),
  withJobsRetrying: { kind: 'flag', where: retrying },
  incidentIdIn: {
    kind: 'texts',
    rules: LIST,
    where: (ids, context) =>
      instancesWithIncident([{ field: 'key', op: 'in', value: ids.filter(isKey) }], context, false),
  },
  executedActivityIdIn: {
    kind: 'texts',
    rules: LIST,
    where: (ids, context) =>
      byElements(context, [
        { field: 'elementId', op: 'in', value: ids },
        { field: 'endedAt', op: 'isNotNull' },
      ]),
  },
  activeActivityIdIn: {
    kind: 'texts',
    rules: LIST,
    where: (ids, context) =>
      byElements(context, [
        { field: 'elementId', op: 'in', value: ids },
        { field: 'endedAt', op: 'isNull' },
      ]),
  },
  activityIdIn: { kind: 'texts', rules: LIST, where: instancesIn },
  executedActivityBefore: {
    kind: 'date',
    where: (at, context) => byElements(context, [{ field: 'startedAt', op: '<=', value: at }]),
  },
  executedActivityAfter: {
    kind: 'date',
    where: (at, context) => byElements(context, [{ field: 'endedAt', op: '>=', value: at }]),
  },
  executedJobBefore: { kind: 'date', where: (at, context) => byJobs(context, '<=', at) },
  executedJobAfter: { kind: 'date', where: (at, context) => byJobs(context, '>=', at) },
  tenantIdIn: f.tenants('tenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
  variables: { kind: 'variables', where: ({ name, ...variable }) => [{ variable: name, ...variable }] },
};

export const historicInstanceList: ListSpec<'instance'> = {
  concept: 'instance',
  base: [],
  filters,
  sorts: {
    instanceId: 'key',
    definitionId: 'definitionKey',
    definitionKey: 'processId',
    definitionName: 'definitionName',
    definitionVersion: 'definitionVersion',
    businessKey: 'businessKey',
    startTime: 'startedAt',
    endTime: 'endedAt',
    duration: 'durationMs',
    tenantId: 'tenantId',
  },
  check(source) {
    if (!source.has('rootProcessInstances') || !source.flag('rootProcessInstances')) return;
    for (const name of ['superProcessInstanceId', 'superCaseInstanceId'])
      if (source.has(name))
        throw badUserRequest(`Invalid query usage: cannot set both rootProcessInstances and ${name}`);
  },
  show: (rows, call) => withRemovalTimes(call.engine, historicInstances(rows)),
};

/** `/history/process-instance`. */
export function historicProcessInstanceRoutes(routes: RouteTable): void {
  addList(routes, { path: '/history/process-instance', hasPost: true }, historicInstanceList);
  routes.add('DELETE', '/history/process-instance/:id', remove);
  routes.add('DELETE', '/history/process-instance/:id/variable-instances', removeVariables);
  routes.add('GET', '/history/process-instance/:id', async (call) => {
    const id = call.param('id');
    const row = isKey(id) ? await call.engine.search.get('instance', id) : null;
    if (row === null) throw invalidRequest(`Historic process instance with id ${id} does not exist`, 404);
    return (await withRemovalTimes(call.engine, historicInstances([row])))[0];
  });
}

const gone = (id: string) => invalidRequest(`Historic process instance with id ${id} does not exist`, 404, 0);

/** What runs has no history to be deleted yet. */
async function remove(call: Call): Promise<undefined> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('instance', id) : null;
  const audit = call.audit('instance.deleteHistory', 'destructive', {
    targetKind: 'instance',
    targetKey: id,
    instanceKey: row?.key ?? null,
    definitionKey: row?.definitionKey ?? null,
  });
  const outcome = row === null ? null : await call.engine.deleteInstanceHistory(id, { audit });
  if (outcome?.kind !== 'deleted' && call.queryFlag('failIfNotExists', true)) throw gone(id);
  return undefined;
}

async function removeVariables(call: Call): Promise<undefined> {
  const id = call.param('id');
  const row = isKey(id) ? await call.engine.search.get('instance', id) : null;
  if (row === null) throw invalidRequest(`No historic process instance found with id: ${id}: instance is null`, 404);
  await call.engine.deleteVariableHistory(
    { instanceKey: id },
    {
      audit: call.audit('variable.deleteHistory', 'destructive', {
        targetKind: 'instance',
        targetKey: id,
        instanceKey: id,
        definitionKey: row.definitionKey,
      }),
    },
  );
  return undefined;
}

function stateOf(row: InstanceRow): string {
  if (row.endedAt === null) return row.isSuspended ? 'SUSPENDED' : 'ACTIVE';
  if (row.outcome === 'completed') return 'COMPLETED';
  return row.isExternalEnd ? 'EXTERNALLY_TERMINATED' : 'INTERNALLY_TERMINATED';
}

function historicInstances(rows: readonly InstanceRow[]): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => {
    return {
      id: row.key,
      businessKey: row.businessKey,
      processDefinitionId: definitionId(row),
      processDefinitionKey: row.processId,
      processDefinitionName: row.definitionName,
      processDefinitionVersion: row.definitionVersion,
      startTime: dateText(row.startedAt),
      endTime: optionalDateText(row.endedAt),
      removalTime: null,
      durationInMillis: row.endedAt === null ? null : row.endedAt - row.startedAt,
      startUserId: row.startedBy,
      startActivityId: row.startElementId,
      deleteReason: row.endReason,
      rootProcessInstanceId: row.treeKey,
      superProcessInstanceId: row.parentInstanceKey,
      superCaseInstanceId: null,
      caseInstanceId: row.caseInstanceId,
      tenantId: row.tenantId,
      state: stateOf(row),
      restartedProcessInstanceId: row.restartOf,
    };
  });
}
