import { checkExpression } from '../../expressions/evaluate.ts';
import { compileUnaryTests } from '../../expressions/feel/feel-session.ts';
import { FeelSyntaxError } from '../../expressions/feel/feel-tokens.ts';
import type { CellKind } from './decision-notation.ts';

/** What is wrong with a text of FEEL; null: nothing. */
export function syntaxProblem(text: string, kind: CellKind): string | null {
  if (kind === 'expression') return checkExpression({ language: 'feel', text });
  try {
    compileUnaryTests(text);
    return null;
  } catch (error) {
    if (error instanceof FeelSyntaxError) return `failed to parse expression '${text}': ${error.message}`;
    throw error;
  }
}
