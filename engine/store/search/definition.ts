import { boolean, instant, key, list, number, text, type ConceptSql } from './concept-sql.ts';

export const definition: ConceptSql<'definition'> = {
  from: 'definition d join deployment_resource r on r.key = d.resource_key and d.deleted_at is null',
  tieBreakers: ['d.key'],
  instanceKey: null,
  fields: {
    key: key('d.key'),
    deploymentKey: key('d.deployment_key'),
    resourceKey: key('d.resource_key'),
    resourceName: text('r.name'),
    processId: text('d.process_id'),
    version: number('d.version'),
    name: text('d.name'),
    versionTag: text('d.version_tag'),
    dialect: text('d.dialect'),
    tenantId: text('d.tenant_id'),
    isSuspended: boolean('d.is_suspended'),
    isLatest: boolean('d.is_latest'),
    isStartableInTasklist: boolean('d.is_startable_in_tasklist'),
    historyTtlDays: number('d.history_ttl_days'),
    deployedAt: instant('d.deployed_at'),
    category: text('d.category'),
    starterUsers: list('d.starter_users'),
    starterGroups: list('d.starter_groups'),
  },
};
