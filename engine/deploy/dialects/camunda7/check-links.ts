import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';

/**
 * What Camunda 7 refuses about links: a catching one is there once; a throwing one that is reached has to lead
 * somewhere, and to that alone.
 */
export function checkLinks(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  const caught = new Set<string>();
  for (const element of graph.elements.values()) {
    if (!('trigger' in element) || element.trigger.kind !== 'link') continue;
    const { name, targetId } = element.trigger;
    if (element.kind === 'intermediateThrowEvent') {
      for (const id of element.outgoing)
        reader.problem(sourceOf(id), `Invalid source '${element.id}' of sequence flow '${id}'`, id);
      if (targetId === undefined)
        for (const id of element.incoming)
          reader.problem(
            sourceOf(id),
            `sequence flow points to link event source with name '${name}' but no event target with that name exists. Most probably your link events are not configured correctly.`,
            id,
          );
      continue;
    }
    const source = sourceOf(element.id);
    const key = `${element.parentId ?? ''} ${name}`;
    if (caught.has(key))
      reader.problem(
        eventDefinitionsOf(source)[0] ?? source,
        `Multiple Intermediate Catch Events with the same link event name ('${name}') are not allowed.`,
        element.id,
      );
    else if (element.name !== name)
      reader.warning(
        source,
        `Link Event named '${element.name ?? 'null'}' contains link event definition with name '${name}' - it is recommended to use the same name for both.`,
      );
    caught.add(key);
  }
}
