import type { Element, ExclusiveGateway } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import { bpmnChild, type ModelReader } from '../../model-reader.ts';
import type { SourceOf } from '../../dialect.ts';
import type { XmlElement } from '../../xml-source.ts';
import { loopWithoutWait } from './straight-through-loop.ts';

/** What Camunda 8 refuses once it knows how the elements are connected. */
export function checkGraph(reader: ModelReader, process: XmlElement, graph: ProcessGraph, sourceOf: SourceOf): void {
  for (const element of graph.elements.values()) {
    const source = sourceOf(element.id);
    if (element.kind === 'exclusiveGateway') checkExclusive(reader, graph, element, sourceOf);
    if (element.kind === 'boundaryEvent' && element.outgoing.length === 0) reader.problem(source, 'Must have at least one outgoing sequence flow or association');
    if (element.kind === 'boundaryEvent' && element.incoming.length > 0) reader.problem(source, 'A boundary event cannot have incoming sequence flows');
    if (element.kind === 'endEvent' && element.outgoing.length > 0) reader.problem(source, 'An end event cannot have outgoing sequence flows');
    if (element.kind === 'startEvent' && element.incoming.length > 0) reader.problem(source, 'A start event cannot have incoming sequence flows');
    checkCatchers(reader, graph, element, source);
  }
  checkStarts(reader, graph, sourceOf);
  const loop = loopWithoutWait(graph);
  if (loop) reader.problem(process, `Processes are not allowed to contain a straight-through processing loop: ${loop.join(' > ')}`);
}

function checkExclusive(reader: ModelReader, graph: ProcessGraph, gateway: ExclusiveGateway, sourceOf: SourceOf): void {
  if (gateway.outgoing.length < 2) return;
  for (const id of gateway.outgoing) {
    if (id !== gateway.defaultFlowId && !graph.flows.get(id)?.condition) reader.problem(sourceOf(id), 'Must have a condition or be default flow', id);
  }
}

/** One activity waits for a message only once, and catches every error only once. */
function checkCatchers(reader: ModelReader, graph: ProcessGraph, host: Element, source: XmlElement): void {
  if (!('boundaryIds' in host)) return;
  const triggers = host.boundaryIds.flatMap((id) => { const event = graph.elements.get(id); return event?.kind === 'boundaryEvent' ? [event.trigger] : []; });
  const messages = triggers.flatMap((trigger) => trigger.kind === 'message' ? [trigger.name.text] : []);
  for (const name of new Set(messages.filter((text, index) => messages.indexOf(text) !== index))) reader.problem(source, `Multiple message event definitions with the same name '${name}' are not allowed.`);
  const anyError = triggers.filter((trigger) => trigger.kind === 'error' && trigger.code === undefined);
  if (anyError.length > 1) reader.problem(source, 'The same scope can not contain more than one error catch event without error code. An error catch event without error code catches all errors.');
}

function checkStarts(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  const seen = new Set<string>();
  for (const id of graph.startEventIds) {
    const start = graph.elements.get(id);
    if (start?.kind !== 'startEvent' || start.trigger.kind !== 'message') continue;
    const definition = bpmnChild(sourceOf(id), 'messageEventDefinition');
    if (seen.has(start.trigger.name.text)) reader.problem(definition ?? sourceOf(id), 'A message cannot be referred by more than one start event', id);
    seen.add(start.trigger.name.text);
  }
}
