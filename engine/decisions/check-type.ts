import { Decimal } from '../expressions/feel/decimal.ts';
import { type FeelValue, feelText } from '../expressions/feel/feel-value.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration } from '../expressions/feel/temporal.ts';
import { DecisionFailure } from './decision-failure.ts';
import type { Evaluation } from './evaluation.ts';

/** Types that Camunda 8 checks; it knows no others. */
const TYPES: ReadonlyMap<string, (value: FeelValue) => boolean> = new Map<string, (value: FeelValue) => boolean>([
  ['string', (value) => typeof value === 'string'],
  ['boolean', (value) => typeof value === 'boolean'],
  ['number', (value) => value instanceof Decimal],
  ['date', (value) => value instanceof FeelDate],
  ['time', (value) => value instanceof FeelTime],
  ['dateTime', (value) => value instanceof FeelDateTime],
  ['dayTimeDuration', (value) => value instanceof DaysDuration],
  ['yearMonthDuration', (value) => value instanceof MonthsDuration],
]);

/** A value where the model says a type; null is of every type, and what it calls by other names is not looked at. */
export function checkType({ semantics }: Evaluation, type: string | undefined, feel: FeelValue): void {
  if (semantics.types === 'check' && type !== undefined && !isOfType(type, feel))
    throw new DecisionFailure(`expected '${type}' but found '${feelText(feel)}'`, '');
}

export const isOfType = (type: string, feel: FeelValue): boolean => feel === null || TYPES.get(type)?.(feel) !== false;
