import type { MessageTrigger } from '../graph/trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

const THROWING = new Set(['intermediateThrowEvent', 'endEvent']);

/**
 * Message: a name, and in Camunda 8 a correlation key, which the declared message holds. `at` is the event definition
 * or the receive task itself. A thrown message needs no declaration: its worker knows what to send.
 */
export function readMessage({ reader, dialect }: Reading, owner: XmlElement, at: XmlElement): MessageTrigger | null {
  const elementId = attributeOf(owner, 'id') ?? null;
  const reference = attributeOf(at, 'messageRef');
  const message = reference === undefined ? undefined : reader.declared('message', reference);
  if (THROWING.has(owner.name)) {
    const name = (message && attributeOf(message, 'name')) ?? '';
    return { kind: 'message', name: reader.checked(dialect.expression(name), at, elementId) };
  }
  if (!message) {
    dialect.refusals.missingReference(reader, owner, at, 'message', reference);
    return null;
  }
  const name = attributeOf(message, 'name');
  if (!name) dialect.refusals.nameless(reader, owner, at, 'message', message);
  // A start of an instance has none yet that a key could be computed from.
  const startsInstance = owner.name === 'startEvent' && reader.parentOf(owner)?.name === 'process';
  const correlationKey = startsInstance ? undefined : dialect.correlationKey(reader, message);
  if (!name) return null;
  return {
    kind: 'message',
    name: reader.checked(dialect.expression(name), message, elementId),
    ...(correlationKey && { correlationKey }),
  };
}
