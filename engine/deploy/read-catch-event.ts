import type { ElementBase, IntermediateCatchEvent } from '../graph/element.ts';
import { readTriggerAt } from './read-trigger.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Intermediate catch event: waits for a message, a timer or a signal. Alike in both. */
export function readCatchEvent(reading: Reading, source: XmlElement, base: ElementBase): IntermediateCatchEvent | null {
  const trigger = readTriggerAt(reading, source, 'intermediateCatchEvent');
  return trigger && { ...base, kind: 'intermediateCatchEvent', trigger };
}
