import { checkExpression } from '../../expressions/evaluate.ts';
import { requirementOrder } from '../../decisions/requirement-order.ts';
import type { BoxedFunction, DecisionGraph, DecisionModel, KnowledgeModel } from '../../graph/decision.ts';
import { checkIds } from '../check-ids.ts';
import { missingAttribute } from '../schema-sentences.ts';
import { ModelReader } from '../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement, type XmlSource } from '../xml-source.ts';
import type { DeploymentProblem } from '../../engine.ts';
import { DMN } from './dmn-namespaces.ts';
import type { DecisionNotation } from './decision-notation.ts';
import { checkDmnVocabulary } from './dmn-vocabulary.ts';
import { type DecisionReading, idOf } from './decision-reading.ts';
import { boxedChild, readBoxed, readKnowledgeLogic, variableOf } from './read-boxed.ts';

export interface ParsedDecisions {
  readonly decisions: DecisionGraph | null;
  readonly problems: readonly DeploymentProblem[];
}

/** One DMN file with all its decisions. The graph is only of use when there are no errors. */
export function readDecisions(resource: string, source: XmlSource, notation: DecisionNotation): ParsedDecisions {
  const reader = new ModelReader(resource, source.root, checkExpression, DMN);
  const reading: DecisionReading = {
    reader,
    notation,
    defaultLanguage: attributeOf(source.root, 'expressionLanguage') ?? 'feel',
  };
  checkDmnVocabulary(reader, notation);
  checkIds(reader, source.lastLine, DMN);
  const { root } = source;
  if (!attributeOf(root, 'id')) reader.problem(root, "The element 'definitions' needs the attribute 'id'");
  for (const imported of childrenOf(root, DMN, 'import')) reader.unsupported(imported, '<import>');
  const knowledge = new Map(
    childrenOf(root, DMN, 'businessKnowledgeModel')
      .flatMap((model) => readKnowledge(reading, model))
      .map((model) => [model.id, model]),
  );
  const decisions = new Map(
    childrenOf(root, DMN, 'decision')
      .flatMap((decision) => readDecision(reading, decision))
      .map((decision) => [decision.id, decision]),
  );
  const graph: DecisionGraph = {
    requirementsId: attributeOf(root, 'id') ?? '',
    name: attributeOf(root, 'name') ?? null,
    namespace: attributeOf(root, 'namespace') ?? null,
    semantics: notation.semantics,
    decisions,
    knowledge,
  };
  checkRequirements(reading, graph);
  return { decisions: reader.hasErrors ? null : graph, problems: reader.problems };
}

function readDecision(reading: DecisionReading, source: XmlElement): DecisionModel[] {
  const { reader, notation } = reading;
  const id = attributeOf(source, 'id') ?? '';
  if (id === '') reader.problem(source, "The element 'decision' needs the attribute 'id'");
  const name = attributeOf(source, 'name');
  if (name === undefined) reader.problem(source, missingAttribute(source, 'name'));
  const boxed = boxedChild(source);
  if (!boxed || !notation.logicKinds.has(boxed.name)) {
    if (!notation.leavesOutOtherLogic)
      reader.problem(source, `unsupported decision expression '${boxed?.name ?? null}'`);
    else reader.warning(source, `The decision '${id}' has no decision table or literal expression. It is left out`);
    return [];
  }
  const variable = variableOf(source);
  if (notation.needsNames && boxed.name === 'literalExpression' && !variable.name)
    reader.problem(source, `The decision '${id}' with a literal expression needs a variable with a name`);
  return [
    {
      id,
      name: name ?? id,
      place: source.place,
      ...notation.decision(reader, source),
      variable,
      requires: references(reading, source, 'informationRequirement', 'requiredDecision'),
      uses: readsKnowledge(notation) ? references(reading, source, 'knowledgeRequirement', 'requiredKnowledge') : [],
      logic: readBoxed(reading, boxed, id, variable.type),
    },
  ];
}

/** Camunda 7 knows no knowledge models: it reads neither them nor what asks for them. */
const readsKnowledge = ({ leavesOutOtherLogic }: DecisionReading['notation']): boolean => !leavesOutOtherLogic;

/** A model without logic is null. */
const NO_LOGIC: BoxedFunction = {
  kind: 'function',
  parameters: [],
  body: { kind: 'literal', expression: { language: 'feel', text: '' } },
};

function readKnowledge(reading: DecisionReading, source: XmlElement): KnowledgeModel[] {
  const [logic] = childrenOf(source, DMN, 'encapsulatedLogic');
  const id = idOf(source) ?? '';
  if (!readsKnowledge(reading.notation)) return [];
  return [
    {
      id,
      name: attributeOf(source, 'name') ?? id,
      requires: references(reading, source, 'knowledgeRequirement', 'requiredKnowledge'),
      logic: logic ? readKnowledgeLogic(reading, logic, id) : NO_LOGIC,
    },
  ];
}

/** Ids that are referred to as `#id`; those of other files are not read. */
function references({ reader }: DecisionReading, source: XmlElement, requirement: string, target: string): string[] {
  return childrenOf(source, DMN, requirement)
    .flatMap((element) => childrenOf(element, DMN, target))
    .flatMap((element) => {
      const href = attributeOf(element, 'href') ?? '';
      const id = href.slice(href.indexOf('#') + 1);
      if (!reader.hasId(id)) {
        reader.problem(element, `Unable to find a model element instance for id ${id}`, idOf(source));
        return [];
      }
      return [id];
    });
}

function checkRequirements({ reader }: DecisionReading, graph: DecisionGraph): void {
  const circle = [...graph.decisions.values()].find(({ id }) => requirementOrder(graph.decisions, id) === null);
  if (circle)
    reader.problem(
      reader.elementOf(circle.id) ?? reader.definitions,
      'Invalid DMN model: Cyclic dependencies between decisions detected.',
    );
  const model = [...graph.knowledge.values()].find(({ id }) => requirementOrder(graph.knowledge, id) === null);
  if (model)
    reader.problem(
      reader.elementOf(model.id) ?? reader.definitions,
      'Invalid DMN model: Cyclic dependencies between knowledge models detected.',
    );
}
