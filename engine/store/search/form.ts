import { boolean, instant, key, number, text, type ConceptSql } from './concept-sql.ts';

/** Deleted ones too, for the tasks that have them: `isDeleted` tells. */
export const form: ConceptSql<'form'> = {
  from: 'form_definition f join deployment_resource r on r.key = f.resource_key',
  tieBreakers: ['f.key'],
  instanceKey: null,
  fields: {
    key: key('f.key'),
    deploymentKey: key('f.deployment_key'),
    resourceKey: key('f.resource_key'),
    resourceName: text('r.name'),
    formId: text('f.form_id'),
    version: number('f.version'),
    versionTag: text('f.version_tag'),
    dialect: text('f.dialect'),
    tenantId: text('f.tenant_id'),
    isLatest: boolean('f.is_latest'),
    isDeleted: boolean('(f.deleted_at is not null)'),
    deployedAt: instant('f.deployed_at'),
  },
};
