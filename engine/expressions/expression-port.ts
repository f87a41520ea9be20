import type { Expression } from '../graph/expression.ts';
import type { VariableValue } from '../graph/variable-value.ts';

/**
 * The one door to expressions: `evaluate(expression, scope)`. Pure; compiled forms are kept per expression object.
 * Both languages read variables lazily through `lookup`.
 */
export interface ExpressionScope {
  /** The variable as seen from here, inner scopes first; undefined: there is none. */
  lookup(name: string): VariableValue | undefined;
  /** Names of all visible variables: FEEL needs them for names with blanks. */
  names(): Iterable<string>;
  /** Milliseconds since 1970: `now()` and friends. */
  readonly now: number;
  /** What `execution` and `externalTask` say in JUEL. */
  readonly execution?: ExecutionFacts;
  readonly work?: { readonly errorMessage: string | null; readonly errorDetails: string | null; readonly retries: number | null; readonly worker: string | null };
}

export interface ExecutionFacts {
  readonly instanceKey: string;
  readonly businessKey: string | null;
  readonly definitionId: string;
  readonly elementId: string;
  readonly elementInstanceKey: string | null;
  /** Writes of `execution.setVariable(…)`, applied by the caller after the evaluation. */
  readonly writes: { name: string; value: VariableValue; local: boolean }[];
}

/** `value` in the engine's own form, so that types survive. A failure is a sentence for people. */
export type Evaluation =
  /** `items`: the value is a list whose items have types of their own, as the parts of a Json variable are Json. */
  | { readonly ok: true; readonly value: VariableValue; readonly warnings: readonly string[]; readonly items?: readonly VariableValue[] }
  | { readonly ok: false; readonly message: string };

export type Evaluate = (expression: Expression, scope: ExpressionScope) => Evaluation;
/** Checks the text without evaluating; null: it is fine. Used at deployment. */
export type CheckExpression = (expression: Expression) => string | null;
