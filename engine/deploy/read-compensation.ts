import type { ActivityBase } from '../graph/element.ts';
import type { CompensationTrigger } from '../graph/trigger.ts';
import { RULES } from './bpmn-vocabulary.ts';
import { BPMN, bpmnChild, type ModelReader } from './model-reader.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Compensation: thrown for all of the scope or for one activity; caught it says nothing more. What it may name differs.
 */
export function readCompensation(_reading: Reading, event: XmlElement, definition: XmlElement): CompensationTrigger {
  const activityId =
    event.name === 'boundaryEvent' || event.name === 'startEvent' ? undefined : attributeOf(definition, 'activityRef');
  return { kind: 'compensation', ...(activityId && { activityId }) };
}

/** What undoes an activity: the one that an association leads to from its compensation boundary event. */
export function readHandler(
  reading: Reading,
  source: XmlElement,
  activityId: string,
): Pick<ActivityBase, 'isForCompensation' | 'compensation'> {
  const isForCompensation = attributeOf(source, 'isForCompensation') === 'true';
  const compensation = (reading.boundaries.get(activityId) ?? [])
    .flatMap((boundaryId) => {
      const handlerId = handlerBehind(reading.reader, source, boundaryId);
      return handlerId === undefined ? [] : [{ boundaryId, handlerId }];
    })
    .at(-1);
  return { ...(isForCompensation && { isForCompensation }), ...(compensation && { compensation }) };
}

function handlerBehind(reader: ModelReader, source: XmlElement, boundaryId: string): string | undefined {
  const scope = reader.parentOf(source);
  const boundary = scope?.children.find(
    (node) => node.name === 'boundaryEvent' && attributeOf(node, 'id') === boundaryId,
  );
  if (!scope || !boundary || !bpmnChild(boundary, 'compensateEventDefinition')) return undefined;
  const association = associationFrom(reader, source, boundaryId);
  const targetId = association && attributeOf(association, 'targetRef');
  return scope.children.some(
    (node) => attributeOf(node, 'id') === targetId && RULES.get(node.name)?.attributes.has('isForCompensation'),
  )
    ? targetId
    : undefined;
}

/** The association that leaves a boundary event, drawn in its scope or further out. */
export function associationFrom(reader: ModelReader, source: XmlElement, boundaryId: string): XmlElement | undefined {
  for (let scope = reader.parentOf(source); scope; scope = reader.parentOf(scope)) {
    const found = scope.children
      .filter(
        (child) =>
          child.namespace === BPMN && child.name === 'association' && attributeOf(child, 'sourceRef') === boundaryId,
      )
      .at(-1);
    if (found) return found;
  }
  return undefined;
}
