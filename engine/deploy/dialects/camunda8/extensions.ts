import {
  givenOut,
  ITSELF,
  of,
  refusedIn,
  RUNS,
  withoutEffect,
  type ExtensionRegistry,
} from '../../extension-registry.ts';

const WORDS = 'engine/deploy/extension-words.test.ts';

/** All that the `zeebe:` schema knows, by its types. */
export const CAMUNDA8_EXTENSIONS: ExtensionRegistry = {
  ZeebeServiceTask: of(refusedIn(WORDS), 'retryCounter'),
  // The schema nests it in itself; no engine reads that.
  IoMapping: { ioMapping: refusedIn(WORDS), ...of(RUNS, 'inputParameters outputParameters') },
  InputOutputParameter: of(RUNS, 'source target'),
  Input: of(RUNS, ITSELF),
  Output: of(RUNS, ITSELF),
  Subscription: of(RUNS, 'correlationKey'),
  TaskHeaders: of(RUNS, 'values'),
  Header: { id: withoutEffect(WORDS), ...of(RUNS, 'key value') },
  TaskDefinition: of(RUNS, 'type retries'),
  LoopCharacteristics: of(RUNS, 'inputCollection inputElement outputCollection outputElement'),
  CalledElement: {
    ...of(RUNS, 'processId propagateAllChildVariables propagateAllParentVariables'),
    ...of(refusedIn(WORDS), 'processIdExpression businessId'),
  },
  // A form key names it; the console shows the form that has the id.
  UserTaskForm: { id: givenOut('lib/console/queries/forms.test.ts'), body: RUNS },
  FormDefinition: of(RUNS, 'formKey formId externalReference'),
  LinkedResource: of(refusedIn(WORDS), 'resourceId resourceType linkName'),
  LinkedResources: of(refusedIn(WORDS), 'values'),
  UserTask: of(RUNS, ITSELF),
  CalledDecision: of(RUNS, 'decisionId resultVariable'),
  AssignmentDefinition: of(RUNS, 'assignee candidateGroups candidateUsers'),
  PriorityDefinition: of(RUNS, 'priority'),
  JobPriorityDefinition: of(RUNS, 'priority'),
  TaskSchedule: of(RUNS, 'dueDate followUpDate'),
  Properties: of(RUNS, 'properties'),
  Property: of(RUNS, 'name value'),
  TemplateSupported: of(withoutEffect(WORDS), 'modelerTemplate modelerTemplateVersion modelerTemplateIcon'),
  ConfigurationSupported: of(withoutEffect(WORDS), 'modelerConfigurationTemplate modelerConfigurationName'),
  TemplatedRootElement: of(withoutEffect(WORDS), 'modelerTemplate'),
  Script: of(RUNS, 'expression resultVariable'),
  ExecutionListeners: of(RUNS, 'listeners'),
  ExecutionListener: of(RUNS, 'eventType retries type headers'),
  TaskListeners: of(RUNS, 'listeners'),
  TaskListener: of(RUNS, 'eventType retries type'),
  VersionTag: of(RUNS, 'value'),
  BindingTypeSupported: of(RUNS, 'bindingType versionTag'),
  AdHoc: of(RUNS, 'activeElementsCollection outputCollection outputElement'),
  ConditionalFilter: of(RUNS, 'variableNames variableEvents'),
  AgentDefinition: of(refusedIn(WORDS), 'agentType'),
};
