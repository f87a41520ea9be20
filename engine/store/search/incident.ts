import { instant, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';
import { executionKeyOf } from './execution.ts';

export const incident: ConceptSql<'incident'> = {
  from: 'incident n join definition d on d.key = n.definition_key left join instance i on i.key = n.instance_key',
  tieBreakers: ['n.key'],
  instanceKey: 'n.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('n.definition_key'),
    key: key('n.key'),
    treeKey: key('n.tree_key'),
    instanceKey: key('n.instance_key'),
    elementId: text('n.element_id'),
    elementInstanceKey: key('n.element_instance_key'),
    executionKey: key(executionKeyOf('n.element_instance_key')),
    jobKey: key('n.job_key'),
    type: text('n.type'),
    message: text('n.message'),
    configuration: text('n.configuration'),
    fingerprint: text('n.fingerprint'),
    failedElementId: text('n.failed_element_id'),
    tenantId: text('case when n.instance_key is null then d.tenant_id else i.tenant_id end'),
    raisedAt: instant('n.raised_at'),
    resolvedAt: instant('n.resolved_at'),
    outcome: text('n.outcome'),
    annotation: text('n.annotation'),
  },
};
