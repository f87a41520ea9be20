import type { DialectVocabulary, ExtensionRule } from '../../dialect.ts';

/** Words of Camunda 7 per tag. `activiti:` is their older name and means the same. */
export const CAMUNDA7_NAMESPACE = 'http://camunda.org/schema/1.0/bpmn';
export const ACTIVITI_NAMESPACE = 'http://activiti.org/bpmn';
/** Of the forerunner of Camunda 7, which still reads one word of it: `failedJobRetryTimeCycle`. */
export const FOX_NAMESPACE = 'http://www.camunda.com/fox';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter((word) => word !== ''));

/** Marks of the Modeler's element templates: what a template sets stands beside them, in words of its own. */
const TEMPLATE = 'modelerTemplate modelerTemplateVersion modelerTemplateIcon';
const ASYNC = `asyncBefore asyncAfter async exclusive jobPriority ${TEMPLATE}`;
const WORK = 'type topic taskPriority expression class delegateExpression resultVariable resultVariableName';

const DECISION =
  'decisionRef decisionRefBinding decisionRefVersion decisionRefVersionTag decisionRefTenantId mapDecisionResult';

const ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    definitions: set('diagramRelationId'),
    process: set(
      `candidateStarterGroups candidateStarterUsers versionTag historyTimeToLive isStartableInTasklist jobPriority taskPriority ${TEMPLATE}`,
    ),
    startEvent: set(`${ASYNC} initiator formKey formRef formRefBinding formRefVersion`),
    intermediateCatchEvent: set(ASYNC),
    boundaryEvent: set(ASYNC),
    intermediateThrowEvent: set(ASYNC),
    endEvent: set(ASYNC),
    exclusiveGateway: set(ASYNC),
    parallelGateway: set(ASYNC),
    inclusiveGateway: set(ASYNC),
    eventBasedGateway: set(ASYNC),
    subProcess: set(ASYNC),
    transaction: set(ASYNC),
    task: set(ASYNC),
    manualTask: set(ASYNC),
    receiveTask: set(ASYNC),
    serviceTask: set(`${ASYNC} ${WORK}`),
    sendTask: set(`${ASYNC} ${WORK}`),
    businessRuleTask: set(`${ASYNC} ${WORK} ${DECISION}`),
    messageEventDefinition: set(WORK),
    userTask: set(
      `${ASYNC} assignee candidateUsers candidateGroups dueDate followUpDate priority formKey formRef formRefBinding formRefVersion`,
    ),
    callActivity: set(
      `${ASYNC} calledElementBinding calledElementVersion calledElementVersionTag calledElementTenantId caseRef caseBinding caseVersion caseTenantId variableMappingClass variableMappingDelegateExpression`,
    ),
    multiInstanceLoopCharacteristics: set('collection elementVariable asyncBefore asyncAfter async'),
    errorEventDefinition: set('errorCodeVariable errorMessageVariable'),
    signalEventDefinition: set('async'),
    escalationEventDefinition: set('escalationCodeVariable'),
    conditionalEventDefinition: set('variableName variableEvents'),
    error: set('errorMessage'),
    sequenceFlow: set(TEMPLATE),
    conditionExpression: set('resource'),
    scriptTask: set(`${ASYNC} resource resultVariable resultVariableName`),
  }),
);

const leaf = (attributes: string, isText = false): ExtensionRule => ({ attributes: set(attributes), isText });
/** Lists and maps may hold each other, so their rules are asked for when they are met. */
const SCRIPT = leaf('scriptFormat resource', true);
const values = (): ReadonlyMap<string, ExtensionRule> =>
  new Map([
    ['list', LIST],
    ['map', MAP],
    ['script', SCRIPT],
  ]);
const LIST: ExtensionRule = {
  attributes: set(''),
  takesAnyChild: true,
  children: () => new Map([['value', leaf('id name', true)], ...values()]),
};
const MAP: ExtensionRule = {
  attributes: set(''),
  children: () => new Map([['entry', { attributes: set('key'), isText: true, takesAnyChild: true, children: values }]]),
};
const PARAMETER: ExtensionRule = { attributes: set('name'), isText: true, takesAnyChild: true, children: values };

const PROPERTIES: ExtensionRule = {
  attributes: set(''),
  children: () => new Map([['property', leaf('id name value')]]),
};
const INPUT_OUTPUT: ExtensionRule = {
  attributes: set(''),
  children: () =>
    new Map([
      ['inputParameter', PARAMETER],
      ['outputParameter', PARAMETER],
    ]),
};
const RETRY = leaf('', true);
const IN_OUT = leaf('source sourceExpression target variables local businessKey');

const FIELD: ExtensionRule = {
  attributes: set('name stringValue expression'),
  children: () =>
    new Map([
      ['string', leaf('', true)],
      ['expression', leaf('', true)],
    ]),
};
const CONNECTOR: ExtensionRule = {
  attributes: set(''),
  children: () =>
    new Map([
      ['connectorId', leaf('', true)],
      ['inputOutput', INPUT_OUTPUT],
    ]),
};
const LISTENER: ExtensionRule = {
  attributes: set('event class delegateExpression expression'),
  children: () =>
    new Map([
      ['field', FIELD],
      ['script', SCRIPT],
    ]),
};
const TASK_LISTENER: ExtensionRule = {
  ...LISTENER,
  attributes: set('event id class delegateExpression expression'),
  bpmnChildren: set('timerEventDefinition'),
};

const CHOICE = leaf('id name');
const VALIDATION: ExtensionRule = {
  attributes: set(''),
  children: () => new Map([['constraint', leaf('name config')]]),
};
const FORM_FIELD: ExtensionRule = {
  attributes: set('id label type datePattern defaultValue'),
  children: () =>
    new Map([
      ['properties', PROPERTIES],
      ['validation', VALIDATION],
      ['value', CHOICE],
    ]),
};
const FORM_DATA: ExtensionRule = {
  attributes: set('businessKey'),
  children: () => new Map([['formField', FORM_FIELD]]),
};
const FORM_PROPERTY: ExtensionRule = {
  attributes: set('id name type required readable writable variable expression datePattern default'),
  children: () => new Map([['value', CHOICE]]),
};

const NODE = new Map<string, ExtensionRule>([
  ['properties', PROPERTIES],
  ['executionListener', LISTENER],
  ['inputOutput', INPUT_OUTPUT],
  ['failedJobRetryTimeCycle', RETRY],
]);
const ANYWHERE = new Map<string, ExtensionRule>([['properties', PROPERTIES]]);
const LISTENED = new Map<string, ExtensionRule>([...ANYWHERE, ['executionListener', LISTENER]]);
const FORMED = new Map([...NODE, ['formData', FORM_DATA] as const, ['formProperty', FORM_PROPERTY] as const]);
const SERVED: readonly (readonly [string, ExtensionRule])[] = [
  ['field', FIELD],
  ['connector', CONNECTOR],
];
const EXTERNAL = new Map([...NODE, ...SERVED, ['errorEventDefinition', leaf('id errorRef expression')] as const]);
const EXTENSIONS: ReadonlyMap<string, ReadonlyMap<string, ExtensionRule>> = new Map(
  Object.entries({
    serviceTask: EXTERNAL,
    sendTask: EXTERNAL,
    businessRuleTask: EXTERNAL,
    callActivity: new Map([...NODE, ['in', IN_OUT] as const, ['out', IN_OUT] as const]),
    signalEventDefinition: new Map([...ANYWHERE, ['in', IN_OUT] as const]),
    multiInstanceLoopCharacteristics: new Map([...ANYWHERE, ['failedJobRetryTimeCycle', RETRY] as const]),
    process: LISTENED,
    sequenceFlow: LISTENED,
    messageEventDefinition: new Map([...ANYWHERE, ...SERVED]),
    startEvent: FORMED,
    userTask: new Map([...FORMED, ['taskListener', TASK_LISTENER] as const]),
  }),
);
const NODES = set(
  'scriptTask startEvent intermediateCatchEvent boundaryEvent intermediateThrowEvent endEvent exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway subProcess transaction task manualTask receiveTask userTask',
);

/** Attributes that mean something in Camunda 7 and are not served: models with them are refused. */
const NOT_SERVED = set('formHandlerClass');
/** Extension elements that mean nothing, and what stands for them. */
const WITHOUT_EFFECT: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    process: new Map([
      [
        'potentialStarter',
        'has no effect: say who may start the process by camunda:candidateStarterUsers and camunda:candidateStarterGroups',
      ],
    ]),
  }),
);

/** Only the `humanPerformer` and `potentialOwner` of a user task say who does it. */
const ROLES = set('performer resourceRole humanPerformer potentialOwner');
const WITH_ROLES = set(
  'process task manualTask scriptTask serviceTask sendTask businessRuleTask userTask receiveTask callActivity subProcess transaction',
);

export const camunda7Vocabulary: DialectVocabulary = {
  namespace: CAMUNDA7_NAMESPACE,
  unsupportedElements: set('adHocSubProcess'),
  otherNamespace: 'http://camunda.org/schema/zeebe/1.0',
  readAs: 'the file is read as a model of Camunda 7',
  attributeWithoutEffect: (tag, name) =>
    NOT_SERVED.has(name) ? undefined : `has no effect, since it means nothing at <${tag}>`,
  elementWithoutEffect: (tag, name) =>
    ROLES.has(name) && WITH_ROLES.has(tag)
      ? 'has no effect: only humanPerformer and potentialOwner of a userTask say who does it'
      : undefined,
  extensionWithoutEffect: (tag, name) =>
    WITHOUT_EFFECT.get(tag)?.get(name) ?? `has no effect, since it means nothing at <${tag}>`,
  extensionAttributeWithoutEffect: (qualifiedTag) => `has no effect, since it means nothing at <${qualifiedTag}>`,
  attributesOf: (tag) => ATTRIBUTES.get(tag) ?? set(''),
  extensionsOf: (tag) => EXTENSIONS.get(tag) ?? (NODES.has(tag) ? NODE : ANYWHERE),
};
