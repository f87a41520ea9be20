import { boolean, instant, key, number, text, type ConceptSql } from './concept-sql.ts';

export const decisionRequirements: ConceptSql<'decisionRequirements'> = {
  from: 'decision_requirements q join deployment_resource r on r.key = q.resource_key',
  tieBreakers: ['q.key'],
  instanceKey: null,
  fields: {
    key: key('q.key'),
    deploymentKey: key('q.deployment_key'),
    resourceKey: key('q.resource_key'),
    resourceName: text('r.name'),
    requirementsId: text('q.requirements_id'),
    version: number('q.version'),
    name: text('q.name'),
    namespace: text('q.namespace'),
    dialect: text('q.dialect'),
    tenantId: text('q.tenant_id'),
    isLatest: boolean('q.is_latest'),
    deployedAt: instant('q.deployed_at'),
  },
};
