import type { Mapping, Work } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import { CAMUNDA8_SEMANTICS } from '../../graph/semantics.ts';
import type { Dialect } from '../dialect.ts';
import { extensionsOf, type ModelReader } from '../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../xml-source.ts';

/** Models of Camunda 8: FEEL after `=`, jobs, `zeebe:` extensions. */
export const CAMUNDA8_NAMESPACE = 'http://camunda.org/schema/zeebe/1.0';
const USER_TASK_JOB_TYPE = 'io.camunda.zeebe:userTask';
/** A task that a person does by a job is tried once. */
const USER_TASK_JOB_RETRIES = '1';
const KNOWN_EXTENSIONS = new Set(['taskDefinition', 'ioMapping', 'taskHeaders', 'properties', 'calledElement', 'loopCharacteristics', 'subscription', 'userTask', 'assignmentDefinition', 'taskSchedule', 'priorityDefinition', 'formDefinition', 'versionTag', 'userTaskForm']);

export function feel(text: string): Expression {
  const trimmed = text.trim();
  return trimmed.startsWith('=') ? { language: 'feel', text: trimmed.slice(1).trim() } : { language: 'literal', text: trimmed };
}

const ownExtension = (source: XmlElement, name: string): XmlElement | undefined => extensionsOf(source).find((child) => child.namespace === CAMUNDA8_NAMESPACE && child.name === name);

function expressionAt(reader: ModelReader, source: XmlElement, at: XmlElement | undefined, name: string): Expression | undefined {
  const text = at && attributeOf(at, name);
  return at && text !== undefined ? reader.checked(feel(text), at, attributeOf(source, 'id') ?? null) : undefined;
}

/** Where the attribute holds FEEL whether or not it begins with `=`. */
const bare = (text: string): Expression => feel(text.trim().startsWith('=') ? text : `=${text}`);

function mappings(reader: ModelReader, source: XmlElement, name: string): Mapping[] {
  const io = ownExtension(source, 'ioMapping');
  return io ? childrenOf(io, CAMUNDA8_NAMESPACE, name).map((entry) => ({ source: reader.checked(feel(attributeOf(entry, 'source') ?? ''), entry, attributeOf(source, 'id') ?? null), target: attributeOf(entry, 'target') ?? '' })) : [];
}

function headersOf(source: XmlElement, extension: string, child: string, key: string): Record<string, string> {
  const found = ownExtension(source, extension);
  return Object.fromEntries(found ? childrenOf(found, CAMUNDA8_NAMESPACE, child).map((header) => [attributeOf(header, key) ?? '', attributeOf(header, 'value') ?? '']) : []);
}

const taskHeaders = (source: XmlElement) => headersOf(source, 'taskHeaders', 'header', 'key');

function work(reader: ModelReader, source: XmlElement): Work | undefined {
  const definition = ownExtension(source, 'taskDefinition');
  if (!definition) return undefined;
  const type = expressionAt(reader, source, definition, 'type');
  if (!type || (type.text === '' && type.language === 'literal')) reader.problem(definition, "Attribute 'type' must be present and not empty", attributeOf(source, 'id') ?? null);
  const retries = expressionAt(reader, source, definition, 'retries');
  return { type: type ?? feel(''), ...(retries && { retries }), headers: taskHeaders(source) };
}

export const camunda8: Dialect = {
  semantics: CAMUNDA8_SEMANTICS,
  triesFlowsBackwards: true,
  throwsNeedWork: true,
  expression: feel,
  extras(reader, source) {
    for (const child of extensionsOf(source)) if (child.namespace === CAMUNDA8_NAMESPACE && !KNOWN_EXTENSIONS.has(child.name)) reader.unsupported(child, `<${child.qualifiedName}>`, attributeOf(source, 'id') ?? null);
    const properties = headersOf(source, 'properties', 'property', 'name');
    return { inputs: mappings(reader, source, 'input'), outputs: mappings(reader, source, 'output'), ...(Object.keys(properties).length > 0 && { properties }) };
  },
  work,
  logic: () => undefined,
  missingWork: (source) => source.name === 'businessRuleTask' ? "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition' extension element" : "Must have exactly one 'zeebe:taskDefinition' extension element",
  userTask(reader, source) {
    const assignment = ownExtension(source, 'assignmentDefinition');
    const schedule = ownExtension(source, 'taskSchedule');
    const form = ownExtension(source, 'formDefinition');
    const parts = {
      assignee: expressionAt(reader, source, assignment, 'assignee'), candidateUsers: expressionAt(reader, source, assignment, 'candidateUsers'), candidateGroups: expressionAt(reader, source, assignment, 'candidateGroups'),
      dueDate: expressionAt(reader, source, schedule, 'dueDate'), followUpDate: expressionAt(reader, source, schedule, 'followUpDate'),
      priority: expressionAt(reader, source, ownExtension(source, 'priorityDefinition'), 'priority'), formKey: expressionAt(reader, source, form, 'formKey') ?? expressionAt(reader, source, form, 'formId'),
    };
    const headers = taskHeaders(source);
    const isNative = ownExtension(source, 'userTask') !== undefined;
    return { ...Object.fromEntries(Object.entries(parts).filter(([, expression]) => expression !== undefined)), headers, ...(!isNative && { work: { type: { language: 'literal', text: USER_TASK_JOB_TYPE }, retries: { language: 'literal', text: USER_TASK_JOB_RETRIES }, headers } }) };
  },
  callActivity(reader, source) {
    const called = ownExtension(source, 'calledElement');
    const processId = expressionAt(reader, source, called, 'processId');
    if (!called) reader.problem(source, "Must have exactly one 'zeebe:calledElement' extension element");
    else if (!processId) reader.problem(called, "Attribute 'processId' must be present and not empty", attributeOf(source, 'id') ?? null);
    const flag = (name: string) => called === undefined || attributeOf(called, name) !== 'false';
    const binding = called && attributeOf(called, 'bindingType');
    const versionTag = called && attributeOf(called, 'versionTag');
    return {
      calledProcessId: processId ?? feel(''), binding: binding === 'deployment' || binding === 'versionTag' ? binding : 'latest', ...(versionTag !== undefined && { versionTag: feel(versionTag) }),
      variablesIn: [{ kind: 'all', isLocal: !flag('propagateAllParentVariables') }], variablesOut: flag('propagateAllChildVariables') ? [{ kind: 'all', isLocal: false }] : [],
    };
  },
  multiInstance(reader, source, loop) {
    const own = ownExtension(loop, 'loopCharacteristics');
    const collection = own && attributeOf(own, 'inputCollection');
    const elementVariable = own && attributeOf(own, 'inputElement');
    const outputCollection = own && attributeOf(own, 'outputCollection');
    const outputElement = own && attributeOf(own, 'outputElement');
    const id = attributeOf(source, 'id') ?? null;
    return {
      ...(own && collection && { collection: reader.checked(bare(collection), own, id) }), ...(elementVariable && { elementVariable }), ...(outputCollection && { outputCollection }),
      ...(own && outputElement && { outputElement: reader.checked(bare(outputElement), own, id) }),
    };
  },
  correlationKey(reader, message) {
    const subscription = ownExtension(message, 'subscription');
    const key = subscription && attributeOf(subscription, 'correlationKey');
    return subscription && key ? reader.checked(bare(key), subscription, attributeOf(message, 'id') ?? null) : undefined;
  },
  errorVariables: () => ({}),
  errorMessage: () => undefined,
  startEvent: () => ({}),
  process(_reader, source) {
    const tag = ownExtension(source, 'versionTag');
    const versionTag = tag && attributeOf(tag, 'value');
    return { ...(versionTag !== undefined && { versionTag }), isStartableInTasklist: true, candidateStarterGroups: [], candidateStarterUsers: [] };
  },
};
