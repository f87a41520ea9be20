import type { ElementBase } from '../graph/element.ts';
import { RULES } from './bpmn-vocabulary.ts';
import type { StartSource } from './dialect.ts';
import { BPMN, bpmnChild } from './model-reader.ts';
import { readElement } from './read-element.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Everything directly in a process or sub-process; returns its start events, and those of the event sub-processes in
 * it. What is no element of the flow was judged with the vocabulary already.
 */
export function readScope(
  reading: Reading,
  scope: XmlElement,
  parentId: string | undefined,
): { starts: StartSource[]; eventStartIds: string[] } {
  const { reader, elements, boundaries, sources } = reading;
  const starts: StartSource[] = [];
  const eventStartIds: string[] = [];
  const nodes = scope.children.filter(
    (child) => child.namespace === BPMN && RULES.get(child.name)?.children.has('incoming'),
  );
  for (const node of nodes) {
    if (node.name !== 'boundaryEvent') continue;
    const host = attributeOf(node, 'attachedToRef') ?? '';
    boundaries.set(host, [...(boundaries.get(host) ?? []), attributeOf(node, 'id') ?? '']);
  }
  for (const node of nodes) {
    const id = attributeOf(node, 'id') || idFor(reading, node);
    if (id === undefined) {
      reader.problem(node, `<${node.name}> in line ${node.place.line} has no id`);
      continue;
    }
    if (elements.has(id)) continue;
    sources.set(id, node);
    const element = readElement(reading, node, {
      ...readBase(reading, node, id),
      ...(parentId !== undefined && { parentId }),
    });
    if (!element) continue;
    elements.set(id, element);
    if (element.kind === 'startEvent') starts.push({ source: node, trigger: element.trigger.kind });
    if (element.kind === 'eventSubProcess') eventStartIds.push(element.startEventId);
  }
  return { starts, eventStartIds };
}

/** Where an element may go without id it gets one that no file can have, since an id has no space. */
function idFor({ reader, dialect }: Reading, node: XmlElement): string | undefined {
  if (!dialect.namesNameless(node.name)) return undefined;
  const id = `${node.name} ${node.place.line}:${node.place.column}`;
  reader.warning(node, `<${node.name}> in line ${node.place.line} has no id, and is called '${id}'`, id);
  return id;
}

/** Also one that was refused: then that has been said. */
export const hasStart = (scope: XmlElement): boolean =>
  scope.children.some((child) => child.namespace === BPMN && child.name === 'startEvent');

function readBase({ reader, dialect, links }: Reading, source: XmlElement, id: string): ElementBase {
  const { incoming = [], outgoing = [] } = links.get(id) ?? {};
  const name = attributeOf(source, 'name');
  const documentation = bpmnChild(source, 'documentation')?.text;
  return {
    id,
    ...(name !== undefined && { name }),
    bpmnType: source.name,
    place: source.place,
    incoming,
    outgoing: dialect.takesFlowsBackwards ? outgoing.toReversed() : outgoing,
    ...(documentation && { documentation }),
    ...dialect.extras(reader, source),
  };
}
