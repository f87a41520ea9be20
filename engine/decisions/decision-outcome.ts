import type { FeelValue } from '../expressions/feel/feel-value.ts';
import type { TableRule } from '../graph/decision.ts';
import type { VariableValue } from '../graph/variable-value.ts';

/** A value as FEEL has it, and as a variable. `isTyped`: the model says its type. */
export interface DecidedValue {
  readonly feel: FeelValue;
  readonly value: VariableValue;
  readonly isTyped: boolean;
  /** What JUEL made, as Java writes it; FEEL writes its own values otherwise. */
  readonly javaText?: string;
}

/**
 * A rule that applies, with its outputs in the order of the table; null: the rule says nothing about it. `index` counts
 * from 1.
 */
export interface FiredRule {
  readonly rule: TableRule;
  readonly index: number;
  readonly values: readonly (DecidedValue | null)[];
}

export interface EvaluatedInput {
  readonly id: string;
  readonly name: string | null;
  readonly value: VariableValue;
}
/** `variable` is the name in results, `name` the label for people. */
export interface EvaluatedOutput {
  readonly id: string | null;
  readonly name: string | null;
  readonly variable: string | null;
  readonly value: VariableValue;
}
/** `index` counts from 1. */
export interface MatchedRule {
  readonly id: string;
  readonly index: number;
  readonly outputs: readonly EvaluatedOutput[];
}

export type DecisionType =
  | 'decisionTable'
  | 'literalExpression'
  | 'context'
  | 'list'
  | 'relation'
  | 'invocation'
  | 'functionDefinition';

/** One decision that was made on the way to a result. */
export interface EvaluatedDecision {
  readonly decisionId: string;
  readonly type: DecisionType;
  readonly inputs: readonly EvaluatedInput[];
  readonly rules: readonly MatchedRule[];
  /** What a literal expression gave, by the name of its variable. */
  readonly literal: EvaluatedOutput | null;
  /** Of a table with an aggregation. */
  readonly collected: VariableValue | null;
  /** The decision as one value; null where it failed, but for a value that is not of its type. */
  readonly output: VariableValue;
}

/** One call of a knowledge model; `before` is the place of the decision that it was called for. */
export interface EvaluatedKnowledge {
  readonly knowledgeId: string;
  readonly name: string;
  readonly inputs: readonly EvaluatedInput[];
  readonly rules: readonly MatchedRule[];
  readonly output: VariableValue;
  readonly before: number;
}

/** One rule's outputs by their names, in the order of the table; a literal expression is one entry with one name. */
export type ResultEntry = ReadonlyMap<string, DecidedValue>;

export interface DecisionFailed {
  readonly isFailed: true;
  readonly decisionId: string;
  readonly message: string;
  readonly exception: string;
}
export interface DecisionMade {
  readonly isFailed: false;
  readonly entries: readonly ResultEntry[];
  readonly value: VariableValue;
}

/** Decisions in the order in which they were made; the last one is the one that was asked for, or that failed. */
export interface DecisionOutcome {
  readonly evaluated: readonly EvaluatedDecision[];
  readonly knowledge: readonly EvaluatedKnowledge[];
  readonly result: DecisionMade | DecisionFailed;
}
