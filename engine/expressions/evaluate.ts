import { Interruption, type CheckExpression, type Evaluate, type Evaluation } from './expression-port.ts';
import { compileFeel, evaluateFeel } from './feel/evaluate-feel.ts';
import { FeelSyntaxError } from './feel/feel-tokens.ts';
import { compileJuel, evaluateJuel, type JuelResult } from './juel/evaluate-juel.ts';
import { JuelFailure } from './juel/juel-value.ts';
import { JuelSyntaxError } from './juel/juel-tokens.ts';

const NO_WARNINGS: readonly string[] = [];

/** Evaluates an expression; a failure is data, never a throw. */
export const evaluate: Evaluate = (expression, scope) => {
  try {
    switch (expression.language) {
      case 'literal':
        return { ok: true, value: { type: 'String', text: expression.text }, warnings: [] };
      case 'juel':
        return evaluated(evaluateJuel(expression.text, scope));
      case 'feel':
        return evaluateFeel(expression.text, scope);
      // The caller has scripts run elsewhere; here nothing of a script is ever executed.
      case 'javascript':
        return { ok: false, message: 'A script cannot be evaluated as an expression' };
    }
  } catch (error) {
    if (error instanceof Interruption) throw error;
    if (error instanceof JuelFailure) return { ok: false, message: error.message, javaClass: error.javaClass ?? null };
    return {
      ok: false,
      message: `Failed to evaluate expression '${expression.text}': ${error instanceof Error ? error.message : String(error)}`,
    };
  }
};

/** Field by field: a copy of an object to which something is added is a dozen times as slow. */
const evaluated = ({ value, items, javaClass }: JuelResult): Evaluation => ({
  ok: true,
  value,
  items,
  javaClass,
  warnings: NO_WARNINGS,
});

/** Reads the text and evaluates nothing. */
export const checkExpression: CheckExpression = (expression) => {
  try {
    if (expression.language === 'juel') compileJuel(expression.text);
    if (expression.language === 'feel') {
      if (expression.text === '') return 'failed to parse expression: it is empty';
      compileFeel(expression.text);
    }
    return null;
  } catch (error) {
    if (error instanceof JuelSyntaxError) return error.message;
    if (error instanceof FeelSyntaxError) return `failed to parse expression '${expression.text}': ${error.message}`;
    throw error;
  }
};
