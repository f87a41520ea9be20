import type { ActivityBase, Element, ElementBase, MultiInstance, SequenceFlow } from '../graph/element.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Dialect } from './dialect.ts';
import { BPMN, bpmnChild, type ModelReader } from './model-reader.ts';
import { eventDefinitionOf, readMessage, readTrigger } from './read-trigger.ts';
import { attributeOf, childrenOf, type XmlElement } from './xml-source.ts';

/** Carry no behaviour: drawings, notes, data. */
const IGNORED = new Set(['documentation', 'extensionElements', 'incoming', 'outgoing', 'laneSet', 'association', 'textAnnotation', 'group', 'dataObject', 'dataObjectReference', 'dataStoreReference', 'ioSpecification', 'property', 'dataInputAssociation', 'dataOutputAssociation', 'category', 'monitoring', 'auditing']);

interface Building { readonly reader: ModelReader; readonly dialect: Dialect; readonly elements: Map<string, Element>; readonly flows: Map<string, SequenceFlow>; readonly links: Map<string, { incoming: string[]; outgoing: string[] }>; readonly boundaries: Map<string, string[]> }

/** One `<process>` with everything in it. Problems go to the reader; the graph is only of use when there are none. */
export function readProcess(reader: ModelReader, dialect: Dialect, process: XmlElement): ProcessGraph {
  const building: Building = { reader, dialect, elements: new Map(), flows: new Map(), links: new Map(), boundaries: new Map() };
  readFlows(building, process);
  const startEventIds = readScope(building, process, undefined);
  const name = attributeOf(process, 'name');
  const targetNamespace = attributeOf(reader.definitions, 'targetNamespace');
  const documentation = bpmnChild(process, 'documentation')?.text;
  if (startEventIds.length === 0) reader.problem(process, dialect.semantics.dialect === 'camunda7' ? 'process must define a startEvent element' : 'Must have at least one start event');
  return {
    processId: attributeOf(process, 'id') ?? '', ...(name !== undefined && { name }), ...(targetNamespace !== undefined && { targetNamespace }), ...(documentation && { documentation }),
    semantics: dialect.semantics, elements: building.elements, flows: building.flows, startEventIds, ...dialect.process(reader, process),
  };
}

function readFlows(building: Building, scope: XmlElement): void {
  const { reader, dialect, flows, links, boundaries } = building;
  const nodes = new Set(scope.children.filter((child) => child.namespace === BPMN).map((child) => attributeOf(child, 'id')));
  const linksOf = (id: string) => { const found = links.get(id) ?? { incoming: [], outgoing: [] }; links.set(id, found); return found; };
  for (const child of scope.children) {
    if (child.namespace !== BPMN) continue;
    if (child.name === 'subProcess') readFlows(building, child);
    if (child.name === 'boundaryEvent') { const host = attributeOf(child, 'attachedToRef') ?? ''; boundaries.set(host, [...boundaries.get(host) ?? [], attributeOf(child, 'id') ?? '']); }
    if (child.name !== 'sequenceFlow') continue;
    // A flow needs no id by the standard; its number in the file is one.
    const id = attributeOf(child, 'id') || `flow-${flows.size + 1}`;
    const sourceId = attributeOf(child, 'sourceRef') ?? '';
    const targetId = attributeOf(child, 'targetRef') ?? '';
    if (!nodes.has(sourceId)) reader.problem(child, `Invalid source '${sourceId}' of sequence flow '${id}'`);
    if (!nodes.has(targetId)) reader.problem(child, `Invalid destination '${targetId}' of sequence flow '${id}'`);
    if (flows.has(id)) reader.problem(child, `The sequence flow from '${sourceId}' to '${targetId}' needs an id of its own`);
    const condition = bpmnChild(child, 'conditionExpression');
    const name = attributeOf(child, 'name');
    if (condition && attributeOf(condition, 'language') !== undefined) reader.unsupported(condition, `A condition in the language '${attributeOf(condition, 'language')}'`, id);
    flows.set(id, { id, sourceId, targetId, ...(name !== undefined && { name }), ...(condition && { condition: reader.checked(dialect.expression(condition.text.trim()), condition, id) }) });
    linksOf(sourceId).outgoing.push(id);
    linksOf(targetId).incoming.push(id);
  }
}

function readScope(building: Building, scope: XmlElement, parentId: string | undefined): string[] {
  const { reader, elements } = building;
  const starts: string[] = [];
  for (const child of scope.children) {
    if (child.namespace !== BPMN || child.name === 'sequenceFlow' || child.name === 'multiInstanceLoopCharacteristics' || IGNORED.has(child.name)) continue;
    const id = attributeOf(child, 'id');
    if (id === undefined || id === '') { reader.problem(child, `<${child.name}> has no id`); continue; }
    if (elements.has(id)) { reader.problem(child, `The id '${id}' is used more than once`); continue; }
    const element = readElement(building, child, { ...readBase(building, child, id), ...(parentId !== undefined && { parentId }) });
    if (!element) continue;
    elements.set(id, element);
    if (element.kind === 'startEvent') starts.push(id);
  }
  return starts;
}

function readBase({ reader, dialect, links }: Building, source: XmlElement, id: string): ElementBase {
  const { incoming = [], outgoing = [] } = links.get(id) ?? {};
  const name = attributeOf(source, 'name');
  const documentation = bpmnChild(source, 'documentation')?.text;
  return {
    id, ...(name !== undefined && { name }), bpmnType: source.name, place: source.place, incoming,
    outgoing: dialect.triesFlowsBackwards && source.name === 'exclusiveGateway' ? outgoing.toReversed() : outgoing,
    ...(documentation && { documentation }), ...dialect.extras(reader, source),
  };
}

function readElement(building: Building, source: XmlElement, base: ElementBase): Element | null {
  const { reader, dialect } = building;
  switch (source.name) {
    case 'startEvent': case 'intermediateCatchEvent': case 'boundaryEvent': case 'intermediateThrowEvent': case 'endEvent':
      return readEvent(building, source, base);
    case 'exclusiveGateway': { const defaultFlowId = attributeOf(source, 'default'); checkExclusive(building, source, base, defaultFlowId); return { ...base, kind: 'exclusiveGateway', ...(defaultFlowId && { defaultFlowId }) }; }
    case 'parallelGateway': return { ...base, kind: 'parallelGateway' };
    case 'task': case 'manualTask': return { ...readActivity(building, source, base), kind: 'passThroughTask' };
    case 'serviceTask': case 'sendTask': case 'businessRuleTask': {
      const activity = readActivity(building, source, base);
      const work = dialect.work(reader, source);
      if (work) return { ...activity, kind: 'workerTask', work };
      const logic = dialect.logic(reader, source);
      if (logic) return { ...activity, kind: 'expressionTask', logic };
      reader.problem(source, dialect.missingWork(source));
      return null;
    }
    case 'userTask': return { ...readActivity(building, source, base), kind: 'userTask', ...dialect.userTask(reader, source) };
    case 'receiveTask': { const trigger = readMessage(reader, dialect, source, source, false); return trigger && { ...readActivity(building, source, base), kind: 'receiveTask', trigger }; }
    case 'callActivity': return { ...readActivity(building, source, base), kind: 'callActivity', ...dialect.callActivity(reader, source) };
    case 'subProcess': {
      if (attributeOf(source, 'triggeredByEvent') === 'true') { reader.unsupported(source, 'The event sub-process'); return null; }
      const [startEventId, second] = readScope(building, source, base.id);
      if (startEventId === undefined) { reader.problem(source, 'subProcess must define a startEvent element'); return null; }
      if (second !== undefined) reader.problem(source, 'multiple start events not supported for subprocess');
      const childIds = [...building.elements.values()].filter((element) => element.parentId === base.id).map((element) => element.id);
      return { ...readActivity(building, source, base), kind: 'subProcess', childIds, startEventId };
    }
    default:
      reader.unsupported(source, `<${source.name}>`);
      return null;
  }
}

function readActivity({ reader, dialect, boundaries }: Building, source: XmlElement, base: ElementBase): ActivityBase {
  const defaultFlowId = attributeOf(source, 'default');
  const loop = bpmnChild(source, 'multiInstanceLoopCharacteristics');
  if (bpmnChild(source, 'standardLoopCharacteristics')) reader.unsupported(source, 'The standard loop');
  if (attributeOf(source, 'isForCompensation') === 'true') reader.unsupported(source, 'Compensation');
  return { ...base, boundaryIds: boundaries.get(base.id) ?? [], ...(defaultFlowId && { defaultFlowId }), ...(loop && { multiInstance: readLoop(reader, dialect, source, loop) }) };
}

function readLoop(reader: ModelReader, dialect: Dialect, source: XmlElement, loop: XmlElement): MultiInstance {
  const elementId = attributeOf(source, 'id') ?? null;
  const text = (name: string) => { const child = bpmnChild(loop, name); return child && reader.checked(dialect.expression(child.text.trim()), child, elementId); };
  const cardinality = text('loopCardinality');
  const completionCondition = text('completionCondition');
  const own = dialect.multiInstance(reader, source, loop);
  if (!cardinality && !own.collection) reader.problem(loop, 'Either loopCardinality or loopDataInputRef/activiti:collection must be set', elementId);
  return { isSequential: attributeOf(loop, 'isSequential') === 'true', ...(cardinality && { cardinality }), ...(completionCondition && { completionCondition }), ...own };
}

function readEvent({ reader, dialect }: Building, source: XmlElement, base: ElementBase): Element | null {
  const trigger = readTrigger(reader, dialect, source);
  if (!trigger) return null;
  const refuse = (): null => { reader.unsupported(source, `A ${trigger.kind} event as ${source.name}`); return null; };
  if (source.name === 'startEvent') {
    if (trigger.kind === 'terminate' || trigger.kind === 'error' || (base.parentId !== undefined && trigger.kind !== 'none')) return refuse();
    return { ...base, kind: 'startEvent', trigger, ...dialect.startEvent(source) };
  }
  if (source.name === 'intermediateCatchEvent') {
    if (trigger.kind === 'none' || trigger.kind === 'terminate' || trigger.kind === 'error') return refuse();
    return { ...base, kind: 'intermediateCatchEvent', trigger };
  }
  if (source.name === 'boundaryEvent') {
    if (trigger.kind === 'none' || trigger.kind === 'terminate') return refuse();
    const attachedToId = attributeOf(source, 'attachedToRef') ?? '';
    return { ...base, kind: 'boundaryEvent', trigger, attachedToId, isInterrupting: attributeOf(source, 'cancelActivity') !== 'false' };
  }
  if (trigger.kind === 'timer' || (source.name === 'intermediateThrowEvent' && (trigger.kind === 'terminate' || trigger.kind === 'error'))) return refuse();
  const definition = eventDefinitionOf(reader, source);
  const work = trigger.kind === 'message' ? dialect.work(reader, source, definition) : undefined;
  const logic = trigger.kind === 'message' && !work ? dialect.logic(reader, source, definition) : undefined;
  if (trigger.kind === 'message' && dialect.throwsNeedWork && !work && !logic) reader.problem(source, dialect.missingWork(source));
  const doing = { ...(work && { work }), ...(logic && { logic }) };
  return source.name === 'endEvent' ? { ...base, kind: 'endEvent', trigger, ...doing } : { ...base, kind: 'intermediateThrowEvent', trigger, ...doing };
}

function checkExclusive({ reader, dialect, flows }: Building, source: XmlElement, base: ElementBase, defaultFlowId: string | undefined): void {
  const outgoing = base.outgoing.map((id) => flows.get(id)).filter((flow) => flow !== undefined);
  if (dialect.semantics.dialect === 'camunda7' && outgoing.length === 0) reader.problem(source, `Exclusive Gateway '${base.id}' has no outgoing sequence flows.`);
  const [only] = outgoing;
  if (dialect.semantics.dialect === 'camunda7' && outgoing.length === 1 && only?.condition) reader.problem(source, `Exclusive Gateway '${base.id}' has only one outgoing sequence flow ('${only.id}'). This is not allowed to have a condition.`);
  if (outgoing.length < 2) return;
  for (const flow of outgoing) {
    if (flow.condition && flow.id === defaultFlowId) reader.problem(source, `Exclusive Gateway '${base.id}' has outgoing sequence flow '${flow.id}' which is the default flow but has a condition too.`);
    else if (!flow.condition && flow.id !== defaultFlowId && dialect.semantics.dialect === 'camunda8') reader.problem(source, 'Must have a condition or be default flow', flow.id);
    else if (!flow.condition && flow.id !== defaultFlowId && defaultFlowId !== undefined) reader.problem(source, `Exclusive Gateway '${base.id}' has outgoing sequence flow '${flow.id}' without condition which is not the default flow.`);
  }
}

export const processesOf = (definitions: XmlElement): XmlElement[] => childrenOf(definitions, BPMN, 'process');
