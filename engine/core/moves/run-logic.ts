import type { ConnectorUse } from '../../graph/code.ts';
import type { Logic } from '../../graph/element.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { ElementInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { placeOf } from './evaluate-at.ts';
import { evaluateSource } from './mappings.ts';
import { callConnector, isMail } from './outside.ts';
import { takeResults } from './results.ts';
import { runCode } from './run-code.ts';
import { throwOutOfCode } from './throw-out-of-code.ts';
import { propagateVariable } from './variables.ts';

/**
 * Runs an element's code; the answer keeps its result, where the model names a variable for it. null: it threw an error
 * of the model, which has ended the element.
 */
export function runLogic(step: Step, logic: Logic, at: ElementInstance): (() => void) | null {
  try {
    const { code } = logic;
    if (code.language === 'connector') {
      runConnector(step, code, at);
      return () => undefined;
    }
    const value = runCode(step, code, placeOf(at));
    const { resultVariable, keepsNull } = logic;
    return () => {
      if (resultVariable && (keepsNull || value.type !== 'Null'))
        takeResults(step, step.elementOf(at), at, { [resultVariable]: value });
    };
  } catch (failure) {
    if (isMail(logic.code)) throw failure;
    throwOutOfCode(step, at, failure);
    return null;
  }
}

/** Its inputs are variables of its own; its outputs see what came back, and go outwards from the task. */
function runConnector(step: Step, { connectorId, inputs, outputs }: ConnectorUse, at: ElementInstance): void {
  const place = placeOf(at);
  const given: Record<string, VariableValue> = {};
  for (const { source, target } of inputs) given[target] = evaluateSource(step, source, { ...place, overlay: given });
  const overlay = { ...given, ...callConnector(step, connectorId, place, given) };
  for (const { source, target } of outputs)
    propagateVariable(step, at.key, target, evaluateSource(step, source, { ...place, overlay }), at.elementId);
}
