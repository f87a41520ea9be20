import type { BoundaryEvent, ElementBase } from '../graph/element.ts';
import { NOT_YET, RULES } from './bpmn-vocabulary.ts';
import { readTriggerAt } from './read-trigger.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Boundary event: belongs to an activity of the same scope, and ends it or runs beside it. Camunda 7 takes any node as
 * the host, where it would never be reached: refused, as in Camunda 8.
 */
export function readBoundaryEvent(reading: Reading, source: XmlElement, base: ElementBase): BoundaryEvent | null {
  const { reader, dialect } = reading;
  const attachedToId = attributeOf(source, 'attachedToRef') ?? '';
  const host = reader.parentOf(source)?.children.find((node) => attributeOf(node, 'id') === attachedToId);
  const isActivity =
    host !== undefined && (RULES.get(host.name)?.attributes.has('isForCompensation') ?? NOT_YET.has(host.name));
  if (!isActivity) dialect.refusals.badAttachment(reader, source);
  const trigger = readTriggerAt(reading, source, 'boundaryEvent');
  if (!trigger) return null;
  if (trigger.kind === 'escalation' && isActivity && !dialect.escalationHosts.has(host.name))
    dialect.refusals.badEscalationHost(reader, source);
  const isInterrupting = attributeOf(source, 'cancelActivity') !== 'false';
  const hasToInterrupt = trigger.kind === 'error' || trigger.kind === 'compensation';
  if (hasToInterrupt && !isInterrupting) dialect.refusals.hasToInterrupt(reader, source);
  return {
    ...base,
    kind: 'boundaryEvent',
    trigger,
    attachedToId,
    isInterrupting: isInterrupting || trigger.kind === 'error',
  };
}
