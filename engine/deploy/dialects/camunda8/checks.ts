import type { EventSubProcess, ReceiveTask } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { SourceOf } from '../../dialect.ts';
import type { XmlElement } from '../../xml-source.ts';
import { checkCompensation } from './check-compensation.ts';
import { checkEventBased } from './check-event-based-gateway.ts';
import { checkLinks } from './check-links.ts';
import { checkNamedFlows } from './check-named-flows.ts';
import { asWritten, repeated } from './repeated.ts';
import { loopWithoutWait } from './straight-through-loop.ts';

/** What Camunda 8 refuses once it knows how the elements are connected. */
export function checkGraph(reader: ModelReader, process: XmlElement, graph: ProcessGraph, sourceOf: SourceOf): void {
  checkNamedFlows(reader, process);
  for (const element of graph.elements.values()) {
    const source = sourceOf(element.id);
    if (element.kind === 'eventBasedGateway') checkEventBased(reader, graph, element, source, sourceOf);
    if ('boundaryIds' in element) checkCatchers(reader, graph, element.boundaryIds, source);
    if (element.kind === 'receiveTask') checkReceived(reader, graph, element, source);
    if ('eventStartIds' in element) checkCatchers(reader, graph, element.eventStartIds, source);
    if (element.kind === 'eventSubProcess') checkEventCycle(reader, graph, element, source);
  }
  checkCatchers(reader, graph, graph.eventStartIds, process);
  checkStartSignals(reader, graph, process);
  checkStartsBehindListeners(reader, graph, sourceOf);
  checkCompensation(reader, graph, sourceOf);
  checkLinks(reader, process, graph, sourceOf);
  const loop = loopWithoutWait(graph);
  if (loop)
    reader.problem(
      process,
      `Processes are not allowed to contain a straight-through processing loop: ${loop.join(' > ')}`,
    );
}

/**
 * The boundary events of an activity, or the event sub-processes of a scope, wait for a message or signal only once,
 * and catch every error and escalation only once.
 */
function checkCatchers(
  reader: ModelReader,
  graph: ProcessGraph,
  eventIds: readonly string[],
  source: XmlElement,
): void {
  const triggers = eventIds.flatMap((id) => {
    const event = graph.elements.get(id);
    return event?.kind === 'boundaryEvent' || event?.kind === 'startEvent' ? [event.trigger] : [];
  });
  for (const kind of ['message', 'signal'] as const) {
    const names = triggers.flatMap((trigger) => (trigger.kind === kind ? [asWritten(trigger.name)] : []));
    for (const name of repeated(names))
      reader.problem(source, `Multiple ${kind} event definitions with the same name '${name}' are not allowed.`);
  }
  const codes = triggers.flatMap((trigger) =>
    trigger.kind === 'error' && trigger.code ? [asWritten(trigger.code)] : [],
  );
  for (const code of repeated(codes))
    reader.problem(
      source,
      `Multiple error catch events with the same error code '${code}' are not supported on the same scope.`,
    );
  const escalations = triggers.flatMap((trigger) =>
    trigger.kind === 'escalation' ? [trigger.code && asWritten(trigger.code)] : [],
  );
  for (const code of repeated(escalations.flatMap((text) => text ?? [])))
    reader.problem(
      source,
      `Multiple escalation catch events with the same escalation code '${code}' are not supported on the same scope.`,
    );
  if (escalations.filter((text) => text === undefined).length > 1)
    reader.problem(
      source,
      'The same scope can not contain more than one escalation catch event without escalation code. An escalation catch event without escalation code catches all escalations.',
    );
  const anyError = triggers.filter((trigger) => trigger.kind === 'error' && trigger.code === undefined);
  if (anyError.length > 1)
    reader.problem(
      source,
      'The same scope can not contain more than one error catch event without error code. An error catch event without error code catches all errors.',
    );
}

/** What the task itself waits for cannot end it from outside. */
function checkReceived(
  reader: ModelReader,
  graph: ProcessGraph,
  { trigger, boundaryIds }: ReceiveTask,
  source: XmlElement,
): void {
  const events = boundaryIds.map((id) => graph.elements.get(id));
  const isTwice = events.some(
    (event) =>
      event?.kind === 'boundaryEvent' &&
      event.trigger.kind === 'message' &&
      trigger.kind === 'message' &&
      asWritten(event.trigger.name) === asWritten(trigger.name),
  );
  if (isTwice) reader.problem(source, 'Cannot reference the same message name as a boundary event');
}

function checkStartSignals(reader: ModelReader, graph: ProcessGraph, process: XmlElement): void {
  const names = graph.startEventIds.flatMap((id) => {
    const start = graph.elements.get(id);
    return start?.kind === 'startEvent' && start.trigger.kind === 'signal' ? [asWritten(start.trigger.name)] : [];
  });
  for (const name of repeated(names))
    reader.problem(process, `Multiple signal event definitions with the same name '${name}' are not allowed.`);
}

function checkEventCycle(
  reader: ModelReader,
  graph: ProcessGraph,
  { startEventId }: EventSubProcess,
  source: XmlElement,
): void {
  const start = graph.elements.get(startEventId);
  if (
    start?.kind === 'startEvent' &&
    start.isInterrupting &&
    start.trigger.kind === 'timer' &&
    start.trigger.type === 'cycle'
  )
    reader.problem(source, 'Interrupting timer event with time cycle is not allowed.');
}

/** What came with an event has no place of its own while the listeners of the process run before its start event. */
function checkStartsBehindListeners(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  if (!graph.jobListeners?.some(({ event }) => event === 'start')) return;
  for (const id of graph.startEventIds) {
    const start = graph.elements.get(id);
    if (start?.kind === 'startEvent' && start.trigger.kind !== 'none' && start.outputs.length > 0)
      reader.unsupported(sourceOf(id), 'A start event with output mappings, in a process with start listeners,', id);
  }
}
