/**
 * In what order BPMN's schema wants the children of a tag. A step is a set of words that may mix; what stands in no step
 * is judged elsewhere.
 */
export type Order = ReadonlyMap<string, number>;

const orderOf = (...steps: readonly string[]): Order =>
  new Map(
    steps.flatMap((step, n) =>
      step
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => [word, n] as const),
    ),
  );

const EVENT_DEFINITIONS =
  'messageEventDefinition timerEventDefinition signalEventDefinition errorEventDefinition escalationEventDefinition conditionalEventDefinition terminateEventDefinition compensateEventDefinition cancelEventDefinition linkEventDefinition';
const FLOW_ELEMENTS =
  'startEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent endEvent event implicitThrowEvent task manualTask scriptTask serviceTask sendTask businessRuleTask userTask receiveTask exclusiveGateway parallelGateway inclusiveGateway complexGateway eventBasedGateway subProcess adHocSubProcess transaction callActivity subChoreography callChoreography choreographyTask sequenceFlow dataObject dataObjectReference dataStoreReference';
const ARTIFACTS = 'association textAnnotation group';
const ROLES = 'resourceRole performer humanPerformer potentialOwner';

const BASE = ['documentation', 'extensionElements'] as const;
const CONTENTS = ['laneSet', FLOW_ELEMENTS, ARTIFACTS] as const;

/** Activities, events, gateways, flows and event definitions: no word stands in two places of them. */
const OF_FLOW_ELEMENTS = orderOf(
  ...BASE,
  'auditing',
  'monitoring',
  'categoryValueRef',
  'incoming',
  'outgoing',
  'ioSpecification',
  'property',
  'dataInput dataOutput',
  'dataInputAssociation',
  'dataOutputAssociation',
  'inputSet outputSet',
  EVENT_DEFINITIONS,
  'eventDefinitionRef',
  ROLES,
  'multiInstanceLoopCharacteristics standardLoopCharacteristics',
  ...CONTENTS,
  'completionCondition conditionExpression condition rendering script operationRef timeDate timeDuration timeCycle resourceAssignmentExpression expression formalExpression',
);

const ORDERS: ReadonlyMap<string, Order> = new Map([
  [
    'definitions',
    orderOf('import', 'extension', 'process collaboration message signal error escalation', 'relationship'),
  ],
  [
    'process',
    orderOf(
      ...BASE,
      'supportedInterfaceRef',
      'ioSpecification',
      'ioBinding',
      'auditing',
      'monitoring',
      'property',
      ...CONTENTS,
      ROLES,
      'correlationSubscription',
      'supports',
    ),
  ],
  [
    'multiInstanceLoopCharacteristics',
    orderOf(
      ...BASE,
      'loopCardinality',
      'loopDataInputRef',
      'loopDataOutputRef',
      'inputDataItem',
      'outputDataItem',
      'complexBehaviorDefinition',
      'completionCondition',
    ),
  ],
]);

/** Behind them the schema wants nothing more. */
const LAST = [
  'timeDate timeDuration timeCycle',
  'conditionExpression',
  'condition',
  'script',
  'completionCondition',
  'resourceAssignmentExpression',
  'formalExpression',
];
const BEFORE_OTHERS = [
  'extensionElements',
  'auditing',
  'monitoring',
  'ioSpecification',
  'multiInstanceLoopCharacteristics standardLoopCharacteristics',
  'loopCardinality',
  'loopDataInputRef',
  'loopDataOutputRef',
  'inputDataItem',
  'outputDataItem',
];

/** Of these words an element holds one at most. `isLast`: it is the last that may stand there. */
export interface Choice {
  readonly words: string;
  readonly isLast: boolean;
}

const CHOICES: ReadonlyMap<string, Choice> = new Map(
  [...LAST, ...BEFORE_OTHERS].flatMap((words) =>
    words.split(' ').map((word) => [word, { words, isLast: LAST.includes(words) }] as const),
  ),
);

export const choiceOf = (tag: string): Choice | undefined => CHOICES.get(tag);
export const orderIn = (tag: string): Order => ORDERS.get(tag) ?? OF_FLOW_ELEMENTS;
