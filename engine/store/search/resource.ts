import { key, text, type ConceptSql } from './concept-sql.ts';

export const resource: ConceptSql<'resource'> = {
  from: 'deployment_resource r',
  tieBreakers: ['r.key'],
  instanceKey: null,
  fields: {
    key: key('r.key'),
    deploymentKey: key('r.deployment_key'),
    name: text('r.name'),
    checksum: text('r.checksum'),
  },
};
