import { Decimal } from '../expressions/feel/decimal.ts';
import { feelText, isList, type FeelValue } from '../expressions/feel/feel-value.ts';
import type { Aggregation, DecisionTable } from '../graph/decision.ts';
import { NOTHING, ofVariable, untyped } from './decided-value.ts';
import type { DecidedValue, FiredRule } from './decision-outcome.ts';
import type { Evaluation } from './evaluation.ts';
import { javaAggregate } from './java-aggregation.ts';
import { aggregationOfSeveral, hitPolicyViolated, notAggregatable } from './failure-sentences.ts';

/** What the hit policy leaves of the rules that apply, in its order; PRIORITY and FIRST leave one. */
export function chosenRules(
  evaluation: Evaluation,
  table: DecisionTable,
  fired: readonly FiredRule[],
): readonly FiredRule[] {
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (fired.length > 1) throw hitPolicyViolated(evaluation.semantics, 'UNIQUE', table.outputs, fired);
      return fired;
    case 'ANY': {
      const isByValue = evaluation.semantics.failures === 'sentence';
      const texts = new Set<string>();
      const different = fired.filter((rule) => texts.size < texts.add(outputsText(rule, isByValue)).size);
      if (different.length > 1)
        throw hitPolicyViolated(evaluation.semantics, 'ANY', table.outputs, isByValue ? different : fired);
      return fired.slice(0, 1);
    }
    case 'PRIORITY':
      return ranked(evaluation, table, fired).slice(0, 1);
    case 'OUTPUT ORDER':
      return ranked(evaluation, table, fired);
    case 'FIRST':
      return fired.slice(0, 1);
    case 'COLLECT':
    case 'RULE ORDER':
      return fired;
  }
}

/** The policy gives one entry and not a list. */
export function isSingleHit({ hitPolicy }: DecisionTable): boolean {
  return hitPolicy === 'UNIQUE' || hitPolicy === 'ANY' || hitPolicy === 'FIRST' || hitPolicy === 'PRIORITY';
}

/** What tells outputs apart: in Camunda 8 the value of a number, not how many places it has. */
const outputsText = ({ values }: FiredRule, isByValue: boolean): string =>
  values
    .map((value) => value?.feel ?? null)
    .map((value) => feelText(isByValue ? withoutPlaces(value) : value))
    .join('\n');

function withoutPlaces(value: FeelValue): FeelValue {
  if (isList(value)) return value.map(withoutPlaces);
  return value instanceof Decimal ? value.withoutZeros(0) : value;
}

/** By the ranks of the outputs' values, the first output first; a value without a rank comes last. */
function ranked(evaluation: Evaluation, table: DecisionTable, fired: readonly FiredRule[]): FiredRule[] {
  const rankings = table.outputs.map(({ ranking }) => {
    const values = ranking ? evaluation.feel(`[${ranking.text}]`, new Map()) : [];
    return new Map((isList(values) ? values : []).map((value, rank) => [feelText(value), rank] as const));
  });
  const ranksOf = ({ values }: FiredRule): number[] =>
    rankings.map((ranking, index) => ranking.get(feelText(values[index]?.feel ?? null)) ?? ranking.size);
  return fired
    .map((rule) => ({ rule, ranks: ranksOf(rule) }))
    .sort((a, b) => {
      const differing = a.ranks.findIndex((rank, index) => rank !== b.ranks[index]);
      return differing < 0 ? 0 : (a.ranks[differing] ?? 0) - (b.ranks[differing] ?? 0);
    })
    .map(({ rule }) => rule);
}

/** Outputs that a rule has; cells that are empty give none. */
const given = ({ values }: FiredRule) => values.flatMap((value) => value ?? []);

/**
 * One number of all rules that apply, which have one output each: Camunda 7 asks that of the cells, Camunda 8 of the
 * table; null: there is none, for no rule does.
 */
export function aggregated(
  evaluation: Evaluation,
  table: DecisionTable,
  aggregation: Aggregation,
  fired: readonly FiredRule[],
): DecidedValue | null {
  const { semantics } = evaluation;
  const isByRule = semantics.types === 'convert';
  const compound = isByRule
    ? fired.find((rule) => given(rule).length > 1)
    : table.outputs.length > 1
      ? fired[0]
      : undefined;
  if (compound) throw aggregationOfSeveral(aggregation, table.outputs, compound);
  const values = isByRule ? fired.flatMap(given) : fired.flatMap(({ values: [value] }) => value ?? []);
  if (aggregation === 'COUNT') {
    if (values.length === 0 && semantics.failures === 'sentence') return null;
    return ofVariable({ type: 'Integer', text: String(values.length) }, true);
  }
  if (values.length === 0) return null;
  if (isByRule) {
    const collected = javaAggregate(aggregation, values);
    if (collected === null) throw notAggregatable(semantics, values, values[0] ?? NOTHING);
    return ofVariable(collected, true);
  }
  const numbers = values.map((value) => {
    if (!(value.feel instanceof Decimal)) throw notAggregatable(semantics, values, value);
    return value.feel;
  });
  return untyped(
    numbers.reduce((one, other) => combine(aggregation, one, other)),
    semantics,
  );
}

function combine(aggregation: 'SUM' | 'MIN' | 'MAX', one: Decimal, other: Decimal): Decimal {
  if (aggregation === 'SUM') return one.plus(other);
  return one.compare(other) <= 0 === (aggregation === 'MIN') ? one : other;
}
