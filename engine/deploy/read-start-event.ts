import type { ElementBase, StartEvent } from '../graph/element.ts';
import { NOT_YET } from './bpmn-vocabulary.ts';
import { eventDefinitionsOf } from './model-reader.ts';
import { readTriggerAt } from './read-trigger.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Start event: by request, message, timer or signal. How many a scope may have differs, and so do the words about it. */
export function readStartEvent(reading: Reading, source: XmlElement, base: ElementBase): StartEvent | null {
  const [definition] = eventDefinitionsOf(source);
  const scope = reading.reader.parentOf(source);
  if (base.parentId !== undefined && definition && scope) {
    if (!NOT_YET.has(definition.name)) reading.dialect.refusals.startInSubProcess(reading.reader, scope, source, definition);
    return null;
  }
  const trigger = readTriggerAt(reading, source, 'startEvent');
  return trigger && { ...base, kind: 'startEvent', trigger, ...reading.dialect.startEvent(source) };
}
