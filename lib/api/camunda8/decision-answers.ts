import {
  toJsonText,
  type DecisionType,
  type EvaluatedDecision,
  type EvaluatedInput,
  type MatchedRule,
} from '@/engine/index.ts';

/** Types that the API has names for. */
export const DECISION_TYPES: Readonly<Record<DecisionType, string>> = {
  decisionTable: 'DECISION_TABLE',
  literalExpression: 'LITERAL_EXPRESSION',
  context: 'UNKNOWN',
  list: 'UNKNOWN',
  relation: 'UNKNOWN',
  invocation: 'UNKNOWN',
  functionDefinition: 'UNKNOWN',
};

/** Values are texts of JSON. */
export const presentInputs = (inputs: readonly EvaluatedInput[]) =>
  inputs.map(({ id, name, value }) => ({ inputId: id, inputName: name ?? '', inputValue: toJsonText(value) }));

export const presentRules = (rules: readonly MatchedRule[]) =>
  rules.map(({ id, index, outputs }) => ({
    ruleId: id,
    ruleIndex: index,
    evaluatedOutputs: outputs.map((output) => ({
      outputId: output.id ?? '',
      outputName: output.name ?? output.variable ?? '',
      outputValue: toJsonText(output.value),
      ruleId: id,
      ruleIndex: index,
    })),
  }));

export const outputText = ({ output }: Pick<EvaluatedDecision, 'output'>): string => toJsonText(output);
