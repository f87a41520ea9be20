import { boolean, instant, json, key, number, text, type ConceptSql } from './concept-sql.ts';

export const decisionInstance: ConceptSql<'decisionInstance'> = {
  from: 'decision_instance x left join definition d on d.key = x.definition_key', tieBreakers: ['x.key'], instanceKey: 'x.instance_key',
  fields: {
    key: key('x.key'), evaluationKey: key('x.evaluation_key'), position: number('x.position'), isRoot: boolean('x.is_root'), decisionKey: key('x.decision_key'), decisionId: text('x.decision_id'),
    decisionName: text('x.decision_name'), decisionVersion: number('x.decision_version'), requirementsKey: key('x.requirements_key'), requirementsId: text('x.requirements_id'), rootDecisionKey: key('x.root_decision_key'),
    type: text('x.type'), treeKey: key('x.tree_key'), instanceKey: key('x.instance_key'), definitionKey: key('x.definition_key'), processId: text('d.process_id'), definitionVersion: number('d.version'),
    elementInstanceKey: key('x.element_instance_key'), elementId: text('x.element_id'), tenantId: text('x.tenant_id'), userId: text('x.user_id'), evaluatedAt: instant('x.evaluated_at'), failure: text('x.failure'),
    inputs: json('x.inputs'), rules: json('x.rules'), literal: json('x.literal'), output: text('x.output'), collected: text('x.collected'), removalAt: instant('x.removal_at'),
    isRemovalFixed: boolean('x.is_removal_fixed'), historyTtlDays: number('(select q.history_ttl_days from decision_definition q where q.key = x.decision_key)'),
  },
};
