import { feelText } from '../expressions/feel/feel-value.ts';
import type { DecisionSemantics } from '../graph/decision-semantics.ts';
import type { Aggregation, TableOutput } from '../graph/decision.ts';
import { asText } from '../expressions/juel/juel-value.ts';
import { fromVariable } from '../expressions/juel/juel-variable.ts';
import { javaText } from './decided-value.ts';
import { DecisionFailure } from './decision-failure.ts';
import type { DecidedValue, FiredRule } from './decision-outcome.ts';

const EXPRESSION_7 = 'FEEL/SCALA-01008 Error while evaluating expression: ';
const NUMBERS = '[class java.lang.Integer, class java.lang.Long, class java.lang.Double]';
/** Rules that a sentence quotes at most. */
const MAX_QUOTED = 20;

export function expressionFailed(semantics: DecisionSemantics, sentence: string): DecisionFailure {
  return semantics.failures === 'dmnEngine'
    ? new DecisionFailure(`${EXPRESSION_7}${sentence}`, 'FeelException')
    : new DecisionFailure(sentence, '');
}

export function cellFailed(language: 'juel' | 'ECMAScript', text: string): DecisionFailure {
  return new DecisionFailure(
    `DMN-01002 Unable to evaluate expression for language '${language}': '${text}'`,
    'DmnEvaluationException',
  );
}

export function hitPolicyViolated(
  semantics: DecisionSemantics,
  policy: 'UNIQUE' | 'ANY',
  outputs: readonly TableOutput[],
  fired: readonly FiredRule[],
): DecisionFailure {
  if (semantics.failures === 'sentence') {
    return new DecisionFailure(
      `${policy === 'UNIQUE' ? 'multiple' : 'different'} values aren't allowed for ${policy} hit policy. found: 'List(${fired
        .slice(0, MAX_QUOTED)
        .map((rule) => scalaMap(outputs, rule))
        .join(', ')})'`,
      '',
    );
  }
  const rules = `'[${fired
    .slice(0, MAX_QUOTED)
    .map((rule) => javaRule(outputs, rule))
    .join(', ')}]'`;
  const sentence =
    policy === 'UNIQUE'
      ? `DMN-03001 Hit policy 'UNIQUE' only allows a single rule to match. Actually match rules: ${rules}.`
      : `DMN-03002 Hit policy 'ANY' only allows multiple matching rules with equal output. Matching rules: ${rules}.`;
  return new DecisionFailure(sentence, 'DmnHitPolicyException');
}

export function notAggregatable(
  semantics: DecisionSemantics,
  values: readonly DecidedValue[],
  wrong: DecidedValue,
): DecisionFailure {
  if (semantics.failures === 'sentence')
    return new DecisionFailure(`expected number but found '${feelText(wrong.feel)}'`, '');
  return new DecisionFailure(
    `DMN-03004 Unable to convert value '[${values.slice(0, MAX_QUOTED).map(javaTyped).join(', ')}]' to a support aggregatable type '${NUMBERS}'.`,
    'DmnHitPolicyException',
  );
}

export function aggregationOfSeveral(
  aggregation: Aggregation,
  outputs: readonly TableOutput[],
  rule: FiredRule,
): DecisionFailure {
  return new DecisionFailure(
    `DMN-03003 Unable to execute aggregation '${aggregation}' on compound decision output '${javaOutputs(outputs, rule)}'. Only one output entry allowed.`,
    'DmnHitPolicyException',
  );
}

function scalaMap(outputs: readonly TableOutput[], rule: FiredRule): string {
  return `Map(${outputs.map(({ name }, index) => `${name} -> ${feelText(rule.values[index]?.feel ?? null)}`).join(', ')})`;
}

function javaRule(outputs: readonly TableOutput[], rule: FiredRule): string {
  return `DmnEvaluatedDecisionRuleImpl{id='${rule.rule.id}', outputEntries=${javaOutputs(outputs, rule)}}`;
}

function javaOutputs(outputs: readonly TableOutput[], rule: FiredRule): string {
  const entries = outputs.flatMap(({ id, label, name }, index) => {
    const value = rule.values[index];
    return value
      ? [`${name}=DmnEvaluatedOutputImpl{id='${id}', name='${label}', outputName='${name}', value=${javaTyped(value)}}`]
      : [];
  });
  return `{${entries.join(', ')}}`;
}

/** A value as Camunda 7 writes it into its sentences. */
export function javaTyped(decided: DecidedValue): string {
  const { value, feel, isTyped } = decided;
  if (value.text === null) return "Untyped 'null' value";
  const text = decided.javaText ?? (value.type === 'Object' ? javaText(feel) : asText(fromVariable(value)));
  return isTyped
    ? `Value '${text}' of type 'PrimitiveValueType[${value.type.toLowerCase()}]', isTransient=false`
    : `Untyped value '${text}', isTransient = false`;
}
