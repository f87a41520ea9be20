import { boolean, instant, key, number, ofDefinition, text, type ConceptSql } from './concept-sql.ts';

export const instance: ConceptSql<'instance'> = {
  from: 'instance i join definition d on d.key = i.definition_key', tieBreakers: ['i.key'], instanceKey: 'i.key',
  fields: {
    ...ofDefinition, definitionKey: key('i.definition_key'), key: key('i.key'), treeKey: key('i.tree_key'), parentInstanceKey: key('i.parent_instance_key'),
    parentElementInstanceKey: key('i.parent_element_instance_key'), versionTag: text('d.version_tag'), businessKey: text('i.business_key'), tenantId: text('i.tenant_id'),
    startElementId: text('i.start_element_id'), isSuspended: boolean('i.is_suspended'), startedAt: instant('i.started_at'), endedAt: instant('i.ended_at'),
    outcome: text('i.outcome'), durationMs: number('(extract(epoch from i.ended_at - i.started_at) * 1000)::float8'), isExternalEnd: boolean('i.is_external_end'), endReason: text('i.end_reason'), incidentCount: number('i.incident_count'),
    restartOf: key('i.restart_of'), startedBy: text(`(i.start_cause->'sender'->>'id')`), caseInstanceId: text('i.case_instance_id'), historyTtlDays: number('d.history_ttl_days'), removalAt: instant('i.removal_at'), isRemovalFixed: boolean('i.is_removal_fixed'),
  },
};
