import { instant, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

export const messageCorrelation: ConceptSql<'messageCorrelation'> = {
  from: 'message_correlation c join subscription s on s.key = c.subscription_key join definition d on d.key = s.definition_key',
  tieBreakers: ['c.message_key', 'c.subscription_key'],
  instanceKey: 'c.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('s.definition_key'),
    key: key('c.message_key'),
    subscriptionKey: key('c.subscription_key'),
    treeKey: key('s.tree_key'),
    instanceKey: key('c.instance_key'),
    elementInstanceKey: key('s.element_instance_key'),
    elementId: text('s.element_id'),
    name: text('s.name'),
    correlationKey: text('s.correlation_key'),
    tenantId: text('c.tenant_id'),
    correlatedAt: instant('c.correlated_at'),
  },
};
