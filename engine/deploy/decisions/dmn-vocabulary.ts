import { DMN } from './dmn-namespaces.ts';
import type { ModelReader } from '../model-reader.ts';
import { attributeOf, type XmlElement } from '../xml-source.ts';
import type { DecisionNotation } from './decision-notation.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter((word) => word !== ''));
interface TagRule {
  readonly attributes: ReadonlySet<string>;
  readonly children: ReadonlySet<string>;
}
const BASE = 'description extensionElements';
const rule = (attributes: string, children: string): TagRule => ({
  attributes: words(`id name label ${attributes}`),
  children: words(`${BASE} ${children}`),
});
const EXPRESSION = 'decisionTable literalExpression context list relation invocation functionDefinition';
/** Boxed expressions of DMN 1.4 that neither Camunda knows. */
const NEWER = 'conditional for every some filter';

/** Tags that are read; those of drawings, data and organisation have no effect in either Camunda and stay unread. */
const RULES: ReadonlyMap<string, TagRule> = new Map(
  Object.entries({
    definitions: rule(
      'namespace expressionLanguage typeLanguage exporter exporterVersion',
      `import itemDefinition decision inputData knowledgeSource businessKnowledgeModel decisionService elementCollection textAnnotation association group performanceIndicator organizationUnit drgElement artifact businessContextElement`,
    ),
    decision: rule(
      '',
      `question allowedAnswers variable informationRequirement knowledgeRequirement authorityRequirement supportedObjective impactedPerformanceIndicator decisionMaker decisionOwner usingProcess usingTask ${EXPRESSION} ${NEWER}`,
    ),
    businessKnowledgeModel: rule('', 'variable encapsulatedLogic knowledgeRequirement authorityRequirement'),
    informationRequirement: rule('', 'requiredDecision requiredInput'),
    knowledgeRequirement: rule('', 'requiredKnowledge'),
    encapsulatedLogic: rule('kind typeRef', `formalParameter ${EXPRESSION}`),
    functionDefinition: rule('kind typeRef', `formalParameter ${EXPRESSION} ${NEWER}`),
    decisionTable: rule(
      'hitPolicy aggregation preferredOrientation outputLabel typeRef',
      'input output rule annotation',
    ),
    input: rule('', 'inputExpression inputValues'),
    output: rule('typeRef', 'outputValues defaultOutputEntry'),
    rule: rule('', 'inputEntry outputEntry annotationEntry'),
    inputExpression: rule('typeRef expressionLanguage', 'text importedValues'),
    inputEntry: rule('typeRef expressionLanguage', 'text importedValues'),
    outputEntry: rule('typeRef expressionLanguage', 'text importedValues'),
    literalExpression: rule('typeRef expressionLanguage', 'text importedValues'),
    context: rule('typeRef', `contextEntry`),
    contextEntry: rule('', `variable ${EXPRESSION} ${NEWER}`),
    list: rule('typeRef', `${EXPRESSION} ${NEWER}`),
    relation: rule('typeRef', 'column row'),
    row: rule('typeRef', `${EXPRESSION} ${NEWER}`),
    invocation: rule('typeRef', `binding ${EXPRESSION}`),
    binding: rule('', `parameter ${EXPRESSION} ${NEWER}`),
  }),
);

/** Says what a file holds that means something which is not read, so that nothing is left out in silence. */
export function checkDmnVocabulary(reader: ModelReader, notation: DecisionNotation): void {
  const open: { element: XmlElement; elementId: string | null }[] = [{ element: reader.definitions, elementId: null }];
  for (let top = open.pop(); top; top = open.pop()) {
    const { element, elementId } = top;
    const known = RULES.get(element.name);
    if (!known) continue;
    for (const attribute of element.attributes) {
      if (attribute.namespace === '' && !known.attributes.has(attribute.name))
        reader.problem(
          element,
          `cvc-complex-type.3.2.2: Attribute '${attribute.name}' is not allowed to appear in element '${element.qualifiedName}'.`,
          elementId,
        );
      else if (attribute.namespace === notation.namespace && !notation.attributesOf(element.name).has(attribute.name))
        reader.unsupported(element, `The attribute ${attribute.qualifiedName}`, elementId);
    }
    for (const child of element.children.toReversed()) {
      if (child.namespace !== DMN) continue;
      if (!known.children.has(child.name))
        reader.problem(
          child,
          `cvc-complex-type.2.4.a: Invalid content was found starting with element '${child.name}'.`,
          elementId,
        );
      else
        open.push({
          element: child,
          elementId:
            child.name === 'decision' || child.name === 'businessKnowledgeModel'
              ? (attributeOf(child, 'id') ?? null)
              : elementId,
        });
    }
  }
}
