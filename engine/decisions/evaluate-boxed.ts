import { BoxedContext, FeelFunction, type FeelValue } from '../expressions/feel/feel-value.ts';
import type { BoxedExpression, BoxedFunction, KnowledgeModel } from '../graph/decision.ts';
import { converted } from './clause-types.ts';
import { NOTHING, untyped } from './decided-value.ts';
import { DecisionFailure } from './decision-failure.ts';
import { decideTable } from './decide-table.ts';
import type { DecidedValue } from './decision-outcome.ts';
import type { Evaluation, Known } from './evaluation.ts';

/** Boxed expressions and knowledge models that stand in one another. */
const MAX_NESTING = 200;

/** A boxed expression inside a decision as one value. */
export function boxedValue(evaluation: Evaluation, boxed: BoxedExpression, known: Known, depth = 0): DecidedValue {
  if (depth > MAX_NESTING)
    throw new DecisionFailure(`expressions are nested deeper than ${MAX_NESTING}`, 'DmnEngineException');
  const of = (inner: BoxedExpression, names: Known = known): DecidedValue =>
    boxedValue(evaluation, inner, names, depth + 1);
  const as = (feel: FeelValue): DecidedValue => untyped(feel, evaluation.semantics);
  switch (boxed.kind) {
    case 'literal':
      return literalValue(evaluation, boxed, known);
    case 'table':
      return as(decideTable(evaluation, boxed, known, { inputs: [], rules: [] }).feel);
    case 'list':
      return as(boxed.items.map((item) => of(item).feel));
    case 'relation':
      return as(
        boxed.rows.map((row) => new BoxedContext(boxed.columns.map((name, index) => [name, valueIn(row[index], of)]))),
      );
    case 'context':
      return as(contextValue(boxed.entries, known, of));
    case 'function':
      return as(functionOf(evaluation, boxed, known, depth));
    case 'invocation':
      return as(
        invoked(
          evaluation,
          boxed.called,
          boxed.bindings.map(({ name, value }) => [name, of(value).feel]),
          known,
        ),
      );
  }
}

const valueIn = (boxed: BoxedExpression | undefined, of: (boxed: BoxedExpression) => DecidedValue): FeelValue =>
  boxed ? of(boxed).feel : null;

/** Each entry sees those before it; an entry without a name is the result of the whole. */
function contextValue(
  entries: readonly { readonly name: string | null; readonly value: BoxedExpression }[],
  known: Known,
  of: (boxed: BoxedExpression, names: Known) => DecidedValue,
): FeelValue {
  let seen: Known = known;
  const context = new BoxedContext();
  for (const { name, value } of entries) {
    const result = of(value, seen);
    if (name === null) return result.feel;
    context.set(name, result.feel);
    seen = new Map([...seen, [name, result]]);
  }
  return context;
}

function literalValue(
  evaluation: Evaluation,
  boxed: Extract<BoxedExpression, { kind: 'literal' }>,
  known: Known,
): DecidedValue {
  const value = boxed.expression.text.trim() === '' ? NOTHING : evaluation.value(boxed.expression, known);
  return evaluation.semantics.types === 'convert' ? converted(value, boxed.type) : value;
}

/** A knowledge model with all that it needs itself; `known` holds what its own models are. */
export function knowledgeFunction(evaluation: Evaluation, model: KnowledgeModel, known: Known): DecidedValue {
  return untyped(functionOf(evaluation, model.logic, known, 0), evaluation.semantics);
}

function functionOf(
  evaluation: Evaluation,
  { parameters, body }: BoxedFunction,
  known: Known,
  depth: number,
): FeelFunction {
  return new FeelFunction(parameters, (args) => {
    const given = parameters.map((name, index) => [name, untyped(args[index] ?? null, evaluation.semantics)] as const);
    return boxedValue(evaluation, body, new Map([...known, ...given]), depth + 1).feel;
  });
}

function invoked(
  evaluation: Evaluation,
  called: string,
  bindings: readonly (readonly [string, FeelValue])[],
  known: Known,
): FeelValue {
  const target =
    known.get(called)?.feel ?? evaluation.feel(called, new Map([...known].map(([name, { feel }]) => [name, feel])));
  if (!(target instanceof FeelFunction)) throw new DecisionFailure(`no BKM found with name '${called}'`, '');
  const given = new Map(bindings);
  return target.invoke(target.parameters.map((name) => given.get(name) ?? null));
}
