import { describe, expect, test } from 'vitest';
import { parse8, TO_T } from './model-for-tests.ts';

const timer = (content: string) => `<timerEventDefinition>${content}</timerEventDefinition>`;
const DURATION = timer('<timeDuration>PT1S</timeDuration>');
const FROM_B = '<sequenceFlow id="g" sourceRef="b" targetRef="e"/><endEvent id="e"/>';
const boundary = (content: string, attributes = 'attachedToRef="t"') =>
  `${TO_T}<task id="t"/><boundaryEvent id="b" ${attributes}>${content}</boundaryEvent>${FROM_B}`;
const service = (content: string) =>
  `${TO_T}<serviceTask id="t"><extensionElements>${content}</extensionElements></serviceTask>`;
const called = (attributes: string) =>
  `${TO_T}<callActivity id="t"><extensionElements><zeebe:calledElement ${attributes}/></extensionElements></callActivity>`;
const mapping = (attributes: string) =>
  service(`<zeebe:taskDefinition type="x"/><zeebe:ioMapping><zeebe:input ${attributes}/></zeebe:ioMapping>`);
const adHoc = (content: string, attributes = '') =>
  `${TO_T}<adHocSubProcess id="t"><extensionElements><zeebe:adHoc ${attributes}/></extensionElements>${content}</adHocSubProcess>`;
const message = (content: string) => `<message id="m" ${content}</message>`;
/** An event-based gateway with events, each by `catching`. */
const events = (content: string) => `${TO_T}<eventBasedGateway id="t"/>${content}`;
const catching = (id: string, definition: string) =>
  `<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent><sequenceFlow id="to-${id}" sourceRef="t" targetRef="${id}"/>`;
const PAID = '<messageEventDefinition messageRef="m"/>';
const STOP = '<signalEventDefinition signalRef="g"/>';
const KEYED = message('name="paid"><extensionElements><zeebe:subscription correlationKey="=id"/></extensionElements>');

describe('Camunda 8 refuses in these words, at these paths', () => {
  test.each<[string, string[], string?]>([
    ['<task id="t"/>', ['p: Must have at least one start event']],
    [`${TO_T}<startEvent id="s2"/><task id="t"/>`, ['p: Multiple none start events are not allowed']],
    [`${TO_T}<subProcess id="t"/>`, ['t: Must have exactly one start event']],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a"/><startEvent id="b"/></subProcess>`,
      ['t: Must have exactly one start event'],
    ],
    [
      `${TO_T}<serviceTask id="t"/><scriptTask id="u"/>`,
      [
        "t: Must have exactly one 'zeebe:taskDefinition' extension element",
        "u: Must have either one 'zeebe:script' or one 'zeebe:taskDefinition' extension element",
      ],
    ],
    [
      `${TO_T}<task id="t"/><subProcess id="e" triggeredByEvent="true"><startEvent id="a"><messageEventDefinition/></startEvent><startEvent id="b"><signalEventDefinition signalRef="g"/></startEvent></subProcess>`,
      ['a > messageEventDefinition: Must reference a message', 'e: Must have exactly one start event'],
      '<signal id="g" name="stop"/>',
    ],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a">${DURATION}</startEvent></subProcess>`,
      ['t: Start events in subprocesses must be of type none'],
    ],
    [
      `${TO_T}<b:intermediateThrowEvent xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="t"><b:linkEventDefinition id="l"/></b:intermediateThrowEvent>`,
      ["l: cvc-complex-type.4: Attribute 'name' must appear on element 'b:linkEventDefinition'."],
    ],
    [boundary(''), ['b: Must have exactly one event definition']],
    [boundary(DURATION).replace(FROM_B, ''), ['b: Must have at least one outgoing sequence flow or association']],
    [
      boundary('<terminateEventDefinition/>'),
      ['b: Boundary events must be one of: timer, message, error, signal, escalation'],
    ],
    [
      boundary('<errorEventDefinition/>', 'attachedToRef="t" cancelActivity="false"'),
      ['b: Non-Interrupting event of this type is not allowed'],
    ],
    [
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t" cancelActivity="false"><compensateEventDefinition/></boundaryEvent><task id="h" isForCompensation="true"/><association id="a" associationDirection="One" sourceRef="b" targetRef="h"/>`,
      ['b: Non-Interrupting event of this type is not allowed'],
    ],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"/><intermediateCatchEvent id="c">${PAID}</intermediateCatchEvent>`,
      ['m: Must have exactly one zeebe:subscription extension element'],
      '<message id="m" name="paid"/>',
    ],
    [
      boundary(DURATION, 'attachedToRef="s"'),
      ["b: Must be attached to an activity of the same scope, but 's' is none"],
    ],
    [
      boundary(timer('<timeCycle>R3/PT1S</timeCycle>')),
      ['b: Interrupting timer event with time cycle is not allowed.'],
    ],
    [`${TO_T}<intermediateCatchEvent id="t"/>`, ['t: Must have exactly one event definition']],
    [
      `${TO_T}<intermediateCatchEvent id="t"><errorEventDefinition/></intermediateCatchEvent>`,
      ['t: Event definition must be one of: message, timer, signal, or link'],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t">${timer('')}</intermediateCatchEvent>`,
      [
        't > timerEventDefinition: Must be exactly one type of timer: timeDuration, timeDate or timeCycle',
        't: Intermediate timer catch event must have either a time duration or a time date.',
      ],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t">${timer('<timeCycle>R3/PT1S</timeCycle>')}</intermediateCatchEvent>`,
      ['t: Intermediate timer catch event must have either a time duration or a time date.'],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t">${timer('<timeDuration>soon</timeDuration>')}</intermediateCatchEvent>`,
      ["t: Invalid timer duration expression (Invalid duration format 'soon' for expression 'soon'.)"],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t">${timer('<timeDate>soon</timeDate>')}</intermediateCatchEvent>`,
      ["t: Invalid timer date expression (Invalid date-time format 'soon' for expression 'soon'.)"],
    ],
    [
      `${TO_T}<endEvent id="t">${DURATION}</endEvent>`,
      ['t: End events must be one of: none, error, message, terminate, signal, escalation or compensation'],
    ],
    [
      `${TO_T}<endEvent id="t"><errorEventDefinition/></endEvent>`,
      ['t > errorEventDefinition: Must reference an error'],
    ],
    [
      `${TO_T}<endEvent id="t"><errorEventDefinition errorRef="e"/></endEvent>`,
      ['t > errorEventDefinition: ErrorCode must be present and not empty'],
      '<error id="e"/>',
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><signalEventDefinition signalRef="x"/></intermediateCatchEvent>`,
      ['t > signalEventDefinition: Must reference a signal'],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><signalEventDefinition signalRef="g"/></intermediateCatchEvent>`,
      ['g: Name must be present and not empty'],
      '<signal id="g"/>',
    ],
    [`${TO_T}<receiveTask id="t"/>`, ['t: Must reference a message']],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"/>`,
      ['m: Must have exactly one zeebe:subscription extension element'],
      message('name="paid">'),
    ],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"/>`,
      ['m > extensionElements > subscription: Expected expression but not found.'],
      message('name="paid"><extensionElements><zeebe:subscription/></extensionElements>'),
    ],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"/>`,
      [
        "m > extensionElements > subscription: Expected expression but found static value 'id'. An expression must start with '=' (e.g. '=id').",
      ],
      message('name="paid"><extensionElements><zeebe:subscription correlationKey="id"/></extensionElements>'),
    ],
    [
      '<startEvent id="a"><messageEventDefinition messageRef="m"/></startEvent><startEvent id="b"><messageEventDefinition messageRef="m"/></startEvent>',
      ['m: A message cannot be referred by more than one start event'],
      KEYED,
    ],
    [
      `${TO_T}<endEvent id="t"><messageEventDefinition messageRef="m"/></endEvent>`,
      ["t: Must have either one 'zeebe:publishMessage' or one 'zeebe:taskDefinition' extension element"],
      KEYED,
    ],
    [`${TO_T}<serviceTask id="t"/>`, ["t: Must have exactly one 'zeebe:taskDefinition' extension element"]],
    [
      `${TO_T}<businessRuleTask id="t"/>`,
      ["t: Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition' extension element"],
    ],
    [
      service('<zeebe:taskDefinition/>'),
      ['t > extensionElements > taskDefinition: Expected expression but not found.'],
    ],
    [
      service('<zeebe:taskDefinition type="a"/><zeebe:taskDefinition type="b"/>'),
      ["t: Must have exactly one 'zeebe:taskDefinition' extension element"],
    ],
    [mapping('source="=a"'), ['t > extensionElements > ioMapping > input: Expected path expression but not found.']],
    [
      mapping('source="=a" target="a b"'),
      [
        "t > extensionElements > ioMapping > input: Expected path expression 'a b' but doesn't match the pattern '[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z_][a-zA-Z0-9_]*)*'.",
      ],
    ],
    [mapping('target="a"'), ['t > extensionElements > ioMapping > input: Expected expression but not found.']],
    [
      service(
        '<zeebe:taskDefinition type="x"/><zeebe:ioMapping><zeebe:output source="5" target="a"/></zeebe:ioMapping>',
      ),
      [
        "t > extensionElements > ioMapping > output: Expected expression but found static value '5'. An expression must start with '=' (e.g. '=5').",
      ],
    ],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"/><boundaryEvent id="b" attachedToRef="t">${PAID}</boundaryEvent>${FROM_B}`,
      ['t: Cannot reference the same message name as a boundary event'],
      KEYED,
    ],
    [
      `${TO_T}<task id="t"/><startEvent id="a">${STOP}</startEvent><startEvent id="b">${STOP}</startEvent>`,
      ["p: Multiple signal event definitions with the same name 'stop' are not allowed."],
      '<signal id="g" name="stop"/>',
    ],
    [
      `${TO_T}<parallelGateway id="t"><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="end" type="x"/><zeebe:executionListener eventType="end" type="y"/></zeebe:executionListeners></extensionElements></parallelGateway>`,
      ["t: Execution listeners of type 'end' are not supported by gateway element"],
    ],
    [
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t"><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/><zeebe:executionListener eventType="end" type="x"/></zeebe:executionListeners></extensionElements><compensateEventDefinition id="c"/></boundaryEvent><task id="h" isForCompensation="true"/><association id="a" associationDirection="One" sourceRef="b" targetRef="h"/>`,
      ["b: Execution listeners of type 'start' and 'end' are not supported by [compensation] boundary events"],
    ],
    [
      `${TO_T}<intermediateThrowEvent id="t"><linkEventDefinition id="l" name=" "/></intermediateThrowEvent>`,
      ['l: Link name must be present and not empty.'],
    ],
    [
      `${TO_T}<userTask id="t"><extensionElements><zeebe:userTask/><zeebe:priorityDefinition priority="1.5"/></extensionElements></userTask>`,
      [
        "t > extensionElements > priorityDefinition: Expected static value to be a valid Number between 0 and 100, but found '1.5'.",
      ],
    ],
    [`${TO_T}<callActivity id="t"/>`, ["t: Must have exactly one 'zeebe:calledElement' extension element"]],
    [called(''), ['t > extensionElements > calledElement: Expected expression but not found.']],
    [
      called('processId="x" bindingType="newest"'),
      ["t > extensionElements > calledElement: Attribute 'bindingType' must be one of: deployment, latest, versionTag"],
    ],
    [
      called('processId="x" bindingType="versionTag"'),
      [
        "t > extensionElements > calledElement: Attribute 'versionTag' must be present and not empty if 'bindingType' is 'versionTag'",
      ],
    ],
    [
      `${TO_T}<task id="t"><multiInstanceLoopCharacteristics/></task>`,
      ["t > multiInstanceLoopCharacteristics: Must have exactly one 'zeebe:loopCharacteristics' extension element"],
    ],
    [
      `${TO_T}<userTask id="t"><extensionElements><zeebe:userTask/><zeebe:priorityDefinition priority="999"/></extensionElements></userTask>`,
      ["t > extensionElements > priorityDefinition: Priority must be a number between 0 and 100, but was '999'."],
    ],
    [
      `${TO_T}<userTask id="t"><extensionElements><zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="done" type="a"/><zeebe:taskListener eventType="creating"/></zeebe:taskListeners></extensionElements></userTask>`,
      [
        "t > extensionElements > taskListeners > taskListener: Attribute 'eventType' must be one of [assigning, canceling, completing, creating, updating]",
        't > extensionElements > taskListeners > taskListener: Expected expression but not found.',
      ],
    ],
    [
      `${TO_T}<userTask id="t"><extensionElements><zeebe:taskListeners><zeebe:taskListener eventType="creating" type="a"/></zeebe:taskListeners></extensionElements></userTask>`,
      [
        "t > extensionElements > taskListeners: Task listeners are only supported by user tasks with the 'zeebe:userTask' extension element",
      ],
    ],
    [
      `${TO_T}<userTask id="t"><extensionElements><zeebe:userTask/><zeebe:taskSchedule dueDate="soon"/></extensionElements></userTask>`,
      [
        "t > extensionElements > taskSchedule: Expected static value to be a valid DateTime String, e.g. '2023-03-02T15:35+02:00', but found 'soon'.",
      ],
    ],
    [
      adHoc(
        '<serviceTask id="a"><extensionElements><zeebe:taskDefinition type="x"/></extensionElements></serviceTask><startEvent id="b"/><endEvent id="c"/>',
      ),
      ['t: Must not contain a start event', 't: Must not contain an end event'],
    ],
    [adHoc('<exclusiveGateway id="a"/>'), ['t: Must have at least one activity.']],
    [
      adHoc('<task id="a"/>', 'activeElementsCollection="a"'),
      [
        "t > extensionElements > adHoc: Expected expression but found static value 'a'. An expression must start with '=' (e.g. '=a').",
      ],
    ],
    [
      adHoc('<task id="a"/>', 'outputCollection="all"'),
      ["t > extensionElements > adHoc: Attributes 'outputCollection' and 'outputElement' must be present together"],
    ],
    [
      adHoc('<task id="a"/><completionCondition>done</completionCondition>'),
      [
        "t > completionCondition: Expected expression but found static value 'done'. An expression must start with '=' (e.g. '=done').",
      ],
    ],
    [
      adHoc('<task id="a"/>').replace('id="t"', 'id="t" ordering="Sequential"'),
      [
        't: ordering="Sequential" of element \'t\' in line 4 is not supported yet. Remove it or model it in another way',
      ],
    ],
    [
      adHoc('<task id="a"/>').replace('id="t"', 'id="t" triggeredByEvent="true"'),
      [
        "t: An ad-hoc sub-process that is begun by an event of element 't' in line 4 is not supported yet. Remove it or model it in another way",
      ],
    ],
    [events(catching('a', DURATION)), ['t: Event-based gateway must have at least 2 outgoing sequence flows.']],
    [
      events(
        catching('a', DURATION) +
          catching('b', DURATION).replaceAll('intermediateCatchEvent', 'task').replace(DURATION, ''),
      ),
      [
        't: Event-based gateway must not have an outgoing sequence flow to other elements than message/timer/signal intermediate catch events.',
      ],
    ],
    [
      `${events(catching('a', DURATION) + catching('b', DURATION))}<sequenceFlow id="x" sourceRef="s" targetRef="a"/>`,
      [
        't: Target elements of an event gateway must not have any additional incoming sequence flows other than that from the event gateway.',
      ],
    ],
    [
      events(catching('a', PAID) + catching('b', PAID)),
      ["t: Multiple message event definitions with the same name 'paid' are not allowed."],
      KEYED,
    ],
    [
      events(catching('a', PAID) + catching('b', PAID)),
      ["t: Multiple message event definitions with the same name '=paid' are not allowed."],
      KEYED.replace('"paid"', '"=paid"'),
    ],
    [
      events(catching('a', STOP) + catching('b', STOP)),
      ["t: Multiple signal event definitions with the same name 'stop' are not allowed."],
      '<signal id="g" name="stop"/>',
    ],
    [
      `${TO_T}<task id="t"/><endEvent id="e"/><sequenceFlow id="g" sourceRef="t" targetRef="e"><conditionExpression>=a</conditionExpression></sequenceFlow>`,
      ['t: Conditional sequence flows are only supported at exclusive or inclusive gateway'],
    ],
    [
      `${TO_T}<exclusiveGateway id="t"/><endEvent id="e"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/><sequenceFlow id="h" sourceRef="t" targetRef="e"><conditionExpression>=a</conditionExpression></sequenceFlow>`,
      ['g: Must have a condition or be default flow'],
    ],
    [
      `${TO_T}<exclusiveGateway id="t" default="f"/><endEvent id="e"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/>`,
      ['t: Default flow must start at gateway'],
    ],
    [
      `${TO_T}<exclusiveGateway id="t"/><endEvent id="e"/><sequenceFlow id="g" sourceRef="t" targetRef="e"><conditionExpression></conditionExpression></sequenceFlow>`,
      [
        "g > conditionExpression: Expected expression but found static value ''. An expression must start with '=' (e.g. '=').",
      ],
    ],
    [
      `${TO_T}<exclusiveGateway id="t"/><endEvent id="e"/><sequenceFlow id="g" sourceRef="t" targetRef="e"><conditionExpression>a</conditionExpression></sequenceFlow>`,
      [
        "g > conditionExpression: Expected expression but found static value 'a'. An expression must start with '=' (e.g. '=a').",
      ],
    ],
    [
      `${TO_T}<task id="t"/><parallelGateway id="u"/><sequenceFlow id="g" sourceRef="t" targetRef="u"/><sequenceFlow id="h" sourceRef="u" targetRef="t"/>`,
      ['p: Processes are not allowed to contain a straight-through processing loop: t > u > t'],
    ],
    [
      `${TO_T}<subProcess id="t"><startEvent id="i"/><task id="u"/><endEvent id="v"/><sequenceFlow id="j" sourceRef="i" targetRef="u"/><sequenceFlow id="k" sourceRef="u" targetRef="v"/></subProcess><task id="w"/><sequenceFlow id="g" sourceRef="t" targetRef="w"/><sequenceFlow id="h" sourceRef="w" targetRef="t"/>`,
      ['p: Processes are not allowed to contain a straight-through processing loop: u > v > w > t > i > u'],
    ],
    [
      called('processId="p"'),
      ['p: Processes are not allowed to contain a straight-through processing loop: t > s > t'],
    ],
    [
      `${called('processId="x"')}<task id="w"/><sequenceFlow id="g" sourceRef="t" targetRef="w"/><sequenceFlow id="h" sourceRef="w" targetRef="t"/>`,
      [],
    ],
  ])('%s', (body, sentences, declarations) => {
    expect(parse8(body, declarations).problems.map(({ path, message: text }) => `${path}: ${text}`)).toEqual(sentences);
  });
});
