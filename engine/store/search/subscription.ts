import { boolean, instant, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

/** What instances wait for, and what start events of the newest versions wait for (without an instance). */
export const subscription: ConceptSql<'subscription'> = {
  from: `(select key, tree_key, instance_key, definition_key, element_instance_key, element_id, kind, name, correlation_key, event_scope_key, event_scope_kind, tenant_id, created_at, closed_at from subscription
    union all
    select s.key, null, null, s.definition_key, null, s.element_id, s.kind, s.name, null, null, null, sd.tenant_id, s.created_at, null from start_subscription s join definition sd on sd.key = s.definition_key
    ) s join definition d on d.key = s.definition_key`,
  tieBreakers: ['s.key'],
  instanceKey: 's.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('s.definition_key'),
    key: key('s.key'),
    treeKey: key('s.tree_key'),
    instanceKey: key('s.instance_key'),
    elementInstanceKey: key('s.element_instance_key'),
    elementId: text('s.element_id'),
    kind: text('s.kind'),
    name: text('s.name'),
    correlationKey: text('s.correlation_key'),
    eventScopeKey: key('s.event_scope_key'),
    eventScopeKind: text('s.event_scope_kind'),
    tenantId: text('s.tenant_id'),
    createdAt: instant('s.created_at'),
    closedAt: instant('s.closed_at'),
    updatedAt: instant('coalesce(s.closed_at, s.created_at)'),
    // Fenced: looked up for each row of a page, never by reading all correlations first.
    isCorrelated: boolean('exists (select 1 from message_correlation c where c.subscription_key = s.key offset 0)'),
  },
};
