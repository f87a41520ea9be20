import { instant, key, text, type ConceptSql } from './concept-sql.ts';

export const deployment: ConceptSql<'deployment'> = {
  from: 'deployment p',
  tieBreakers: ['p.key'],
  instanceKey: null,
  fields: {
    key: key('p.key'),
    name: text('p.name'),
    source: text('p.source'),
    tenantId: text('p.tenant_id'),
    deployedAt: instant('p.deployed_at'),
  },
};
