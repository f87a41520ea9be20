import type { Expression } from '../../../graph/expression.ts';
import { extensionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/** Reading `zeebe:` extension elements. FEEL begins with `=`; everything else is plain text. */
export function feel(text: string): Expression {
  const trimmed = text.trim();
  return trimmed.startsWith('=')
    ? { language: 'feel', text: trimmed.slice(1).trim() }
    : { language: 'literal', text: trimmed };
}

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

/** Text or FEEL, but not nothing. */
export function requiredAt(reader: ModelReader, at: XmlElement, name: string, elementId: string | null): Expression {
  const text = attributeOf(at, name)?.trim() ?? '';
  if (text === '') reader.problem(at, 'Expected expression but not found.', elementId);
  return reader.checked(feel(text), at, elementId);
}

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
  else if (expression.language === 'literal')
    reader.problem(
      at,
      `Expected expression but found static value '${expression.text}'. An expression must start with '=' (e.g. '=${expression.text}').`,
      elementId,
    );
  return reader.checked(expression, at, elementId);
}
