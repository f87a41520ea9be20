import type { CallActivity, ElementBase } from '../graph/element.ts';
import { readActivity } from './read-activity.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/**
 * Call activity: runs another process. Camunda 7 says which variables go in and out one by one; Camunda 8 has two flags
 * and its mappings.
 */
export function readCallActivity(reading: Reading, source: XmlElement, base: ElementBase): CallActivity {
  return {
    ...readActivity(reading, source, base),
    kind: 'callActivity',
    ...reading.dialect.callActivity(reading.reader, source),
  };
}
