import type { Code } from '../../graph/code.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import type { Variables } from '../commands.ts';
import type { Step } from '../step.ts';
import { evaluateAt } from './evaluate-at.ts';
import type { EvaluationPlace } from './evaluation-place.ts';
import { callDelegate, isDelegate } from './outside.ts';

/** Runs code of the model: evaluates it, or has it done outside the core. */
export function runCode(step: Step, code: Code, place: EvaluationPlace): VariableValue {
  if (!isDelegate(code)) return evaluateAt(step, code, place).value;
  const fields: Record<string, VariableValue> = {};
  for (const { name, value } of code.fields) fields[name] = evaluateAt(step, value, place).value;
  return callDelegate(step, code, place, fields satisfies Variables);
}
