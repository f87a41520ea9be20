import type { Expression } from '../../../graph/expression.ts';
import { extensionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/** What Java reads as a number. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reading `zeebe:` extension elements. FEEL begins with `=` and goes on; everything else is plain text, blanks included.
 * A plain number is a number to whoever asks for its type.
 */
export function feel(text: string): Expression {
  if (text.startsWith('=') && text.length > 1) return { language: 'feel', text: text.slice(1) };
  return { language: 'literal', text, ...(NUMBER.test(text) && { isNumber: true }) };
}

/** Inside an element, where blanks around the text mean nothing. */
export const feelInside = (text: string): Expression => feel(text.trim());

/** As it stands, or FEEL: a number is a text too. */
export function feelOrText(text: string): Expression {
  const { language, text: found } = feel(text);
  return { language, text: found };
}

/** As it stands, whatever it begins with. */
export const literal = (text: string): Expression => ({ language: 'literal', text });

export const idOf = (source: XmlElement): string | null => attributeOf(source, 'id') ?? null;
export const ownExtensions = (source: XmlElement, name: string): XmlElement[] =>
  extensionsOf(source).filter((child) => child.namespace === CAMUNDA8_NAMESPACE && child.name === name);
export const ownExtension = (source: XmlElement, name: string): XmlElement | undefined =>
  ownExtensions(source, name)[0];

export function expressionAt(
  reader: ModelReader,
  source: XmlElement,
  at: XmlElement | undefined,
  name: string,
): Expression | undefined {
  const text = at && attributeOf(at, name);
  return at && text !== undefined ? reader.checked(feel(text), at, idOf(source)) : undefined;
}

/** Text or FEEL, but not nothing; blanks are text. */
export function requiredAt(reader: ModelReader, at: XmlElement, name: string, elementId: string | null): Expression {
  const text = attributeOf(at, name) ?? '';
  if (text === '') reader.problem(at, 'Expected expression but not found.', elementId);
  return reader.checked(feel(text), at, elementId);
}

/** What 8.6 says of plain text, an empty one too, where it wants an expression. */
export const foundText = (text: string): string =>
  `Expected expression but found static value '${text}'. An expression must start with '=' (e.g. '=${text}').`;

/** Where plain text has no meaning: conditions, correlation keys, collections. */
export function feelOnly(
  reader: ModelReader,
  at: XmlElement,
  text: string | undefined,
  elementId: string | null,
): Expression {
  const expression = feel(text ?? '');
  if (expression.text === '' && expression.language === 'literal')
    reader.problem(at, 'Expected expression but not found.', elementId);
  else if (expression.language === 'literal') reader.problem(at, foundText(expression.text), elementId);
  return reader.checked(expression, at, elementId);
}
