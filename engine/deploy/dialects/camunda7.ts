import { CAMUNDA7_SEMANTICS } from '../../graph/semantics.ts';
import type { Dialect } from '../dialect.ts';
import { bpmnChild } from '../model-reader.ts';
import { attributeOf } from '../xml-source.ts';
import { expressionAt, idOf, jobFlags, juel, listOf, own, priorityAt, retryCycle } from './camunda7/attributes.ts';
import { assignment, description } from './camunda7/assignment.ts';
import { businessKeyIn, callActivity, callMappings } from './camunda7/call-activity.ts';
import { checkGraph } from './camunda7/checks.ts';
import { decisionCall } from './camunda7/decision-call.ts';
import { executionListeners, scriptOf, taskListeners } from './camunda7/code.ts';
import { checkDrawing } from './camunda7/check-drawing.ts';
import { checkDeclarations } from './camunda7/declarations.ts';
import { chosenDefinition } from './camunda7/event-definitions.ts';
import { formOf } from './camunda7/form-fields.ts';
import { formReference } from './camunda7/forms.ts';
import { checkMappings, mappings, propertiesOf } from './camunda7/mappings.ts';
import { propertyVariables } from './camunda7/property-variables.ts';
import { camunda7Refusals } from './camunda7/refusals.ts';
import { camunda7Vocabulary } from './camunda7/vocabulary.ts';
import { timeToLiveDays } from './camunda7/time-to-live.ts';
import { logic, missingWork, scriptTask, work } from './camunda7/work.ts';

/** Models of Camunda 7: JUEL, external tasks, `camunda:` (and its older name `activiti:`) extensions. */
export const camunda7: Dialect = {
  semantics: CAMUNDA7_SEMANTICS,
  vocabulary: camunda7Vocabulary,
  refusals: camunda7Refusals,
  takesFlowsBackwards: false,
  namesNameless: (tag) => tag !== 'startEvent' && tag !== 'boundaryEvent',
  chosenDefinition,
  throwsNeedWork: false,
  countsInstances: true,
  receivesWithoutMessage: true,
  expression: juel,
  thrownCode: (text) => ({ language: 'literal', text }),
  escalationCode: (text) => ({ language: 'literal', text }),
  condition(reader, at, elementId) {
    const language = attributeOf(at, 'language');
    const resource = own(at, 'resource');
    return language === undefined && resource === undefined
      ? reader.checked(juel(at.text.trim()), at, elementId)
      : scriptOf(reader, at, { format: language ?? '', text: at.text, resource }, elementId);
  },
  extras(reader, source) {
    checkMappings(reader, source);
    const retryTimeCycle = retryCycle(reader, source, idOf(source));
    const jobPriority = priorityAt(reader, source, 'jobPriority');
    const properties = propertiesOf(source);
    const listeners = [...propertyVariables(reader, source), ...executionListeners(reader, source, idOf(source))];
    return {
      inputs: mappings(reader, source, 'inputParameter'),
      outputs: mappings(reader, source, 'outputParameter'),
      ...jobFlags(source),
      ...(own(source, 'exclusive') === 'false' && { isExclusiveJob: false }),
      ...(retryTimeCycle && { retryTimeCycle }),
      ...(jobPriority && { jobPriority }),
      ...(properties && { properties }),
      ...(listeners.length > 0 && { listeners }),
    };
  },
  work,
  decisionCall,
  logic,
  scriptTask,
  listeners: executionListeners,
  missingWork,
  userTask(reader, source) {
    const names = ['dueDate', 'followUpDate', 'priority', 'formKey'] as const;
    const found = names
      .map((name) => [name, expressionAt(reader, source, name)] as const)
      .filter(([, expression]) => expression !== undefined);
    const name = attributeOf(source, 'name');
    // The name of a task may be computed; the element keeps it as it stands.
    const taskName =
      name !== undefined && juel(name).language === 'juel'
        ? reader.checked(juel(name), source, attributeOf(source, 'id') ?? null)
        : undefined;
    const listenersOfTask = taskListeners(reader, camunda7, source);
    return {
      ...Object.fromEntries(found),
      ...assignment(reader, source),
      ...formReference(reader, source),
      ...formOf(reader, source),
      ...description(reader, source),
      ...(taskName && { taskName }),
      headers: {},
      ...(listenersOfTask.length > 0 && { listenersOfTask }),
    };
  },
  callActivity,
  // Camunda 7 has none: refused by its tag.
  adHoc: () => ({}),
  multiInstance(reader, source, loop) {
    const collection = own(loop, 'collection') ?? bpmnChild(loop, 'loopDataInputRef')?.text.trim();
    const item = bpmnChild(loop, 'inputDataItem');
    const elementVariable = own(loop, 'elementVariable') ?? (item && attributeOf(item, 'name'));
    const retryTimeCycle = retryCycle(reader, loop, idOf(source));
    const isVariable = collection !== undefined && !collection.includes('{');
    if (elementVariable && !collection)
      reader.problem(
        loop,
        'LoopDataInputRef/activiti:collection must be set when using inputDataItem or activiti:elementVariable',
        `${idOf(source)}#multiInstanceBody`,
      );
    return {
      ...(collection && {
        collection: reader.checked(juel(isVariable ? variableRead(collection) : collection), loop, idOf(source)),
      }),
      ...(collection && isVariable && { collectionVariable: collection }),
      ...(elementVariable && { elementVariable }),
      ...jobFlags(loop),
      ...(retryTimeCycle && { retryTimeCycle }),
    };
  },
  timerPlace: (_definition, kind) => kind,
  // Read when the timer is reached.
  timer: () => undefined,
  signalPayload(reader, event, definition) {
    const payload = callMappings(reader, definition, idOf(event), 'in');
    const businessKey = businessKeyIn(reader, definition, idOf(event));
    return {
      ...(payload.length > 0 && { payload }),
      ...(businessKey && { businessKey }),
      ...(own(definition, 'async') === 'true' && { isAsync: true }),
    };
  },
  correlationKey: () => undefined,
  errorVariables(definition) {
    const codeVariable = own(definition, 'errorCodeVariable');
    const messageVariable = own(definition, 'errorMessageVariable');
    return { ...(codeVariable && { codeVariable }), ...(messageVariable && { messageVariable }) };
  },
  escalationVariables(definition) {
    const codeVariable = own(definition, 'escalationCodeVariable');
    return codeVariable ? { codeVariable } : {};
  },
  caughtCode: (_reader, _event, _definition, text) => ({ language: 'literal', text }),
  asksConditionsAt: () => true,
  catchesDeclaredOnly: true,
  escalationHosts: new Set(['subProcess', 'transaction', 'callActivity', 'userTask']),
  conditionChanges(_reader, _event, definition) {
    const variableName = own(definition, 'variableName');
    const variableEvents = listOf(own(definition, 'variableEvents'));
    return {
      ...(variableName && { variableNames: [variableName] }),
      ...(variableEvents.length > 0 && { variableEvents }),
    };
  },
  errorMessage: (error) => {
    const text = own(error, 'errorMessage');
    return text === undefined ? undefined : juel(text);
  },
  undeclaredError: (reference) => reference,
  startEvent(reader, source) {
    const initiatorVariable = own(source, 'initiator');
    const formKey = own(source, 'formKey');
    return {
      ...(initiatorVariable && { initiatorVariable }),
      ...(formKey && { formKey }),
      ...formReference(reader, source),
      ...formOf(reader, source),
    };
  },
  process(reader, source) {
    const versionTag = own(source, 'versionTag');
    const historyTimeToLiveDays = timeToLiveDays(reader, source, own(source, 'historyTimeToLive'));
    const defaultJobPriority = priorityAt(reader, source, 'jobPriority');
    const defaultTaskPriority = priorityAt(reader, source, 'taskPriority');
    return {
      ...(versionTag !== undefined && { versionTag }),
      ...(historyTimeToLiveDays !== undefined && { historyTimeToLiveDays }),
      ...(defaultJobPriority && { defaultJobPriority }),
      ...(defaultTaskPriority && { defaultTaskPriority }),
      isStartableInTasklist: own(source, 'isStartableInTasklist') !== 'false',
      candidateStarterGroups: listOf(own(source, 'candidateStarterGroups')),
      candidateStarterUsers: listOf(own(source, 'candidateStarterUsers')),
    };
  },
  checkDeclarations,
  checkDrawing,
  check: checkGraph,
};

/** A variable by its name, which need not be one that JUEL can say. */
const variableRead = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `\${${name}}` : `\${execution.getVariable('${name.replace(/['\\]/g, '\\$&')}')}`;
