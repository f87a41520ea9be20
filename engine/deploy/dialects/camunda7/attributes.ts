import type { Expression } from '../../../graph/expression.ts';
import { isInt32 } from '../../int32.ts';
import { extensionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { CAMUNDA7_NAMESPACE, FOX_NAMESPACE } from './vocabulary.ts';

/** Reading `camunda:` attributes and extension elements. */
export function juel(text: string): Expression {
  return { language: /[$#]\{/.test(text) ? 'juel' : 'literal', text };
}

export const idOf = (source: XmlElement): string | null => attributeOf(source, 'id') ?? null;
export const own = (source: XmlElement, name: string): string | undefined =>
  attributeOf(source, name, CAMUNDA7_NAMESPACE);
export const ownExtensions = (source: XmlElement, name: string): XmlElement[] =>
  extensionsOf(source).filter((child) => child.namespace === CAMUNDA7_NAMESPACE && child.name === name);
export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The attribute of `at`, which is the element or its event definition. */
export function expressionAt(
  reader: ModelReader,
  source: XmlElement,
  name: string,
  at = source,
): Expression | undefined {
  const text = own(at, name);
  return text === undefined ? undefined : reader.checked(juel(text), at, idOf(source));
}

/** Whose definition is meant; where it is not said, or empty, undefined: one of the caller's tenant. */
export function tenantAt(reader: ModelReader, source: XmlElement, name: string): Expression | undefined {
  return own(source, name) === '' ? undefined : expressionAt(reader, source, name);
}

/** Priorities that are no expression have to be whole numbers of 32 bits. */
export function priorityAt(
  reader: ModelReader,
  source: XmlElement,
  name: 'jobPriority' | 'taskPriority',
  at = source,
): Expression | undefined {
  const priority = expressionAt(reader, source, name, at);
  const isNumber = priority?.language === 'literal' ? isInt32(priority.text) : /^\s*[$#]\{/.test(priority?.text ?? '');
  if (priority && !isNumber)
    reader.problem(at, `Value '${priority.text}' for attribute '${name}' is not a valid number`, idOf(source));
  return priority;
}

/** `camunda:async` is the older name of `asyncBefore`. */
export function jobFlags(source: XmlElement): { asyncBefore?: true; asyncAfter?: true } {
  return {
    ...((own(source, 'asyncBefore') === 'true' || own(source, 'async') === 'true') && { asyncBefore: true }),
    ...(own(source, 'asyncAfter') === 'true' && { asyncAfter: true }),
  };
}

export function retryCycle(reader: ModelReader, source: XmlElement, elementId: string | null): Expression | undefined {
  const cycles = extensionsOf(source).filter(({ name }) => name === 'failedJobRetryTimeCycle');
  const cycle =
    cycles.find(({ namespace }) => namespace === FOX_NAMESPACE) ??
    cycles.find(({ namespace }) => namespace === CAMUNDA7_NAMESPACE);
  return cycle && reader.checked(juel(cycle.text.trim()), cycle, elementId);
}

/** The one that there may be; 7.24 breaks off at a second. */
export function onlyOne(
  reader: ModelReader,
  [found, second]: readonly XmlElement[],
  elementId?: string | null,
): XmlElement | undefined {
  if (second) reader.problem(second, `multiple elements with tag name ${second.name} found.`, elementId);
  return found;
}
