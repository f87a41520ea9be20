import type { Element, Work } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import type { ExternalTaskFacts } from '../../expressions/expression-port.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, optionalTextAt, placeOf, textAt, type EvaluationPlace } from './evaluate-at.ts';
import type { ErrorOfTheModel } from './throw-error.ts';

/** The first error that the model reads out of what a worker reported (`camunda:errorEventDefinition`). */
export function matchedError(
  step: Step,
  element: Element,
  at: ElementInstance,
  externalTask: ExternalTaskFacts,
): ErrorOfTheModel | null {
  const { errorMappings } = ('work' in element ? element.work : undefined) ?? ({} as Partial<Work>);
  if (!errorMappings) return null;
  const place = { ...placeOf(at), externalTask };
  for (const { code, condition, message } of errorMappings) {
    // Without a message of its own, Camunda 7's error has the worker's.
    if (holds(step, condition, place))
      return {
        code: textAt(step, code, place),
        message: message ? optionalTextAt(step, message, place) : externalTask.errorMessage,
        variables: {},
        isReported: true,
      };
  }
  return null;
}

/** Unlike the condition of a flow, one that gives no boolean just does not hold. */
function holds(step: Step, condition: Expression, place: EvaluationPlace): boolean {
  const { value } = evaluateAt(step, condition, place);
  return value.type === 'Boolean' && value.text === 'true';
}
