import type { ActivityBase, BoundaryEvent, Element } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import { associationFrom } from '../../read-compensation.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';

const definitionIn = (event: XmlElement): XmlElement => eventDefinitionsOf(event)[0] ?? event;

/** What Camunda 7 refuses about compensation and transactions. */
export function checkCompensation(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  for (const element of graph.elements.values()) {
    const source = sourceOf(element.id);
    if ('boundaryIds' in element) checkActivity(reader, graph, element, sourceOf);
    if (!('trigger' in element)) continue;
    const definition = definitionIn(source);
    if (element.trigger.kind === 'compensation') checkCompensationEvent(reader, graph, element, definition, sourceOf);
    if (element.trigger.kind !== 'cancel') continue;
    const around = graph.elements.get(
      (element.kind === 'boundaryEvent' ? element.attachedToId : element.parentId) ?? '',
    );
    if (around?.bpmnType === 'transaction') continue;
    reader.problem(
      definition,
      element.kind === 'boundaryEvent'
        ? 'boundary event with cancelEventDefinition only supported on transaction subprocesses'
        : 'end event with cancelEventDefinition only supported inside transaction subprocess',
      element.id,
    );
  }
}

function checkCompensationEvent(
  reader: ModelReader,
  graph: ProcessGraph,
  element: Element,
  definition: XmlElement,
  sourceOf: SourceOf,
): void {
  const named = attributeOf(definition, 'activityRef');
  const waits = attributeOf(definition, 'waitForCompletion');
  if (element.kind === 'boundaryEvent' || element.kind === 'startEvent') {
    if (named)
      reader.warning(
        definition,
        "attribute 'activityRef' is not supported on catching compensation event. attribute will be ignored",
        element.id,
      );
    if (waits)
      reader.warning(
        definition,
        "attribute 'waitForCompletion' is not supported on catching compensation event. attribute will be ignored",
        element.id,
      );
    if (element.kind === 'startEvent') checkEventStart(reader, graph, element, sourceOf);
    return;
  }
  if (named && !isInReach(graph, element, named))
    reader.problem(
      definition,
      `Invalid attribute value for 'activityRef': no activity with id '${named}' in scope '${element.parentId ?? 'null'}'`,
      element.id,
    );
  if (waits === 'false')
    reader.warning(
      definition,
      "Unsupported attribute value for 'waitForCompletion': 'waitForCompletion=false' is not supported. Compensation event will wait for compensation to join.",
      element.id,
    );
}

/** In the same scope, or around the event sub-process. */
function isInReach(graph: ProcessGraph, thrower: Element, activityId: string): boolean {
  const activity = graph.elements.get(activityId);
  const scope = graph.elements.get(thrower.parentId ?? '');
  return (
    activity !== undefined &&
    (activity.parentId === thrower.parentId ||
      (scope?.kind === 'eventSubProcess' && activity.parentId === scope.parentId))
  );
}

function checkEventStart(reader: ModelReader, graph: ProcessGraph, start: Element, sourceOf: SourceOf): void {
  const source = sourceOf(start.id);
  const around = graph.elements.get(graph.elements.get(start.parentId ?? '')?.parentId ?? '');
  if (around?.kind !== 'subProcess') {
    reader.problem(
      source,
      'event subprocess with compensation start event is only supported for embedded subprocess (since throwing compensation through a call activity-induced process hierarchy is not supported)',
    );
    return;
  }
  const others = around.eventStartIds.filter((id) => {
    const start = graph.elements.get(id);
    return start?.kind === 'startEvent' && start.trigger.kind === 'compensation';
  });
  if (others.length > 1 && others[0] !== start.id)
    reader.problem(
      source,
      'multiple event subprocesses with compensation start event are not supported on the same scope',
    );
  if (around.compensation)
    reader.problem(
      sourceOf(around.id),
      'compensation boundary event and event subprocess with compensation start event are not supported on the same scope',
    );
}

function checkActivity(
  reader: ModelReader,
  graph: ProcessGraph,
  activity: Element & ActivityBase,
  sourceOf: SourceOf,
): void {
  const boundaries = activity.boundaryIds.flatMap((id) => {
    const event = graph.elements.get(id);
    return event?.kind === 'boundaryEvent' ? [event] : [];
  });
  const second = (kind: BoundaryEvent['trigger']['kind']): BoundaryEvent | undefined =>
    boundaries.filter(({ trigger }) => trigger.kind === kind)[1];
  const compensation = second('compensation');
  const cancel = second('cancel');
  if (compensation)
    reader.problem(
      definitionIn(sourceOf(compensation.id)),
      'multiple boundary events with compensateEventDefinition not supported on same activity',
      compensation.id,
    );
  if (cancel)
    reader.problem(
      definitionIn(sourceOf(cancel.id)),
      'multiple boundary events with cancelEventDefinition not supported on same transaction subprocess',
      cancel.id,
    );
  const { compensation: undone, isForCompensation } = activity;
  const handler = undone && graph.elements.get(undone.handlerId);
  if (undone && handler && !(handler as Partial<ActivityBase>).isForCompensation) {
    reader.problem(
      associationFrom(reader, sourceOf(activity.id), undone.boundaryId) ?? sourceOf(activity.id),
      'compensation boundary catch must be connected to element with isForCompensation=true',
      undone.boundaryId,
    );
  }
  if (!isForCompensation) return;
  const sentence = (way: string): string =>
    `Invalid ${way} sequence flow of compensation activity '${activity.id}'. A compensation activity should not have an incoming or outgoing sequence flow.`;
  for (const id of activity.outgoing) reader.problem(sourceOf(id), sentence('outgoing'), activity.id);
  for (const id of activity.incoming) reader.problem(sourceOf(id), sentence('incoming'), activity.id);
}
