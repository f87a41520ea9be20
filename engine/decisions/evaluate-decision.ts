import type { ExpressionScope } from '../expressions/expression-port.ts';
import { FeelFailure } from '../expressions/feel/budget.ts';
import { FeelSessionFailure } from '../expressions/feel/feel-session.ts';
import type { BoxedExpression, DecisionGraph, DecisionModel } from '../graph/decision.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { DecisionFailure } from './decision-failure.ts';
import type {
  DecidedValue,
  DecisionOutcome,
  DecisionType,
  EvaluatedDecision,
  ResultEntry,
} from './decision-outcome.ts';
import { decideTable, type TableProgress } from './decide-table.ts';
import { untyped } from './decided-value.ts';
import { boxedValue, knowledgeFunction } from './evaluate-boxed.ts';
import { checkType } from './check-type.ts';
import { Evaluation, type Known } from './evaluation.ts';
import { expressionFailed } from './failure-sentences.ts';
import { isSingleHit } from './hit-policies.ts';
import { requirementOrder, requirementsOfEach } from './requirement-order.ts';

const NULL: VariableValue = { type: 'Null', text: null };

/** Decisions of one evaluation: those that are required by several count for each of them. */
const MAX_EVALUATED = 10_000;

/** What is known of a decision that fails. */
interface Progress extends TableProgress {
  output: VariableValue;
}

interface Made {
  readonly evaluated: EvaluatedDecision;
  readonly entries: readonly ResultEntry[];
  readonly value: DecidedValue;
}

/**
 * Makes a decision, after those that it requires. Pure, bounded, and throws for nothing that a model or a variable can
 * hold. In Camunda 7 a table's outputs go on by their names; in Camunda 8 a decision is one value, with a name of its
 * own.
 */
export function evaluateDecision(graph: DecisionGraph, decisionId: string, scope: ExpressionScope): DecisionOutcome {
  const evaluation = new Evaluation(graph, scope);
  const evaluated: EvaluatedDecision[] = [];
  const made = new Map<string, Made>();
  const order =
    evaluation.semantics.requiredBySeveral === 'once'
      ? (requirementOrder(graph.decisions, decisionId) ?? [])
      : requirementsOfEach(graph.decisions, decisionId);
  for (const id of order) {
    const decision = graph.decisions.get(id);
    if (!decision) continue;
    const progress: Progress = { inputs: [], rules: [], output: NULL };
    try {
      if (evaluated.length >= MAX_EVALUATED)
        throw new DecisionFailure(`more than ${MAX_EVALUATED} decisions would be made`, 'DmnEngineException');
      const again = made.get(id);
      evaluation.made = evaluated.length;
      if (again) {
        evaluated.push(again.evaluated);
        continue;
      }
      const result = decide(evaluation, decision, knownTo(evaluation, decision, made), progress);
      evaluated.push(result.evaluated);
      made.set(id, result);
    } catch (error) {
      const failure = failureOf(evaluation, error);
      evaluated.push({
        decisionId: id,
        type: typeOf(decision.logic),
        ...progress,
        literal: null,
        collected: null,
      });
      return {
        evaluated,
        knowledge: evaluation.knowledge,
        result: { isFailed: true, decisionId: id, message: failure.message, exception: failure.exception },
      };
    }
  }
  const last = made.get(decisionId);
  if (!last) throw new Error(`there is no decision ${decisionId} in its graph`);
  return {
    evaluated,
    knowledge: evaluation.knowledge,
    result: { isFailed: false, entries: last.entries, value: last.value.value },
  };
}

function failureOf(evaluation: Evaluation, error: unknown): DecisionFailure {
  if (error instanceof DecisionFailure) return error;
  // Work beside expressions has used up the budget, or a result cannot be written.
  if (error instanceof FeelSessionFailure || error instanceof FeelFailure || error instanceof RangeError)
    return expressionFailed(evaluation.semantics, error.message);
  throw error;
}

function decide(evaluation: Evaluation, decision: DecisionModel, known: Known, progress: Progress): Made {
  const { logic, variable } = decision;
  const type = typeOf(logic);
  if (logic.kind === 'table') {
    const { inputs, rules, collected, entries, feel } = decideTable(evaluation, logic, known, progress);
    const value = untyped(feel, evaluation.semantics);
    progress.output = value.value;
    checkType(evaluation, variable.type, value.feel);
    return {
      evaluated: {
        decisionId: decision.id,
        type,
        inputs,
        rules,
        literal: null,
        collected: collected?.value ?? null,
        output: value.value,
      },
      entries,
      value,
    };
  }
  const value = boxedValue(evaluation, logic, known);
  progress.output = value.value;
  checkType(evaluation, variable.type, value.feel);
  const name = variable.name ?? decision.id;
  const literal = { id: null, name: null, variable: name, value: value.value };
  return {
    evaluated: { decisionId: decision.id, type, inputs: [], rules: [], literal, collected: null, output: value.value },
    entries: [new Map([[name, value]])],
    value,
  };
}

/** What a decision sees beside the variables: results of other decisions, and functions. */
function knownTo(evaluation: Evaluation, decision: DecisionModel, made: ReadonlyMap<string, Made>): Known {
  const known = new Map<string, DecidedValue>();
  const reach = evaluation.semantics.requiredReach === 'all' ? [...made.keys()] : decision.requires;
  for (const id of reach) {
    const other = evaluation.graph.decisions.get(id);
    const result = made.get(id);
    if (other && result) for (const [name, value] of namedResults(evaluation, other, result)) known.set(name, value);
  }
  for (const id of decision.uses) {
    const knowledge = knowledgeFunction(evaluation, id);
    if (knowledge) known.set(...knowledge);
  }
  return known;
}

function namedResults(
  { semantics }: Evaluation,
  { id, logic, variable }: DecisionModel,
  { entries, value }: Made,
): readonly (readonly [string, DecidedValue])[] {
  if (logic.kind !== 'table') return [[variable.name ?? id, value]];
  if (semantics.requiredTables === 'decisionId') return [[id, value]];
  if (isSingleHit(logic) || logic.aggregation) return [...(entries[0] ?? [])];
  const names = new Set(entries.flatMap((entry) => [...entry.keys()]));
  return [...names].map((name) => [
    name,
    untyped(
      entries.filter((entry) => entry.has(name)).map((entry) => entry.get(name)?.feel ?? null),
      semantics,
    ),
  ]);
}

const TYPES: { readonly [K in BoxedExpression['kind']]: DecisionType } = {
  table: 'decisionTable',
  literal: 'literalExpression',
  context: 'context',
  list: 'list',
  relation: 'relation',
  invocation: 'invocation',
  function: 'functionDefinition',
};
const typeOf = ({ kind }: BoxedExpression): DecisionType => TYPES[kind];
