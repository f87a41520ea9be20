import { describe, expect, test } from 'vitest';
import { parse7, parse8, TO_T } from './model-for-tests.ts';

const notYet = (what: string, line = 4): string =>
  `t:${line} ${what} of element 't' in line ${line} is not supported yet. Remove it or model it in another way`;
const service7 = (attributes: string, content = '') =>
  `${TO_T}<serviceTask id="t" ${attributes}>${content}</serviceTask>`;
const inIo = (content: string) =>
  `${TO_T}<task id="t"><extensionElements><camunda:inputOutput>${content}</camunda:inputOutput></extensionElements></task>`;
const service8 = (content: string) =>
  `${TO_T}<serviceTask id="t"><extensionElements><zeebe:taskDefinition type="x"/>${content}</extensionElements></serviceTask>`;

const CARDINALITY = '<loopCardinality>2</loopCardinality>';
const CONDITION = `<conditionExpression>\${a}</conditionExpression>`;
const LOOP = `<multiInstanceLoopCharacteristics>${CARDINALITY}</multiInstanceLoopCharacteristics>`;

describe('what is not executed yet says so, with element and line', () => {
  test.each([
    ['standardLoopCharacteristics', '<task id="t"><standardLoopCharacteristics/></task>'],
    ['rendering', '<userTask id="t"><rendering/></userTask>'],
  ])('<%s> in both notations', (tag, source) => {
    expect(parse7(`${TO_T}${source}`).sentences).toEqual([notYet(`<${tag}>`)]);
    expect(parse8(`${TO_T}${source}`).sentences).toEqual([notYet(`<${tag}>`)]);
  });

  test.each([['complexGateway', 'ComplexGateway']])('<%s>, which Camunda 8 does not have either', (tag, type) => {
    expect(parse7(`${TO_T}<${tag} id="t"/>`).sentences).toEqual([notYet(`<${tag}>`)]);
    expect(parse8(`${TO_T}<${tag} id="t"/>`).sentences).toEqual([
      `t:4 Elements of type '${type}' are currently not supported. Please refer to the documentation for a list of supported elements: https://docs.camunda.io/docs/components/modeler/bpmn/bpmn-coverage/`,
    ]);
  });

  test.each([
    ["The implementation type 'shell'", '<serviceTask id="t" camunda:type="shell"/>'],
    [
      "The connector 'soap-http-connector'",
      '<serviceTask id="t"><extensionElements><camunda:connector><camunda:connectorId>soap-http-connector</camunda:connectorId></camunda:connector></extensionElements></serviceTask>',
    ],
  ])('%s in Camunda 7', (what, source) => {
    expect(
      parse7(`${TO_T.replace('targetRef="t"', source.includes('id="u"') ? 'targetRef="u"' : 'targetRef="t"')}${source}`)
        .sentences,
    ).toEqual([notYet(what)]);
  });

  test('a condition in a script language', () => {
    const flow =
      '<task id="u"/><sequenceFlow id="g" sourceRef="t" targetRef="u"><conditionExpression language="groovy">x</conditionExpression></sequenceFlow>';
    expect(parse7(`${TO_T}<task id="t"/>${flow}`).sentences).toEqual([
      "g:4 The script language 'groovy' of element 'g' in line 4 is not supported: scripts are written in JavaScript. Write it in JavaScript, or let a worker do it as an external task",
    ]);
  });
});

describe('words that are nowhere defined are refused, not left out', () => {
  test.each([
    [
      'an attribute of BPMN',
      `${TO_T}<task id="t" nmae="x"/>`,
      "t:4 cvc-complex-type.3.2.2: Attribute 'nmae' is not allowed to appear in element 'task'.",
    ],
    [
      'a tag of BPMN',
      `${TO_T}<task id="t"><tusk/></task>`,
      `t:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":tusk}'.`,
    ],
    [
      'a tag of a tool outside the extension elements',
      `${TO_T}<task id="t"><tool:x/></task>`,
      `t:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"urn:tool":x}'.`,
    ],
    [
      'a loop behind what it repeats',
      `${TO_T}<subProcess id="t"><startEvent id="a"/><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></subProcess>`,
      `null:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":multiInstanceLoopCharacteristics}'. In element 't' <multiInstanceLoopCharacteristics> has to stand before <startEvent>.`,
    ],
    [
      'a documentation behind what it is about',
      `${TO_T}<task id="t"><incoming>f</incoming><documentation>x</documentation></task>`,
      `null:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":documentation}'. In element 't' <documentation> has to stand before <incoming>.`,
    ],
    [
      'the extension elements of one element twice',
      `${TO_T}<task id="t"><extensionElements/><extensionElements/></task>`,
      `null:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":extensionElements}'. In element 't' it may stand only once.`,
    ],
    [
      'an assignment that says nothing',
      `${TO_T}<userTask id="t"><potentialOwner><resourceAssignmentExpression/></potentialOwner></userTask>`,
      `null:4 cvc-complex-type.2.4.b: The content of element 'resourceAssignmentExpression' is not complete. One of '{"http://www.omg.org/spec/BPMN/20100524/MODEL":documentation, "http://www.omg.org/spec/BPMN/20100524/MODEL":extensionElements, "http://www.omg.org/spec/BPMN/20100524/MODEL":expression}' is expected.`,
    ],
    [
      'a loop twice',
      `${TO_T}<task id="t">${LOOP}${LOOP}</task>`,
      `null:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":multiInstanceLoopCharacteristics}'. In element 't' it may stand only once.`,
    ],
    [
      'the number of a loop twice',
      `${TO_T}<task id="t">${LOOP.replace(CARDINALITY, CARDINALITY.repeat(2))}</task>`,
      `null:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":loopCardinality}'. In <multiInstanceLoopCharacteristics> it may stand only once.`,
    ],
    [
      'a condition twice',
      `${TO_T}<task id="t"/><task id="u"/><sequenceFlow id="g" sourceRef="t" targetRef="u">${CONDITION.repeat(2)}</sequenceFlow>`,
      "null:4 cvc-complex-type.2.4.d: Invalid content was found starting with element 'conditionExpression'. No child element is expected at this point.",
    ],
    [
      'a time twice',
      `<startEvent id="s"><timerEventDefinition>${'<timeDuration>PT1M</timeDuration>'.repeat(2)}</timerEventDefinition></startEvent>`,
      "null:4 cvc-complex-type.2.4.d: Invalid content was found starting with element 'timeDuration'. No child element is expected at this point.",
    ],
    [
      'two kinds of time',
      '<startEvent id="s"><timerEventDefinition><timeDuration>PT1M</timeDuration><timeDate>2050-01-01T00:00:00Z</timeDate></timerEventDefinition></startEvent>',
      "null:4 cvc-complex-type.2.4.d: Invalid content was found starting with element 'timeDate'. No child element is expected at this point.",
    ],
    [
      'a node behind a note',
      `<textAnnotation id="n"><text>x</text></textAnnotation>${TO_T}<task id="t"/>`,
      `null:4 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":startEvent}'. In element 'p' <startEvent> has to stand before <textAnnotation>.`,
    ],
    [
      'a value that is neither true nor false',
      `${TO_T}<task id="t" isForCompensation="no"/>`,
      [
        "t:4 cvc-datatype-valid.1.2.1: 'no' is not a valid value for 'boolean'.",
        "t:4 cvc-attribute.3: The value 'no' of attribute 'isForCompensation' on element 'task' is not valid with respect to its type, 'boolean'.",
      ],
    ],
    [
      'a value that is none of a few words',
      `${TO_T}<parallelGateway id="t" gatewayDirection="Both"/>`,
      [
        "t:4 cvc-enumeration-valid: Value 'Both' is not facet-valid with respect to enumeration '[Unspecified, Converging, Diverging, Mixed]'. It must be a value from the enumeration.",
        "t:4 cvc-attribute.3: The value 'Both' of attribute 'gatewayDirection' on element 'parallelGateway' is not valid with respect to its type, 'tGatewayDirection'.",
      ],
    ],
    [
      'text where the schema has none',
      `${TO_T}<task id="t">later</task>`,
      "t:4 cvc-complex-type.2.3: Element 'task' cannot have character [children], because the type's content type is element-only.",
    ],
    [
      'a truth that is written as a number, which both originals read as false',
      `${TO_T}<task id="t" isForCompensation="1"/>`,
      `t:4 isForCompensation="1" of element 't' in line 4 is not supported yet. Remove it or model it in another way`,
    ],
    [
      'a list that is named by an expression',
      `${TO_T}<task id="t"><multiInstanceLoopCharacteristics><loopDataInputRef>\${list}</loopDataInputRef></multiInstanceLoopCharacteristics></task>`,
      [
        `t:4 cvc-datatype-valid.1.2.1: '\${list}' is not a valid value for 'QName'.`,
        `t:4 cvc-type.3.1.3: The value '\${list}' of element 'loopDataInputRef' is not valid.`,
      ],
    ],
    [
      'a reference that is no name',
      `${TO_T}<endEvent id="t"><errorEventDefinition errorRef="a b"/></endEvent>`,
      [
        "t:4 cvc-datatype-valid.1.2.1: 'a b' is not a valid value for 'QName'.",
        "t:4 cvc-attribute.3: The value 'a b' of attribute 'errorRef' on element 'errorEventDefinition' is not valid with respect to its type, 'QName'.",
      ],
    ],
    [
      'a note that leads nowhere, with text in it',
      `${TO_T}<task id="t"/><association id="a" sourceRef="t" associationDirection="Up">to</association>`,
      [
        "a:4 cvc-complex-type.4: Attribute 'targetRef' must appear on element 'association'.",
        "a:4 cvc-enumeration-valid: Value 'Up' is not facet-valid with respect to enumeration '[None, One, Both]'. It must be a value from the enumeration.",
        "a:4 cvc-attribute.3: The value 'Up' of attribute 'associationDirection' on element 'association' is not valid with respect to its type, 'tAssociationDirection'.",
        "a:4 cvc-complex-type.2.3: Element 'association' cannot have character [children], because the type's content type is element-only.",
      ],
    ],
    [
      'an id that is no name',
      `${TO_T}<task id="t"/><association id="1a" sourceRef="t" targetRef="t"/>`,
      [
        "1a:4 cvc-datatype-valid.1.2.1: '1a' is not a valid value for 'NCName'.",
        "1a:4 cvc-attribute.3: The value '1a' of attribute 'id' on element 'association' is not valid with respect to its type, 'ID'.",
      ],
    ],
    [
      'a tag within a mapping',
      inIo('<camunda:inputParameter name="a"><camunda:skript>1</camunda:skript></camunda:inputParameter>'),
      notYet('<camunda:skript>'),
    ],
    [
      'text beside a list',
      inIo('<camunda:inputParameter name="a">1<camunda:list/></camunda:inputParameter>'),
      't:4 <camunda:inputParameter> holds both text and elements, and only one of them can be meant',
    ],
    ['text where none belongs', inIo('text'), 't:4 <camunda:inputOutput> may not contain text'],
    [
      'two values in one',
      inIo('<camunda:inputParameter name="a"><camunda:list/><camunda:list/></camunda:inputParameter>'),
      't:4 <camunda:inputParameter> holds more than one value',
    ],
  ])('%s', (_name, body, sentence) => {
    expect(parse7(body).sentences).toEqual([sentence].flat());
  });

  test.each([
    ['an attribute', `${TO_T}<task id="t" zeebe:color="red"/>`, notYet('The attribute zeebe:color')],
    [
      'an attribute of an extension',
      service8('<zeebe:taskHeaders><zeebe:header key="a" valeu="b"/></zeebe:taskHeaders>'),
      notYet('The attribute valeu of <zeebe:header>'),
    ],
    [
      'inputs of an event that has none',
      `<startEvent id="t"><extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping></extensionElements></startEvent>`,
      notYet('<zeebe:input>'),
    ],
  ])('%s of Camunda 8', (_name, body, sentence) => {
    expect(parse8(body).sentences).toEqual([sentence]);
  });
});

test.each([
  [
    'a role that says nothing to it',
    `${TO_T}<userTask id="t"><performer><resourceRef>r</resourceRef></performer></userTask>`,
    "<performer> of element 't' in line 4 has no effect: only humanPerformer and potentialOwner of a userTask say who does it",
  ],
  [
    'who does a task that is not done by people',
    `${TO_T}<task id="t"><humanPerformer/></task>`,
    "<humanPerformer> of element 't' in line 4 has no effect: only humanPerformer and potentialOwner of a userTask say who does it",
  ],
  [
    'the value of a form property',
    `${TO_T}<userTask id="t"><extensionElements><camunda:formProperty id="a" value="1"/></extensionElements></userTask>`,
    "The attribute value of <camunda:formProperty> of element 't' in line 4 has no effect, since it means nothing at <camunda:formProperty>",
  ],
  [
    'an attribute that it does not know',
    service7('camunda:type="external" camunda:topic="x" camunda:tpoic="y"'),
    "The attribute camunda:tpoic of element 't' in line 4 has no effect, since it means nothing at <serviceTask>",
  ],
  [
    'an attribute of another tag',
    `${TO_T}<task id="t" camunda:assignee="x"/>`,
    "The attribute camunda:assignee of element 't' in line 4 has no effect, since it means nothing at <task>",
  ],
  [
    'an attribute within a mapping',
    inIo('<camunda:outputParameter name="a" required="onComplete">1</camunda:outputParameter>'),
    "The attribute required of <camunda:outputParameter> of element 't' in line 4 has no effect, since it means nothing at <camunda:outputParameter>",
  ],
  [
    'an extension that it does not know',
    `${TO_T}<task id="t"><extensionElements><camunda:note>x</camunda:note></extensionElements></task>`,
    "<camunda:note> of element 't' in line 4 has no effect, since it means nothing at <task>",
  ],
  [
    'an extension of another tag',
    `${TO_T}<task id="t"><extensionElements><camunda:in variables="all"/></extensionElements></task>`,
    "<camunda:in> of element 't' in line 4 has no effect, since it means nothing at <task>",
  ],
  [
    'a tag within an extension',
    inIo('<camunda:note><camunda:x/></camunda:note>'),
    "<camunda:note> of element 't' in line 4 has no effect, since it means nothing at <camunda:inputOutput>",
  ],
  [
    'a second event definition',
    `${TO_T}<endEvent id="t"><messageEventDefinition/><terminateEventDefinition/></endEvent>`,
    "<messageEventDefinition> of element 't' in line 4 has no effect: of several event definitions only <terminateEventDefinition> counts",
  ],
  [
    'an event definition that means nothing where it stands',
    `${TO_T}<intermediateThrowEvent id="t"><terminateEventDefinition/></intermediateThrowEvent>`,
    "<terminateEventDefinition> of element 't' in line 4 has no effect: it means nothing in <intermediateThrowEvent>",
  ],
  [
    'a delegate expression that is more than a name',
    `${TO_T}<serviceTask id="t" camunda:delegateExpression="#{b.c}"/>`,
    `The delegate expression '#{b.c}' of element 't' in line 4 fails when it is reached: only a plain name such as \${charge} finds what is registered`,
  ],
  [
    'an error of a worker without errorRef',
    `${TO_T}<serviceTask id="t" camunda:type="external" camunda:topic="x"><extensionElements><camunda:errorEventDefinition expression="\${true}"/></extensionElements></serviceTask>`,
    "<camunda:errorEventDefinition> without the attribute 'errorRef' never applies",
  ],
])('what Camunda 7 passes by is a warning: %s', (_name, body, sentence) => {
  const { problems, graph } = parse7(body);
  expect(problems).toMatchObject([{ severity: 'warning', elementId: 't', message: sentence }]);
  expect(graph?.elements.has('t')).toBe(true);
});

const OTHER = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';

test.each([
  [
    'a word of another tag',
    `${TO_T}<userTask id="t"><extensionElements><zeebe:taskDefinition type="x"/></extensionElements></userTask>`,
    "<zeebe:taskDefinition> of element 't' in line 4 has no effect, since it means nothing at <userTask>",
  ],
  [
    'a decision at work that is done otherwise',
    service8('<zeebe:calledDecision decisionId="=d" resultVariable="r"/>'),
    "<zeebe:calledDecision> of element 't' in line 4 has no effect, since it means nothing at <serviceTask>",
  ],
  [
    'a number of instances',
    `${TO_T}<task id="t"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=a"/></extensionElements><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task>`,
    "<loopCardinality> of element 't' in line 4 has no effect: the items of a collection say how often",
  ],
  [
    'who does a task, in the words of BPMN',
    `${TO_T}<task id="t"><performer/></task>`,
    "<performer> of element 't' in line 4 has no effect: <zeebe:assignmentDefinition> says who does a task",
  ],
  [
    'an attribute that is left over from Camunda 7',
    `${TO_T}<task id="t" ${OTHER} camunda:asyncBefore="true"/>`,
    "The attribute camunda:asyncBefore of element 't' in line 4 has no effect: the file is read as a model of Camunda 8",
  ],
  [
    'an extension that is left over from Camunda 7',
    `${TO_T}<task id="t" ${OTHER}><extensionElements><camunda:formData/></extensionElements></task>`,
    "<camunda:formData> of element 't' in line 4 has no effect: the file is read as a model of Camunda 8",
  ],
])('what Camunda 8 passes by is a warning: %s', (_name, body, sentence) => {
  const { problems, graph } = parse8(body);
  expect(problems).toMatchObject([{ severity: 'warning', elementId: 't', message: sentence }]);
  expect(graph?.elements.has('t')).toBe(true);
});

test('words of Camunda 8 in a model of Camunda 7 have no effect', () => {
  const { problems, graph } = parse7(
    `${TO_T}<task id="t"><extensionElements><zeebe:taskDefinition type="x"/></extensionElements></task>`,
    '',
    '',
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Platform"',
  );
  expect(problems).toMatchObject([
    {
      severity: 'warning',
      message:
        "<zeebe:taskDefinition> of element 't' in line 4 has no effect: the file is read as a model of Camunda 7",
    },
  ]);
  expect(graph?.elements.has('t')).toBe(true);
});

test('resources of people are taken by both, and mean nothing', () => {
  const task = `${TO_T}<userTask id="t"><potentialOwner><resourceRef>r</resourceRef><resourceParameterBinding parameterRef="x"><formalExpression>a</formalExpression></resourceParameterBinding></potentialOwner></userTask>`;
  const { problems, graph } = parse7(task, '<resource id="r" name="R"/>');
  expect(problems).toEqual([]);
  expect(graph?.elements.get('t')).not.toHaveProperty('candidateUsers');
});

test('of several event definitions at a start event that counts which Camunda 7 looks for first', () => {
  const { problems, graph } = parse7(
    '<startEvent id="s"><signalEventDefinition signalRef="g"/><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>',
    '<signal id="g" name="g"/>',
  );
  expect(problems).toMatchObject([{ severity: 'warning', elementId: 's' }]);
  expect(graph?.elements.get('s')).toMatchObject({ kind: 'startEvent', trigger: { kind: 'timer' } });
});

test('two event definitions of one kind are refused', () => {
  const twice = '<endEvent id="t"><terminateEventDefinition/><terminateEventDefinition/></endEvent>';
  expect(parse7(`${TO_T}${twice}`).sentences).toEqual([
    't:4 multiple elements with tag name terminateEventDefinition found',
  ]);
});

test('a second collaboration is refused, although neither is executed', () => {
  const { sentences } = parse7('<startEvent id="s"/>', '<collaboration id="one"/><collaboration id="other"/>');
  expect(sentences).toEqual([
    expect.stringMatching(/^other:\d+ multiple elements with tag name collaboration found\.$/),
  ]);
});

test('an error of a worker without an expression cannot be read', () => {
  const error = '<extensionElements><camunda:errorEventDefinition errorRef="e"/></extensionElements>';
  const { sentences } = parse7(
    `${TO_T}<serviceTask id="t" camunda:type="external" camunda:topic="x">${error}</serviceTask>`,
  );
  expect(sentences).toEqual([
    "t:4 Error parsing '': <camunda:errorEventDefinition> of element 't' needs the attribute 'expression'",
  ]);
});

test('who may start a process is said by attributes, the element for it is a warning', () => {
  const { problems } = parse7(
    '<extensionElements><camunda:potentialStarter><resourceAssignmentExpression/></camunda:potentialStarter></extensionElements><startEvent id="s"/>',
  );
  expect(problems).toMatchObject([
    {
      severity: 'warning',
      elementId: 'p',
      message:
        "<camunda:potentialStarter> of element 'p' in line 4 has no effect: say who may start the process by camunda:candidateStarterUsers and camunda:candidateStarterGroups",
    },
  ]);
});

test('of a process that is not executed the attributes and their order still count', () => {
  const beside =
    '<process id="q" foo="1"><userTask id="u"><incoming>f</incoming><extensionElements/></userTask><complexGateway id="c"/></process>';
  expect(parse7('<startEvent id="s"/>', beside).sentences).toEqual([
    "null:2 cvc-complex-type.3.2.2: Attribute 'foo' is not allowed to appear in element 'process'.",
    `null:2 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":extensionElements}'. In element 'u' <extensionElements> has to stand before <incoming>.`,
  ]);
});

test('an import stands first, and Camunda 7 imports nothing', () => {
  expect(
    parse7('<startEvent id="s"/>', '<message id="m" name="m"/><import importType="x" location="y" namespace="z"/>')
      .sentences,
  ).toEqual([
    `null:2 cvc-complex-type.2.4.a: Invalid content was found starting with element '{"http://www.omg.org/spec/BPMN/20100524/MODEL":import}'. In <definitions> <import> has to stand before <message>.`,
    'null:2 Could not import item of type x',
  ]);
  expect(parse8('<startEvent id="s"/>', '<import importType="x" location="y" namespace="z"/>').sentences).toEqual([]);
});

test('one person does a task in Camunda 7', () => {
  const performer =
    '<humanPerformer><resourceAssignmentExpression><formalExpression>ann</formalExpression></resourceAssignmentExpression></humanPerformer>';
  expect(parse7(`${TO_T}<userTask id="t" name="Check">${performer}${performer}</userTask>`).sentences).toEqual([
    't:4 Invalid task definition: multiple humanPerformer sub elements defined for Check',
  ]);
});

test('decoration of other vendors is allowed', () => {
  const body = `<laneSet id="l"><lane id="l1"><flowNodeRef>t</flowNodeRef></lane></laneSet><dataObject id="d"/>${TO_T}<task id="t" tool:color="red"><documentation>Why</documentation><extensionElements><tool:note>text<tool:more/></tool:note></extensionElements></task>
    <textAnnotation id="n"><text>hint</text></textAnnotation><association id="a" sourceRef="t" targetRef="n"/>`;
  expect(parse7(body).sentences).toEqual([]);
  expect(parse8(body).sentences).toEqual([]);
});

test('the older name of the namespace means the same', () => {
  const body = `${TO_T}<serviceTask id="t" xmlns:activiti="http://activiti.org/bpmn" activiti:type="external" activiti:topic="pay"/>`;
  expect(parse7(body).graph?.elements.get('t')).toMatchObject({ kind: 'workerTask', work: { type: { text: 'pay' } } });
});

test('text that may not stand there, or is no name, is told at the end of its element', () => {
  const body = `${TO_T}<task id="t">\n<incoming>\n\nf 1</incoming>\n</task><task id="u">\nabc\n\n</task>`;
  for (const { sentences } of [parse7(body), parse8(body)])
    expect(sentences).toEqual(
      expect.arrayContaining([
        "t:7 cvc-datatype-valid.1.2.1: 'f 1' is not a valid value for 'QName'.",
        "u:11 cvc-complex-type.2.3: Element 'task' cannot have character [children], because the type's content type is element-only.",
      ]),
    );
});

test('who does a task may be said by an expression of no particular kind', () => {
  const body = `${TO_T}<userTask id="t"><potentialOwner id="po"><resourceAssignmentExpression id="ra"><expression id="ex">abc</expression></resourceAssignmentExpression></potentialOwner></userTask>`;
  const errors = (problems: { severity: string }[]) => problems.filter(({ severity }) => severity === 'error');
  for (const { problems } of [parse7(body), parse8(body)]) expect(errors([...problems])).toEqual([]);
});
