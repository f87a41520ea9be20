import type { Instant, Key } from '../../core/state.ts';
import type { DecisionType, EvaluatedInput, EvaluatedOutput, MatchedRule } from '../../decisions/decision-outcome.ts';

/**
 * One decision that was made. Those that were made for another one have the same `evaluationKey`, in the order of
 * `position`.
 */
export interface DecisionInstanceRow {
  key: Key;
  evaluationKey: Key;
  position: number;
  isRoot: boolean;
  decisionKey: Key;
  decisionId: string;
  decisionName: string | null;
  decisionVersion: number;
  requirementsKey: Key | null;
  requirementsId: string | null;
  rootDecisionKey: Key;
  type: DecisionType;
  treeKey: Key | null;
  instanceKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  definitionVersion: number | null;
  elementInstanceKey: Key | null;
  elementId: string | null;
  tenantId: string | null;
  userId: string | null;
  evaluatedAt: Instant;
  failure: string | null;
  inputs: readonly EvaluatedInput[];
  rules: readonly MatchedRule[];
  literal: EvaluatedOutput | null;
  output: string;
  collected: string | null;
  /** When it goes, where somebody has said so; else the decision says how many days it stays. */
  removalAt: Instant | null;
  isRemovalFixed: boolean;
  historyTtlDays: number | null;
}
