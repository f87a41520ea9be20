import { Interruption, type CheckExpression, type Evaluate } from './expression-port.ts';
import { compileFeel, evaluateFeel } from './feel/evaluate-feel.ts';
import { FeelSyntaxError } from './feel/feel-tokens.ts';
import { compileJuel, evaluateJuel } from './juel/evaluate-juel.ts';
import { JuelFailure } from './juel/juel-value.ts';
import { JuelSyntaxError } from './juel/juel-tokens.ts';

/** Evaluates an expression; a failure is data, never a throw. */
export const evaluate: Evaluate = (expression, scope) => {
  try {
    switch (expression.language) {
      case 'literal':
        return { ok: true, value: { type: 'String', text: expression.text }, warnings: [] };
      case 'juel':
        return { ok: true, ...evaluateJuel(expression.text, scope), warnings: [] };
      case 'feel':
        return evaluateFeel(expression.text, scope);
      // The caller has scripts run elsewhere; here nothing of a script is ever executed.
      case 'javascript':
        return { ok: false, message: 'A script cannot be evaluated as an expression' };
    }
  } catch (error) {
    if (error instanceof Interruption) throw error;
    if (error instanceof JuelFailure) return { ok: false, message: error.message };
    return {
      ok: false,
      message: `Failed to evaluate expression '${expression.text}': ${error instanceof Error ? error.message : String(error)}`,
    };
  }
};

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
