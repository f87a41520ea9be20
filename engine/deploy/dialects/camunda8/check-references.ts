import { BPMN, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { camunda8Refusals } from './refusals.ts';

const REFERRED: ReadonlyMap<string, 'message' | 'signal'> = new Map([
  ['messageEventDefinition', 'message'],
  ['sendTask', 'message'],
  ['receiveTask', 'message'],
  ['signalEventDefinition', 'signal'],
]);

/**
 * What refers to a message or signal means one that has a name, or nothing: whoever throws it as well, though the name
 * of a thrown message says nothing, and in processes that are not executed too.
 */
export function checkReferences(reader: ModelReader, processes: readonly XmlElement[]): void {
  for (const process of processes) checkBelow(reader, process, process);
}

function checkBelow(reader: ModelReader, element: XmlElement, owner: XmlElement): void {
  const around = attributeOf(element, 'id') === undefined || element.name.endsWith('EventDefinition') ? owner : element;
  const kind = REFERRED.get(element.name);
  const reference = kind && attributeOf(element, `${kind}Ref`);
  if (reference) checkReference(reader, around, element, kind, reference);
  for (const child of element.children) if (child.namespace === BPMN) checkBelow(reader, child, around);
}

function checkReference(
  reader: ModelReader,
  owner: XmlElement,
  at: XmlElement,
  kind: 'message' | 'signal',
  reference: string,
): void {
  const declaration = reader.declared(kind, reference);
  if (declaration && !attributeOf(declaration, 'name')) camunda8Refusals.nameless(reader, owner, at, kind, declaration);
  if (!declaration && reader.isSomewhere(reference))
    camunda8Refusals.missingReference(reader, owner, at, kind, reference);
}
