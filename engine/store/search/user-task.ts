import { boolean, instant, json, key, list, number, ofDefinition, text, type ConceptSql } from './concept-sql.ts';
import { executionKeyOf } from './execution.ts';
import { shownTaskId as shownId } from './shown-task-id.ts';

export const userTask: ConceptSql<'userTask'> = {
  from: 'user_task t left join definition d on d.key = t.definition_key left join instance i on i.key = t.instance_key',
  tieBreakers: ['t.key'],
  instanceKey: 't.instance_key',
  scopeKey: 't.key',
  elementKey: 't.element_instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('t.definition_key'),
    key: key('t.key'),
    treeKey: key('t.tree_key'),
    instanceKey: key('t.instance_key'),
    elementInstanceKey: key('t.element_instance_key'),
    elementId: text('t.element_id'),
    name: text('t.name'),
    description: text('t.description'),
    assignee: text('t.assignee'),
    owner: text('t.owner'),
    delegation: text('t.delegation'),
    updatedAt: instant('t.updated_at'),
    candidateUsers: list('t.candidate_users'),
    candidateGroups: list('t.candidate_groups'),
    dueAt: instant('t.due_at'),
    followUpAt: instant('t.follow_up_at'),
    priority: number('t.priority'),
    formKey: text('t.form_key'),
    formDefinitionKey: key('t.form_definition_key'),
    transition: json('t.transition'),
    transitionEvent: text("t.transition->>'event'"),
    tenantId: text('t.tenant_id'),
    businessKey: text('i.business_key'),
    isSuspended: boolean('coalesce(i.is_suspended, false)'),
    executionKey: key(executionKeyOf('t.element_instance_key')),
    parentTaskKey: key('t.parent_task_key'),
    parentTaskId: text(shownId('t.parent_task_key')),
    externalId: text('t.external_id'),
    caseInstanceId: text('t.case_instance_id'),
    otherLinks: json("coalesce(t.other_links, '[]'::jsonb)"),
    // Fenced: looked up for each row of a page, never by reading all tasks first.
    isEndedWithParent: boolean(
      '(t.parent_task_key is not null and exists (select 1 from user_task p where p.key = t.parent_task_key and p.ended_at = t.ended_at offset 0))',
    ),
    createdAt: instant('t.created_at'),
    endedAt: instant('t.ended_at'),
    outcome: text('t.outcome'),
    durationMs: number('(extract(epoch from t.ended_at - t.created_at) * 1000)::float8'),
    // What ended with its instance says why that was ended.
    deleteReason: text(
      `case t.outcome when 'completed' then 'completed' when 'canceled' then coalesce(case when t.ended_at = i.ended_at then i.end_reason end, 'deleted') end`,
    ),
  },
};
