import type { JobListener } from '../../../graph/code.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, ownExtensions, requiredAt } from './attributes.ts';
import { listenerHeaders } from './mappings.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/**
 * `zeebe:executionListeners`: jobs before and behind an element or a whole process. Where they may stand is Camunda 8's
 * rule.
 */
export function jobListeners(reader: ModelReader, source: XmlElement): { jobListeners?: readonly JobListener[] } {
  const listeners = ownExtensions(source, 'executionListeners').flatMap((all) => {
    const found = childrenOf(all, CAMUNDA8_NAMESPACE, 'executionListener');
    refuseDuplicates(reader, source, all, found);
    refuseMisplaced(reader, source, found);
    return found.flatMap((listener) => jobListener(reader, source, listener) ?? []);
  });
  return listeners.length > 0 ? { jobListeners: listeners } : {};
}

function jobListener(reader: ModelReader, source: XmlElement, listener: XmlElement): JobListener | null {
  const event = eventOf(reader, source, listener);
  const hasType = (attributeOf(listener, 'type') ?? '') !== '';
  if (!hasType) reader.problem(listener, "Attribute 'type' must be present and not empty", idOf(source));
  if (!event || !hasType) return null;
  const type = requiredAt(reader, listener, 'type', idOf(source));
  const retries = expressionAt(reader, source, listener, 'retries');
  return { event, type, ...(retries && retries.text !== '' && { retries }), headers: listenerHeaders(listener) };
}

/** Told once for all listeners of an event, as Camunda 8.6 does, and of an undoing boundary event for those of both. */
function refuseMisplaced(reader: ModelReader, source: XmlElement, listeners: readonly XmlElement[]): void {
  const events = new Set(listeners.map((listener) => attributeOf(listener, 'eventType')));
  if (isUndoing(source) && events.has('end')) {
    reader.problem(
      source,
      "Execution listeners of type 'start' and 'end' are not supported by [compensation] boundary events",
    );
    return;
  }
  for (const event of ['start', 'end'] as const)
    if (events.has(event) && !isAllowed(source, event))
      reader.problem(source, `Execution listeners of type '${event}' are not supported by ${nameOf(source)}`);
}

function eventOf(reader: ModelReader, source: XmlElement, listener: XmlElement): JobListener['event'] | null {
  const event = attributeOf(listener, 'eventType') ?? '';
  if (event === 'start' || event === 'end') return event;
  reader.problem(
    listener,
    event === ''
      ? "Attribute 'eventType' must be present and not empty"
      : "Attribute 'eventType' must be one of [start, end]",
    idOf(source),
  );
  return null;
}

/** One sentence for each event and type that stand more than once, with how often they do. */
function refuseDuplicates(
  reader: ModelReader,
  source: XmlElement,
  all: XmlElement,
  found: readonly XmlElement[],
): void {
  for (const event of ['end', 'start'] as const) {
    const times = new Map<string, number>();
    for (const listener of found) {
      const type = attributeOf(listener, 'type');
      if (type !== undefined && attributeOf(listener, 'eventType') === event)
        times.set(type, (times.get(type) ?? 0) + 1);
    }
    for (const [type, count] of times) {
      if (count > 1)
        reader.problem(
          all,
          `Found '${count}' duplicates based on eventType[${event}] and type[${type}], these combinations should be unique.`,
          idOf(source),
        );
    }
  }
}

function isAllowed(source: XmlElement, event: 'start' | 'end'): boolean {
  if (event === 'start') return source.name !== 'startEvent' && source.name !== 'boundaryEvent';
  if (isGateway(source)) return false;
  return !(source.name === 'endEvent' && eventDefinitionsOf(source)[0]?.name === 'errorEventDefinition');
}

const isUndoing = (source: XmlElement): boolean =>
  source.name === 'boundaryEvent' && eventDefinitionsOf(source)[0]?.name === 'compensateEventDefinition';

const isGateway = (source: XmlElement): boolean => source.name.endsWith('Gateway');
const nameOf = (source: XmlElement): string =>
  isGateway(source)
    ? 'gateway element'
    : source.name === 'endEvent'
      ? 'error end events'
      : source.name.replace(/Event$/, ' events');
