import type { ElementBase, InclusiveGateway } from '../graph/element.ts';
import { readDefaultFlow } from './read-activity.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml-source.ts';

/** Inclusive gateway: all flows whose condition holds, else the default one. What its flows must say differs. */
export function readInclusiveGateway(reading: Reading, source: XmlElement, base: ElementBase): InclusiveGateway {
  return { ...base, kind: 'inclusiveGateway', ...readDefaultFlow(reading, source, base) };
}
