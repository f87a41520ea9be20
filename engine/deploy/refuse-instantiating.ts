import type { ElementBase } from '../graph/element.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * A receive task or event-based gateway that starts instances is run by neither Camunda. Both take the mark where a
 * flow leads to the element, which makes it an ordinary one; without such a flow it would never be reached.
 */
export function refuseInstantiating({ reader }: Reading, source: XmlElement, base: ElementBase): void {
  if (base.incoming.length === 0 && attributeOf(source, 'instantiate') === 'true')
    reader.unsupported(source, 'instantiate="true" without an incoming sequence flow');
}
