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

/**
 * The default flow has to be one of the element's own. Camunda 8 says so in these words; Camunda 7 would never take it.
 */
export function readDefaultFlow(
  { reader }: Reading,
  source: XmlElement,
  base: ElementBase,
): { defaultFlowId?: string } {
  const defaultFlowId = attributeOf(source, 'default');
  if (defaultFlowId === undefined || defaultFlowId === '') return {};
  if (!base.outgoing.includes(defaultFlowId))
    reader.problem(
      source,
      `Default flow must start at ${source.name.endsWith('Gateway') ? 'gateway' : 'activity'}: '${defaultFlowId}' does not start at '${base.id}'`,
    );
  return { defaultFlowId };
}
