import { describe, expect, test } from 'vitest';
import { parse7, TO_T } from './model-for-tests.ts';

const TIMER = '<timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition>';
const MESSAGE = '<message id="m" name="paid"/>';
const IO =
  '<extensionElements><camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput></extensionElements>';
const inIo = (content: string) =>
  `<task id="t"><extensionElements><camunda:inputOutput>${content}</camunda:inputOutput></extensionElements></task>`;
const inCall = (content: string) =>
  `<callActivity id="t" calledElement="x"><extensionElements>${content}</extensionElements></callActivity>`;

describe('Camunda 7 refuses in these words', () => {
  test.each<[string, string[], string?]>([
    // Start events
    ['<task id="t"/>', ['p:3 process must define a startEvent element']],
    [
      `${TO_T}<startEvent id="s2"/><task id="t"/>`,
      ['s2:3 multiple none start events or timer start events not supported on process definition'],
    ],
    [
      `${TO_T}<startEvent id="s2">${TIMER}</startEvent><task id="t"/>`,
      ['s2:3 multiple none start events or timer start events not supported on process definition'],
    ],
    [
      `${TO_T}<startEvent id="s2"/><startEvent id="s3">${TIMER}</startEvent><task id="t"/>`,
      ['s2', 's3'].map(
        (id) => `${id}:3 multiple none start events or timer start events not supported on process definition`,
      ),
    ],
    [`${TO_T}<subProcess id="t"/>`, ['t:4 subProcess must define a startEvent element']],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a"/><startEvent id="b"/></subProcess>`,
      ['b:4 multiple start events not supported for subprocess'],
    ],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a">${TIMER}</startEvent></subProcess>`,
      ['a:4 timerEventDefinition is not allowed on start event within a subprocess'],
    ],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a">${TIMER}<messageEventDefinition messageRef="m"/></startEvent></subProcess>`,
      [
        'a:4 timerEventDefinition is not allowed on start event within a subprocess',
        'a:4 messageEventDefinition only allowed on start event if subprocess is an event subprocess',
      ],
      MESSAGE,
    ],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a"><messageEventDefinition messageRef="m"/></startEvent></subProcess>`,
      ['a:4 messageEventDefinition only allowed on start event if subprocess is an event subprocess'],
      MESSAGE,
    ],
    [
      '<startEvent id="a"><messageEventDefinition messageRef="m"/></startEvent>',
      [
        "a:4 Invalid message name '#{x}' for element 'messageEventDefinition': expressions in the message start event name are not allowed!",
      ],
      '<message id="m" name="#{x}"/>',
    ],
    [
      `<startEvent id="a"><messageEventDefinition messageRef="m"/></startEvent><startEvent id="b"><messageEventDefinition messageRef="m"/></startEvent>`,
      ["b:4 Cannot have more than one message event subscription with name 'paid' for scope 'null'"],
      MESSAGE,
    ],
    // Flows
    [
      `${TO_T}<task id="t"/><sequenceFlow id="g" sourceRef="x" targetRef="t"/>`,
      ["null:4 cvc-id.1: There is no ID/IDREF binding for IDREF 'x'.", "g:4 Invalid source 'x' of sequence flow 'g'"],
    ],
    [
      `${TO_T}<task id="t"/><sequenceFlow id="g" sourceRef="t"/>`,
      [
        "g:4 cvc-complex-type.4: Attribute 'targetRef' must appear on element 'sequenceFlow'.",
        "g:4 Invalid destination 'null' of sequence flow 'g'",
      ],
    ],
    [
      `${TO_T}<subProcess id="t"><startEvent id="a"/><task id="b"/><sequenceFlow id="g" sourceRef="s" targetRef="b"/></subProcess>`,
      ["g:4 Invalid source 's' of sequence flow 'g'"],
    ],
    [
      `${TO_T}<task id="t" camunda:asyncAfter="true"/><task id="u"/><sequenceFlow sourceRef="t" targetRef="u"/>`,
      ["t:4 Sequence flow with sourceRef='t' must have an id, activity with id 't' uses 'asyncAfter'."],
    ],
    [`${TO_T}<task id="t" default="f"/>`, ["t:4 Default flow must start at activity: 'f' does not start at 't'"]],
    // Exclusive gateways
    [`${TO_T}<exclusiveGateway id="t"/>`, ["t:4 Exclusive Gateway 't' has no outgoing sequence flows."]],
    [
      `${TO_T}<exclusiveGateway id="t"/><task id="u"/><sequenceFlow id="g" sourceRef="t" targetRef="u"><conditionExpression>\${a}</conditionExpression></sequenceFlow>`,
      ["t:4 Exclusive Gateway 't' has only one outgoing sequence flow ('g'). This is not allowed to have a condition."],
    ],
    [
      `${TO_T}<exclusiveGateway id="t" default="g"/><task id="u"/><sequenceFlow id="g" sourceRef="t" targetRef="u"/><sequenceFlow id="h" sourceRef="t" targetRef="u"/>`,
      ["t:4 Exclusive Gateway 't' has outgoing sequence flow 'h' without condition which is not the default flow."],
    ],
    [
      `${TO_T}<task id="t"/><subProcess id="u" triggeredByEvent="true">${IO}<startEvent id="a"><errorEventDefinition/></startEvent></subProcess>`,
      [
        "u:4 camunda:inputOutput mapping unsupported for element type 'subProcess' with attribute 'triggeredByEvent = true'.",
      ],
    ],
    // Event-based gateways
    [
      `${TO_T}<eventBasedGateway id="t"/><task id="u"/><sequenceFlow id="g" sourceRef="t" targetRef="u"/>`,
      ['t:4 Event based gateway can only be connected to elements of type intermediateCatchEvent'],
    ],
    [
      `${TO_T}<eventBasedGateway id="t"/><intermediateCatchEvent id="u" name="l"><linkEventDefinition name="l"/></intermediateCatchEvent><sequenceFlow id="g" sourceRef="t" targetRef="u"/>`,
      ['u:4 IntermediateCatchLinkEvent is not allowed after an EventBasedGateway.'],
    ],
    [
      `${TO_T}<eventBasedGateway id="t" camunda:asyncAfter="true"/>`,
      ["t:4 'asyncAfter' not supported for eventBasedGateway elements."],
    ],
    [
      `${TO_T}<eventBasedGateway id="t"/><intermediateCatchEvent id="u">${TIMER}</intermediateCatchEvent><sequenceFlow id="g" sourceRef="t" targetRef="u"/><sequenceFlow id="h" sourceRef="s" targetRef="u"/>`,
      ["h:4 Invalid incoming sequenceflow for intermediateCatchEvent with id 'u' connected to an event-based gateway."],
    ],
    [
      `${TO_T}<eventBasedGateway id="t"/><intermediateCatchEvent id="u"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="g" sourceRef="t" targetRef="u"/><intermediateCatchEvent id="v"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="h" sourceRef="t" targetRef="v"/>`,
      ["v:4 Cannot have more than one message event subscription with name 'paid' for scope 't'"],
      MESSAGE,
    ],
    [
      '<startEvent id="s"/><eventBasedGateway id="t" instantiate="true"/>',
      [
        `t:4 instantiate="true" without an incoming sequence flow of element 't' in line 4 is not supported yet. Remove it or model it in another way`,
      ],
    ],
    [
      `${TO_T}<eventBasedGateway id="t" eventGatewayType="Parallel"/>`,
      [
        `t:4 eventGatewayType="Parallel" of element 't' in line 4 is not supported yet. Remove it or model it in another way`,
      ],
    ],
    // Boundary events
    [
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="nothing">${TIMER}</boundaryEvent>`,
      [
        'b:4 Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event',
      ],
    ],
    [
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="s">${TIMER}</boundaryEvent>`,
      [
        'b:4 Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event',
      ],
    ],
    [
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="b">${TIMER}</boundaryEvent>`,
      [
        'b:4 Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event',
      ],
    ],
    [`${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t"/>`, ['b:4 Unsupported boundary event type']],
    [
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t"><terminateEventDefinition/></boundaryEvent>`,
      ['b:4 Unsupported boundary event type'],
    ],
    [
      `${TO_T}<userTask id="t"/><boundaryEvent id="b" attachedToRef="t"><messageEventDefinition messageRef="m"/></boundaryEvent><boundaryEvent id="c" attachedToRef="t"><messageEventDefinition messageRef="m"/></boundaryEvent>`,
      ["c:4 Cannot have more than one message event subscription with name 'paid' for scope 't'"],
      MESSAGE,
    ],
    // Triggers
    [`${TO_T}<intermediateCatchEvent id="t"/>`, ['t:4 Unsupported intermediate catch event type']],
    [
      `${TO_T}<intermediateCatchEvent id="t"><errorEventDefinition/></intermediateCatchEvent>`,
      ['t:4 Unsupported intermediate catch event type'],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><timerEventDefinition/></intermediateCatchEvent>`,
      ['t:4 Timer needs configuration (either timeDate, timeCycle or timeDuration is needed).'],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><messageEventDefinition/></intermediateCatchEvent>`,
      ["t:4 attribute 'messageRef' is required"],
    ],
    [`${TO_T}<receiveTask id="t" messageRef="x"/>`, ["t:4 Invalid 'messageRef': no message with id 'x' found."]],
    [
      `${TO_T}<receiveTask id="t" messageRef="m"/>`,
      ['t:4 Cannot have a message event subscription with an empty or missing name'],
      '<message id="m"/>',
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><signalEventDefinition/></intermediateCatchEvent>`,
      ["t:4 signalEventDefinition does not have required property 'signalRef'"],
    ],
    [
      `${TO_T}<intermediateCatchEvent id="t"><signalEventDefinition signalRef="x"/></intermediateCatchEvent>`,
      ["t:4 Could not find signal with id 'x'"],
    ],
    [
      `${TO_T}<endEvent id="t"><errorEventDefinition/></endEvent>`,
      ["t:4 'errorRef' attribute is mandatory on error end event"],
    ],
    [
      `${TO_T}<endEvent id="t"><errorEventDefinition errorRef="e"/></endEvent>`,
      [
        "t:4 'errorCode' is mandatory on errors referenced by throwing error event definitions, but the error 'e' does not define one.",
      ],
      '<error id="e"/>',
    ],
    // Mail
    [
      `${TO_T}<serviceTask id="t" camunda:type="mail"/>`,
      ['t:4 No recipient is defined on the mail activity', 't:4 Text or html field should be provided'],
    ],
    [
      `${TO_T}<sendTask id="t" camunda:type="mail"><extensionElements><camunda:field name="to" stringValue="a@b"/><camunda:field name="text" stringValue="x"/><camunda:field name="attachment" stringValue="x"/></extensionElements></sendTask>`,
      ["t:4 A mail has no field 'attachment'"],
    ],
    // Declarations
    ['<startEvent id="s"/>', ["g:2 signal with id 'g' has no name"], '<signal id="g"/>'],
    ['<startEvent id="s"/>', ["h:2 duplicate signal name 'x'."], '<signal id="g" name="x"/><signal id="h" name="x"/>'],
    ['<startEvent id="s"/>', ["null:2 'id' is mandatory on error definition"], '<error/>'],
    // Work
    [
      `${TO_T}<serviceTask id="t"/>`,
      [
        "t:4 One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on serviceTask. If you are using a connector, make sure the connect process engine plugin is registered with the process engine.",
      ],
    ],
    [
      `${TO_T}<sendTask id="t"/>`,
      ["t:4 One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on sendTask."],
    ],
    [
      `${TO_T}<serviceTask id="t" camunda:type="external"/>`,
      ["t:4 External tasks must specify a 'topic' attribute in the camunda namespace"],
    ],
    [
      `${TO_T}<userTask id="t" camunda:jobPriority="high"/>`,
      ["t:4 Value 'high' for attribute 'jobPriority' is not a valid number"],
    ],
    [
      `${TO_T}<userTask id="t" camunda:jobPriority="2147483648"/>`,
      ["t:4 Value '2147483648' for attribute 'jobPriority' is not a valid number"],
    ],
    // Calls
    [`${TO_T}<callActivity id="t"/>`, ["t:4 Missing attribute 'calledElement' or 'caseRef'"]],
    [
      `${TO_T}<callActivity id="t" calledElement="x" camunda:calledElementBinding="version"/>`,
      ["t:4 Missing attribute 'calledElementVersion' when 'calledElementBinding' has value 'version'"],
    ],
    [
      `${TO_T}<callActivity id="t" camunda:caseRef="x" camunda:caseBinding="version"/>`,
      [
        't:4 Cases (CMMN) are not here: the call will fail. Model the case as a process and call that',
        "t:4 Missing attribute 'caseVersion' when 'caseBinding' has value 'version'",
      ],
    ],
    [
      `${TO_T}<callActivity id="t" calledElement="x" camunda:caseRef="y"/>`,
      [
        't:4 Cases (CMMN) are not here: the call will fail. Model the case as a process and call that',
        "t:4 The attributes 'calledElement' or 'caseRef' cannot be used together: Use either 'calledElement' or 'caseRef'",
      ],
    ],
    [
      `${TO_T}${inCall('<camunda:in source="a"/>')}`,
      ["t:4 Missing attribute 'target' when attribute 'source' or 'sourceExpression' is set"],
    ],
    [
      `${TO_T}${inCall('<camunda:out source="a" target=""/>')}`,
      ["t:4 Empty attribute 'target' when attribute 'source' or 'sourceExpression' is set"],
    ],
    [
      `${TO_T}${inCall('<camunda:in sourceExpression="" target="b"/>')}`,
      ["t:4 Empty attribute 'sourceExpression' when passing variables"],
    ],
    // Mappings
    [
      `${TO_T}${inIo('<camunda:inputParameter>1</camunda:inputParameter>')}`,
      ["t:4 Missing attribute 'name' for inputParameter"],
    ],
    [
      `${TO_T}${inIo('<camunda:inputParameter name="a"><camunda:map><camunda:entry>1</camunda:entry></camunda:map></camunda:inputParameter>')}`,
      ["t:4 Missing attribute 'key' for 'entry' element"],
    ],
    [
      `${TO_T}<parallelGateway id="t">${IO}</parallelGateway>`,
      ["t:4 camunda:inputOutput mapping unsupported for element type 'parallelGateway'."],
    ],
    [
      `${TO_T}<endEvent id="t">${IO.replaceAll('inputParameter', 'outputParameter')}</endEvent>`,
      ["t:4 camunda:outputParameter not allowed for element type 'endEvent'."],
    ],
    [
      `${TO_T}<task id="t"><multiInstanceLoopCharacteristics/></task>`,
      ['t#multiInstanceBody:4 Either loopCardinality or loopDataInputRef/activiti:collection must be set'],
    ],
  ])('%s', (body, sentences, declarations) => {
    expect(parse7(body, declarations).sentences).toEqual(sentences);
  });

  test.each([
    [
      '5D',
      'Cannot parse historyTimeToLive: For input string: "5D": Cannot parse historyTimeToLive: For input string: "5D"',
    ],
    [
      '-3',
      'Cannot parse historyTimeToLive: negative value is not allowed: Cannot parse historyTimeToLive: negative value is not allowed',
    ],
  ])('a history time of %s', (text, sentence) => {
    expect(parse7('<startEvent id="s"/>', '', `camunda:historyTimeToLive="${text}"`).sentences).toEqual([
      `p:3 ${sentence}`,
    ]);
  });
});

test('what runs but is not recommended is a warning, and the process is there', () => {
  const flow = (id: string, condition: string) =>
    `<sequenceFlow id="${id}" sourceRef="t" targetRef="u">${condition}</sequenceFlow>`;
  const { graph, problems } = parse7(
    `${TO_T}<exclusiveGateway id="t"/><task id="u"/>${flow('g', '')}${flow('h', '<conditionExpression>#{a}</conditionExpression>')}`,
  );
  expect(graph?.processId).toBe('p');
  expect(problems).toMatchObject([
    { severity: 'warning', elementId: 't', message: expect.stringContaining('We assume it to be the default flow') },
  ]);
});
