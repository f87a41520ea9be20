import type { ElementBase, EndEvent, IntermediateThrowEvent, Logic, Work } from '../graph/element.ts';
import type { Trigger } from '../graph/trigger.ts';
import { eventDefinitionsOf } from './model-reader.ts';
import { readTriggerAt } from './read-trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** Intermediate throw event: a point on the way, a message, a signal. */
export function readThrowEvent(reading: Reading, source: XmlElement, base: ElementBase): IntermediateThrowEvent | null {
  const trigger = readTriggerAt(reading, source, 'intermediateThrowEvent');
  return trigger && { ...base, kind: 'intermediateThrowEvent', trigger, ...workOf(reading, source, trigger) };
}

/** End event: ends its path, and may throw a message, a signal or an error, or end all of its scope. */
export function readEndEvent(reading: Reading, source: XmlElement, base: ElementBase): EndEvent | null {
  const trigger = readTriggerAt(reading, source, 'endEvent');
  return trigger && { ...base, kind: 'endEvent', trigger, ...workOf(reading, source, trigger) };
}

/**
 * A message is not sent by the engine itself: a worker does it. Camunda 8 demands one; in Camunda 7, which keeps it in
 * the event definition, a message without any is just passed.
 */
function workOf({ reader, dialect }: Reading, source: XmlElement, trigger: Trigger): { work?: Work; logic?: Logic } {
  const definition = eventDefinitionsOf(source).find(({ name }) => name === 'messageEventDefinition');
  if (trigger.kind !== 'message' || !definition) return {};
  const work = dialect.work(reader, source, definition);
  if (work) return { work };
  const logic = dialect.logic(reader, source, definition);
  if (logic) return { logic };
  if (dialect.throwsNeedWork && !reader.isUnsupported(attributeOf(source, 'id') ?? null))
    reader.problem(source, dialect.missingWork(source));
  return {};
}
