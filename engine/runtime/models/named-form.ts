import { isIntegerText } from '../../core/moves/evaluate-at.ts';
import { notCast } from '../../expressions/juel/juel-operators.ts';
import { classOf } from '../../expressions/juel/juel-value.ts';
import { fromVariable } from '../../expressions/juel/juel-variable.ts';
import type { ScopeEvaluation } from '../../engine.ts';
import type { Expression } from '../../graph/expression.ts';
import type { FormReference, NamedForm } from '../../graph/form-reference.ts';

interface Unnamed {
  readonly ok: false;
  readonly message: string;
  readonly exception: string;
}
export type FormNaming = { readonly ok: true; readonly form: NamedForm } | Unnamed;
type Evaluate = (expression: Expression) => Promise<ScopeEvaluation>;

/** A form as a start event names it: nothing runs yet that an expression could ask. */
export const plainlyNamed = ({ key, binding, version }: FormReference): NamedForm => ({
  key: key.text,
  binding,
  version: version === null || !/^\d+$/.test(version.text) ? null : Number(version.text),
});

/**
 * A form as a task names it at this moment. Camunda 7 computes it whenever somebody asks, so that it follows the
 * variables, and wants texts: of a version, too.
 */
export async function namedForm({ key, binding, version }: FormReference, evaluate: Evaluate): Promise<FormNaming> {
  const named = await formText(key, evaluate);
  if (!named.ok) return named;
  const name = named.text ?? 'null';
  const wanted = version === null ? null : await formText(version, evaluate);
  if (wanted === null) return { ok: true, form: { key: name, binding, version: null } };
  if (!wanted.ok) return wanted;
  if (wanted.text === null || !isIntegerText(wanted.text))
    return { ok: false, message: `For input string: "${wanted.text}"`, exception: 'NumberFormatException' };
  return { ok: true, form: { key: name, binding, version: Number(wanted.text) } };
}

/** A text of a form, such as a form key, computed at this moment; only texts will do. */
export async function formText(
  expression: Expression,
  evaluate: Evaluate,
): Promise<{ readonly ok: true; readonly text: string | null } | Unnamed> {
  if (expression.language === 'literal') return { ok: true, text: expression.text };
  const outcome = await evaluate(expression);
  if (outcome.kind === 'noScope')
    return { ok: false, message: 'The task is no more.', exception: 'ProcessEngineException' };
  if (outcome.kind === 'failure') return { ok: false, message: outcome.message, exception: 'ProcessEngineException' };
  const { type, text } = outcome.value;
  if (type === 'String' || text === null) return { ok: true, text };
  const message = notCast(classOf(fromVariable(outcome.value)), 'java.lang.String');
  return { ok: false, message, exception: 'ClassCastException' };
}
