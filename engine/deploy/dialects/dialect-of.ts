import type { DecisionSemantics } from '../../graph/decision-semantics.ts';
import type { DecisionNotation } from '../decisions/decision-notation.ts';
import type { Dialect } from '../dialect.ts';
import { attributeOf, type XmlSource } from '../xml-source.ts';
import { camunda7 } from './camunda7.ts';
import { CAMUNDA7_DMN, camunda7Decisions } from './camunda7/decisions.ts';
import { ACTIVITI_NAMESPACE, CAMUNDA7_NAMESPACE } from './camunda7/vocabulary.ts';
import { camunda8 } from './camunda8.ts';
import { camunda8Decisions } from './camunda8/decisions.ts';
import { CAMUNDA8_NAMESPACE } from './camunda8/vocabulary.ts';

const MODELER_NAMESPACE = 'http://camunda.org/schema/modeler/1.0';

/** Namespaces that are older names of others. */
export const OLDER_NAMESPACES: ReadonlyMap<string, string> = new Map([[ACTIVITI_NAMESPACE, CAMUNDA7_NAMESPACE]]);

/** Camunda 8 when the modelling tool says so, or its namespace is declared anywhere; everything else is Camunda 7. */
export function dialectOf({ root, namespaces }: XmlSource): Dialect {
  const platform = attributeOf(root, 'executionPlatform', MODELER_NAMESPACE);
  if (platform === 'Camunda Cloud') return camunda8;
  return platform === undefined && namespaces.has(CAMUNDA8_NAMESPACE) ? camunda8 : camunda7;
}

/** DMN is told apart as BPMN is; a file that says nothing is of the Camunda whose API takes it in. */
export function decisionNotationOf(
  { root, namespaces }: XmlSource,
  otherwise: DecisionSemantics['dialect'],
): DecisionNotation {
  const platform = attributeOf(root, 'executionPlatform', MODELER_NAMESPACE);
  if (platform === 'Camunda Cloud') return camunda8Decisions;
  if (platform !== undefined) return camunda7Decisions;
  if (namespaces.has(CAMUNDA7_DMN)) return camunda7Decisions;
  if (namespaces.has(CAMUNDA8_NAMESPACE)) return camunda8Decisions;
  return otherwise === 'camunda8' ? camunda8Decisions : camunda7Decisions;
}
