import type { LinkTrigger } from '../graph/trigger.ts';
import { missingAttribute } from './schema-sentences.ts';
import { bpmnChild } from './model-reader.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Link: a name. A throwing one leads to the catching one of its name in the same scope; what is said about a missing
 * one differs.
 */
export function readLink({ reader }: Reading, event: XmlElement, definition: XmlElement): LinkTrigger | null {
  const name = attributeOf(definition, 'name');
  if (name === undefined) {
    reader.problem(definition, missingAttribute(definition, 'name'), attributeOf(event, 'id') ?? null);
    return null;
  }
  if (event.name !== 'intermediateThrowEvent') return { kind: 'link', name };
  const target = reader.parentOf(event)?.children.find((node) => {
    const caught = node.name === 'intermediateCatchEvent' ? bpmnChild(node, 'linkEventDefinition') : undefined;
    return caught !== undefined && attributeOf(caught, 'name') === name;
  });
  const targetId = target && attributeOf(target, 'id');
  return { kind: 'link', name, ...(targetId !== undefined && { targetId }) };
}
