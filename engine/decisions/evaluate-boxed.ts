import { BoxedContext, FeelFunction, type FeelValue } from '../expressions/feel/feel-value.ts';
import type { BoxedExpression, BoxedFunction, FunctionParameter, KnowledgeModel } from '../graph/decision.ts';
import { checkType, isOfType } from './check-type.ts';
import { converted } from './clause-types.ts';
import { NOTHING, untyped } from './decided-value.ts';
import { DecisionFailure } from './decision-failure.ts';
import { decideTable, type TableProgress } from './decide-table.ts';
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

/** A function of a context; types of its parameters mean nothing. */
function functionOf(
  evaluation: Evaluation,
  { parameters, body }: BoxedFunction,
  known: Known,
  depth: number,
): FeelFunction {
  return new FeelFunction(namesOf(parameters), (args) => {
    const given = parameters.map(
      ({ name }, index) => [name, untyped(args[index] ?? null, evaluation.semantics)] as const,
    );
    return boxedValue(evaluation, body, new Map([...known, ...given]), depth + 1).feel;
  });
}

const namesOf = (parameters: readonly FunctionParameter[]): readonly string[] => parameters.map(({ name }) => name);

/**
 * A knowledge model by its name, for expressions: it sees the models that it requires, and is null where what it is
 * given is not of the types of its parameters.
 */
export function knowledgeFunction(evaluation: Evaluation, id: string): readonly [string, DecidedValue] | null {
  const model = evaluation.graph.knowledge.get(id);
  if (!model) return null;
  const { parameters } = model.logic;
  const call = (args: readonly FeelValue[]): FeelValue =>
    parameters.every(({ type }, index) => type === undefined || isOfType(type, args[index] ?? null))
      ? called(evaluation, model, args, new Map())
      : null;
  return [model.name, untyped(new FeelFunction(namesOf(parameters), call), evaluation.semantics)];
}

/** A model that an expression in boxes calls sees what is seen there. Each of its parameters is bound, in its type. */
function invoked(
  evaluation: Evaluation,
  name: string,
  bindings: readonly (readonly [string, FeelValue])[],
  known: Known,
): FeelValue {
  const model = [...evaluation.graph.knowledge.values()].find((one) => one.name === name);
  if (!model) throw new DecisionFailure(`no BKM found with name '${name}'`, '');
  const given = new Map(bindings);
  const args = model.logic.parameters.map((parameter) => {
    const value = given.get(parameter.name);
    if (value === undefined) throw new DecisionFailure(`no parameter found with name '${parameter.name}'`, '');
    checkType(evaluation, parameter.type, value);
    return value;
  });
  return called(evaluation, model, args, known);
}

/** Tells what the model gave, or that it failed. */
function called(evaluation: Evaluation, model: KnowledgeModel, args: readonly FeelValue[], around: Known): FeelValue {
  const { id, name, logic, requires } = model;
  const own = requires.flatMap((other) => {
    const knowledge = knowledgeFunction(evaluation, other);
    return knowledge ? [knowledge] : [];
  });
  const given = namesOf(logic.parameters).map(
    (parameter, index) => [parameter, untyped(args[index] ?? null, evaluation.semantics)] as const,
  );
  const names: Known = new Map([...around, ...own, ...given]);
  const progress: TableProgress = { inputs: [], rules: [] };
  let output = NOTHING;
  try {
    output =
      logic.body.kind === 'table'
        ? untyped(decideTable(evaluation, logic.body, names, progress).feel, evaluation.semantics)
        : boxedValue(evaluation, logic.body, names);
  } finally {
    evaluation.tell({ knowledgeId: id, name, ...progress, output: output.value });
  }
  return output.feel;
}
