import type { CheckExpression, Evaluate } from './expression-port.ts';
import { evaluateJuel, JuelFailure } from './juel/evaluate-juel.ts';
import { JuelSyntaxError, parseJuel } from './juel/parse-juel.ts';
import { compileFeel, evaluateFeel } from './feel/evaluate-feel.ts';

/** Evaluates an expression; a failure is data, never a throw. */
export const evaluate: Evaluate = (expression, scope) => {
  try {
    switch (expression.language) {
      case 'literal': return { ok: true, value: { type: 'String', text: expression.text }, warnings: [] };
      case 'juel': return { ok: true, value: evaluateJuel(expression.text, scope), warnings: [] };
      case 'feel': return evaluateFeel(expression.text, scope);
    }
  } catch (error) {
    if (error instanceof JuelFailure) return { ok: false, message: error.message };
    if (error instanceof JuelSyntaxError) return { ok: false, message: `Error while parsing expression: ${expression.text}. Cause: ${error.message}` };
    return { ok: false, message: `Failed to evaluate expression '${expression.text}': ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** Reads the text and evaluates nothing. */
export const checkExpression: CheckExpression = (expression) => {
  try {
    if (expression.language === 'juel') parseJuel(expression.text);
    if (expression.language === 'feel') {
      if (expression.text === '') return 'failed to parse expression: it is empty';
      compileFeel(expression.text);
    }
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return expression.language === 'juel' ? `Error while parsing expression: ${expression.text}. Cause: ${why}` : `failed to parse expression '${expression.text}': ${why}`;
  }
};
