import { evaluate as evaluateFeelin } from 'feelin';
import type { CheckExpression, Evaluate, ExpressionScope } from './expression-port.ts';
import { evaluateJuel, JuelFailure } from './juel/evaluate-juel.ts';
import { JuelSyntaxError, parseJuel } from './juel/parse-juel.ts';
import { fromJson, toJs } from './values.ts';
import { feelResult } from './feel/feel-result.ts';

const MAX_FEEL_CHARACTERS = 20_000;

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

function evaluateFeel(text: string, scope: ExpressionScope): ReturnType<Evaluate> {
  if (text.length > MAX_FEEL_CHARACTERS) return { ok: false, message: `The expression is longer than ${MAX_FEEL_CHARACTERS} characters` };
  const context: Record<string, unknown> = Object.create(null);
  for (const name of scope.names()) {
    const variable = scope.lookup(name);
    if (variable) context[name] = toFeel(toJs(variable));
  }
  const { value, warnings } = evaluateFeelin(text, context);
  return { ok: true, value: fromJson(feelResult(value)), warnings: warnings.map((warning) => warning.message) };
}

/** FEEL's numbers are doubles. */
const toFeel = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

export const checkExpression: CheckExpression = (expression) => {
  try {
    if (expression.language === 'juel') parseJuel(expression.text);
    if (expression.language === 'feel') {
      if (expression.text === '') return 'failed to parse expression: it is empty';
      evaluateFeelin(expression.text, {});
    }
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return expression.language === 'juel' ? `Error while parsing expression: ${expression.text}. Cause: ${why}` : `failed to parse expression '${expression.text}': ${why}`;
  }
};
