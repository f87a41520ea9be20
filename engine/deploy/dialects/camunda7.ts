import type { CallMapping, Mapping, Work } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import { CAMUNDA7_SEMANTICS } from '../../graph/semantics.ts';
import type { Dialect } from '../dialect.ts';
import { extensionsOf, type ModelReader } from '../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../xml-source.ts';

/** Models of Camunda 7: JUEL, external tasks, `camunda:` (and its older name `activiti:`) extensions. */
export const CAMUNDA7_NAMESPACE = 'http://camunda.org/schema/1.0/bpmn';
const DEFAULT_HISTORY_DAYS = 180;

const KNOWN_ATTRIBUTES = new Set(['asyncBefore', 'asyncAfter', 'async', 'exclusive', 'jobPriority', 'type', 'topic', 'taskPriority', 'expression', 'resultVariable', 'resultVariableName', 'assignee', 'candidateUsers', 'candidateGroups', 'dueDate', 'followUpDate', 'priority', 'formKey', 'initiator', 'calledElementBinding', 'calledElementVersion', 'calledElementVersionTag', 'collection', 'elementVariable', 'versionTag', 'historyTimeToLive', 'isStartableInTasklist', 'candidateStarterGroups', 'candidateStarterUsers', 'errorCodeVariable', 'errorMessageVariable', 'errorMessage']);
const KNOWN_EXTENSIONS = new Set(['inputOutput', 'properties', 'failedJobRetryTimeCycle', 'in', 'out', 'errorEventDefinition']);

export function juel(text: string): Expression {
  return { language: /[$#]\{/.test(text) ? 'juel' : 'literal', text };
}

const own = (source: XmlElement, name: string): string | undefined => attributeOf(source, name, CAMUNDA7_NAMESPACE);
const ownExtensions = (source: XmlElement, name: string): XmlElement[] => extensionsOf(source).filter((child) => child.namespace === CAMUNDA7_NAMESPACE && child.name === name);
const listOf = (text: string | undefined): string[] => (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');

function expressionAt(reader: ModelReader, source: XmlElement, name: string, at = source): Expression | undefined {
  const text = own(at, name);
  return text === undefined ? undefined : reader.checked(juel(text), at, attributeOf(source, 'id') ?? null);
}

function refuseUnknown(reader: ModelReader, source: XmlElement): void {
  const id = attributeOf(source, 'id') ?? null;
  for (const attribute of source.attributes) if (attribute.namespace === CAMUNDA7_NAMESPACE && !KNOWN_ATTRIBUTES.has(attribute.name)) reader.unsupported(source, `The attribute ${attribute.qualifiedName}`, id);
  for (const child of extensionsOf(source)) if (child.namespace === CAMUNDA7_NAMESPACE && !KNOWN_EXTENSIONS.has(child.name)) reader.unsupported(child, `<${child.qualifiedName}>`, id);
}

function parameterValue(reader: ModelReader, parameter: XmlElement, id: string | null): Mapping['source'] {
  const [value] = parameter.children;
  if (!value) return reader.checked(juel(parameter.text.trim()), parameter, id);
  if (value.name === 'list') return { language: 'list', items: value.children.map((item) => item.name === 'value' ? reader.checked(juel(item.text.trim()), item, id) : parameterValue(reader, { ...parameter, children: [item] }, id)) };
  if (value.name === 'map') return { language: 'map', entries: value.children.map((entry) => ({ key: attributeOf(entry, 'key') ?? '', value: parameterValue(reader, entry, id) })) };
  reader.unsupported(value, `<${value.qualifiedName}>`, id);
  return { language: 'literal', text: '' };
}

function mappings(reader: ModelReader, source: XmlElement, name: string): Mapping[] {
  const id = attributeOf(source, 'id') ?? null;
  return ownExtensions(source, 'inputOutput').flatMap((io) => childrenOf(io, CAMUNDA7_NAMESPACE, name)).map((parameter) => ({ source: parameterValue(reader, parameter, id), target: attributeOf(parameter, 'name') ?? '' }));
}

function retryCycle(reader: ModelReader, source: XmlElement, id: string | null): Expression | undefined {
  const [cycle] = ownExtensions(source, 'failedJobRetryTimeCycle');
  return cycle && reader.checked(juel(cycle.text.trim()), cycle, id);
}

function propertiesOf(source: XmlElement): Record<string, string> | undefined {
  const all = ownExtensions(source, 'properties').flatMap((properties) => childrenOf(properties, CAMUNDA7_NAMESPACE, 'property'));
  return all.length === 0 ? undefined : Object.fromEntries(all.map((property) => [attributeOf(property, 'name') ?? attributeOf(property, 'id') ?? '', attributeOf(property, 'value') ?? '']));
}

function jobFlags(source: XmlElement) {
  return {
    ...((own(source, 'asyncBefore') === 'true' || own(source, 'async') === 'true') && { asyncBefore: true }),
    ...(own(source, 'asyncAfter') === 'true' && { asyncAfter: true }),
  };
}

function work(reader: ModelReader, source: XmlElement, definition = source): Work | undefined {
  const type = own(definition, 'type');
  if (type === undefined) return undefined;
  if (type !== 'external') { reader.unsupported(definition, `The implementation type '${type}'`, attributeOf(source, 'id') ?? null); return undefined; }
  const topic = expressionAt(reader, source, 'topic', definition);
  if (!topic) reader.problem(definition, "External tasks must specify a 'topic' attribute in the camunda namespace", attributeOf(source, 'id') ?? null);
  const priority = expressionAt(reader, source, 'taskPriority', definition);
  const errors = [...ownExtensions(source, 'errorEventDefinition')].map((error) => {
    const declared = reader.declared('error', attributeOf(error, 'errorRef') ?? '');
    return { code: juel((declared && attributeOf(declared, 'errorCode')) ?? attributeOf(error, 'errorRef') ?? ''), condition: reader.checked(juel(attributeOf(error, 'expression') ?? ''), error, attributeOf(source, 'id') ?? null) };
  });
  return { type: topic ?? juel(''), ...(priority && { priority }), headers: {}, ...(errors.length > 0 && { errorMappings: errors }) };
}

function callMappings(reader: ModelReader, source: XmlElement, name: 'in' | 'out'): CallMapping[] {
  const id = attributeOf(source, 'id') ?? null;
  return ownExtensions(source, name).flatMap((entry): CallMapping[] => {
    const isLocal = attributeOf(entry, 'local') === 'true';
    if (attributeOf(entry, 'businessKey') !== undefined) return [];
    if (attributeOf(entry, 'variables') === 'all') return [{ kind: 'all', isLocal }];
    const variable = attributeOf(entry, 'source');
    const expression = attributeOf(entry, 'sourceExpression');
    const target = attributeOf(entry, 'target');
    if (!variable && !expression) reader.problem(entry, "Missing parameter 'source' or 'sourceExpression' when passing variables", id);
    else if (!target) reader.problem(entry, "Missing attribute 'target' when attribute 'source' or 'sourceExpression' is set", id);
    const text = variable === undefined ? juel(expression ?? '') : juel(`\${execution.getVariable('${variable.replace(/['\\\\]/g, '\\$&')}')}`);
    return [{ kind: 'one', source: reader.checked(text, entry, id), target: target ?? '', isLocal }];
  });
}

export const camunda7: Dialect = {
  semantics: CAMUNDA7_SEMANTICS,
  triesFlowsBackwards: false,
  throwsNeedWork: true,
  expression: juel,
  extras(reader, source) {
    refuseUnknown(reader, source);
    const retryTimeCycle = retryCycle(reader, source, attributeOf(source, 'id') ?? null);
    const jobPriority = expressionAt(reader, source, 'jobPriority');
    const properties = propertiesOf(source);
    return {
      inputs: mappings(reader, source, 'inputParameter'), outputs: mappings(reader, source, 'outputParameter'), ...jobFlags(source),
      ...(own(source, 'exclusive') === 'false' && { isExclusiveJob: false }), ...(retryTimeCycle && { retryTimeCycle }), ...(jobPriority && { jobPriority }), ...(properties && { properties }),
    };
  },
  work,
  logic(reader, source, definition = source) {
    const expression = expressionAt(reader, source, 'expression', definition);
    const resultVariable = own(definition, 'resultVariable') ?? own(definition, 'resultVariableName');
    return expression && { expression, ...(resultVariable !== undefined && { resultVariable }) };
  },
  missingWork: (source) => source.name === 'sendTask' ? "One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on sendTask."
    : `One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on ${source.name}. If you are using a connector, make sure the connect process engine plugin is registered with the process engine.`,
  userTask(reader, source) {
    const names = ['assignee', 'candidateUsers', 'candidateGroups', 'dueDate', 'followUpDate', 'priority', 'formKey'] as const;
    const found = names.map((name) => [name, expressionAt(reader, source, name)] as const).filter(([, expression]) => expression !== undefined);
    return { ...Object.fromEntries(found), headers: {} };
  },
  callActivity(reader, source) {
    const called = attributeOf(source, 'calledElement');
    if (!called) reader.problem(source, "Missing attribute 'calledElement' or 'caseRef'");
    const binding = own(source, 'calledElementBinding') ?? 'latest';
    const version = expressionAt(reader, source, 'calledElementVersion');
    const versionTag = expressionAt(reader, source, 'calledElementVersionTag');
    if (binding === 'version' && !version) reader.problem(source, "Missing attribute 'calledElementVersion' when 'calledElementBinding' has value 'version'");
    if (binding === 'versionTag' && !versionTag) reader.problem(source, "Missing attribute 'calledElementVersionTag' when 'calledElementBinding' has value 'versionTag'");
    const key = ownExtensions(source, 'in').map((entry) => attributeOf(entry, 'businessKey')).find((text) => text !== undefined);
    return {
      calledProcessId: reader.checked(juel(called ?? ''), source, attributeOf(source, 'id') ?? null),
      binding: binding === 'deployment' || binding === 'version' || binding === 'versionTag' ? binding : 'latest',
      ...(version && { version }), ...(versionTag && { versionTag }), ...(key !== undefined && { businessKey: juel(key) }),
      variablesIn: callMappings(reader, source, 'in'), variablesOut: callMappings(reader, source, 'out'),
    };
  },
  multiInstance(reader, source, loop) {
    const collection = own(loop, 'collection');
    const elementVariable = own(loop, 'elementVariable');
    const retryTimeCycle = retryCycle(reader, loop, attributeOf(source, 'id') ?? null);
    return {
      ...(collection !== undefined && { collection: reader.checked(/[$#]\{/.test(collection) ? juel(collection) : juel(`\${${collection}}`), loop, attributeOf(source, 'id') ?? null) }),
      ...(elementVariable !== undefined && { elementVariable }), ...jobFlags(loop), ...(retryTimeCycle && { retryTimeCycle }),
    };
  },
  correlationKey: () => undefined,
  errorVariables(definition) {
    const codeVariable = own(definition, 'errorCodeVariable');
    const messageVariable = own(definition, 'errorMessageVariable');
    return { ...(codeVariable && { codeVariable }), ...(messageVariable && { messageVariable }) };
  },
  errorMessage: (error) => { const text = own(error, 'errorMessage'); return text === undefined ? undefined : juel(text); },
  startEvent(source) {
    const initiatorVariable = own(source, 'initiator');
    const formKey = own(source, 'formKey');
    return { ...(initiatorVariable && { initiatorVariable }), ...(formKey && { formKey }) };
  },
  process(reader, source) {
    refuseUnknown(reader, source);
    const versionTag = own(source, 'versionTag');
    const days = /^P?(\d+)D?$/.exec(own(source, 'historyTimeToLive') ?? String(DEFAULT_HISTORY_DAYS))?.[1];
    if (days === undefined) reader.problem(source, `Cannot parse historyTimeToLive: '${own(source, 'historyTimeToLive')}' is no number of days`);
    const defaultJobPriority = expressionAt(reader, source, 'jobPriority');
    const defaultTaskPriority = expressionAt(reader, source, 'taskPriority');
    return {
      ...(versionTag !== undefined && { versionTag }), historyTimeToLiveDays: Number(days ?? DEFAULT_HISTORY_DAYS), ...(defaultJobPriority && { defaultJobPriority }), ...(defaultTaskPriority && { defaultTaskPriority }),
      isStartableInTasklist: own(source, 'isStartableInTasklist') !== 'false', candidateStarterGroups: listOf(own(source, 'candidateStarterGroups')), candidateStarterUsers: listOf(own(source, 'candidateStarterUsers')),
    };
  },
};
