import type { DecisionEvaluation } from '../core/events.ts';
import { toJsonText } from '../expressions/values.ts';
import type { RowOf } from './tables.ts';

/** Where a decision was asked for; all null: by nobody of a process. */
export interface DecisionPlace {
  readonly treeKey: string | null;
  readonly instanceKey: string | null;
  readonly definitionKey: string | null;
  readonly elementInstanceKey: string | null;
  readonly elementId: string | null;
  readonly userId: string | null;
}

export type DecisionInstanceRow = RowOf<'decision_instance'> & { readonly key: string };

/** The decisions of one evaluation as rows. */
export function decisionRows(evaluation: DecisionEvaluation, place: DecisionPlace, at: number): DecisionInstanceRow[] {
  const { decisions, key: evaluationKey, requirementsKey, requirementsId, rootDecisionKey, tenantId } = evaluation;
  return decisions.map(({ key, decisionKey, version, name, evaluated, failure }, index) => ({
    key,
    evaluation_key: evaluationKey,
    position: index + 1,
    is_root: decisionKey === rootDecisionKey,
    decision_key: decisionKey,
    decision_id: evaluated.decisionId,
    decision_name: name,
    decision_version: version,
    requirements_key: requirementsKey,
    requirements_id: requirementsKey === null ? null : requirementsId,
    root_decision_key: rootDecisionKey,
    type: evaluated.type,
    tree_key: place.treeKey,
    instance_key: place.instanceKey,
    definition_key: place.definitionKey,
    element_instance_key: place.elementInstanceKey,
    element_id: place.elementId,
    tenant_id: tenantId,
    user_id: place.userId,
    evaluated_at: at,
    failure,
    inputs: evaluated.inputs,
    rules: evaluated.rules,
    literal: evaluated.literal,
    output: toJsonText(evaluated.output),
    collected: evaluated.collected?.text ?? null,
  }));
}
