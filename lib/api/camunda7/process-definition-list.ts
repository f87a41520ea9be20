import type { DefinitionRow, DefinitionSearchRow } from '@/engine/index.ts';
import { definitionDetails, type DefinitionDetails } from './definition-details.ts';
import { definitionId } from './ids.ts';
import {
  type Filter,
  type FilterContext,
  filtersOf,
  type FilterTable,
  listed,
  NOTHING,
  type Where,
} from './query/filter.ts';
import type { ListSpec } from './query/list-routes.ts';
import { MAX_JOINED_KEYS } from './process-instance-list.ts';
import { processEngineException } from './rest-error.ts';

const f = filtersOf<'definition'>();

const latest: Filter<'definition'> = f.flag({ field: 'isLatest', op: '=', value: true });

const version: Filter<'definition'> = {
  kind: 'number',
  where(value) {
    if (value < 1) throw processEngineException('version is not greater than 0');
    return [{ field: 'version', op: '=', value }];
  },
};

const withOpenIncident = (field: 'key' | 'type' | 'message', op: '=' | 'like'): Filter<'definition'> => ({
  kind: 'text',
  async where(value: string, { engine }: FilterContext): Promise<Where<'definition'>> {
    if (field === 'key' && !/^\d{16}$/.test(value)) return NOTHING;
    const incidents = await engine.search.find('incident', {
      where: [
        { field: 'resolvedAt', op: 'isNull' },
        { field, op, value },
      ],
      limit: MAX_JOINED_KEYS,
    });
    const keys = [...new Set(incidents.map(({ definitionKey }) => definitionKey))];
    return keys.length === 0 ? NOTHING : [{ field: 'key', op: 'in', value: keys }];
  },
});

const filters: FilterTable<'definition'> = {
  processDefinitionId: f.definition('key'),
  processDefinitionIdIn: listed(f.definitions('key'), { isBlankEmpty: true }),
  key: f.text('processId'),
  keysIn: listed(f.texts('processId'), { isBlankEmpty: true }),
  keyLike: f.like('processId'),
  category: f.text('category'),
  categoryLike: f.like('category'),
  startableBy: f.text('starterUsers'),
  name: f.text('name'),
  nameLike: { kind: 'text', where: (value) => [{ field: 'name', op: 'like', value, ignoreCase: true }] },
  version,
  ver: version,
  latestVersion: latest,
  latest,
  versionTag: f.text('versionTag'),
  versionTagLike: f.like('versionTag'),
  withoutVersionTag: f.flag({ field: 'versionTag', op: 'isNull' }),
  deploymentId: f.key('deploymentKey'),
  deployedAfter: f.date('deployedAt', '>'),
  deployedAt: f.date('deployedAt', '='),
  resourceName: f.text('resourceName'),
  resourceNameLike: f.like('resourceName'),
  active: f.flag({ field: 'isSuspended', op: '=', value: false }),
  suspended: f.flag({ field: 'isSuspended', op: '=', value: true }),
  startableInTasklist: f.flag({ field: 'isStartableInTasklist', op: '=', value: true }),
  notStartableInTasklist: f.flag({ field: 'isStartableInTasklist', op: '=', value: false }),
  incidentId: withOpenIncident('key', '='),
  incidentType: withOpenIncident('type', '='),
  incidentMessage: withOpenIncident('message', '='),
  incidentMessageLike: withOpenIncident('message', 'like'),
  tenantIdIn: f.tenants('tenantId', 'includeProcessDefinitionsWithoutTenantId'),
  withoutTenantId: f.withoutTenant('tenantId'),
  includeProcessDefinitionsWithoutTenantId: f.wish,
  startablePermissionCheck: f.wish,
};

export const processDefinitionList: ListSpec<'definition'> = {
  concept: 'definition',
  base: [],
  filters,
  sorts: {
    category: 'category',
    key: 'processId',
    id: 'key',
    name: 'name',
    version: 'version',
    deploymentId: 'deploymentKey',
    tenantId: 'tenantId',
    versionTag: 'versionTag',
    deployTime: 'deployedAt',
  },
  async show(rows, call) {
    const details = await definitionDetails(call.engine, rows);
    return rows.map((row) => shownDefinition(row, details.get(row.key)));
  },
};

/** `ProcessDefinitionDto`. */
export function shownDefinition(
  row: DefinitionRow | DefinitionSearchRow,
  details: DefinitionDetails | undefined,
): Readonly<Record<string, unknown>> {
  return {
    id: definitionId({ processId: row.processId, definitionVersion: row.version, definitionKey: row.key }),
    key: row.processId,
    category: details?.category ?? null,
    description: details?.description ?? null,
    name: row.name,
    version: row.version,
    resource: row.resourceName,
    deploymentId: row.deploymentKey,
    diagram: details?.diagram ?? null,
    suspended: row.isSuspended,
    tenantId: row.tenantId,
    versionTag: row.versionTag,
    historyTimeToLive: row.historyTtlDays,
    startableInTasklist: row.isStartableInTasklist,
  };
}
