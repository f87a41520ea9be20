import type { DecisionTable, TableRule } from '../graph/decision.ts';
import { converted } from './clause-types.ts';
import { NOTHING } from './decided-value.ts';
import type { DecidedValue, FiredRule } from './decision-outcome.ts';
import type { Evaluation, Known } from './evaluation.ts';

export function inputValues(evaluation: Evaluation, table: DecisionTable, known: Known): DecidedValue[] {
  return table.inputs.map(({ expression, type }) => {
    const value = expression === null ? NOTHING : evaluation.value(expression, known);
    return evaluation.semantics.types === 'convert' ? converted(value, type) : value;
  });
}

/** Rules that apply to the inputs, in the order of the table; FIRST needs no more than one. */
export function firedRules(
  evaluation: Evaluation,
  table: DecisionTable,
  inputs: readonly DecidedValue[],
  known: Known,
): FiredRule[] {
  const fired: { rule: TableRule; index: number }[] = [];
  for (const [index, rule] of table.rules.entries()) {
    if (!applies(evaluation, table, rule, inputs, known)) continue;
    fired.push({ rule, index: index + 1 });
    if (table.hitPolicy === 'FIRST') break;
  }
  return fired.map(({ rule, index }) => ({ rule, index, values: outputValues(evaluation, table, rule, known) }));
}

function applies(
  evaluation: Evaluation,
  table: DecisionTable,
  rule: TableRule,
  inputs: readonly DecidedValue[],
  known: Known,
): boolean {
  evaluation.session.spend(1);
  return table.inputs.every(({ variable }, index) => {
    const test = rule.inputs[index] ?? null;
    return test === null || evaluation.passes(test, inputs[index] ?? NOTHING, variable, known);
  });
}

function outputValues(
  evaluation: Evaluation,
  table: DecisionTable,
  rule: TableRule,
  known: Known,
): (DecidedValue | null)[] {
  return table.outputs.map(({ type }, index) => {
    const expression = rule.outputs[index] ?? null;
    if (expression === null) return null;
    const value = evaluation.value(expression, known);
    return evaluation.semantics.types === 'convert' ? converted(value, type) : value;
  });
}
