import {
  givenOut,
  ITSELF,
  of,
  refusedIn,
  RUNS,
  runsIn,
  withoutEffect,
  type ExtensionRegistry,
} from '../../extension-registry.ts';

const WORDS = 'engine/deploy/extension-words.test.ts';
const CODE = 'engine/deploy/read-code.test.ts';
const FORMS = 'engine/deploy/read-forms.test.ts';
const FORMS_OF_API = 'lib/api/camunda7/forms.test.ts';
const PROCESS = 'engine/deploy/read-process.test.ts';

/** All that the `camunda:` schema knows, by its types. */
export const CAMUNDA7_EXTENSIONS: ExtensionRegistry = {
  Definitions: of(withoutEffect(WORDS), 'diagramRelationId'),
  InOutBinding: of(RUNS, 'source sourceExpression target businessKey local variables'),
  In: of(RUNS, ITSELF),
  Out: of(RUNS, ITSELF),
  AsyncCapable: of(RUNS, 'async asyncBefore asyncAfter exclusive'),
  JobPriorized: of(RUNS, 'jobPriority'),
  SignalEventDefinitionExtension: of(RUNS, 'async'),
  ErrorEventDefinitionExtension: of(RUNS, 'errorCodeVariable errorMessageVariable'),
  ErrorEventDefinition: of(RUNS, 'expression'),
  Error: of(RUNS, 'errorMessage'),
  PotentialStarter: of(withoutEffect('engine/deploy/check-vocabulary.test.ts'), 'resourceAssignmentExpression'),
  FormSupported: {
    formHandlerClass: refusedIn(WORDS),
    formKey: RUNS,
    ...of(givenOut(FORMS_OF_API), 'formRef formRefBinding formRefVersion'),
  },
  TemplateSupported: of(withoutEffect(WORDS), 'modelerTemplate modelerTemplateVersion'),
  Initiator: of(RUNS, 'initiator'),
  ScriptTask: { resultVariable: RUNS, resource: runsIn(CODE) },
  Process: of(
    givenOut(PROCESS),
    'candidateStarterGroups candidateStarterUsers versionTag historyTimeToLive isStartableInTasklist',
  ),
  EscalationEventDefinitionExtension: of(RUNS, 'escalationCodeVariable'),
  FormalExpression: of(runsIn(CODE), 'resource'),
  Assignable: of(RUNS, 'assignee candidateUsers candidateGroups dueDate followUpDate priority'),
  CallActivity: {
    ...of(
      RUNS,
      'calledElementBinding calledElementVersion calledElementVersionTag calledElementTenantId caseRef caseBinding caseVersion caseTenantId variableMappingClass variableMappingDelegateExpression',
    ),
  },
  ServiceTaskLike: of(RUNS, 'expression class delegateExpression resultVariable'),
  DmnCapable: of(RUNS, 'decisionRef decisionRefBinding decisionRefVersion mapDecisionResult decisionRefTenantId'),
  ExternalCapable: of(RUNS, 'type topic'),
  TaskPriorized: of(RUNS, 'taskPriority'),
  Properties: of(givenOut(WORDS), 'values'),
  Property: of(givenOut(WORDS), 'id name value'),
  Connector: of(RUNS, 'inputOutput connectorId'),
  // The schema gives this type what belongs to a connector, too; no engine reads it here.
  InputOutput: {
    ...of(withoutEffect(WORDS), 'inputOutput connectorId'),
    ...of(RUNS, 'inputParameters outputParameters'),
  },
  InputOutputParameter: of(RUNS, 'name value definition'),
  InputOutputParameterDefinition: {},
  List: of(RUNS, 'items'),
  Map: of(RUNS, 'entries'),
  Entry: of(RUNS, 'key value definition'),
  // In a form it is the label of a choice; items of a list have none.
  Value: { ...of(RUNS, 'id value'), name: givenOut(FORMS) },
  Script: { ...of(RUNS, 'scriptFormat value'), resource: runsIn(CODE) },
  Field: of(RUNS, 'name expression stringValue string'),
  InputParameter: of(RUNS, ITSELF),
  OutputParameter: of(RUNS, ITSELF),
  Collectable: of(RUNS, 'collection elementVariable'),
  FailedJobRetryTimeCycle: of(RUNS, 'body'),
  ExecutionListener: of(RUNS, 'expression class delegateExpression event script fields'),
  TaskListener: of(RUNS, 'expression class delegateExpression event script fields id eventDefinitions'),
  FormProperty: {
    ...of(RUNS, 'id type required variable'),
    ...of(givenOut(FORMS), 'name readable values'),
    ...of(runsIn(FORMS), 'writable expression datePattern default'),
  },
  FormData: { fields: RUNS, businessKey: givenOut(FORMS_OF_API) },
  FormField: {
    ...of(RUNS, 'id type defaultValue validation'),
    ...of(givenOut(FORMS), 'label properties'),
    datePattern: runsIn(FORMS),
    values: RUNS,
  },
  Validation: of(RUNS, 'constraints'),
  Constraint: of(RUNS, 'name config'),
  ConditionalEventDefinitionExtension: of(RUNS, 'variableName variableEvents'),
};
