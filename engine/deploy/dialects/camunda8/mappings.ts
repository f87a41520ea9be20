import type { Mapping } from '../../../graph/mapping.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { feelOnly, idOf, ownExtension, requiredAt } from './attributes.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

const PATH = /^[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*$/;

/** Words of FEEL that no variable of a mapping can be called. */
const RESERVED: readonly string[] = [
  'null',
  'true',
  'false',
  'function',
  'if',
  'then',
  'else',
  'for',
  'between',
  'instance',
  'of',
];

/** `zeebe:ioMapping`: an expression into a variable, or into a part of one. */
export function mappings(reader: ModelReader, source: XmlElement, name: 'input' | 'output'): Mapping[] {
  const io = ownExtension(source, 'ioMapping');
  if (!io) return [];
  return childrenOf(io, CAMUNDA8_NAMESPACE, name).map((entry) => {
    const target = attributeOf(entry, 'target') ?? '';
    const expression =
      name === 'input'
        ? requiredAt(reader, entry, 'source', idOf(source))
        : feelOnly(reader, entry, attributeOf(entry, 'source'), idOf(source));
    if (target === '') reader.problem(entry, 'Expected path expression but not found.', idOf(source));
    else if (RESERVED.includes(target))
      reader.problem(
        entry,
        `Expected path expression '${target}' but is one of the reserved words (${RESERVED.join(', ')}).`,
        idOf(source),
      );
    else if (!PATH.test(target))
      reader.problem(
        entry,
        `Expected path expression '${target}' but doesn't match the pattern '[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z_][a-zA-Z0-9_]*)*'.`,
        idOf(source),
      );
    return { source: expression, target };
  });
}

/** Pairs of an extension element, `zeebe:taskHeaders` say. One without a key says nothing. */
export function pairsOf(source: XmlElement, extension: string, child: string, key: string): Record<string, string> {
  return pairsIn(ownExtension(source, extension), child, key);
}

function pairsIn(found: XmlElement | undefined, child: string, key: string): Record<string, string> {
  const pairs = found ? childrenOf(found, CAMUNDA8_NAMESPACE, child) : [];
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const name = attributeOf(pair, key);
      return name ? [[name, attributeOf(pair, 'value') ?? '']] : [];
    }),
  );
}

/** Headers without a value say nothing either. */
const headersIn = (found: XmlElement | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(pairsIn(found, 'header', 'key')).filter(([, value]) => value !== ''));
/** Those of a listener stand in itself. */
export const listenerHeaders = (listener: XmlElement): Record<string, string> =>
  headersIn(childrenOf(listener, CAMUNDA8_NAMESPACE, 'taskHeaders')[0]);
export const taskHeaders = (source: XmlElement): Record<string, string> =>
  headersIn(ownExtension(source, 'taskHeaders'));
