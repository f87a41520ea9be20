import { boolean, instant, key, number, text, type ConceptSql } from './concept-sql.ts';

export const decisionDefinition: ConceptSql<'decisionDefinition'> = {
  from: 'decision_definition d join deployment_resource r on r.key = d.resource_key left join decision_requirements q on q.key = d.requirements_key',
  tieBreakers: ['d.key'],
  instanceKey: null,
  fields: {
    key: key('d.key'),
    deploymentKey: key('d.deployment_key'),
    resourceKey: key('d.resource_key'),
    resourceName: text('r.name'),
    requirementsKey: key('d.requirements_key'),
    requirementsId: text('q.requirements_id'),
    requirementsVersion: number('q.version'),
    requirementsName: text('q.name'),
    decisionId: text('d.decision_id'),
    version: number('d.version'),
    name: text('d.name'),
    namespace: text('d.namespace'),
    versionTag: text('d.version_tag'),
    dialect: text('d.dialect'),
    tenantId: text('d.tenant_id'),
    isLatest: boolean('d.is_latest'),
    historyTtlDays: number('d.history_ttl_days'),
    deployedAt: instant('d.deployed_at'),
  },
};
