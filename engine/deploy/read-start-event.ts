import type { ElementBase, StartEvent } from '../graph/element.ts';
import { NOT_YET } from './bpmn-vocabulary.ts';
import { eventDefinitionsOf, type ModelReader } from './model-reader.ts';
import { readTriggerAt } from './read-trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Start event: by request, message, timer or signal; in an event sub-process by what else a scope can catch. How many a
 * scope may have differs, and so do the words about it.
 */
export function readStartEvent(reading: Reading, source: XmlElement, base: ElementBase): StartEvent | null {
  const { reader, dialect } = reading;
  const [definition] = eventDefinitionsOf(source);
  const scope = reader.parentOf(source);
  if (scope && isEventSubProcess(scope)) return readEventStart(reading, source, base);
  if (base.parentId !== undefined && definition && scope) {
    if (!NOT_YET.has(definition.name)) dialect.refusals.startInSubProcess(reader, scope, source, definition);
    return null;
  }
  const trigger = readTriggerAt(reading, source, 'startEvent');
  return trigger && { ...base, kind: 'startEvent', trigger, ...dialect.startEvent(reading.reader, source) };
}

export const isEventSubProcess = (scope: XmlElement): boolean => attributeOf(scope, 'triggeredByEvent') === 'true';

export function isInEventSubProcess(reader: ModelReader, event: XmlElement): boolean {
  const scope = reader.parentOf(event);
  return event.name === 'startEvent' && scope !== undefined && isEventSubProcess(scope);
}

/** An error always interrupts: there is nothing beside which its handling could run. */
function readEventStart(reading: Reading, source: XmlElement, base: ElementBase): StartEvent | null {
  const trigger = readTriggerAt(reading, source, 'eventSubProcessStart');
  if (!trigger) return null;
  const isInterrupting = attributeOf(source, 'isInterrupting') !== 'false';
  if (trigger.kind === 'error' && !isInterrupting) reading.dialect.refusals.hasToInterrupt(reading.reader, source);
  return {
    ...base,
    kind: 'startEvent',
    trigger,
    isInterrupting,
    ...reading.dialect.startEvent(reading.reader, source),
  };
}
