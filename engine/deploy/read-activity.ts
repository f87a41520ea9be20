import type { ActivityBase, ElementBase } from '../graph/element.ts';
import { bpmnChild } from './model-reader.ts';
import { readMultiInstance } from './read-multi-instance.ts';
import { readHandler } from './read-compensation.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** What every task, sub-process and call activity has: a default flow, boundary events, multi-instance. */
export function readActivity(reading: Reading, source: XmlElement, base: ElementBase): ActivityBase {
  const loop = bpmnChild(source, 'multiInstanceLoopCharacteristics');
  return {
    ...base,
    boundaryIds: reading.boundaries.get(base.id) ?? [],
    ...readDefaultFlow(reading, source, base),
    ...readHandler(reading, source, base.id),
    ...(loop && { multiInstance: readMultiInstance(reading, source, loop) }),
  };
}

/** The default flow is one of the element's own; what is said of another one differs. */
export function readDefaultFlow(
  { reader, dialect }: Reading,
  source: XmlElement,
  base: ElementBase,
): { defaultFlowId?: string } {
  const defaultFlowId = attributeOf(source, 'default');
  if (defaultFlowId === undefined || defaultFlowId === '') return {};
  if (base.outgoing.includes(defaultFlowId)) return dialect.asksConditionsAt(source.name) ? { defaultFlowId } : {};
  dialect.refusals.foreignDefault(reader, source, defaultFlowId);
  return {};
}
