import type { SignalTrigger } from '../graph/trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** Signal: a name, thrown to everybody with variables, or waited for. */
export function readSignal(
  { reader, dialect }: Reading,
  owner: XmlElement,
  definition: XmlElement,
): SignalTrigger | null {
  const reference = attributeOf(definition, 'signalRef');
  const signal = reference === undefined ? undefined : reader.declared('signal', reference);
  if (!signal) {
    dialect.refusals.missingReference(reader, owner, definition, 'signal', reference);
    return null;
  }
  const name = attributeOf(signal, 'name');
  if (!name) {
    dialect.refusals.nameless(reader, owner, definition, 'signal', signal);
    return null;
  }
  const thrown = dialect.signalPayload(reader, owner, definition);
  const isThrowing = owner.name === 'intermediateThrowEvent' || owner.name === 'endEvent';
  if (!isThrowing && Object.keys(thrown).length > 0)
    reader.warning(
      definition,
      'What a signal brings is said where it is thrown: here it has no effect',
      attributeOf(owner, 'id') ?? null,
    );
  return {
    kind: 'signal',
    name: reader.checked(dialect.expression(name), signal, attributeOf(owner, 'id') ?? null),
    ...(isThrowing && thrown),
  };
}
