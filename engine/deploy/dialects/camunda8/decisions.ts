import { CAMUNDA8_DECISIONS } from '../../../graph/decision-semantics.ts';
import type { DecisionNotation } from '../../decisions/decision-notation.ts';
import { DMN } from '../../decisions/dmn-namespaces.ts';
import { syntaxProblem } from '../../decisions/feel-syntax.ts';
import { attributeOf, childrenOf } from '../../xml-source.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

const FEEL = /^feel$|^https?:\/\/www\.omg\.org\/spec\/(?:dmn\/\d+\/feel|feel\/\d+)\/$/i;
/** By which name a cell may speak of its input, beside `?`. */
const INPUT_VARIABLE = 'cellInput';
const NONE: ReadonlySet<string> = new Set();

/**
 * DMN as Camunda 8 runs it: FEEL alone, every boxed expression, every hit policy. What cannot be read is refused at
 * once.
 */
export const camunda8Decisions: DecisionNotation = {
  semantics: CAMUNDA8_DECISIONS,
  namespace: CAMUNDA8_NAMESPACE,
  attributesOf: () => NONE,
  hitPolicies: new Set(['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']),
  logicKinds: new Set(['decisionTable', 'literalExpression', 'context', 'list', 'relation', 'invocation']),
  knowledgeKinds: new Set(['decisionTable', 'literalExpression', 'context', 'list', 'relation']),
  leavesOutOtherLogic: false,
  needsNames: false,
  needsAllEntries: false,
  hasRequirementsAlone: true,
  expression(reader, at, language, text, kind, elementId) {
    if (!FEEL.test(language))
      reader.problem(at, `Expression language '${language.toLowerCase()}' is not supported`, elementId);
    else {
      const wrong = syntaxProblem(text, kind);
      if (wrong !== null)
        reader.problem(at, `FEEL ${kind === 'unaryTests' ? 'unary-tests' : 'expression'}: ${wrong}`, elementId);
    }
    return { language: 'feel', text };
  },
  emptyExpression(reader, at, elementId) {
    if (at.name === 'literalExpression')
      reader.problem(at, `The expression '${attributeOf(at, 'id') ?? null}' must not be empty.`, elementId);
    else reader.problem(at, "FEEL expression: failed to parse expression '': it is empty", elementId);
  },
  inputVariable: () => INPUT_VARIABLE,
  decision(_reader, source) {
    const [tag] = childrenOf(source, DMN, 'extensionElements').flatMap((extensions) =>
      childrenOf(extensions, CAMUNDA8_NAMESPACE, 'versionTag'),
    );
    const versionTag = tag && attributeOf(tag, 'value');
    return versionTag === undefined ? {} : { versionTag };
  },
};
