import { instant, key, number, text, type ConceptSql } from './concept-sql.ts';

/**
 * What was done by request, one row for each property that changed: the audit chain's entries, and what is so frequent
 * that its own row says it (starts, claims, completed tasks). What somebody gave a task although it had it already is
 * no change.
 */
export const operation: ConceptSql<'operation'> = {
  from: `(
      select a.n::text || coalesce('-' || p.key, '') as id, a.n::text as operation_id, a.at, a.operation, a.actor_id, a.instance_key, a.definition_key,
        a.target_kind, a.target_key, p.key as property, a.before ->> p.key as before, p.value as after, a.note
      from audit_entry a left join lateral jsonb_each_text(case when jsonb_typeof(a.after) = 'object' then a.after else '{}'::jsonb end) p on true where a.outcome = 'done'
        and (p.key is null or a.operation not in ('task.assign', 'task.claim', 'task.delegate', 'task.resolve', 'task.update') or a.before ->> p.key is distinct from p.value)
      union all
      select i.key::text, i.key::text, i.started_at, 'instance.start', null, i.key, i.definition_key, 'instance', i.key::text, null, null, null, null from instance i where i.is_requested
      union all
      select t.key::text || '-done', t.key::text || '-done', t.ended_at, 'task.complete', null, t.instance_key, t.definition_key, 'userTask', t.key::text, 'delete', 'false', 'true', null
      from user_task t where t.outcome = 'completed'
      union all
      select c.key::text, c.key::text, c.assigned_at, 'task.' || c.cause, null, c.instance_key, c.definition_key, 'userTask', c.task_key::text, 'assignee', c.before, c.after, null from task_assignment c where c.before is distinct from c.after
    ) o left join instance i on i.key = o.instance_key left join definition d on d.key = coalesce(o.definition_key, i.definition_key) left join operation_annotation x on x.operation_id = o.operation_id`,
  tieBreakers: ['o.id'],
  instanceKey: 'o.instance_key',
  fields: {
    id: text('o.id'),
    operationId: text('o.operation_id'),
    at: instant('o.at'),
    operation: text('o.operation'),
    actorId: text('o.actor_id'),
    instanceKey: key('o.instance_key'),
    treeKey: key('i.tree_key'),
    definitionKey: key('coalesce(o.definition_key, i.definition_key)'),
    processId: text('d.process_id'),
    deploymentKey: key('d.deployment_key'),
    definitionVersion: number('d.version'),
    targetKind: text('o.target_kind'),
    targetKey: text('o.target_key'),
    property: text('o.property'),
    before: text('o.before'),
    after: text('o.after'),
    /** What clients call a task that belongs to no process. */
    taskId: text(
      "case when o.target_kind = 'userTask' and o.instance_key is null and o.target_key ~ '^[0-9]{1,18}$' then (select u.external_id from user_task u where u.key = o.target_key::bigint) end",
    ),
    annotation: text('case when x.operation_id is null then o.note else x.annotation end'),
  },
};
