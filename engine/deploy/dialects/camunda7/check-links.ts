import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { bpmnChild, executableProcesses, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';

/** A catching event of a link. */
interface Caught {
  readonly name: string;
  readonly event: XmlElement;
  readonly definition: XmlElement;
  readonly scope: XmlElement;
}

const SCOPES: ReadonlySet<string> = new Set(['subProcess', 'transaction']);

/**
 * What Camunda 7 refuses about links. It keeps the names of all that it has met in the file: a catching one is there
 * once, whatever scope or process it is in; a throwing one that is reached has to lead to what has been met by then, in
 * its own scope, and to that alone.
 */
export function checkLinks(reader: ModelReader, process: XmlElement, graph: ProcessGraph, sourceOf: SourceOf): void {
  const met: Met = { caught: [], byScope: new Map() };
  const processes = executableProcesses(reader.definitions);
  for (const earlier of processes.slice(0, processes.indexOf(process))) meet(earlier, met);
  const before = met.caught.slice();
  const { caught, byScope } = meet(process, met);
  checkCaught(reader, graph, before, caught.slice(before.length));
  for (const element of graph.elements.values()) {
    if (element.kind !== 'intermediateThrowEvent' || element.trigger.kind !== 'link') continue;
    const { name } = element.trigger;
    for (const id of element.outgoing)
      reader.problem(sourceOf(id), `Invalid source '${element.id}' of sequence flow '${id}'`, id);
    const scope = reader.parentOf(sourceOf(element.id)) ?? process;
    const target = caught.slice(0, byScope.get(scope)).find((one) => one.name === name);
    for (const id of element.incoming) {
      if (!target)
        reader.problem(
          sourceOf(id),
          `sequence flow points to link event source with name '${name}' but no event target with that name exists. Most probably your link events are not configured correctly.`,
          id,
        );
      else if (target.scope !== scope)
        reader.problem(
          sourceOf(id),
          `Invalid destination '${attributeOf(target.event, 'id') ?? ''}' of sequence flow '${id}'`,
          id,
        );
    }
  }
}

function checkCaught(
  reader: ModelReader,
  graph: ProcessGraph,
  before: readonly Caught[],
  own: readonly Caught[],
): void {
  const names = new Set(before.map(({ name }) => name));
  for (const { name, event, definition } of own) {
    const id = attributeOf(event, 'id') ?? null;
    const shownName = id === null ? undefined : graph.elements.get(id)?.name;
    if (names.has(name))
      reader.problem(
        definition,
        `Multiple Intermediate Catch Events with the same link event name ('${name}') are not allowed.`,
        id,
      );
    else if (shownName !== name)
      reader.warning(
        event,
        `Link Event named '${shownName ?? 'null'}' contains link event definition with name '${name}' - it is recommended to use the same name for both.`,
      );
    names.add(name);
  }
}

/** Catching events in the order in which they are met: those in inner scopes before a scope's own. */
interface Met {
  readonly caught: Caught[];
  /** How many had been met when the flows of a scope were read. */
  readonly byScope: Map<XmlElement, number>;
}

function meet(scope: XmlElement, met: Met): Met {
  for (const child of scope.children) if (SCOPES.has(child.name)) meet(child, met);
  for (const event of scope.children) {
    const definition = event.name === 'intermediateCatchEvent' ? bpmnChild(event, 'linkEventDefinition') : undefined;
    const name = definition && attributeOf(definition, 'name');
    if (definition !== undefined && name !== undefined) met.caught.push({ name, event, definition, scope });
  }
  met.byScope.set(scope, met.caught.length);
  return met;
}
