import type { ElementBase, EventBasedGateway } from '../graph/element.ts';
import type { Reading } from './reading.ts';
import { refuseInstantiating } from './refuse-instantiating.ts';
import type { XmlElement } from './xml-source.ts';

/**
 * Event-based gateway: waits for the catch events behind its flows. What may stand behind it differs in words and
 * rules.
 */
export function readEventBasedGateway(reading: Reading, source: XmlElement, base: ElementBase): EventBasedGateway {
  refuseInstantiating(reading, source, base);
  return {
    ...base,
    kind: 'eventBasedGateway',
    eventIds: base.outgoing.flatMap((flowId) => reading.flows.get(flowId)?.targetId ?? []),
  };
}
