import type { BoxedExpression, BoxedFunction, NamedType } from '../../graph/decision.ts';
import { attributeOf, childrenOf, type XmlElement } from '../xml-source.ts';
import { DMN } from './dmn-namespaces.ts';
import { type DecisionReading, expressionText, requiredExpression, typeOf } from './decision-reading.ts';
import { readTable } from './read-table.ts';

const BOXED: ReadonlySet<string> = new Set([
  'decisionTable',
  'literalExpression',
  'context',
  'list',
  'relation',
  'invocation',
  'functionDefinition',
  'conditional',
  'for',
  'every',
  'some',
  'filter',
]);

const boxedChildren = (source: XmlElement): XmlElement[] =>
  source.children.filter(({ namespace, name }) => namespace === DMN && BOXED.has(name));
export const boxedChild = (source: XmlElement): XmlElement | undefined => boxedChildren(source)[0];

export function variableOf(source: XmlElement): NamedType {
  const [variable] = childrenOf(source, DMN, 'variable');
  const name = variable && attributeOf(variable, 'name');
  const type = variable && typeOf(variable);
  return { ...(name && { name }), ...(type !== undefined && { type }) };
}

/** `type` is that of the variable around, which a literal expression takes. */
export function readBoxed(
  reading: DecisionReading,
  source: XmlElement,
  decisionId: string,
  type?: string,
): BoxedExpression {
  switch (source.name) {
    case 'decisionTable':
      return readTable(reading, source, decisionId);
    case 'literalExpression':
      return {
        kind: 'literal',
        expression: requiredExpression(reading, source, decisionId),
        ...((type ?? typeOf(source)) !== undefined && { type: type ?? typeOf(source) }),
      };
    case 'context':
      return {
        kind: 'context',
        entries: childrenOf(source, DMN, 'contextEntry').map((entry) => ({
          name: variableOf(entry).name ?? null,
          value: inner(reading, entry, decisionId, variableOf(entry).type),
        })),
      };
    case 'list':
      return { kind: 'list', items: boxedChildren(source).map((item) => readBoxed(reading, item, decisionId)) };
    case 'relation':
      return {
        kind: 'relation',
        columns: childrenOf(source, DMN, 'column').map((column) => attributeOf(column, 'name') ?? ''),
        rows: childrenOf(source, DMN, 'row').map((row) =>
          boxedChildren(row).map((cell) => readBoxed(reading, cell, decisionId)),
        ),
      };
    case 'invocation':
      return {
        kind: 'invocation',
        called: expressionText(boxedChild(source)),
        bindings: childrenOf(source, DMN, 'binding').map((binding) => ({
          name: attributeOf(childrenOf(binding, DMN, 'parameter')[0] ?? binding, 'name') ?? '',
          value: inner(reading, binding, decisionId),
        })),
      };
    case 'functionDefinition':
      return readFunction(reading, source, decisionId);
    default:
      reading.reader.problem(source, `unsupported decision expression '${source.name}'`, decisionId);
      return { kind: 'list', items: [] };
  }
}

export function readFunction(reading: DecisionReading, source: XmlElement, decisionId: string): BoxedFunction {
  const kind = attributeOf(source, 'kind');
  if (kind !== undefined && kind !== 'FEEL')
    reading.reader.unsupported(source, `A function of kind '${kind}'`, decisionId);
  const parameters = childrenOf(source, DMN, 'formalParameter').map(
    (parameter) => attributeOf(parameter, 'name') ?? '',
  );
  return { kind: 'function', parameters, body: inner(reading, source, decisionId) };
}

function inner(reading: DecisionReading, source: XmlElement, decisionId: string, type?: string): BoxedExpression {
  const boxed = boxedChild(source);
  if (boxed) return readBoxed(reading, boxed, decisionId, type);
  reading.notation.emptyExpression(reading.reader, source, decisionId);
  return { kind: 'list', items: [] };
}
