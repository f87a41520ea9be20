/**
 * Where the two Camundas decide differently; the evaluation asks these and never which notation a file was written in.
 */
export interface DecisionSemantics {
  readonly dialect: 'camunda7' | 'camunda8';
  /**
   * Values of clauses are made into the type that the model says (7), or stay, and only literal expressions are checked
   * (8).
   */
  readonly types: 'convert' | 'check';
  /** A required table is visible by the names of its outputs (7), or as one value by the id of its decision (8). */
  readonly requiredTables: 'outputs' | 'decisionId';
  /** All decisions that were made before are visible (7), or only those that are required directly (8). */
  readonly requiredReach: 'all' | 'direct';
  /** What several require is made once, or noted as made once for each of them. */
  readonly requiredBySeveral: 'once' | 'forEach';
  /**
   * Each input is computed when the rules before it have been looked at, and all rules that apply say their outputs
   * before the hit policy leaves some of them, which alone are told of (7); or all inputs come first, FIRST looks no
   * further than its rule, and all that apply are told of (8).
   */
  readonly matching: 'byInput' | 'byRule';
  /** Whole numbers without a type: 64 bits whatever their size (7), or as small as they fit (8). */
  readonly wholeNumbers: 'Long' | 'smallest';
  /** The sentences of failures: those of Camunda 7's engine for DMN, with the exception (7), or those of Camunda 8. */
  readonly failures: 'dmnEngine' | 'sentence';
}

export const CAMUNDA7_DECISIONS: DecisionSemantics = {
  dialect: 'camunda7',
  types: 'convert',
  requiredTables: 'outputs',
  requiredReach: 'all',
  requiredBySeveral: 'once',
  matching: 'byInput',
  wholeNumbers: 'Long',
  failures: 'dmnEngine',
};
export const CAMUNDA8_DECISIONS: DecisionSemantics = {
  dialect: 'camunda8',
  types: 'check',
  requiredTables: 'decisionId',
  requiredReach: 'direct',
  requiredBySeveral: 'forEach',
  matching: 'byRule',
  wholeNumbers: 'smallest',
  failures: 'sentence',
};
