import { boolean, instant, json, key, number, text, type ConceptSql } from './concept-sql.ts';
import { standaloneTaskId } from './shown-task-id.ts';

export const variable: ConceptSql<'variable'> = {
  from: 'variable v left join definition d on d.key = v.definition_key left join instance i on i.key = v.instance_key',
  tieBreakers: ['v.key'],
  instanceKey: 'v.instance_key',
  hasInnerScopes: true,
  fields: {
    key: key('v.key'),
    treeKey: key('v.tree_key'),
    instanceKey: key('v.instance_key'),
    scopeKey: key('v.scope_key'),
    originKey: key('v.origin_key'),
    definitionKey: key('v.definition_key'),
    processId: text('d.process_id'),
    name: text('v.name'),
    type: text('v.type'),
    text: text('v.text'),
    info: json('v.info'),
    revision: number('v.revision'),
    writtenBy: text('v.written_by'),
    tenantId: text(
      'case when v.instance_key is null then (select u.tenant_id from user_task u where u.key = v.scope_key) else i.tenant_id end',
    ),
    standaloneTaskId: text(standaloneTaskId('v.instance_key', 'v.scope_key')),
    createdAt: instant('v.created_at'),
    updatedAt: instant('v.updated_at'),
    removedAt: instant('v.removed_at'),
    isInitial: boolean('coalesce(v.created_at = i.started_at, false)'),
    isHistoryDeleted: boolean('v.is_history_deleted'),
    // Variables of an instance itself end with it, without a write of their own.
    endedAt: instant('coalesce(v.ended_at, case when v.scope_key = v.instance_key then i.ended_at end)'),
    // Fenced: looked up for each row of a page, never by reading all elements first.
    goneAt:
      instant(`case when v.ended_at is not null and d.dialect = 'camunda7' and exists (select 1 from element_history e join element_instance b on b.key = e.scope_key
      where e.instance_key = v.instance_key and e.key = v.scope_key and e.outcome = 'completed' and b.kind = 'multiInstanceBody' and b.ended_at is null offset 0) then null
      else coalesce(v.ended_at, case when v.scope_key = v.instance_key then i.ended_at end) end`),
  },
};
