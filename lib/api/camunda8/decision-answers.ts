import type {
  DecisionType,
  EvaluatedDecision,
  EvaluatedInput,
  EvaluatedKnowledge,
  MatchedRule,
} from '@/engine/index.ts';
import { decidedText } from './decided-text.ts';

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
  inputs.map(({ id, name, value }) => ({ inputId: id, inputName: name ?? '', inputValue: decidedText(value) }));

export const presentRules = (rules: readonly MatchedRule[]) =>
  rules.map(({ id, index, outputs }) => ({
    ruleId: id,
    ruleIndex: index,
    evaluatedOutputs: outputs.map((output) => ({
      outputId: output.id ?? '',
      outputName: output.name ?? output.variable ?? '',
      outputValue: decidedText(output.value),
      ruleId: id,
      ruleIndex: index,
    })),
  }));

/** A number with the sign that stands for no key and no version. */
const NO_DEFINITION = '-1';

/** A knowledge model is told like a decision, but no definition stands behind it. */
export const presentKnowledge = ({ knowledgeId, name, inputs, rules, output }: EvaluatedKnowledge) => ({
  decisionDefinitionKey: NO_DEFINITION,
  decisionDefinitionId: knowledgeId,
  decisionDefinitionName: name,
  decisionDefinitionVersion: Number(NO_DEFINITION),
  output: outputText({ output }),
  matchedRules: presentRules(rules),
  evaluatedInputs: presentInputs(inputs),
  decisionEvaluationInstanceKey: '',
});

export const outputText = ({ output }: Pick<EvaluatedDecision, 'output'>): string => decidedText(output);
