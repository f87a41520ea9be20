import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { bpmnChild, type ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { repeated } from './repeated.ts';

const definitionOf = (event: XmlElement): XmlElement => bpmnChild(event, 'linkEventDefinition') ?? event;

/**
 * What Camunda 8 refuses about links, each said of the scope: a throwing one without its target, a catching one that is
 * there twice.
 */
export function checkLinks(reader: ModelReader, process: XmlElement, graph: ProcessGraph, sourceOf: SourceOf): void {
  const caught = new Map<XmlElement, string[]>();
  for (const element of graph.elements.values()) {
    if (!('trigger' in element) || element.trigger.kind !== 'link') continue;
    const scope = reader.parentOf(sourceOf(element.id)) ?? process;
    const { name, targetId } = element.trigger;
    if (name.trim() === '')
      reader.problem(definitionOf(sourceOf(element.id)), 'Link name must be present and not empty.');
    else if (element.kind !== 'intermediateThrowEvent') caught.set(scope, [...(caught.get(scope) ?? []), name]);
    else if (targetId === undefined)
      reader.problem(scope, `Can't find an catch link event for the throw link event with the name '${name}'.`);
  }
  for (const [scope, names] of caught) {
    for (const name of repeated(names))
      reader.problem(
        scope,
        `Multiple intermediate catch link event definitions with the same name '${name}' are not allowed.`,
      );
  }
}
