import { fromJson, toJs } from '../../expressions/values.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { StepFailure } from '../failure.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { multiInstanceOf } from './enter.ts';
import { feelTypeOf } from './evaluate-at.ts';
import { lookupVariable, propagateVariable, setLocalVariable } from './variables.ts';

/**
 * Camunda 8: what the inner instances of a multi-instance body have come to is collected in a list of the body.
 */

/** Puts one result into what was collected so far. */
export function collect(step: Step, name: string, body: ElementInstance, index: number, value: VariableValue): void {
  const gathered = lookupVariable(step, body.key, name)?.value ?? fromJson([]);
  const collected = toJs(gathered);
  if (!Array.isArray(collected)) {
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Unable to update an item in output collection '${name}' because the type of the output collection is: ${storedTypeOf(gathered)}. This may happen when multiple BPMN elements write to the same variable.`,
    );
  }
  const results = [...collected];
  if (index >= results.length) {
    throw new StepFailure(
      'EXTRACT_VALUE_ERROR',
      `Unable to update an item in output collection '${name}' at position ${index + 1} because the size of the collection is: ${results.length}. This may happen when multiple BPMN elements write to the same variable.`,
    );
  }
  results[index] = toJs(value);
  setLocalVariable(step, body.key, name, fromJson(results), body.elementId);
}

/** What Camunda 8 calls the type of a variable as it is stored. */
function storedTypeOf(value: VariableValue): string {
  const type = feelTypeOf({ value });
  switch (type) {
    case 'NULL':
      return 'NIL';
    case 'OBJECT':
      return 'MAP';
    case 'NUMBER':
      return value.type === 'Double' ? 'FLOAT' : 'INTEGER';
    default:
      return type;
  }
}

/** The results are handed to the scope around as the body completes. */
export function handOverResults(step: Step, body: ElementInstance): void {
  const outputCollection = multiInstanceOf(step.elementOf(body))?.outputCollection;
  const gathered = outputCollection ? step.draft.variablesOf(body.key)?.get(outputCollection) : undefined;
  if (gathered) propagateVariable(step, body.scopeKey, gathered.name, gathered.value, body.elementId);
}
