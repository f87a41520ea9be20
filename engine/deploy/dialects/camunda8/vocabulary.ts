import type { DialectVocabulary, ExtensionRule } from '../../dialect.ts';

/** Words of Camunda 8 per tag. */
export const CAMUNDA8_NAMESPACE = 'http://camunda.org/schema/zeebe/1.0';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter((word) => word !== ''));
/** Marks of the Modeler's element templates: what a template sets stands beside them, in words of its own. */
const ANY_ATTRIBUTES = set('modelerTemplate modelerTemplateVersion modelerTemplateIcon');

const leaf = (attributes: string, isText = false): ExtensionRule => ({ attributes: set(attributes), isText });
const of = (children: Readonly<Record<string, ExtensionRule>>): ExtensionRule => ({
  attributes: set(''),
  children: () => new Map(Object.entries(children)),
});

/** Marks of the Modeler's shared configurations; what they set stands beside them. */
const CONFIGURATION = 'modelerConfigurationTemplate modelerConfigurationName';
const INPUT = leaf(`source target ${CONFIGURATION}`);
const OUTPUT = leaf('source target');
const IO = of({ input: INPUT, output: OUTPUT });
const OUTPUT_ONLY = of({ output: OUTPUT });
const HEADERS = of({ header: leaf('id key value') });
const PROPERTIES = of({ property: leaf(`name value ${CONFIGURATION}`) });
const DEFINITION = leaf('type retries');
const LISTENERS = of({
  executionListener: { ...leaf('eventType type retries'), children: () => new Map([['taskHeaders', HEADERS]]) },
});
const TASK_LISTENERS = of({ taskListener: leaf('eventType type retries') });
const rules = (own: Readonly<Record<string, ExtensionRule>>): ReadonlyMap<string, ExtensionRule> =>
  new Map(Object.entries({ properties: PROPERTIES, ...own }));
/** What is entered and left: events, activities, gateways. */
const node = (own: Readonly<Record<string, ExtensionRule>>): ReadonlyMap<string, ExtensionRule> =>
  rules({ executionListeners: LISTENERS, ...own });

const PRIORITY = leaf('priority');
const WORKED = { taskDefinition: DEFINITION, taskHeaders: HEADERS, jobPriorityDefinition: PRIORITY, ioMapping: IO };
const WORKER = node(WORKED);
const PLAIN = rules({});
const EXTENSIONS: ReadonlyMap<string, ReadonlyMap<string, ExtensionRule>> = new Map(
  Object.entries({
    process: rules({
      executionListeners: LISTENERS,
      jobPriorityDefinition: PRIORITY,
      versionTag: leaf('value'),
      userTaskForm: leaf('id', true),
    }),
    serviceTask: WORKER,
    sendTask: WORKER,
    businessRuleTask: node({ ...WORKED, calledDecision: leaf('decisionId resultVariable bindingType versionTag') }),
    endEvent: WORKER,
    intermediateThrowEvent: WORKER,
    scriptTask: node({ ...WORKED, script: leaf('expression resultVariable') }),
    userTask: node({
      userTask: leaf(''),
      taskListeners: TASK_LISTENERS,
      taskHeaders: HEADERS,
      ioMapping: IO,
      assignmentDefinition: leaf('assignee candidateUsers candidateGroups'),
      taskSchedule: leaf('dueDate followUpDate'),
      priorityDefinition: leaf('priority'),
      formDefinition: leaf('formKey formId externalReference bindingType versionTag'),
    }),
    callActivity: node({
      calledElement: leaf('processId propagateAllChildVariables propagateAllParentVariables bindingType versionTag'),
      ioMapping: IO,
    }),
    subProcess: node({ ioMapping: IO }),
    adHocSubProcess: node({ ...WORKED, adHoc: leaf('activeElementsCollection outputCollection outputElement') }),
    task: node({ ioMapping: IO }),
    manualTask: node({ ioMapping: IO }),
    receiveTask: node({ ioMapping: IO }),
    startEvent: node({
      ioMapping: OUTPUT_ONLY,
      formDefinition: leaf('formKey formId externalReference bindingType versionTag'),
    }),
    exclusiveGateway: node({}),
    parallelGateway: node({}),
    inclusiveGateway: node({}),
    eventBasedGateway: node({}),
    intermediateCatchEvent: node({ ioMapping: IO }),
    boundaryEvent: node({ ioMapping: OUTPUT_ONLY }),
    multiInstanceLoopCharacteristics: rules({
      loopCharacteristics: leaf('inputCollection inputElement outputCollection outputElement'),
    }),
    conditionalEventDefinition: rules({ conditionalFilter: leaf('variableNames variableEvents') }),
    message: rules({ subscription: leaf('correlationKey') }),
  }),
);

/** Every word that means something at some tag. */
const WORDS: ReadonlySet<string> = new Set([...EXTENSIONS.values()].flatMap((rules) => [...rules.keys()]));
/** Of BPMN, and never looked at: people are named by `<zeebe:assignmentDefinition>`. */
const ROLES = set('performer resourceRole humanPerformer potentialOwner');

/** Elements of BPMN that Camunda 8 does not have. */
const MISSING_ELEMENTS = set('transaction complexGateway');

export const camunda8Vocabulary: DialectVocabulary = {
  namespace: CAMUNDA8_NAMESPACE,
  otherNamespace: 'http://camunda.org/schema/1.0/bpmn',
  readAs: 'the file is read as a model of Camunda 8',
  unsupportedElements: new Set(),
  missingElement: (tag) =>
    MISSING_ELEMENTS.has(tag)
      ? `Elements of type '${tag.charAt(0).toUpperCase()}${tag.slice(1)}' are currently not supported. Please refer to the documentation for a list of supported elements: https://docs.camunda.io/docs/components/modeler/bpmn/bpmn-coverage/`
      : undefined,
  elementWithoutEffect: (_tag, name) =>
    ROLES.has(name) ? 'has no effect: <zeebe:assignmentDefinition> says who does a task' : undefined,
  extensionWithoutEffect: (tag, name) =>
    WORDS.has(name) && !tag.includes(':') ? `has no effect, since it means nothing at <${tag}>` : undefined,
  attributesOf: () => ANY_ATTRIBUTES,
  extensionsOf: (tag) => EXTENSIONS.get(tag) ?? PLAIN,
};
