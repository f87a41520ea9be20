import type { Element, ExclusiveGateway } from '../../../graph/element.ts';
import type { ProcessGraph } from '../../../graph/process-graph.ts';
import type { SourceOf } from '../../dialect.ts';
import { eventDefinitionsOf, type ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { checkCompensation } from './check-compensation.ts';
import { checkEventBased } from './check-event-based-gateway.ts';
import { checkConditions } from './check-conditions.ts';
import { checkEscalations } from './check-escalations.ts';
import { checkLinks } from './check-links.ts';

/** What Camunda 7 refuses once it knows how the elements are connected. */
export function checkGraph(reader: ModelReader, process: XmlElement, graph: ProcessGraph, sourceOf: SourceOf): void {
  for (const element of graph.elements.values()) {
    const source = sourceOf(element.id);
    if (element.kind === 'exclusiveGateway') checkExclusive(reader, graph, element, source);
    if (element.kind === 'eventBasedGateway') checkEventBased(reader, graph, element, sourceOf);
    if (
      element.asyncAfter &&
      element.outgoing.some(
        (id) => id.startsWith('flow-') && sourceOf(id).attributes.every(({ name }) => name !== 'id'),
      )
    )
      reader.problem(
        source,
        `Sequence flow with sourceRef='${element.id}' must have an id, activity with id '${element.id}' uses 'asyncAfter'.`,
      );
    if (
      element.kind === 'boundaryEvent' &&
      element.isInterrupting &&
      element.trigger.kind === 'timer' &&
      element.trigger.type === 'cycle'
    )
      reader.warning(source, 'It is not recommended to use a cancelling boundary timer event with a time cycle.');
    if (
      element.kind === 'startEvent' &&
      element.parentId === undefined &&
      element.trigger.kind === 'message' &&
      element.trigger.name.language === 'juel'
    )
      reader.problem(
        definitionIn(source),
        `Invalid message name '${element.trigger.name.text}' for element 'messageEventDefinition': expressions in the message start event name are not allowed!`,
        element.id,
      );
  }
  checkNames(reader, graph, sourceOf);
  checkEscalations(reader, graph, sourceOf);
  checkCompensation(reader, graph, sourceOf);
  checkLinks(reader, process, graph, sourceOf);
  checkConditions(reader, graph, sourceOf);
}

const definitionIn = (event: XmlElement): XmlElement => eventDefinitionsOf(event)[0] ?? event;

function checkExclusive(reader: ModelReader, graph: ProcessGraph, gateway: ExclusiveGateway, source: XmlElement): void {
  const flows = gateway.outgoing.flatMap((id) => graph.flows.get(id) ?? []);
  const [only, second] = flows;
  if (!only) reader.problem(source, `Exclusive Gateway '${gateway.id}' has no outgoing sequence flows.`);
  if (!second) {
    if (only?.condition)
      reader.problem(
        source,
        `Exclusive Gateway '${gateway.id}' has only one outgoing sequence flow ('${only.id}'). This is not allowed to have a condition.`,
      );
    return;
  }
  const bare: string[] = [];
  for (const flow of flows) {
    if (flow.condition && flow.id === gateway.defaultFlowId)
      reader.problem(
        source,
        `Exclusive Gateway '${gateway.id}' has outgoing sequence flow '${flow.id}' which is the default flow but has a condition too.`,
      );
    if (!flow.condition && flow.id !== gateway.defaultFlowId) bare.push(flow.id);
  }
  // One flow without condition is taken for the default one, unless there is another.
  const isAssumed = gateway.defaultFlowId === undefined && bare.length === 1;
  for (const id of bare) {
    const sentence = `Exclusive Gateway '${gateway.id}' has outgoing sequence flow '${id}' without condition which is not the default flow.`;
    if (isAssumed)
      reader.warning(
        source,
        `${sentence} We assume it to be the default flow, but it is bad modeling practice, better set the default flow in your gateway.`,
      );
    else reader.problem(source, sentence);
  }
}

/**
 * One scope waits for a message or signal only once: an activity by itself and its boundary events, a scope by its event
 * sub-processes, an event-based gateway by the events behind it; all starts of a process are one scope too. At the
 * boundary of a multi-instance activity waits its body.
 */
function checkNames(reader: ModelReader, graph: ProcessGraph, sourceOf: SourceOf): void {
  const seen = new Set<string>();
  const isBoundary = ({ kind }: Element): boolean => kind === 'boundaryEvent';
  // Boundary events are read last.
  const elements = [...graph.elements.values()].sort(
    (one, other) => Number(isBoundary(one)) - Number(isBoundary(other)),
  );
  for (const element of elements) {
    const scope = waitingScopeOf(graph, element);
    if (scope === undefined || !('trigger' in element)) continue;
    const { trigger } = element;
    if (trigger.kind !== 'message' && trigger.kind !== 'signal') continue;
    const startsInstance = element.kind === 'startEvent' && element.parentId === undefined;
    const key = `${startsInstance} ${trigger.kind} ${scope} ${trigger.name.text}`;
    if (seen.has(key))
      reader.problem(
        startsInstance && trigger.kind === 'message' ? sourceOf(element.id) : definitionIn(sourceOf(element.id)),
        `Cannot have more than one ${trigger.kind} event subscription with name '${trigger.name.text}' for scope '${scope}'`,
        element.id,
      );
    seen.add(key);
  }
}

function waitingScopeOf(graph: ProcessGraph, element: Element): string | undefined {
  switch (element.kind) {
    case 'boundaryEvent': {
      const host = graph.elements.get(element.attachedToId);
      const isOnBody = host !== undefined && 'multiInstance' in host && host.multiInstance !== undefined;
      return element.attachedToId + (isOnBody ? BODY : '');
    }
    case 'startEvent':
      return graph.elements.get(element.parentId ?? '')?.parentId ?? 'null';
    case 'intermediateCatchEvent':
      return gatewayBefore(graph, element);
    case 'receiveTask':
      return gatewayBefore(graph, element) ?? element.id;
    default:
      return undefined;
  }
}

/** What the body of a multi-instance activity is called by, behind the activity's id. */
const BODY = '#multiInstanceBody';

const gatewayBefore = (graph: ProcessGraph, { incoming }: Element): string | undefined =>
  incoming
    .map((flowId) => graph.flows.get(flowId)?.sourceId ?? '')
    .find((id) => graph.elements.get(id)?.kind === 'eventBasedGateway');
