import type { Expression } from '../../graph/expression.ts';
import type { ModelReader } from '../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../xml-source.ts';
import type { CellKind, DecisionNotation } from './decision-notation.ts';
import { DMN } from './dmn-namespaces.ts';

/** One file while it is read. */
export interface DecisionReading {
  readonly reader: ModelReader;
  readonly notation: DecisionNotation;
  readonly defaultLanguage: string;
}

export const idOf = (source: XmlElement): string | null => attributeOf(source, 'id') ?? null;

/** Of the element; in DMN 1.1 a type has a prefix. */
export function typeOf(source: XmlElement): string | undefined {
  const type = attributeOf(source, 'typeRef');
  return type === undefined || type === '' ? undefined : type.slice(type.lastIndexOf(':') + 1);
}

export const expressionText = (source: XmlElement | undefined): string =>
  source ? (childrenOf(source, DMN, 'text')[0]?.text.trim() ?? '') : '';

/** The text of a clause or cell; null: it is empty. */
export function expressionOf(
  { reader, notation, defaultLanguage }: DecisionReading,
  source: XmlElement,
  kind: CellKind,
  decisionId: string,
): Expression | null {
  const text = expressionText(source);
  if (text === '') return null;
  return notation.expression(
    reader,
    source,
    attributeOf(source, 'expressionLanguage') ?? defaultLanguage,
    text,
    kind,
    decisionId,
  );
}

export function requiredExpression(reading: DecisionReading, source: XmlElement, decisionId: string): Expression {
  const expression = expressionOf(reading, source, 'expression', decisionId);
  if (expression === null) reading.notation.emptyExpression(reading.reader, source, decisionId);
  return expression ?? { language: 'feel', text: '' };
}
