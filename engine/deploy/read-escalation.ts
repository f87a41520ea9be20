import type { EscalationTrigger } from '../graph/trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

const THROWING = new Set(['intermediateThrowEvent', 'endEvent']);

/** Escalation: a code. Caught without one, it is any escalation; thrown, it needs one, which may be computed. */
export function readEscalation(
  { reader, dialect }: Reading,
  owner: XmlElement,
  definition: XmlElement,
): EscalationTrigger | null {
  const isThrowing = THROWING.has(owner.name);
  const reference = attributeOf(definition, 'escalationRef');
  const escalation = reference === undefined ? undefined : reader.declared('escalation', reference);
  const meansNothing = reference !== undefined && (dialect.catchesDeclaredOnly || reader.isSomewhere(reference));
  if (!escalation && (isThrowing || meansNothing)) {
    dialect.refusals.missingReference(reader, owner, definition, 'escalation', reference);
    return null;
  }
  const text = escalation && attributeOf(escalation, 'escalationCode');
  if (!isThrowing)
    return {
      kind: 'escalation',
      ...(text && { code: dialect.caughtCode(reader, owner, definition, text) }),
      ...dialect.escalationVariables(definition),
    };
  if (!text) {
    if (escalation) dialect.refusals.nameless(reader, owner, definition, 'escalation', escalation);
    return null;
  }
  return {
    kind: 'escalation',
    code: reader.checked(dialect.escalationCode(text), definition, attributeOf(owner, 'id') ?? null),
  };
}
