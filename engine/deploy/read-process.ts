import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Dialect } from './dialect.ts';
import { bpmnChild, type ModelReader } from './model-reader.ts';
import { readFlows } from './read-flows.ts';
import { hasStart, readScope } from './read-scope.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** One `<process>` with everything in it. Problems go to the reader; the graph is only of use when there are none. */
export function readProcess(reader: ModelReader, dialect: Dialect, process: XmlElement): ProcessGraph {
  const reading: Reading = {
    reader,
    dialect,
    elements: new Map(),
    flows: new Map(),
    links: new Map(),
    boundaries: new Map(),
    sources: new Map(),
  };
  const processId = attributeOf(process, 'id') ?? '';
  if (processId === '') reader.problem(process, 'The process has no id');
  readFlows(reading, process);
  const { starts, eventStartIds } = readScope(reading, process, undefined);
  if (!hasStart(process)) dialect.refusals.noStart(reader, process);
  else dialect.refusals.manyStarts(reader, process, starts);
  const name = attributeOf(process, 'name');
  const targetNamespace = attributeOf(reader.definitions, 'targetNamespace');
  const documentation = bpmnChild(process, 'documentation')?.text;
  const listeners = dialect.listeners(reader, process, processId);
  const graph: ProcessGraph = {
    processId,
    ...(name !== undefined && { name }),
    ...(targetNamespace !== undefined && { targetNamespace }),
    ...(documentation && { documentation }),
    ...(listeners.length > 0 && { listeners }),
    semantics: dialect.semantics,
    elements: reading.elements,
    flows: reading.flows,
    startEventIds: starts.map(({ source }) => attributeOf(source, 'id') ?? ''),
    eventStartIds,
    ...(hasConditions(reading) && { hasConditions: true }),
    ...dialect.process(reader, process),
  };
  dialect.check(reader, process, graph, (id) => reading.sources.get(id) ?? process);
  return graph;
}

/** Start events of the process itself are asked from outside only. */
function hasConditions({ elements }: Reading): boolean {
  return [...elements.values()].some(
    (element) =>
      'trigger' in element &&
      element.trigger.kind === 'conditional' &&
      !(element.kind === 'startEvent' && element.parentId === undefined),
  );
}
