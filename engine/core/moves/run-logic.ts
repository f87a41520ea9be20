import type { Logic } from '../../graph/element.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { evaluateAt, placeOf } from './evaluate-at.ts';
import { propagateVariable } from './variables.ts';

/** Computes an element's expression and keeps its result, where the model names a variable for it. */
export function runLogic(step: Step, logic: Logic, at: ElementInstance): void {
  const { value } = evaluateAt(step, logic.expression, placeOf(at));
  if (logic.resultVariable) propagateVariable(step, at.key, logic.resultVariable, value, at.elementId);
}
