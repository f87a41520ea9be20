import type { Condition, InstanceRow } from '@/engine/index.ts';
import { definitionId } from './ids.ts';
import { filtersOf, type FilterContext, type FilterTable, listed, NOTHING, type Where } from './query/filter.ts';
import type { ListSpec } from './query/list-routes.ts';
import { processEngineException } from './rest-error.ts';

const f = filtersOf<'instance'>();
/** Keys that a filter over another concept may bring along (instances that have such an incident, say). */
export const MAX_JOINED_KEYS = 10_000;

/** Instances that are named by rows of another concept. */
export const instancesAmong = (keys: Iterable<string>): Where<'instance'> => {
  const distinct = [...new Set(keys)];
  return distinct.length === 0 ? NOTHING : [{ field: 'key', op: 'in', value: distinct }];
};

/** Incidents climb to the instances that called: these count as having one, too. */
export async function instancesWithIncident(
  where: readonly Condition<'incident'>[],
  { engine }: FilterContext,
  climbs: boolean,
): Promise<Where<'instance'>> {
  const incidents = await engine.search.find('incident', { where, limit: MAX_JOINED_KEYS });
  const keys = new Set(incidents.flatMap(({ instanceKey }) => instanceKey ?? []));
  for (let callees = [...keys]; climbs && callees.length > 0; ) {
    const called = await engine.search.find('instance', {
      where: [
        { field: 'key', op: 'in', value: callees },
        { field: 'parentInstanceKey', op: 'isNotNull' },
      ],
      limit: callees.length,
    });
    callees = [
      ...new Set(
        called.map(({ parentInstanceKey }) => parentInstanceKey).filter((key) => key !== null && !keys.has(key)),
      ),
    ].filter((key) => key !== null);
    for (const key of callees) keys.add(key);
  }
  return instancesAmong(keys);
}

/** Instances with something in one of the activities, or waiting before or after it. */
export async function instancesIn(ids: readonly string[], { engine }: FilterContext): Promise<Where<'instance'>> {
  const [elements, jobs] = await Promise.all([
    engine.search.find('elementInstance', {
      where: [
        { field: 'elementId', op: 'in', value: ids },
        { field: 'endedAt', op: 'isNull' },
      ],
      limit: MAX_JOINED_KEYS,
    }),
    engine.search.find('job', {
      where: [
        { field: 'elementId', op: 'in', value: ids },
        { field: 'kind', op: '=', value: 'continuation' },
        { field: 'endedAt', op: 'isNull' },
      ],
      limit: MAX_JOINED_KEYS,
    }),
  ]);
  return instancesAmong([
    ...elements.map(({ instanceKey }) => instanceKey),
    ...jobs.flatMap(({ instanceKey }) => instanceKey ?? []),
  ]);
}

const open: Condition<'incident'> = { field: 'resolvedAt', op: 'isNull' };

const filters: FilterTable<'instance'> = {
  processInstanceIds: listed(f.keys('key'), {
    refuseEmpty: () => processEngineException('Set of process instance ids is empty'),
  }),
  businessKey: f.text('businessKey'),
  businessKeyLike: f.like('businessKey'),
  caseInstanceId: f.text('caseInstanceId'),
  processDefinitionId: f.definition('definitionKey'),
  processDefinitionKey: f.text('processId'),
  processDefinitionKeyIn: listed(f.texts('processId'), { isBlankEmpty: true, nullMessage: 'processDefinitionKeys' }),
  processDefinitionKeyNotIn: listed(f.notTexts('processId'), {
    isBlankEmpty: true,
    nullMessage: 'processDefinitionKeyNotIn',
  }),
  deploymentId: {
    kind: 'text',
    async where(id, { engine }) {
      const definitions = /^\d{16}$/.test(id)
        ? await engine.search.find('definition', { where: [{ field: 'deploymentKey', op: '=', value: id }] })
        : [];
      return definitions.length === 0
        ? NOTHING
        : [{ field: 'definitionKey', op: 'in', value: definitions.map(({ key }) => key) }];
    },
  },
  superProcessInstance: f.key('parentInstanceKey'),
  subProcessInstance: {
    kind: 'text',
    async where(id, { engine }) {
      const called = /^\d{16}$/.test(id) ? await engine.search.get('instance', id) : null;
      return called?.parentInstanceKey ? [{ field: 'key', op: '=', value: called.parentInstanceKey }] : NOTHING;
    },
  },
  superCaseInstance: f.none,
  subCaseInstance: f.none,
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  withIncident: { kind: 'flag', where: (context) => instancesWithIncident([open], context, true) },
  incidentId: {
    kind: 'text',
    where: (id, context) =>
      /^\d{16}$/.test(id)
        ? instancesWithIncident([open, { field: 'key', op: '=', value: id }], context, false)
        : NOTHING,
  },
  incidentType: {
    kind: 'text',
    where: (type, context) => instancesWithIncident([open, { field: 'type', op: '=', value: type }], context, true),
  },
  incidentMessage: {
    kind: 'text',
    where: (message, context) =>
      instancesWithIncident([open, { field: 'message', op: '=', value: message }], context, false),
  },
  incidentMessageLike: {
    kind: 'text',
    where: (message, context) =>
      instancesWithIncident([open, { field: 'message', op: 'like', value: message }], context, false),
  },
  rootProcessInstanceId: f.key('treeKey'),
  rootProcessInstances: f.flag({ field: 'parentInstanceKey', op: 'isNull' }),
  leafProcessInstances: {
    kind: 'flag',
    async where({ engine }) {
      const called = await engine.search.find('instance', {
        where: [
          { field: 'parentInstanceKey', op: 'isNotNull' },
          { field: 'endedAt', op: 'isNull' },
        ],
        limit: MAX_JOINED_KEYS,
      });
      return [
        {
          field: 'key',
          op: 'notIn',
          value: called.map(({ parentInstanceKey }) => parentInstanceKey).filter((key) => key !== null),
        },
      ];
    },
  },
  activityIdIn: {
    kind: 'texts',
    rules: { isBlankEmpty: true, nullMessage: 'activity ids' },
    where: instancesIn,
  },
  tenantIdIn: f.tenants('tenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
  processDefinitionWithoutTenantId: f.withoutTenant('tenantId'),
  variables: { kind: 'variables', where: ({ name, ...variable }) => [{ variable: name, ...variable }] },
};

/** Running instances. */
export const processInstanceList: ListSpec<'instance'> = {
  concept: 'instance',
  base: [{ field: 'endedAt', op: 'isNull' }],
  filters,
  sorts: {
    instanceId: 'key',
    definitionKey: 'processId',
    definitionId: 'definitionKey',
    tenantId: 'tenantId',
    businessKey: 'businessKey',
  },
  check(source) {
    for (const [flag, other, name] of [
      ['rootProcessInstances', 'superProcessInstance', 'superProcessInstanceId'],
      ['leafProcessInstances', 'subProcessInstance', 'subProcessInstanceId'],
    ] as const)
      if (source.has(flag) && source.flag(flag) && source.has(other))
        throw processEngineException(`Invalid query usage: cannot set both ${flag} and ${name}`);
  },
  show: async (rows) => rows.map((row) => processInstance(row)),
};

export interface ShownInstance {
  readonly key: string;
  readonly processId: string;
  readonly definitionVersion: number;
  readonly definitionKey: string;
  readonly businessKey: string | null;
  readonly isSuspended: boolean;
  readonly tenantId: string | null;
  readonly caseInstanceId?: string | null;
  readonly endedAt?: InstanceRow['endedAt'];
}

/** `ProcessInstanceDto`; `self` is the address of the link that an instance just started has. */
export function processInstance(row: ShownInstance, self?: string): Readonly<Record<string, unknown>> {
  return {
    links: self === undefined ? [] : [{ method: 'GET', href: `${self}/process-instance/${row.key}`, rel: 'self' }],
    id: row.key,
    definitionId: definitionId(row),
    businessKey: row.businessKey,
    caseInstanceId: row.caseInstanceId ?? null,
    ended: (row.endedAt ?? null) !== null,
    suspended: row.isSuspended,
    tenantId: row.tenantId,
    definitionKey: row.processId,
  };
}
