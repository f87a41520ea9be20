import type {
  Aggregation,
  DecisionTable,
  HitPolicy,
  TableInput,
  TableOutput,
  TableRule,
} from '../../graph/decision.ts';
import { attributeOf, childrenOf, type XmlElement } from '../xml-source.ts';
import { DMN } from './dmn-namespaces.ts';
import { type DecisionReading, expressionOf, idOf, requiredExpression, typeOf } from './decision-reading.ts';

const HIT_POLICIES: readonly HitPolicy[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
];
const AGGREGATIONS: readonly Aggregation[] = ['SUM', 'MIN', 'MAX', 'COUNT'];

/** A decision table. Camunda 7 wants every clause to have its entry and its name; Camunda 8 takes what is there. */
export function readTable(reading: DecisionReading, source: XmlElement, decisionId: string): DecisionTable {
  const { reader, notation } = reading;
  const inputs = childrenOf(source, DMN, 'input').map((input) => readInput(reading, input, decisionId));
  const outputSources = childrenOf(source, DMN, 'output');
  const outputs = outputSources.map((output) => readOutput(reading, output, decisionId));
  if (outputs.length === 0)
    reader.problem(
      source,
      "cvc-complex-type.2.4.b: The content of element 'decisionTable' is not complete. An output is expected.",
      decisionId,
    );
  checkNames(reading, outputSources, outputs, decisionId);
  const { hitPolicy, aggregation } = readPolicy(reading, source, decisionId);
  if (aggregation && outputs.length > 1 && !notation.needsAllEntries)
    reader.problem(source, "hit policy 'COLLECT' with aggregator is not defined for compound output", decisionId);
  const rules = childrenOf(source, DMN, 'rule').map((rule) =>
    readRule(reading, rule, { inputs: inputs.length, outputs: outputs.length }, decisionId),
  );
  return { kind: 'table', hitPolicy, ...(aggregation && { aggregation }), inputs, outputs, rules };
}

function readPolicy(
  { reader, notation }: DecisionReading,
  source: XmlElement,
  decisionId: string,
): { hitPolicy: HitPolicy; aggregation?: Aggregation } {
  const text = attributeOf(source, 'hitPolicy') ?? 'UNIQUE';
  const hitPolicy = HIT_POLICIES.find((known) => known === text);
  if (!hitPolicy)
    reader.problem(
      source,
      `cvc-enumeration-valid: Value '${text}' is not facet-valid with respect to enumeration '[${HIT_POLICIES.join(', ')}]'.`,
      decisionId,
    );
  const given = attributeOf(source, 'aggregation');
  const aggregation = AGGREGATIONS.find((known) => known === given);
  if (given !== undefined && !aggregation)
    reader.problem(
      source,
      `cvc-enumeration-valid: Value '${given}' is not facet-valid with respect to enumeration '[${AGGREGATIONS.join(', ')}]'.`,
      decisionId,
    );
  if (hitPolicy && !notation.hitPolicies.has(hitPolicy))
    reader.problem(
      source,
      `DMN-02003 The hit policy '${hitPolicy}' of decision table '${idOf(source) ?? decisionId}' is not supported.`,
      decisionId,
    );
  if (hitPolicy !== 'COLLECT' && aggregation && notation.needsAllEntries)
    reader.problem(
      source,
      `DMN-02003 The hit policy '${text}' with aggregator '${aggregation}' of decision table '${idOf(source) ?? decisionId}' is not supported.`,
      decisionId,
    );
  return { hitPolicy: hitPolicy ?? 'UNIQUE', ...(aggregation && hitPolicy === 'COLLECT' && { aggregation }) };
}

function readInput(reading: DecisionReading, source: XmlElement, decisionId: string): TableInput {
  const [expressionSource] = childrenOf(source, DMN, 'inputExpression');
  if (!expressionSource)
    reading.reader.problem(
      source,
      "cvc-complex-type.2.4.b: The content of element 'input' is not complete. An input expression is expected.",
      decisionId,
    );
  const expression = expressionSource ? inputExpression(reading, expressionSource, decisionId) : null;
  const type = expressionSource && typeOf(expressionSource);
  return {
    id: idOf(source) ?? '',
    label: attributeOf(source, 'label') ?? null,
    expression,
    ...(type !== undefined && { type }),
    variable: reading.notation.inputVariable(source),
  };
}

/** Camunda 7 takes an empty one for null. */
function inputExpression(reading: DecisionReading, source: XmlElement, decisionId: string) {
  return reading.notation.needsNames
    ? expressionOf(reading, source, 'expression', decisionId)
    : requiredExpression(reading, source, decisionId);
}

function readOutput(reading: DecisionReading, source: XmlElement, decisionId: string): TableOutput {
  const [values] = childrenOf(source, DMN, 'outputValues');
  const [given] = childrenOf(source, DMN, 'defaultOutputEntry');
  const ranking = values && childrenOf(values, DMN, 'text')[0]?.text.trim();
  const defaultValue = given && expressionOf(reading, given, 'expression', decisionId);
  const type = typeOf(source);
  return {
    id: idOf(source) ?? '',
    label: attributeOf(source, 'label') ?? null,
    name: attributeOf(source, 'name') ?? null,
    ...(type !== undefined && { type }),
    ...(defaultValue && { defaultValue }),
    ...(ranking && { ranking: { language: 'feel', text: ranking } }),
  };
}

/** Several outputs are told apart by their names. */
function checkNames(
  { reader, notation }: DecisionReading,
  sources: readonly XmlElement[],
  outputs: readonly TableOutput[],
  decisionId: string,
): void {
  if (outputs.length < 2) return;
  const seen = new Set<string>();
  for (const [index, { name, label }] of outputs.entries()) {
    const source = sources[index] ?? reader.definitions;
    if (name === null || name === '')
      reader.problem(
        source,
        notation.needsNames
          ? `DMN-02008 The decision table '${decisionId}' has a compound output but output clause '${label}' does not have an output name.`
          : `no output name defined for \`${label}\``,
        decisionId,
      );
    else if (seen.has(name) && notation.needsNames)
      reader.problem(
        source,
        `DMN-02009 The decision table '${decisionId}' has a compound output but name of output clause '${name}' is not unique.`,
        decisionId,
      );
    if (name !== null) seen.add(name);
  }
}

function readRule(
  reading: DecisionReading,
  source: XmlElement,
  expected: { readonly inputs: number; readonly outputs: number },
  decisionId: string,
): TableRule {
  const inputs = childrenOf(source, DMN, 'inputEntry');
  const outputs = childrenOf(source, DMN, 'outputEntry');
  const { reader, notation } = reading;
  const id = idOf(source);
  if (notation.needsAllEntries) {
    if (!id) reader.problem(source, `The rule in line ${source.place.line} needs the attribute 'id'`, decisionId);
    if (inputs.length !== expected.inputs)
      reader.problem(
        source,
        `DMN-02010 The decision table has '${expected.inputs}' inputs but the decision rule '${id}' has '${inputs.length}' input entries.`,
        decisionId,
      );
    if (outputs.length !== expected.outputs)
      reader.problem(
        source,
        `DMN-02011 The decision table has '${expected.outputs}' outputs but the decision rule '${id}' has '${outputs.length}' output entries.`,
        decisionId,
      );
  }
  return {
    id: id ?? '',
    inputs: inputs.slice(0, expected.inputs).map((entry) => testOf(reading, entry, decisionId)),
    outputs: outputs
      .slice(0, expected.outputs)
      .map((entry) =>
        notation.needsNames
          ? expressionOf(reading, entry, 'expression', decisionId)
          : requiredExpression(reading, entry, decisionId),
      ),
  };
}

function testOf(reading: DecisionReading, source: XmlElement, decisionId: string): TableRule['inputs'][number] {
  const test = expressionOf(reading, source, 'unaryTests', decisionId);
  return test?.language === 'feel' && test.text === '-' ? null : test;
}
