import type { Element, Work } from '../../graph/element.ts';
import type { ExpressionScope } from '../../expressions/expression-port.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { conditionAt, optionalTextAt, placeOf, textAt } from './evaluate-at.ts';
import type { ThrownError } from './throw-error.ts';

/** The first error that the model reads out of what a worker reported (`camunda:errorEventDefinition`). */
export function matchedError(step: Step, element: Element, at: ElementInstance, work: NonNullable<ExpressionScope['work']>): ThrownError | null {
  const { errorMappings } = ('work' in element ? element.work : undefined) ?? ({} as Partial<Work>);
  if (!errorMappings) return null;
  const place = { ...placeOf(at), work };
  for (const { code, condition, message } of errorMappings) {
    if (conditionAt(step, condition, place)) return { code: textAt(step, code, place), message: optionalTextAt(step, message, place), variables: {} };
  }
  return null;
}
