import { describe, expect, test } from 'vitest';
import { parse7, parse8, TO_T } from './model-for-tests.ts';

const esub = (id: string, definition: string, attributes = '') =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}s" ${attributes}>${definition}</startEvent></subProcess>`;
const box = (inner: string) => `${TO_T}<subProcess id="t"><startEvent id="in"/>${inner}</subProcess>`;
const boundary = (id: string, definition: string, attributes = '') =>
  `<boundaryEvent id="${id}" attachedToRef="t" ${attributes}>${definition}</boundaryEvent><sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="e${id}"/><endEvent id="e${id}"/>`;
const ERROR = '<errorEventDefinition errorRef="x"/>';
const ESCALATION = '<escalationEventDefinition escalationRef="x"/>';
const ALL_ESCALATIONS = '<escalationEventDefinition/>';
const SIGNAL = '<signalEventDefinition signalRef="g"/>';
const MESSAGE = '<messageEventDefinition messageRef="m"/>';
const condition = (text: string, attributes = '') =>
  `<conditionalEventDefinition ${attributes}><condition>${text}</condition></conditionalEventDefinition>`;
const CYCLE = '<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>';
const DECLARED =
  '<error id="x" errorCode="x"/><escalation id="y" escalationCode="y"/><signal id="g" name="stop"/><message id="m" name="paid"><extensionElements><zeebe:subscription xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" correlationKey="=id"/></extensionElements></message>';
const START = '<startEvent id="s"/>';

/** A message of Camunda 7 has no key, and the other notation's words are refused there. */
const declared7 = '<error id="x" errorCode="x"/><signal id="g" name="stop"/><message id="m" name="paid"/>';
const escalation = (code: string) => `<escalation id="x" ${code}/>`;

describe('Camunda 7 refuses event sub-processes, escalations and conditions in these words', () => {
  test.each<[string, string[], string?]>([
    [
      START + esub('h', ''),
      [
        "hs:4 start event of event subprocess must be of type 'error', 'message', 'timer', 'signal', 'compensation' or 'escalation'",
      ],
    ],
    [
      START + esub('h', '<terminateEventDefinition/>'),
      [
        "hs:4 start event of event subprocess must be of type 'error', 'message', 'timer', 'signal', 'compensation' or 'escalation'",
      ],
    ],
    [`${START}<subProcess id="h" triggeredByEvent="true"/>`, ['h:4 subProcess must define a startEvent element']],
    [
      START + esub('h', ERROR, 'isInterrupting="false"'),
      ['hs:4 error start event of event subprocess must be interrupting'],
    ],
    [
      `${START}${esub('h', SIGNAL)}<sequenceFlow id="f" sourceRef="s" targetRef="h"/>`,
      ['f:4 Invalid incoming sequence flow of event subprocess'],
    ],
    [
      `${START}${esub('h', SIGNAL)}<endEvent id="e"/><sequenceFlow id="f" sourceRef="h" targetRef="e"/>`,
      ['f:4 Invalid outgoing sequence flow of event subprocess'],
    ],
    [
      START + esub('h', SIGNAL) + esub('i', SIGNAL),
      ["is:4 Cannot have more than one signal event subscription with name 'stop' for scope 'null'"],
    ],
    [
      box(esub('h', MESSAGE)) + boundary('b', MESSAGE),
      ["b:4 Cannot have more than one message event subscription with name 'paid' for scope 't'"],
    ],
    [
      `${TO_T}${boundary('b', MESSAGE)}<receiveTask id="t" messageRef="m"/>`,
      ["b:4 Cannot have more than one message event subscription with name 'paid' for scope 't'"],
    ],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></receiveTask>${boundary('b', MESSAGE)}`,
      [],
    ],
    [
      `${START}<subProcess id="h" triggeredByEvent="true"><extensionElements><camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput></extensionElements><startEvent id="hs">${SIGNAL}</startEvent></subProcess>`,
      [
        "h:4 camunda:inputOutput mapping unsupported for element type 'subProcess' with attribute 'triggeredByEvent = true'.",
      ],
    ],
    [
      `${TO_T}<intermediateThrowEvent id="t">${ALL_ESCALATIONS}</intermediateThrowEvent>`,
      ["t:4 escalationEventDefinition does not have required attribute 'escalationRef'"],
    ],
    [
      `${TO_T}<intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="none"/></intermediateThrowEvent>`,
      ["t:4 could not find escalation with id 'none'"],
    ],
    [
      `${TO_T}<intermediateThrowEvent id="t">${ESCALATION}</intermediateThrowEvent>`,
      ["t:4 throwing escalation event must have an 'escalationCode'"],
      escalation(''),
    ],
    [
      `${TO_T}<endEvent id="t">${ESCALATION}</endEvent>`,
      ["t:4 escalation end event must have an 'escalationCode'"],
      escalation(''),
    ],
    [
      `${TO_T}<task id="t"/>${boundary('b', ESCALATION)}`,
      ['b:4 An escalation boundary event should only be attached to a subprocess, a call activity or an user task'],
      escalation('escalationCode="x"'),
    ],
    [
      box('') + boundary('b', ESCALATION) + boundary('c', ESCALATION),
      ["c:4 multiple escalation boundary events with the same escalationCode 'x' are not supported on same scope"],
      escalation('escalationCode="x"'),
    ],
    [
      box('') + boundary('b', ALL_ESCALATIONS) + boundary('c', ESCALATION),
      [
        'c:4 The same scope can not contains an escalation boundary event without escalation code and another one with escalation code. The escalation boundary event without escalation code catch all escalation events.',
      ],
      escalation('escalationCode="x"'),
    ],
    [
      box('') + boundary('b', ALL_ESCALATIONS) + boundary('c', ALL_ESCALATIONS),
      [
        'c:4 The same scope can not contains more than one escalation boundary event without escalation code. An escalation boundary event without escalation code catch all escalation events.',
      ],
    ],
    [
      START + esub('h', ESCALATION) + esub('i', ESCALATION),
      ["is:4 multiple escalation event subprocesses with the same escalationCode 'x' are not supported on same scope"],
      escalation('escalationCode="x"'),
    ],
    [START, ['null:2 escalation must have an id'], '<escalation escalationCode="x"/>'],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a">${condition('#{x}')}</startEvent></subProcess>`,
      ['a:4 conditionalEventDefinition is not allowed on start event within a subprocess'],
    ],
    [
      `<startEvent id="a">${condition('#{x}')}</startEvent><startEvent id="b">${condition('#{x}')}</startEvent>`,
      ["b:4 Cannot have more than one conditional event subscription with the same condition '#{x}'"],
    ],
  ])('%s', (body, sentences, declarations = declared7) => {
    expect(parse7(body, declarations).sentences).toEqual(sentences);
  });

  test('a condition has to be there', () => {
    expect(
      parse7(`${TO_T}<intermediateCatchEvent id="t"><conditionalEventDefinition/></intermediateCatchEvent>`).sentences,
    ).toEqual([
      expect.stringMatching(/^null:4 cvc-complex-type\.2\.4\.b/),
      't:4 Conditional event must contain an expression for evaluation.',
    ]);
    expect(
      parse7(`${TO_T}<subProcess id="t"><startEvent id="a"><conditionalEventDefinition/></startEvent></subProcess>`)
        .sentences,
    ).toEqual([
      expect.stringMatching(/^null:4 cvc-complex-type\.2\.4\.b/),
      'a:4 conditionalEventDefinition is not allowed on start event within a subprocess',
    ]);
  });

  test('the name of a message may be computed where an instance is there already', () => {
    expect(parse7(START + esub('h', MESSAGE), '<message id="m" name="paid-#{x}"/>').sentences).toEqual([]);
  });

  test('an error at the boundary interrupts whatever is said', () => {
    const { graph, sentences } = parse7(
      `${TO_T}<task id="t"/>${boundary('b', ERROR, 'cancelActivity="false"')}`,
      declared7,
    );
    expect(sentences).toEqual([]);
    expect(graph?.elements.get('b')).toMatchObject({ isInterrupting: true });
  });
});

describe('Camunda 8 refuses event sub-processes, escalations and conditions in these words', () => {
  test.each<[string, string[], string?]>([
    [
      START + esub('h', ''),
      ['h:4 Start events in event subprocesses must be one of: message, timer, error, signal or escalation'],
    ],
    [`${START}<subProcess id="h" triggeredByEvent="true"/>`, ['h:4 Must have exactly one start event']],
    [START + esub('h', ERROR, 'isInterrupting="false"'), ['h:4 Non-Interrupting event of this type is not allowed']],
    [START + esub('h', CYCLE), ['h:4 Interrupting timer event with time cycle is not allowed.']],
    [
      START + esub('h', MESSAGE) + esub('i', MESSAGE),
      ["p:3 Multiple message event definitions with the same name 'paid' are not allowed."],
    ],
    [
      START + esub('h', SIGNAL) + esub('i', SIGNAL),
      ["p:3 Multiple signal event definitions with the same name 'stop' are not allowed."],
    ],
    [
      box(esub('h', ERROR) + esub('i', ERROR)),
      ["t:4 Multiple error catch events with the same error code 'x' are not supported on the same scope."],
    ],
    [
      box('') + boundary('b', '<errorEventDefinition errorRef="x"/>'),
      ['b:4 The errorCode of the error catch event is not allowed to be an expression'],
      '<error id="x" errorCode="=x"/>',
    ],
    [
      `${TO_T}<intermediateThrowEvent id="t">${ALL_ESCALATIONS}</intermediateThrowEvent>`,
      ['t:4 Must reference an escalation'],
    ],
    [
      `${TO_T}<endEvent id="t">${ESCALATION}</endEvent>`,
      ['x:2 EscalationCode must be present and not empty'],
      escalation(''),
    ],
    [
      `${TO_T}<task id="t"/>${boundary('b', ESCALATION)}`,
      ['b:4 An escalation boundary event should only be attached to a subprocess, or a call activity.'],
      escalation('escalationCode="x"'),
    ],
    [
      box('') + boundary('b', ESCALATION),
      ['b:4 The escalationCode of the escalation catch event is not allowed to be an expression'],
      escalation('escalationCode="=x"'),
    ],
    [
      box('') + boundary('b', ESCALATION) + boundary('c', ESCALATION),
      ["t:4 Multiple escalation catch events with the same escalation code 'x' are not supported on the same scope."],
      escalation('escalationCode="x"'),
    ],
    [
      box('') + boundary('b', ALL_ESCALATIONS) + boundary('c', ALL_ESCALATIONS),
      [
        't:4 The same scope can not contain more than one escalation catch event without escalation code. An escalation catch event without escalation code catches all escalations.',
      ],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><conditionalEventDefinition><extensionElements><zeebe:conditionalFilter variableEvents="create, delete"/></extensionElements><condition>=x</condition></conditionalEventDefinition></intermediateCatchEvent>`,
      ["t:4 Attribute 'variableEvents' may name 'create' and 'update', but not 'delete'"],
    ],
    [
      START + esub('h', condition('x')),
      ["hs:4 Expected expression but found static value 'x'. An expression must start with '=' (e.g. '=x')."],
    ],
  ])('%s', (body, sentences, declarations = DECLARED) => {
    expect(parse8(body, declarations).sentences).toEqual(sentences);
  });
});
