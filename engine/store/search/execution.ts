import { boolean, key, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

/**
 * An element instance that the original gives an execution of its own: it holds others, waits for an event, has
 * variables, or goes beside another one. Any other stands in the execution of its scope.
 */
const IS_OWN = `(e.kind in ('subProcess', 'eventSubProcess', 'multiInstanceBody', 'workerTask', 'callActivity')
  or exists (select 1 from element_instance o where o.tree_key = e.tree_key and o.scope_key = e.scope_key and o.ended_at is null and o.key <> e.key)
  or exists (select 1 from job o where o.tree_key = e.tree_key and o.scope_key = e.scope_key and o.kind = 'continuation' and o.ended_at is null)
  or exists (select 1 from subscription s where s.tree_key = e.tree_key and s.element_instance_key = e.key and s.closed_at is null)
  or exists (select 1 from job j where j.tree_key = e.tree_key and j.element_instance_key = e.key and j.kind = 'timer' and j.ended_at is null)
  or exists (select 1 from variable v where v.tree_key = e.tree_key and v.scope_key = e.key and v.ended_at is null and v.removed_at is null))`;

/**
 * The same for a token that waits in an asynchronous continuation, which the job itself is: it goes beside another one,
 * or has variables, as each run of a parallel multi-instance activity has.
 */
const IS_OWN_JOB = `(exists (select 1 from element_instance o where o.tree_key = j.tree_key and o.scope_key = j.scope_key and o.ended_at is null)
  or exists (select 1 from job o where o.tree_key = j.tree_key and o.scope_key = j.scope_key and o.kind = 'continuation' and o.ended_at is null and o.key <> j.key)
  or exists (select 1 from variable v where v.tree_key = j.tree_key and v.scope_key = j.key and v.ended_at is null and v.removed_at is null))`;

/**
 * The execution in which a living element instance stands; null: it lives no more. `elementInstanceKey`: SQL of its
 * key.
 */
export const executionKeyOf = (elementInstanceKey: string): string =>
  `(select case when ${IS_OWN} then e.key else e.scope_key end from element_instance e where e.key = ${elementInstanceKey} and e.ended_at is null)`;

/** The element that stands in a scope's own execution, or before or behind which the token of that waits. */
const elementIn = (scope: string, treeKey: string): string =>
  `coalesce((select e.element_id from element_instance e where e.scope_key = ${scope} and e.ended_at is null and not ${IS_OWN} limit 1),
    (select j.element_id from job j where j.tree_key = ${treeKey} and j.scope_key = ${scope} and j.kind = 'continuation' and j.ended_at is null and not ${IS_OWN_JOB} limit 1))`;

/**
 * The execution of a job `j` that has not ended: where its token waits, or its element instance, or the instance that
 * waits for its event.
 */
export const EXECUTION_OF_JOB = `case when j.kind = 'continuation' and j.ended_at is null and ${IS_OWN_JOB} then j.key
  else coalesce(j.element_instance_key, j.scope_key) end`;

/** Camunda 7's executions: running instances, and element instances and jobs with an execution of their own. */
export const execution: ConceptSql<'execution'> = {
  from: `(
      select r.key, r.key as instance_key, ${elementIn('r.key', 'r.tree_key')} as element_id from instance r where r.ended_at is null
      union all
      select x.key, x.instance_key,
        case when x.kind in ('subProcess', 'eventSubProcess', 'multiInstanceBody') then ${elementIn('x.key', 'x.tree_key')} else x.element_id end
      from (select e.key, e.tree_key, e.instance_key, e.kind, e.element_id from element_instance e where e.ended_at is null and ${IS_OWN}) x
      union all
      select j.key, j.instance_key, j.element_id from job j where j.kind = 'continuation' and j.ended_at is null and ${IS_OWN_JOB}
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
