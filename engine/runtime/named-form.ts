import type { ScopeEvaluation } from '../engine.ts';
import type { Expression } from '../graph/expression.ts';
import type { FormReference, NamedForm } from '../graph/form-reference.ts';

export type FormNaming =
  | { readonly ok: true; readonly form: NamedForm }
  | { readonly ok: false; readonly message: string; readonly exception: string };

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
export async function namedForm(
  { key, binding, version }: FormReference,
  evaluate: (expression: Expression) => Promise<ScopeEvaluation>,
): Promise<FormNaming> {
  const named = await textOf(key, evaluate);
  if (!named.ok) return named;
  const wanted = version === null ? null : await textOf(version, evaluate);
  if (wanted === null) return { ok: true, form: { key: named.text, binding, version: null } };
  if (!wanted.ok) return wanted;
  if (!/^[+-]?\d+$/.test(wanted.text))
    return { ok: false, message: `For input string: "${wanted.text}"`, exception: 'NumberFormatException' };
  return { ok: true, form: { key: named.text, binding, version: Number(wanted.text) } };
}

type Text = { readonly ok: true; readonly text: string } | Extract<FormNaming, { ok: false }>;

async function textOf(
  expression: Expression,
  evaluate: (expression: Expression) => Promise<ScopeEvaluation>,
): Promise<Text> {
  if (expression.language === 'literal') return { ok: true, text: expression.text };
  const outcome = await evaluate(expression);
  if (outcome.kind === 'noScope')
    return { ok: false, message: 'The task is no more.', exception: 'ProcessEngineException' };
  if (outcome.kind === 'failure') return { ok: false, message: outcome.message, exception: 'ProcessEngineException' };
  const { type, text } = outcome.value;
  if (type === 'String' || text === null) return { ok: true, text: text ?? 'null' };
  const loader = `(java.lang.${type} and java.lang.String are in module java.base of loader 'bootstrap')`;
  return {
    ok: false,
    message: `class java.lang.${type} cannot be cast to class java.lang.String ${loader}`,
    exception: 'ClassCastException',
  };
}
