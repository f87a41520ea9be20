import { CAMUNDA7_DECISIONS } from '../../../graph/decision-semantics.ts';
import type { DecisionNotation } from '../../decisions/decision-notation.ts';
import { syntaxProblem } from '../../decisions/feel-syntax.ts';
import { timeToLiveDays } from './time-to-live.ts';
import { attributeOf } from '../../xml-source.ts';

export const CAMUNDA7_DMN = 'http://camunda.org/schema/1.0/dmn';
const FEEL = /^feel$|^https?:\/\/www\.omg\.org\/spec\/(?:dmn\/\d+\/feel|feel\/\d+)\/?$/i;
/** Names by which Java finds an engine for JavaScript. */
const SCRIPT = /^(?:javascript|ecmascript|js|graal\.js)$/i;
const INPUT_VARIABLE = 'cellInput';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter((word) => word !== ''));
const ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['definitions', set('diagramRelationId')],
  ['decision', set('versionTag historyTimeToLive')],
  ['input', set('inputVariable')],
]);

/**
 * DMN as Camunda 7 runs it: FEEL, or JUEL or JavaScript where a cell says so. A cell that cannot be read fails when it
 * is evaluated.
 */
export const camunda7Decisions: DecisionNotation = {
  semantics: CAMUNDA7_DECISIONS,
  namespace: CAMUNDA7_DMN,
  attributesOf: (tag) => ATTRIBUTES.get(tag) ?? set(''),
  hitPolicies: new Set(['UNIQUE', 'FIRST', 'ANY', 'RULE ORDER', 'COLLECT']),
  logicKinds: set('decisionTable literalExpression'),
  knowledgeKinds: set(''),
  leavesOutOtherLogic: true,
  needsNames: true,
  needsAllEntries: true,
  hasRequirementsAlone: false,
  expression(reader, at, language, text, kind, elementId) {
    if (language.toLowerCase() === 'juel') return { language: 'juel', text };
    if (SCRIPT.test(language)) return { language: 'javascript', text };
    if (language.trim() !== '' && !FEEL.test(language))
      reader.unsupported(at, `The expression language '${language}'`, elementId);
    else {
      const wrong = syntaxProblem(text, kind);
      if (wrong !== null) reader.warning(at, wrong, elementId);
    }
    return { language: 'feel', text };
  },
  // An empty expression is null.
  emptyExpression: () => undefined,
  inputVariable: (source) => attributeOf(source, 'inputVariable', CAMUNDA7_DMN) ?? INPUT_VARIABLE,
  decision(reader, source) {
    const versionTag = attributeOf(source, 'versionTag', CAMUNDA7_DMN);
    const historyTimeToLiveDays = timeToLiveDays(
      reader,
      source,
      attributeOf(source, 'historyTimeToLive', CAMUNDA7_DMN),
    );
    return {
      ...(versionTag !== undefined && { versionTag }),
      ...(historyTimeToLiveDays !== undefined && { historyTimeToLiveDays }),
    };
  },
};
