import { RULES } from '../../bpmn-vocabulary.ts';
import { BPMN, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';

/**
 * The flows that an element names in its `<incoming>` and `<outgoing>`. By these Camunda 8.6 checks a model at its
 * deployment, and follows the flows themselves as it runs.
 */
export interface NamedFlows {
  readonly node: XmlElement;
  readonly incoming: readonly XmlElement[];
  readonly outgoing: readonly XmlElement[];
}

/** Elements of a process with what they name; what cannot be found in the file is refused and left out. */
export function namedFlowsOf(reader: ModelReader, process: XmlElement): NamedFlows[] {
  const byId = elementsById(reader.definitions);
  return nodesIn(process).map((node) => ({
    node,
    incoming: named(reader, byId, node, 'incoming'),
    outgoing: named(reader, byId, node, 'outgoing'),
  }));
}

/** A name may have a prefix, which means nothing. */
export const flowIdOf = (text: string): string => text.trim().replace(/^.*:/, '');

function named(
  reader: ModelReader,
  byId: ReadonlyMap<string, XmlElement>,
  node: XmlElement,
  side: 'incoming' | 'outgoing',
): XmlElement[] {
  const isAsked =
    side === 'outgoing' || node.name === 'boundaryEvent' || attributeOf(node, 'isForCompensation') === 'true';
  return childrenOf(node, BPMN, side).flatMap((child) => {
    const id = flowIdOf(child.text);
    const flow = byId.get(id);
    if (flow?.name === 'sequenceFlow') return [flow];
    const nodeId = attributeOf(node, 'id') ?? null;
    if (!flow && isAsked) reader.problem(child, `Unable to find a model element instance for id ${id}`, nodeId);
    if (flow && side === 'outgoing' && !CHOOSING.has(node.name))
      reader.problem(child, `Must name sequence flows as outgoing ones, but '${id}' is a <${flow.name}>`, nodeId);
    return [];
  });
}

/** Gateways ask for the kind of what they name only where they have several ways. */
const CHOOSING: ReadonlySet<string> = new Set(['exclusiveGateway', 'inclusiveGateway']);

function nodesIn(scope: XmlElement): XmlElement[] {
  return scope.children.flatMap((child) =>
    child.namespace === BPMN && RULES.get(child.name)?.children.has('incoming') ? [child, ...nodesIn(child)] : [],
  );
}

function elementsById(definitions: XmlElement): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  const open = [definitions];
  for (let element = open.pop(); element; element = open.pop()) {
    const id = attributeOf(element, 'id');
    if (id !== undefined && element.namespace === BPMN) found.set(id, element);
    open.push(...element.children);
  }
  return found;
}
