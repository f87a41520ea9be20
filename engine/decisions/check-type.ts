import { Decimal } from '../expressions/feel/decimal.ts';
import { type FeelValue, feelText } from '../expressions/feel/feel-value.ts';
import { FeelDate, FeelDateTime, FeelTime } from '../expressions/feel/temporal.ts';
import type { BoxedExpression } from '../graph/decision.ts';
import { DecisionFailure } from './decision-failure.ts';
import type { DecidedValue } from './decision-outcome.ts';
import type { Evaluation } from './evaluation.ts';

/** Types that Camunda 8 checks; it knows no others. */
const TYPES: ReadonlyMap<string, (value: FeelValue) => boolean> = new Map<string, (value: FeelValue) => boolean>([
  ['string', (value) => typeof value === 'string'],
  ['boolean', (value) => typeof value === 'boolean'],
  ['number', (value) => value instanceof Decimal],
  ['date', (value) => value instanceof FeelDate],
  ['time', (value) => value instanceof FeelTime],
  ['datetime', (value) => value instanceof FeelDateTime],
]);

/** Of a decision that is a literal expression; those inside other expressions are not looked at. */
export function checkType(
  { semantics }: Evaluation,
  { type }: Extract<BoxedExpression, { kind: 'literal' }>,
  { feel }: DecidedValue,
): void {
  if (semantics.types !== 'check' || feel === null || type === undefined) return;
  if (TYPES.get(type.toLowerCase())?.(feel) === false)
    throw new DecisionFailure(`expected '${type}' but found '${feelText(feel)}'`, '');
}
