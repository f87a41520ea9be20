import type { JobListener } from '../../../graph/code.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, ownExtensions, requiredAt } from './attributes.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/** `zeebe:executionListeners`: jobs before and behind an element. Where they may stand is Camunda 8's rule. */
export function jobListeners(reader: ModelReader, source: XmlElement): { jobListeners?: readonly JobListener[] } {
  const found = ownExtensions(source, 'executionListeners').flatMap((all) => childrenOf(all, CAMUNDA8_NAMESPACE, 'executionListener'));
  const seen = new Set<string>();
  const listeners = found.flatMap((listener): JobListener[] => {
    const event = attributeOf(listener, 'eventType');
    if (event !== 'start' && event !== 'end') { reader.problem(listener, "Attribute 'eventType' must be one of [start, end]", idOf(source)); return []; }
    if (!isAllowed(source, event)) reader.problem(source, `Execution listeners of type '${event}' are not supported by ${nameOf(source)}`);
    const type = requiredAt(reader, listener, 'type', idOf(source));
    if (seen.has(`${event} ${type.text}`)) reader.problem(listener, `Found '1' duplicates based on eventType[${event}] and type[${type.text}], these combinations should be unique.`, idOf(source));
    seen.add(`${event} ${type.text}`);
    const retries = expressionAt(reader, source, listener, 'retries');
    return [{ event, type, ...(retries && { retries }) }];
  });
  return listeners.length > 0 ? { jobListeners: listeners } : {};
}

function isAllowed(source: XmlElement, event: 'start' | 'end'): boolean {
  if (event === 'start') return source.name !== 'startEvent' && source.name !== 'boundaryEvent';
  const [definition] = eventDefinitionsOf(source);
  return !(source.name === 'endEvent' && definition?.name === 'errorEventDefinition') && definition?.name !== 'compensateEventDefinition';
}

const nameOf = (source: XmlElement): string => (source.name === 'endEvent' ? 'error end events' : source.name.replace(/Event$/, ' events'));
