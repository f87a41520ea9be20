import { FeelFunction, type FeelValue } from '../expressions/feel/feel-value.ts';
import type { DecisionTable } from '../graph/decision.ts';
import type { DecidedValue, EvaluatedInput, FiredRule, MatchedRule, ResultEntry } from './decision-outcome.ts';
import type { Evaluation, Known } from './evaluation.ts';
import { aggregated, chosenRules, isSingleHit } from './hit-policies.ts';
import { matchRules } from './match-rules.ts';

/** What a table came to. `entries` are its results rule by rule, `feel` the table as one value. */
export interface TableResult {
  readonly inputs: readonly EvaluatedInput[];
  readonly rules: readonly MatchedRule[];
  readonly collected: DecidedValue | null;
  readonly entries: readonly ResultEntry[];
  readonly feel: FeelValue;
}

/** Told of what is known when the table fails half-way: its inputs. */
export interface TableProgress {
  inputs: readonly EvaluatedInput[];
  rules: readonly MatchedRule[];
}

export function decideTable(
  evaluation: Evaluation,
  table: DecisionTable,
  known: Known,
  progress: TableProgress,
): TableResult {
  const fired = matchRules({
    evaluation,
    table,
    known,
    told: (values) => {
      progress.inputs = evaluatedInputs(evaluation, table, values);
    },
  });
  const { inputs } = progress;
  progress.rules = fired.map((rule) => matchedRule(table, rule));
  if (table.aggregation && table.hitPolicy === 'COLLECT') {
    const collected = aggregated(evaluation, table, table.aggregation, fired);
    const isByRule = evaluation.semantics.types === 'convert';
    const name = (isByRule ? firstFilled(table, fired) : table.outputs[0])?.name ?? null;
    const unnamed = isByRule ? fired : fired.slice(0, 1);
    return {
      inputs,
      rules: progress.rules,
      collected,
      entries: collected ? [new Map([[String(name), collected]])] : unnamed.map(() => new Map()),
      feel: collected?.feel ?? (fired.length === 0 ? defaultValue(evaluation, table, known) : null),
    };
  }
  const chosen = chosenRules(evaluation, table, fired);
  const entries = chosen.map((rule) => entryOf(table, rule));
  const told = evaluation.semantics.matching === 'byInput' ? chosen : fired;
  const rules = told.map((rule) => matchedRule(table, rule));
  if (fired.length === 0)
    return { inputs, rules, collected: null, entries, feel: defaultValue(evaluation, table, known) };
  const all = chosen.map((rule) => feelOf(table, rule));
  return { inputs, rules, collected: null, entries, feel: isSingleHit(table) ? (all[0] ?? null) : all };
}

/** The output that gave the first value of all. */
function firstFilled(
  { outputs }: DecisionTable,
  fired: readonly FiredRule[],
): DecisionTable['outputs'][number] | undefined {
  const first = fired.find(({ values }) => values.some((value) => value != null));
  return first && outputs[first.values.findIndex((value) => value != null)];
}

function evaluatedInputs(
  { semantics }: Evaluation,
  table: DecisionTable,
  values: readonly DecidedValue[],
): readonly EvaluatedInput[] {
  return table.inputs.map(({ id, label, expression }, index) => ({
    id,
    name: label ?? (semantics.types === 'check' ? (expression?.text ?? null) : null),
    value: values[index]?.value ?? { type: 'Null', text: null },
  }));
}

function matchedRule(table: DecisionTable, { rule, index, values }: FiredRule): MatchedRule {
  const outputs = table.outputs.flatMap(({ id, label, name }, place) => {
    const value = values[place];
    return value ? [{ id, name: label, variable: name, value: value.value }] : [];
  });
  return { id: rule.id, index, outputs };
}

function entryOf(table: DecisionTable, { values }: FiredRule): ResultEntry {
  const entry = new Map<string, DecidedValue>();
  for (const [place, { name }] of table.outputs.entries()) {
    const value = values[place];
    if (value) entry.set(String(name), value);
  }
  return entry;
}

/** One output is its value; several are a context, of which those with one name are the last one. */
function feelOf({ outputs }: DecisionTable, { values }: FiredRule): FeelValue {
  const given = [...outputs.entries()].flatMap(([place, { name }]) => {
    const value = values[place];
    return value ? [[String(name), value.feel] as const] : [];
  });
  return oneOrContext(given);
}

/** A function has no value among others. */
function oneOrContext(values: readonly (readonly [name: string, value: FeelValue])[]): FeelValue {
  const context = new Map(values.map(([name, value]) => [name, value instanceof FeelFunction ? null : value]));
  if (context.size > 1) return context;
  const [only = null] = context.values();
  return only;
}

/** What those outputs say for the case that no rule applies that say something. */
function defaultValue(evaluation: Evaluation, { outputs }: DecisionTable, known: Known): FeelValue {
  return oneOrContext(
    outputs.flatMap(({ name, defaultValue: given }) =>
      given ? [[String(name), evaluation.value(given, known).feel] as const] : [],
    ),
  );
}
