import type { ElementBase, ExclusiveGateway } from '../graph/element.ts';
import { readDefaultFlow } from './read-activity.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Exclusive gateway: the first flow whose condition holds, else the default one. What its flows must say differs. */
export function readExclusiveGateway(reading: Reading, source: XmlElement, base: ElementBase): ExclusiveGateway {
  return { ...base, kind: 'exclusiveGateway', ...readDefaultFlow(reading, source, base) };
}
