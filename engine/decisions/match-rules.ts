import type { DecisionTable, TableInput, TableRule } from '../graph/decision.ts';
import { converted } from './clause-types.ts';
import { NOTHING } from './decided-value.ts';
import type { DecidedValue, FiredRule } from './decision-outcome.ts';
import type { Evaluation, Known } from './evaluation.ts';

/** `index` counts from 1. */
interface NumberedRule {
  readonly rule: TableRule;
  readonly index: number;
}

interface Matching {
  readonly evaluation: Evaluation;
  readonly table: DecisionTable;
  readonly known: Known;
  /** Hears of the inputs as soon as all are known. */
  readonly told: (inputs: readonly DecidedValue[]) => void;
}

/** Rules that apply, in the order of the table. */
export function matchRules(matching: Matching): readonly FiredRule[] {
  const { evaluation, table, known } = matching;
  const rules = table.rules.map((rule, at) => ({ rule, index: at + 1 }));
  const applying =
    evaluation.semantics.matching === 'byInput' ? applyingByInput(matching, rules) : applyingByRule(matching, rules);
  return applying.map(({ rule, index }) => ({ rule, index, values: outputValues(evaluation, table, rule, known) }));
}

function applyingByInput(
  { evaluation, table, known, told }: Matching,
  rules: readonly NumberedRule[],
): readonly NumberedRule[] {
  const inputs: DecidedValue[] = [];
  let left = rules;
  for (const [place, input] of table.inputs.entries()) {
    const value = inputValue(evaluation, input, known);
    inputs.push(value);
    left = left.filter(({ rule }) => passes(evaluation, rule, place, input, value, known));
  }
  told(inputs);
  return left;
}

function applyingByRule(
  { evaluation, table, known, told }: Matching,
  rules: readonly NumberedRule[],
): readonly NumberedRule[] {
  const inputs = table.inputs.map((input) => inputValue(evaluation, input, known));
  told(inputs);
  const applying: NumberedRule[] = [];
  for (const numbered of rules) {
    const applies = table.inputs.every((input, place) =>
      passes(evaluation, numbered.rule, place, input, inputs[place] ?? NOTHING, known),
    );
    if (!applies) continue;
    applying.push(numbered);
    if (table.hitPolicy === 'FIRST') break;
  }
  return applying;
}

function inputValue(evaluation: Evaluation, { expression, type }: TableInput, known: Known): DecidedValue {
  const value = expression === null ? NOTHING : evaluation.value(expression, known);
  return evaluation.semantics.types === 'convert' ? converted(value, type) : value;
}

function passes(
  evaluation: Evaluation,
  rule: TableRule,
  place: number,
  { variable, expression }: TableInput,
  value: DecidedValue,
  known: Known,
): boolean {
  evaluation.session.spend(1);
  const test = rule.inputs[place] ?? null;
  const isWithoutValue = expression === null && evaluation.semantics.types === 'convert';
  return test === null || evaluation.passes(test, isWithoutValue ? null : value, variable, known);
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
