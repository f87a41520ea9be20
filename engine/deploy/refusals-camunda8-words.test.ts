import { describe, expect, test } from 'vitest';
import { bytesOf, parse8, TO_T } from './model-for-tests.ts';
import { parseResource } from './parse-resource.ts';

/**
 * What Camunda 8 refuses of its own words and of how events are drawn: with element and line, in its sentences where it
 * has some.
 */
const extended = (tag: string, content: string, attributes = '', inner = ''): string =>
  `${TO_T}<${tag} id="t" ${attributes}><extensionElements>${content}</extensionElements>${inner}</${tag}>`;
const service = (content: string, inner = ''): string =>
  extended('serviceTask', `<zeebe:taskDefinition type="x"/>${content}`, '', inner);
const user = (content: string): string => extended('userTask', `<zeebe:userTask/>${content}`);
const loop = (attributes: string, inner = ''): string =>
  service(
    '',
    `<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1]" ${attributes}/></extensionElements>${inner}</multiInstanceLoopCharacteristics>`,
  );
const timer = (content: string): string => `<timerEventDefinition>${content}</timerEventDefinition>`;
const eventSubProcess = (start: string, inner = ''): string =>
  `${TO_T}<task id="t"/><subProcess id="v" triggeredByEvent="true">${inner}${start}</subProcess>`;
const twice = (element: string): string => element.repeat(2);
const notYet = (what: string, id = 't'): string =>
  `${id}:4 ${what} of element '${id}' in line 4 is not supported yet. Remove it or model it in another way`;
const one = (count: number): string => `t:4 Collection expected to have <1> entry but has <${count}>`;
const END = '<endEvent id="e"/>';
const caughtAll = (id: string): string =>
  `<boundaryEvent id="${id}" attachedToRef="t"><errorEventDefinition/></boundaryEvent><sequenceFlow id="to-${id}" sourceRef="${id}" targetRef="e"/>`;

describe('Camunda 8 refuses, at the element and line', () => {
  test.each<[string, string, string, string?]>([
    ['two input and output mappings', service(twice('<zeebe:ioMapping/>')), one(2)],
    ['three lists of headers', service('<zeebe:taskHeaders/>'.repeat(3)), one(3)],
    [
      'two lists of listeners',
      service(
        '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="a"/></zeebe:executionListeners><zeebe:executionListeners><zeebe:executionListener eventType="end" type="a"/></zeebe:executionListeners>',
      ),
      one(2),
    ],
    ['two assignments', user(twice('<zeebe:assignmentDefinition/>')), one(2)],
    ['two schedules', user(twice('<zeebe:taskSchedule/>')), one(2)],
    ['two priorities of a task', user(twice('<zeebe:priorityDefinition priority="1"/>')), one(2)],
    ['a user task that says so twice', user('<zeebe:userTask/>'), one(2)],
    [
      'two lists of task listeners',
      user(twice('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="a"/></zeebe:taskListeners>')),
      "t:4 Must have at most one 'zeebe:taskListeners' extension element",
    ],
    [
      'two forms',
      user('<zeebe:formDefinition formId="a"/><zeebe:formDefinition formId="b"/>'),
      "t:4 Must have at most one 'zeebe:formDefinition' extension element",
    ],
    [
      'a form with two names',
      user('<zeebe:formDefinition formId="a" externalReference="b"/>'),
      "t:4 Exactly one of the attributes 'formId, externalReference' must be present and not blank for native user tasks",
    ],
    [
      'a form of a job with two names',
      extended('userTask', '<zeebe:formDefinition formId="a" formKey="b"/>'),
      "t:4 Exactly one of the attributes 'formId, formKey' must be present and not blank",
    ],
    [
      'a tag that its binding does not ask for',
      user('<zeebe:formDefinition formId="a" bindingType="latest" versionTag="v"/>'),
      "t:4 Attribute 'versionTag' may only be used if 'bindingType' is 'versionTag'",
    ],
    [
      'people with a gap',
      user('<zeebe:assignmentDefinition candidateUsers="a,,b"/>'),
      "t:4 Expected static value to be a list of comma-separated values, e.g. 'a,b,c', but found 'a,,b'.",
    ],
    [
      'two definitions of an ad-hoc sub-process',
      extended('adHocSubProcess', twice('<zeebe:adHoc/>'), '', '<task id="a"/>'),
      "t:4 Must have exactly one 'zeebe:adHoc' extension element",
    ],
    [
      'a parameter that is no variable',
      extended(
        'adHocSubProcess',
        '',
        '',
        '<task id="a"><extensionElements><zeebe:ioMapping><zeebe:input source="=fromAi(1)" target="x"/></zeebe:ioMapping></extensionElements></task>',
      ),
      "a:4 The first argument of fromAi in 'fromAi(1)' must refer to a variable, such as toolCall.place",
    ],
    [
      'two priorities of jobs',
      service(twice('<zeebe:jobPriorityDefinition priority="1"/>')),
      "t:4 Must have at most one 'zeebe:jobPriorityDefinition' extension element",
    ],
    [
      'a priority of jobs that is no number',
      service('<zeebe:jobPriorityDefinition priority="high"/>'),
      "t:4 Expected static value to be a whole number between -2147483648 and 2147483647, but found 'high'.",
    ],
    [
      'a priority of jobs of more than 32 bits',
      service('<zeebe:jobPriorityDefinition priority="2147483648"/>'),
      "t:4 Expected static value to be a whole number between -2147483648 and 2147483647, but found '2147483648'.",
    ],
    ['no priority of jobs', service('<zeebe:jobPriorityDefinition/>'), 't:4 Expected expression but not found.'],
    [
      'a mapping to a reserved word',
      service('<zeebe:ioMapping><zeebe:input source="=1" target="null"/></zeebe:ioMapping>'),
      "t:4 Expected path expression 'null' but is one of the reserved words (null, true, false, function, if, then, else, for, between, instance, of).",
    ],
    [
      'results that are gathered nowhere',
      loop('outputElement="=x"'),
      "t:4 Attribute 'outputCollection' must be present if the attribute 'outputElement' is set",
    ],
    [
      'a collection of nothing',
      loop('outputCollection="x"'),
      "t:4 Attribute 'outputElement' must be present if the attribute 'outputCollection' is set",
    ],
    [
      'a completion condition in another language',
      loop('', '<completionCondition language="groovy">=a</completionCondition>'),
      notYet("<completionCondition> in the language 'groovy'"),
    ],
    [
      'a script without expression',
      extended('scriptTask', '<zeebe:script resultVariable="r"/>'),
      't:4 Expected expression but not found.',
    ],
    [
      'an end of two kinds',
      `${TO_T}<endEvent id="t">${twice('<terminateEventDefinition/>')}</endEvent>`,
      't:4 Must have at most one event definition',
    ],
    [
      'a wait for two things',
      `${TO_T}<intermediateCatchEvent id="t">${twice(timer('<timeDuration>PT1S</timeDuration>'))}</intermediateCatchEvent>`,
      't:4 Must have exactly one event definition',
    ],
    [
      'a timer of two times',
      `${TO_T}<intermediateCatchEvent id="t">${timer('<timeDate>2050-01-01T00:00:00Z</timeDate><timeDuration>PT1S</timeDuration>')}</intermediateCatchEvent>`,
      "null:4 cvc-complex-type.2.4.d: Invalid content was found starting with element 'timeDuration'. No child element is expected at this point.",
    ],
    [
      'a cycle that is none',
      `<startEvent id="s">${timer('<timeCycle>often</timeCycle>')}</startEvent>`,
      's:4 Invalid timer cycle expression (Cron expression contains 1 parts but we expect one of [6])',
    ],
    [
      'a cycle without its stretch of time',
      `<startEvent id="s">${timer('<timeCycle>R3/often</timeCycle>')}</startEvent>`,
      's:4 Invalid timer cycle expression (Text cannot be parsed to a Period)',
    ],
    [
      'a condition of an event in another language',
      `${TO_T}<intermediateCatchEvent id="t"><conditionalEventDefinition><condition language="groovy">=a</condition></conditionalEventDefinition></intermediateCatchEvent>`,
      notYet("A condition in the language 'groovy'"),
    ],
    [
      'a condition of a flow in another language',
      `${TO_T}<exclusiveGateway id="t"/>${END}<sequenceFlow id="g" sourceRef="t" targetRef="e"><conditionExpression language="groovy">=a</conditionExpression></sequenceFlow>`,
      notYet("A condition in the language 'groovy'", 'g'),
    ],
    [
      'an event that throws what it cannot',
      `${TO_T}<intermediateThrowEvent id="t">${timer('<timeDuration>PT1S</timeDuration>')}</intermediateThrowEvent>`,
      notYet('<timerEventDefinition> in <intermediateThrowEvent>'),
    ],
    [
      'an escalation that is not there',
      `${TO_T}<endEvent id="t"><escalationEventDefinition escalationRef="x"/></endEvent>`,
      't:4 Must reference an escalation',
    ],
    [
      'a flow into a boundary event',
      `${TO_T}<task id="t"/>${caughtAll('b')}${END}<sequenceFlow id="g" sourceRef="t" targetRef="b"/>`,
      'b:4 Cannot have incoming sequence flows',
    ],
    [
      'a flow out of an end',
      `${TO_T}<endEvent id="t"/>${END}<sequenceFlow id="g" sourceRef="t" targetRef="e"/>`,
      't:4 End events must not have outgoing sequence flows to other elements.',
    ],
    [
      'two events for all errors',
      `${TO_T}<task id="t"/>${caughtAll('b')}${caughtAll('c')}${END}`,
      't:4 The same scope can not contain more than one error catch event without error code. An error catch event without error code catches all errors.',
    ],
    [
      'two starts by one signal',
      '<startEvent id="a"><signalEventDefinition signalRef="g"/></startEvent><startEvent id="b"><signalEventDefinition signalRef="g"/></startEvent>',
      "p:3 Multiple signal event definitions with the same name 'stop' are not allowed.",
      '<signal id="g" name="stop"/>',
    ],
    [
      'instances of an event sub-process',
      eventSubProcess(
        `<startEvent id="c">${timer('<timeDuration>PT1S</timeDuration>')}</startEvent>`,
        '<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1]"/></extensionElements></multiInstanceLoopCharacteristics>',
      ),
      notYet('A multi-instance event sub-process', 'v'),
    ],
  ])('%s', (_name, body, sentence, declarations) => {
    expect(parse8(body, declarations).sentences).toEqual([sentence]);
  });

  test('a conditional event without condition', () => {
    const { problems } = parse8(
      `${TO_T}<intermediateCatchEvent id="t"><conditionalEventDefinition/></intermediateCatchEvent>`,
    );
    expect(problems).toMatchObject([
      {
        line: 4,
        message: expect.stringContaining("The content of element 'conditionalEventDefinition' is not complete."),
      },
      { line: 4, elementId: 't', message: 'Conditional event must contain an expression for evaluation.' },
    ]);
  });

  test('a form in the process without content', () => {
    expect(
      parse8(
        '<extensionElements><zeebe:userTaskForm id="f"> </zeebe:userTaskForm></extensionElements><startEvent id="s"/>',
      ).sentences,
    ).toEqual(['p:4 User task form text content has to be present and not empty']);
  });

  test('a start with mappings behind listeners of the process', () => {
    const listeners =
      '<extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="a"/></zeebe:executionListeners></extensionElements>';
    const start =
      '<startEvent id="s"><extensionElements><zeebe:ioMapping><zeebe:output source="=a" target="b"/></zeebe:ioMapping></extensionElements><signalEventDefinition signalRef="g"/></startEvent>';
    expect(parse8(`${listeners}${start}`, '<signal id="g" name="go"/>').sentences).toEqual([
      notYet('A start event with output mappings, in a process with start listeners,', 's'),
    ]);
  });

  test('an event definition beside the processes', () => {
    expect(parse8(`${TO_T}<task id="t"/>`, '<messageEventDefinition id="x"/>').sentences).toEqual([
      "x:2 A <messageEventDefinition> beside the processes of element 'x' in line 2 is not supported yet. Remove it or model it in another way",
    ]);
  });

  test('a process without id', () => {
    const text =
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">\n<process isExecutable="true" zeebe:modelerTemplate="a"><startEvent id="s"/></process></definitions>';
    expect(parseResource('a.bpmn', bytesOf(text)).problems).toMatchObject([
      { line: 2, message: expect.stringContaining('The process has no id') },
    ]);
  });

  test('a file in which nothing can be executed', () => {
    const text =
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">\n<process id="p" isExecutable="false"><startEvent id="s" zeebe:modelerTemplate="a"/></process></definitions>';
    expect(parseResource('a.bpmn', bytesOf(text)).problems).toMatchObject([
      { line: 1, message: 'Must contain at least one executable process' },
    ]);
  });
});

describe('what Camunda 8 takes', () => {
  test('a flow into a start event, which is passed again', () => {
    const { sentences, graph } = parse8(
      '<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><userTask id="t"/><sequenceFlow id="g" sourceRef="t" targetRef="s"/>',
    );
    expect(sentences).toEqual([]);
    expect(graph?.elements.get('s')).toMatchObject({ incoming: ['g'] });
  });

  test.each([
    ['text', 'done', { completionCondition: { language: 'literal', text: 'done' } }],
    ['an expression', '=done', { completionCondition: { language: 'feel', text: 'done' } }],
  ])('a completion condition that is %s', (_name, text, multiInstance) => {
    const { sentences, graph } = parse8(loop('', `<completionCondition>${text}</completionCondition>`));
    expect(sentences).toEqual([]);
    expect(graph?.elements.get('t')).toMatchObject({ multiInstance });
  });

  test('a completion condition that says nothing is none', () => {
    const element = parse8(loop('', '<completionCondition/>')).graph?.elements.get('t');
    expect(element && 'multiInstance' in element && element.multiInstance).not.toHaveProperty('completionCondition');
  });
});
