import { associationFrom } from '../../read-compensation.ts';
import { BPMN, bpmnChild, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { type NamedFlows, namedFlowsOf } from './named-flows.ts';

/** How many flows an element may have, and which of them conditions: asked of the flows that it names. */
export function checkNamedFlows(reader: ModelReader, process: XmlElement): void {
  for (const flows of namedFlowsOf(reader, process)) {
    const { node, incoming, outgoing } = flows;
    if (node.name === 'boundaryEvent') checkBoundary(reader, flows);
    if (node.name === 'endEvent' && outgoing.length > 0)
      reader.problem(node, 'End events must not have outgoing sequence flows to other elements.');
    if (attributeOf(node, 'isForCompensation') === 'true') {
      if (incoming.length > 0) reader.problem(node, 'A compensation handler should have no incoming sequence flows');
      if (outgoing.length > 0) reader.problem(node, 'A compensation handler should have no outgoing sequence flows');
    }
    if (node.name === 'exclusiveGateway') needConditions(reader, flows, 'Must have a condition or be default flow');
    else if (node.name === 'inclusiveGateway') needConditions(reader, flows, 'Must have a condition');
    else if (outgoing.some(hasCondition))
      reader.problem(node, 'Conditional sequence flows are only supported at exclusive or inclusive gateway');
    if (node.name === 'eventBasedGateway' && childrenOf(node, BPMN, 'outgoing').length < 2)
      reader.problem(node, 'Event-based gateway must have at least 2 outgoing sequence flows.');
  }
}

/** A boundary event is left by a flow, or by an association to what undoes the activity. */
function checkBoundary(reader: ModelReader, { node, incoming, outgoing }: NamedFlows): void {
  if (incoming.length > 0) reader.problem(node, 'Cannot have incoming sequence flows');
  if (outgoing.length === 0 && !associationFrom(reader, node, attributeOf(node, 'id') ?? ''))
    reader.problem(node, 'Must have at least one outgoing sequence flow or association');
}

function needConditions(reader: ModelReader, { node, outgoing }: NamedFlows, sentence: string): void {
  if (outgoing.length < 2) return;
  for (const flow of outgoing)
    if (attributeOf(flow, 'id') !== attributeOf(node, 'default') && !hasCondition(flow)) reader.problem(flow, sentence);
}

const hasCondition = (flow: XmlElement): boolean => bpmnChild(flow, 'conditionExpression') !== undefined;
