import { boolean, instant, key, list, number, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

export const elementInstance: ConceptSql<'elementInstance'> = {
  from: 'element_instance e join definition d on d.key = e.definition_key join instance i on i.key = e.instance_key',
  tieBreakers: ['e.key'],
  instanceKey: 'e.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('e.definition_key'),
    key: key('e.key'),
    treeKey: key('e.tree_key'),
    instanceKey: key('e.instance_key'),
    elementId: text('e.element_id'),
    kind: text('e.kind'),
    scopeKey: key('e.scope_key'),
    phase: text('e.phase'),
    enteredBy: list('e.entered_by'),
    index: number('e.index'),
    calledInstanceKey: key('e.called_instance_key'),
    tenantId: text('i.tenant_id'),
    startedAt: instant('e.started_at'),
    endedAt: instant('e.ended_at'),
    outcome: text('e.outcome'),
    durationMs: number('(extract(epoch from e.ended_at - e.started_at) * 1000)::float8'),
    // By the tree's index of open incidents, of which there are few.
    hasIncident: boolean(
      'exists (select 1 from incident n where n.tree_key = e.tree_key and n.element_instance_key = e.key and n.resolved_at is null)',
    ),
  },
};
