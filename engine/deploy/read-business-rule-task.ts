import type { Element, ElementBase } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import { readServiceTask } from './read-service-task.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** A business rule task asks the engine for a decision, or is done as a service task is. */
export function readBusinessRuleTask(reading: Reading, source: XmlElement, base: ElementBase): Element | null {
  const call = reading.dialect.decisionCall(reading.reader, source);
  return call
    ? { ...readActivity(reading, source, base), kind: 'decisionTask', call }
    : readServiceTask(reading, source, base);
}
