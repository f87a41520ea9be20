/**
 * What a file may say in BPMN's own words: per tag its attributes and children. What has no behaviour in either
 * Camunda (drawings, notes, data) is allowed and ignored on purpose. Everything that is not in these tables is
 * refused, so that nothing of a model is left out in silence.
 */
export interface TagRule {
  readonly attributes: ReadonlySet<string>;
  readonly children: ReadonlySet<string>;
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const rule = (attributes: string, children: string): TagRule => ({
  attributes: new Set(['id', ...words(attributes)]),
  children: new Set(words(children)),
});

const BASE = 'documentation extensionElements';
const FLOW_ELEMENT = `${BASE} auditing monitoring categoryValueRef`;
const FLOW_NODE = `${FLOW_ELEMENT} incoming outgoing`;
const ACTIVITY = `${FLOW_NODE} ioSpecification property dataInputAssociation dataOutputAssociation multiInstanceLoopCharacteristics`;
const ACTIVITY_ATTRIBUTES = 'name isForCompensation startQuantity completionQuantity default';
const TRIGGERS =
  'messageEventDefinition timerEventDefinition signalEventDefinition errorEventDefinition escalationEventDefinition conditionalEventDefinition terminateEventDefinition compensateEventDefinition cancelEventDefinition linkEventDefinition';
const CATCH_EVENT = `${FLOW_NODE} property dataOutput dataOutputAssociation outputSet ${TRIGGERS}`;
const THROW_EVENT = `${FLOW_NODE} property dataInput dataInputAssociation inputSet ${TRIGGERS}`;
const NODES =
  'startEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent endEvent task manualTask scriptTask serviceTask sendTask businessRuleTask userTask receiveTask exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway subProcess adHocSubProcess transaction callActivity';
const SCOPE = `${NODES} sequenceFlow laneSet association textAnnotation group dataObject dataObjectReference dataStoreReference`;
/** Who does a user task, to Camunda 7; other roles have no effect and are refused there. */
const RESOURCE_ROLES = 'humanPerformer potentialOwner';
/** A resource that is declared beside the processes means nothing to either Camunda; the expression does. */
const RESOURCE = 'resourceRef resourceParameterBinding resourceAssignmentExpression';
const REFERENCED_ROOTS = 'message signal error escalation';

/** Read, and checked word by word. */
export const RULES: ReadonlyMap<string, TagRule> = new Map(
  Object.entries({
    definitions: rule(
      'name targetNamespace expressionLanguage typeLanguage exporter exporterVersion',
      `${BASE} import extension relationship process collaboration category dataStore itemDefinition interface resource endPoint partnerEntity partnerRole correlationProperty choreography globalTask ${REFERENCED_ROOTS}`,
    ),
    process: rule(
      'name isExecutable isClosed processType definitionalCollaborationRef',
      `${BASE} ioSpecification property auditing monitoring ${SCOPE}`,
    ),
    subProcess: rule(`${ACTIVITY_ATTRIBUTES} triggeredByEvent`, `${ACTIVITY} ${SCOPE}`),
    adHocSubProcess: rule(
      `${ACTIVITY_ATTRIBUTES} triggeredByEvent ordering cancelRemainingInstances`,
      `${ACTIVITY} ${SCOPE} completionCondition`,
    ),
    transaction: rule(`${ACTIVITY_ATTRIBUTES} triggeredByEvent method`, `${ACTIVITY} ${SCOPE}`),
    sequenceFlow: rule('name sourceRef targetRef isImmediate', `${FLOW_ELEMENT} conditionExpression`),
    startEvent: rule('name isInterrupting parallelMultiple', CATCH_EVENT),
    intermediateCatchEvent: rule('name parallelMultiple', CATCH_EVENT),
    boundaryEvent: rule('name attachedToRef cancelActivity parallelMultiple', CATCH_EVENT),
    intermediateThrowEvent: rule('name', THROW_EVENT),
    endEvent: rule('name', THROW_EVENT),
    task: rule(ACTIVITY_ATTRIBUTES, ACTIVITY),
    manualTask: rule(ACTIVITY_ATTRIBUTES, ACTIVITY),
    serviceTask: rule(`${ACTIVITY_ATTRIBUTES} implementation operationRef`, ACTIVITY),
    sendTask: rule(`${ACTIVITY_ATTRIBUTES} implementation operationRef messageRef`, ACTIVITY),
    businessRuleTask: rule(`${ACTIVITY_ATTRIBUTES} implementation`, ACTIVITY),
    scriptTask: rule(`${ACTIVITY_ATTRIBUTES} scriptFormat`, `${ACTIVITY} script`),
    script: rule('', ''),
    userTask: rule(`${ACTIVITY_ATTRIBUTES} implementation`, `${ACTIVITY} rendering ${RESOURCE_ROLES}`),
    humanPerformer: rule('name', `${BASE} ${RESOURCE}`),
    potentialOwner: rule('name', `${BASE} ${RESOURCE}`),
    resourceRef: rule('', ''),
    resourceParameterBinding: rule('parameterRef', `${BASE} expression formalExpression`),
    resourceAssignmentExpression: rule('', `${BASE} expression formalExpression`),
    expression: rule('language evaluatesToTypeRef', BASE),
    formalExpression: rule('language evaluatesToTypeRef', BASE),
    receiveTask: rule(`${ACTIVITY_ATTRIBUTES} implementation operationRef messageRef instantiate`, ACTIVITY),
    callActivity: rule(`${ACTIVITY_ATTRIBUTES} calledElement`, ACTIVITY),
    exclusiveGateway: rule('name gatewayDirection default', FLOW_NODE),
    parallelGateway: rule('name gatewayDirection', FLOW_NODE),
    inclusiveGateway: rule('name gatewayDirection default', FLOW_NODE),
    eventBasedGateway: rule('name gatewayDirection instantiate eventGatewayType', FLOW_NODE),
    multiInstanceLoopCharacteristics: rule(
      'isSequential behavior oneBehaviorEventRef noneBehaviorEventRef',
      `${BASE} loopCardinality loopDataInputRef loopDataOutputRef inputDataItem outputDataItem completionCondition`,
    ),
    inputDataItem: rule('name isCollection itemSubjectRef', BASE),
    outputDataItem: rule('name isCollection itemSubjectRef', BASE),
    messageEventDefinition: rule('messageRef operationRef', `${BASE} operationRef`),
    timerEventDefinition: rule('', `${BASE} timeDate timeDuration timeCycle`),
    signalEventDefinition: rule('signalRef', BASE),
    errorEventDefinition: rule('errorRef', BASE),
    escalationEventDefinition: rule('escalationRef', BASE),
    conditionalEventDefinition: rule('', `${BASE} condition`),
    condition: rule('language evaluatesToTypeRef', BASE),
    terminateEventDefinition: rule('', BASE),
    compensateEventDefinition: rule('activityRef waitForCompletion', BASE),
    cancelEventDefinition: rule('', BASE),
    linkEventDefinition: rule('name', `${BASE} source target`),
    message: rule('name itemRef', BASE),
    signal: rule('name structureRef', BASE),
    error: rule('name errorCode structureRef', BASE),
    escalation: rule('name escalationCode structureRef', BASE),
    conditionExpression: rule('language evaluatesToTypeRef', BASE),
    completionCondition: rule('language evaluatesToTypeRef', BASE),
    loopCardinality: rule('language evaluatesToTypeRef', BASE),
    timeDate: rule('language evaluatesToTypeRef', BASE),
    timeDuration: rule('language evaluatesToTypeRef', BASE),
    timeCycle: rule('language evaluatesToTypeRef', BASE),
  }),
);

/** Words of BPMN 2.0 that are understood, but not executed: their refusal says so. */
export const NOT_YET: ReadonlySet<string> = new Set(
  words(
    'complexGateway subChoreography callChoreography choreographyTask callConversation standardLoopCharacteristics resourceRole performer eventDefinitionRef complexBehaviorDefinition correlationSubscription supports loopDataOutputRef outputDataItem rendering event implicitThrowEvent globalScriptTask globalUserTask globalManualTask globalBusinessRuleTask',
  ),
);

/** Attributes of BPMN whose other values would change what happens, and are not executed. */
export const ONLY_VALUES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    parallelMultiple: 'false',
    eventGatewayType: 'Exclusive',
    startQuantity: '1',
    completionQuantity: '1',
    behavior: 'All',
    ordering: 'Parallel',
  }),
);

/** Attributes of BPMN that are either true or false. */
export const BOOLEANS: ReadonlySet<string> = new Set([
  'cancelActivity',
  'isInterrupting',
  'isSequential',
  'isImmediate',
  'isClosed',
  'isForCompensation',
  'triggeredByEvent',
  'cancelRemainingInstances',
  'parallelMultiple',
  'instantiate',
  'isExecutable',
  'waitForCompletion',
  'isCollection',
  'isUnlimited',
]);

/** Those that change what happens: the schema takes numbers for them, which the originals read as false, or fail at. */
export const READ_BOOLEANS: ReadonlySet<string> = new Set([
  'cancelActivity',
  'isInterrupting',
  'isSequential',
  'isForCompensation',
  'triggeredByEvent',
  'cancelRemainingInstances',
]);

/** Attributes of BPMN with a few words as values, and what the schema calls their type. */
export const CHOICES: ReadonlyMap<string, { readonly type: string; readonly words: readonly string[] }> = new Map([
  ['gatewayDirection', { type: 'tGatewayDirection', words: words('Unspecified Converging Diverging Mixed') }],
  ['eventGatewayType', { type: 'tEventBasedGatewayType', words: words('Exclusive Parallel') }],
  ['processType', { type: 'tProcessType', words: words('None Public Private') }],
  ['behavior', { type: 'tMultiInstanceFlowCondition', words: words('None One All Complex') }],
  ['ordering', { type: 'tAdHocOrdering', words: words('Parallel Sequential') }],
  ['associationDirection', { type: 'tAssociationDirection', words: words('None One Both') }],
  ['itemKind', { type: 'tItemKind', words: words('Information Physical') }],
]);

/** Attributes without which the schema takes no such tag; those that other readers ask for are not among them. */
export const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['sequenceFlow', ['sourceRef', 'targetRef']],
  ['boundaryEvent', ['attachedToRef']],
  ['association', ['sourceRef', 'targetRef']],
  ['messageFlow', ['sourceRef', 'targetRef']],
  ['resource', ['name']],
  ['interface', ['name']],
  ['operation', ['name']],
  ['relationship', ['type']],
]);

/** Attributes that name something by its id, perhaps with a prefix. */
export const REFERENCES: ReadonlySet<string> = new Set(
  words(
    'messageRef signalRef errorRef escalationRef activityRef attachedToRef processRef itemRef structureRef itemSubjectRef operationRef dataStoreRef categoryValueRef',
  ),
);

/** Tags that hold such a name. */
export const REFERENCE_TEXTS: ReadonlySet<string> = new Set(
  words('incoming outgoing loopDataInputRef loopDataOutputRef'),
);

/** Tags without a table of their own in which the schema allows no text. */
export const ELEMENT_ONLY: ReadonlySet<string> = new Set(
  words(
    'extensionElements laneSet lane dataObject dataObjectReference dataStore dataStoreReference collaboration participant messageFlow association group textAnnotation property ioSpecification inputSet outputSet dataInput dataOutput itemDefinition interface operation resource category categoryValue',
  ),
);

/** Tags of BPMN that hold text; in all others the schema allows none. */
export const TEXTS: ReadonlySet<string> = new Set(
  words(
    'script expression formalExpression condition conditionExpression completionCondition loopCardinality timeDate timeDuration timeCycle resourceRef',
  ),
);
