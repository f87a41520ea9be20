import type { MultiInstance } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { evaluateAt, type EvaluationPlace, listAt } from './evaluate-at.ts';

/** What a multi-instance activity counts: the items of its collection, or its number. */
const MAX_INT = 2 ** 31 - 1;

/** The list that the model names by its variable, or computes. */
export function collectionAt(
  step: Step,
  { collectionVariable }: MultiInstance,
  collection: Expression,
  place: EvaluationPlace,
): readonly VariableValue[] {
  try {
    return listAt(step, collection, place);
  } catch (failure) {
    if (!(failure instanceof StepFailure) || collectionVariable === undefined) throw failure;
    throw new StepFailure(
      failure.incidentType,
      `ENGINE-02025 Variable '${collectionVariable}' is not of the expected type 'Collection'.`,
    );
  }
}

/** A number, or a text that is a whole one. */
export function cardinalityAt(step: Step, cardinality: Expression, place: EvaluationPlace): number {
  const { type, text } = evaluateAt(step, cardinality, place).value;
  if (type === 'String' && text !== null) {
    if (/^[+-]?\d+$/.test(text)) return Number(text);
    throw new StepFailure('EXTRACT_VALUE_ERROR', `For input string: "${text}"`, 'NumberFormatException');
  }
  const isNumber = type === 'Integer' || type === 'Long' || type === 'Short' || type === 'Double';
  // As Java makes an int of a fraction: at most the greatest one.
  if (isNumber && text !== null) return Math.max(-MAX_INT - 1, Math.min(MAX_INT, Math.trunc(Number(text)) || 0));
  throw new StepFailure(
    'EXTRACT_VALUE_ERROR',
    `ENGINE-02027 Could not resolve expression of type 'loopCardinality'. Expression '${cardinality.text}' needs to be a number or number String.`,
  );
}
