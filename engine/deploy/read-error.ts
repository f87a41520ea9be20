import type { ErrorTrigger } from '../graph/trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Error: a code. Caught without one, it is any error; thrown, it needs one. A reference that nothing declares
 * is the code itself in Camunda 7, and catches any error in Camunda 8, unless something else has that id.
 */
export function readError(
  { reader, dialect }: Reading,
  owner: XmlElement,
  definition: XmlElement,
): ErrorTrigger | null {
  const elementId = attributeOf(owner, 'id') ?? null;
  const isThrowing = owner.name === 'endEvent';
  const reference = attributeOf(definition, 'errorRef');
  if (reference === undefined) {
    if (!isThrowing) return { kind: 'error', ...dialect.errorVariables(definition) };
    dialect.refusals.missingReference(reader, owner, definition, 'error', reference);
    return null;
  }
  const error = reader.declared('error', reference);
  if (!error && !isThrowing && !dialect.catchesDeclaredOnly && !reader.isSomewhere(reference))
    return { kind: 'error', ...dialect.errorVariables(definition) };
  const undeclared = error ? undefined : dialect.undeclaredError(reference);
  if (!error && undeclared === undefined) {
    dialect.refusals.missingReference(reader, owner, definition, 'error', reference);
    return null;
  }
  const text = error ? attributeOf(error, 'errorCode') : undeclared;
  if (!isThrowing)
    return {
      kind: 'error',
      ...(text && { code: dialect.caughtCode(reader, owner, definition, text) }),
      ...dialect.errorVariables(definition),
    };
  const code = text ? reader.checked(dialect.thrownCode(text), definition, elementId) : undefined;
  if (!code) {
    if (error) dialect.refusals.nameless(reader, owner, definition, 'error', error);
    return null;
  }
  const given = error && dialect.errorMessage(error);
  const message = given && reader.checked(given, definition, elementId);
  return { kind: 'error', code, ...(message && { message }) };
}
