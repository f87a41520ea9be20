import type { ActivityBase, Element } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { camunda8Vocabulary } from './vocabulary.ts';

/** What Camunda 8 refuses about compensation; transactions and all about them it does not have. */
export function checkCompensation(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  for (const element of graph.elements.values()) {
    const source = sourceOf(element.id);
    const [definition = source] = eventDefinitionsOf(source);
    const missing = camunda8Vocabulary.missingElement?.(element.bpmnType);
    if (missing !== undefined) reader.problem(source, missing);
    if (!('trigger' in element)) continue;
    if (element.trigger.kind === 'compensation') checkCompensationEvent(reader, graph, element, source, definition);
    if (element.trigger.kind === 'cancel') {
      reader.problem(definition, 'Event definition of this type is not supported', element.id);
      reader.problem(
        source,
        element.kind === 'boundaryEvent'
          ? 'Boundary events must be one of: timer, message, error, signal, escalation'
          : 'End events must be one of: none, error, message, terminate, signal, escalation or compensation',
      );
    }
  }
}

function checkCompensationEvent(
  reader: ModelReader,
  graph: ProcessGraph,
  element: Element,
  source: XmlElement,
  definition: XmlElement,
): void {
  if (element.kind === 'boundaryEvent') return;
  if (element.kind === 'startEvent') {
    const scope = reader.parentOf(source);
    if (!scope) return;
    if (graph.elements.get(element.parentId ?? '')?.parentId === undefined)
      reader.problem(scope, 'A compensation event subprocess is not allowed on the process level');
    reader.problem(
      scope,
      'Start events in event subprocesses must be one of: message, timer, error, signal or escalation',
    );
    return;
  }
  const what = element.kind === 'endEvent' ? 'end event' : 'intermediate throwing event';
  if (attributeOf(definition, 'waitForCompletion') === 'false')
    reader.problem(source, `A compensation ${what} waitForCompletion attribute must be true or not present`);
  const named = attributeOf(definition, 'activityRef');
  if (!named) return;
  const activity = graph.elements.get(named);
  if (!activity) {
    reader.problem(definition, `The referenced compensation activity '${named}' doesn't exist`, element.id);
    return;
  }
  if (!(activity as Partial<ActivityBase>).compensation && activity.kind !== 'subProcess')
    reader.problem(
      definition,
      `The referenced compensation activity '${named}' must have either a compensation boundary event or be a subprocess`,
      element.id,
    );
  if (!isInReach(graph, element, activity))
    reader.problem(
      definition,
      `The referenced compensation activity '${named}' must be in the same scope as the compensation throw event`,
      element.id,
    );
}

/** What is undone lies beside the event, or beside the event sub-process that the event is in. */
function isInReach(graph: ProcessGraph, event: Element, activity: Element): boolean {
  if (activity.parentId === event.parentId) return true;
  const around = graph.elements.get(event.parentId ?? '');
  return around?.kind === 'eventSubProcess' && activity.parentId === around.parentId;
}
