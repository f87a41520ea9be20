import { boolean, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

/**
 * An element instance that the original gives an execution of its own: it holds others, waits for an event, has
 * variables, or goes beside another one. Any other stands in the execution of its scope.
 */
const IS_OWN = `(e.kind in ('subProcess', 'eventSubProcess', 'multiInstanceBody', 'workerTask', 'callActivity')
  or exists (select 1 from element_instance o where o.tree_key = e.tree_key and o.scope_key = e.scope_key and o.ended_at is null and o.key <> e.key)
  or exists (select 1 from subscription s where s.tree_key = e.tree_key and s.element_instance_key = e.key and s.closed_at is null)
  or exists (select 1 from job j where j.tree_key = e.tree_key and j.element_instance_key = e.key and j.kind = 'timer' and j.ended_at is null)
  or exists (select 1 from variable v where v.tree_key = e.tree_key and v.scope_key = e.key and v.ended_at is null and v.removed_at is null))`;

/**
 * The execution in which a living element instance stands; null: it lives no more. `elementInstanceKey`: SQL of its
 * key.
 */
export const executionKeyOf = (elementInstanceKey: string): string =>
  `(select case when ${IS_OWN} then e.key else e.scope_key end from element_instance e where e.key = ${elementInstanceKey} and e.ended_at is null)`;

/** The element that stands in a scope's own execution. */
const elementIn = (scope: string): string =>
  `(select e.element_id from element_instance e where e.scope_key = ${scope} and e.ended_at is null and not ${IS_OWN} limit 1)`;

/** Camunda 7's executions: running instances, and element instances with an execution of their own. */
export const execution: ConceptSql<'execution'> = {
  from: `(
      select r.key, r.key as instance_key, ${elementIn('r.key')} as element_id from instance r where r.ended_at is null
      union all
      select e.key, e.instance_key, e.element_id from element_instance e where e.ended_at is null and ${IS_OWN}
    ) c join instance i on i.key = c.instance_key join definition d on d.key = i.definition_key`,
  tieBreakers: ['c.key'],
  instanceKey: 'c.instance_key',
  scopeKey: 'c.key',
  fields: {
    ...ofDefinition,
    key: key('c.key'),
    instanceKey: key('c.instance_key'),
    elementId: text('c.element_id'),
    businessKey: text('i.business_key'),
    isSuspended: boolean('i.is_suspended'),
    tenantId: text('i.tenant_id'),
  },
};
