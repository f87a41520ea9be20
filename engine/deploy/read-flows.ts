import { BPMN, bpmnChild } from './model-reader.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Sequence flows join elements of one scope. They are read before the elements, which know theirs. A flow needs no id
 * by the standard; its number in the file is one.
 */
export function readFlows(reading: Reading, scope: XmlElement): void {
  const nodes = new Map(
    scope.children
      .filter((child) => child.namespace === BPMN && child.name !== 'sequenceFlow')
      .map((child) => [attributeOf(child, 'id'), child.name]),
  );
  for (const child of scope.children) {
    if (child.namespace !== BPMN) continue;
    if (child.name === 'subProcess' || child.name === 'adHocSubProcess' || child.name === 'transaction')
      readFlows(reading, child);
    if (child.name === 'sequenceFlow') readFlow(reading, child, nodes);
  }
}

function readFlow(
  { reader, dialect, flows, links, sources }: Reading,
  source: XmlElement,
  nodes: ReadonlyMap<string | undefined, string>,
): void {
  const id = attributeOf(source, 'id') || `flow-${flows.size + 1}`;
  const sourceId = attributeOf(source, 'sourceRef');
  const targetId = attributeOf(source, 'targetRef');
  // Camunda 7 names the first end that is wrong, and Camunda 8 leaves flows across scopes unfollowed.
  if (sourceId === undefined || !nodes.has(sourceId))
    reader.problem(source, `Invalid source '${sourceId ?? null}' of sequence flow '${id}'`, id);
  else if (targetId === undefined || !nodes.has(targetId))
    reader.problem(source, `Invalid destination '${targetId ?? null}' of sequence flow '${id}'`, id);
  const written = bpmnChild(source, 'conditionExpression');
  const condition = written && dialect.condition(reader, written, id);
  const listeners = dialect.listeners(reader, source, id);
  const name = attributeOf(source, 'name');
  flows.set(id, {
    id,
    sourceId: sourceId ?? '',
    targetId: targetId ?? '',
    ...(name !== undefined && { name }),
    ...(condition && dialect.asksConditionsAt(nodes.get(sourceId) ?? '') && { condition }),
    ...(listeners.length > 0 && { listeners }),
  });
  sources.set(id, source);
  linksOf(links, sourceId ?? '').outgoing.push(id);
  linksOf(links, targetId ?? '').incoming.push(id);
}

function linksOf(links: Reading['links'], id: string): { incoming: string[]; outgoing: string[] } {
  const found = links.get(id) ?? { incoming: [], outgoing: [] };
  links.set(id, found);
  return found;
}
