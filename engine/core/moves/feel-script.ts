import { untyped } from '../../decisions/decided-value.ts';
import type { ExpressionScope } from '../../expressions/expression-port.ts';
import { MAX_FEEL_STEPS } from '../../expressions/feel/budget.ts';
import { FeelSession, FeelSessionFailure } from '../../expressions/feel/feel-session.ts';
import { MAX_EVALUATION_MS } from '../../expressions/processor-time.ts';
import { CAMUNDA7_DECISIONS } from '../../graph/decision-semantics.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { ofClass, StepFailure } from '../failure.ts';
import type { IncidentType } from '../state.ts';

/**
 * A script in FEEL, which Camunda 7 has beside decisions. Its result has no type of the model's, as that of a decision
 * without one: whole numbers are Long or, beyond 64 bits, Double; lists, contexts, dates and durations are objects of
 * Java. Throws `StepFailure`.
 */
export function feelScript(text: string, scope: ExpressionScope, failureType: IncidentType): VariableValue {
  try {
    return untyped(new FeelSession(scope, MAX_FEEL_STEPS, MAX_EVALUATION_MS).value(text, new Map()), CAMUNDA7_DECISIONS)
      .value;
  } catch (error) {
    if (error instanceof FeelSessionFailure)
      throw ofClass('javax.script.ScriptException', new StepFailure(failureType, error.message));
    throw error;
  }
}
