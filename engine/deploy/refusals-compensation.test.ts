import { describe, expect, test } from 'vitest';
import { parse7, parse8, TO_T } from './model-for-tests.ts';

const UNDO = '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>';
const TO_H = '<association id="x" sourceRef="b" targetRef="h"/>';
const work8 = (id: string, attributes = '') =>
  `<serviceTask id="${id}" ${attributes}><extensionElements><zeebe:taskDefinition type="${id}"/></extensionElements></serviceTask>`;
const thrown = (attributes: string) => `<endEvent id="e"><compensateEventDefinition ${attributes}/></endEvent>`;
const link = (tag: string, id: string, name = 'name="l"') =>
  `<${tag} id="${id}"><linkEventDefinition ${name}/></${tag}>`;
/** A sub-process in which a link is caught. */
const within = (id: string, caught: string) =>
  `<subProcess id="${id}"><startEvent id="${id}-start"/>${link('intermediateCatchEvent', caught)}</subProcess>`;
const eventSubProcess = (id: string) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-start"><compensateEventDefinition/></startEvent></subProcess>`;
const HANDLER_FLOW = (way: string) =>
  `Invalid ${way} sequence flow of compensation activity 'h'. A compensation activity should not have an incoming or outgoing sequence flow.`;

describe('Camunda 7 refuses about compensation, transactions and links in these words', () => {
  test.each<[string, string[]]>([
    [
      `<task id="t"/>${UNDO}<task id="h"/>${TO_H}`,
      ['b:4 compensation boundary catch must be connected to element with isForCompensation=true'],
    ],
    [
      `<task id="t"/>${UNDO}<boundaryEvent id="c" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>`,
      ['c:4 multiple boundary events with compensateEventDefinition not supported on same activity'],
    ],
    [
      `<task id="t"/><task id="h" isForCompensation="true"/><sequenceFlow id="g" sourceRef="h" targetRef="t"/>`,
      [`h:4 ${HANDLER_FLOW('outgoing')}`],
    ],
    [
      `<task id="t"/><task id="h" isForCompensation="true"/><sequenceFlow id="g" sourceRef="t" targetRef="h"/>`,
      [`h:4 ${HANDLER_FLOW('incoming')}`],
    ],
    [
      `<task id="t"/>${thrown('activityRef="zz"')}`,
      ["e:4 Invalid attribute value for 'activityRef': no activity with id 'zz' in scope 'null'"],
    ],
    [
      `<subProcess id="t"><startEvent id="a"/>${thrown('activityRef="t"')}</subProcess>`,
      ["e:4 Invalid attribute value for 'activityRef': no activity with id 't' in scope 't'"],
    ],
    [
      `<task id="t"/>${eventSubProcess('u')}`,
      [
        'u-start:4 event subprocess with compensation start event is only supported for embedded subprocess (since throwing compensation through a call activity-induced process hierarchy is not supported)',
      ],
    ],
    [
      `<subProcess id="t"><startEvent id="a"/>${eventSubProcess('u')}${eventSubProcess('v')}</subProcess>`,
      ['v-start:4 multiple event subprocesses with compensation start event are not supported on the same scope'],
    ],
    [
      `<subProcess id="t"><startEvent id="a"/>${eventSubProcess('u')}</subProcess>${UNDO}<task id="h" isForCompensation="true"/>${TO_H}`,
      [
        't:4 compensation boundary event and event subprocess with compensation start event are not supported on the same scope',
      ],
    ],
    [
      '<endEvent id="t"><cancelEventDefinition/></endEvent>',
      ['t:4 end event with cancelEventDefinition only supported inside transaction subprocess'],
    ],
    [
      '<task id="t"/><boundaryEvent id="b" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>',
      ['b:4 boundary event with cancelEventDefinition only supported on transaction subprocesses'],
    ],
    [
      '<transaction id="t"><startEvent id="a"/></transaction><boundaryEvent id="b" attachedToRef="t"><cancelEventDefinition/></boundaryEvent><boundaryEvent id="c" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>',
      ['c:4 multiple boundary events with cancelEventDefinition not supported on same transaction subprocess'],
    ],
    ['<transaction id="t"/>', ['t:4 transaction must define a startEvent element']],
    [
      link('intermediateThrowEvent', 't'),
      [
        "f:4 sequence flow points to link event source with name 'l' but no event target with that name exists. Most probably your link events are not configured correctly.",
      ],
    ],
    [
      `${link('intermediateThrowEvent', 't')}${link('intermediateCatchEvent', 'c')}${link('intermediateCatchEvent', 'd')}`,
      ["d:4 Multiple Intermediate Catch Events with the same link event name ('l') are not allowed."],
    ],
    [
      `${link('intermediateThrowEvent', 't')}${link('intermediateCatchEvent', 'c')}${within('u', 'd')}`,
      [
        "c:4 Multiple Intermediate Catch Events with the same link event name ('l') are not allowed.",
        "f:4 Invalid destination 'd' of sequence flow 'f'",
      ],
    ],
    [
      `<task id="t"/>${within('u', 'c')}${within('v', 'd')}`,
      ["d:4 Multiple Intermediate Catch Events with the same link event name ('l') are not allowed."],
    ],
    [`${link('intermediateThrowEvent', 't')}${within('u', 'c')}`, ["f:4 Invalid destination 'c' of sequence flow 'f'"]],
    [
      `<task id="t"/>${link('intermediateCatchEvent', 'c')}<subProcess id="u"><startEvent id="a"/><sequenceFlow id="g" sourceRef="a" targetRef="d"/>${link('intermediateThrowEvent', 'd')}</subProcess>`,
      [
        "g:4 sequence flow points to link event source with name 'l' but no event target with that name exists. Most probably your link events are not configured correctly.",
      ],
    ],
    [
      `${link('intermediateThrowEvent', 't', '')}`,
      ["t:4 cvc-complex-type.4: Attribute 'name' must appear on element 'linkEventDefinition'."],
    ],
    [
      `${link('intermediateThrowEvent', 't')}${link('intermediateCatchEvent', 'c')}<sequenceFlow id="g" sourceRef="t" targetRef="c"/>`,
      ["g:4 Invalid source 't' of sequence flow 'g'"],
    ],
  ])('%s', (body, sentences) => {
    expect(
      parse7(TO_T + body)
        .problems.filter(({ severity }) => severity === 'error')
        .map(({ elementId, line, message }) => `${elementId}:${line} ${message}`),
    ).toEqual(sentences);
  });

  test('what has no effect is a warning', () => {
    const { problems } = parse7(
      `${TO_T}<task id="t"/><boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition activityRef="t" waitForCompletion="true"/></boundaryEvent>${thrown('waitForCompletion="false"')}${link('intermediateCatchEvent', 'c')}`,
    );
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      "warning: attribute 'activityRef' is not supported on catching compensation event. attribute will be ignored",
      "warning: attribute 'waitForCompletion' is not supported on catching compensation event. attribute will be ignored",
      "warning: Unsupported attribute value for 'waitForCompletion': 'waitForCompletion=false' is not supported. Compensation event will wait for compensation to join.",
      "warning: Link Event named 'null' contains link event definition with name 'l' - it is recommended to use the same name for both.",
    ]);
  });
});

describe('Camunda 8 refuses about compensation, transactions and links in these words', () => {
  test.each<[string, string[]]>([
    [`${work8('t')}${UNDO}`, ['b: Must have at least one outgoing sequence flow or association']],
    [
      `${work8('t')}${work8('h', 'isForCompensation="true"')}<sequenceFlow id="g" sourceRef="h" targetRef="t"/>`,
      ['h: A compensation handler should have no outgoing sequence flows'],
    ],
    [
      `${work8('t')}${work8('h', 'isForCompensation="true"')}<sequenceFlow id="g" sourceRef="t" targetRef="h"/>`,
      ['h: A compensation handler should have no incoming sequence flows'],
    ],
    [
      `${work8('t')}${thrown('activityRef="zz"')}`,
      ["e > compensateEventDefinition: The referenced compensation activity 'zz' doesn't exist"],
    ],
    [
      `${work8('t')}${thrown('activityRef="t"')}`,
      [
        "e > compensateEventDefinition: The referenced compensation activity 't' must have either a compensation boundary event or be a subprocess",
      ],
    ],
    [
      `${work8('t')}<subProcess id="u"><startEvent id="a"/><subProcess id="v"><startEvent id="b"/></subProcess></subProcess>${thrown('activityRef="v"')}`,
      [
        "e > compensateEventDefinition: The referenced compensation activity 'v' must be in the same scope as the compensation throw event",
      ],
    ],
    [
      `${work8('t')}${thrown('waitForCompletion="false"')}`,
      ['e: A compensation end event waitForCompletion attribute must be true or not present'],
    ],
    [
      '<intermediateThrowEvent id="t"><compensateEventDefinition waitForCompletion="false"/></intermediateThrowEvent>',
      ['t: A compensation intermediate throwing event waitForCompletion attribute must be true or not present'],
    ],
    [
      `${work8('t')}${eventSubProcess('u')}`,
      [
        'u: A compensation event subprocess is not allowed on the process level',
        'u: Start events in event subprocesses must be one of: message, timer, error, signal or escalation',
      ],
    ],
    [
      '<transaction id="t"><startEvent id="a"/></transaction>',
      [
        "t: Elements of type 'Transaction' are currently not supported. Please refer to the documentation for a list of supported elements: https://docs.camunda.io/docs/components/modeler/bpmn/bpmn-coverage/",
      ],
    ],
    [
      '<endEvent id="t"><cancelEventDefinition/></endEvent>',
      [
        't > cancelEventDefinition: Event definition of this type is not supported',
        't: End events must be one of: none, error, message, terminate, signal, escalation or compensation',
      ],
    ],
    [
      link('endEvent', 't'),
      ['t: End events must be one of: none, error, message, terminate, signal, escalation or compensation'],
    ],
    [
      link('intermediateThrowEvent', 't'),
      ["p: Can't find an catch link event for the throw link event with the name 'l'."],
    ],
    [
      `${link('intermediateThrowEvent', 't')}${link('intermediateCatchEvent', 'c')}${link('intermediateCatchEvent', 'd')}`,
      ["p: Multiple intermediate catch link event definitions with the same name 'l' are not allowed."],
    ],
    [
      `${link('intermediateThrowEvent', 't')}<subProcess id="u"><startEvent id="a"/>${link('intermediateCatchEvent', 'c')}</subProcess>`,
      ["p: Can't find an catch link event for the throw link event with the name 'l'."],
    ],
  ])('%s', (body, sentences) => {
    expect(parse8(TO_T + body).problems.map(({ path, message }) => `${path}: ${message}`)).toEqual(sentences);
  });
});

test('Camunda 7 takes a link of one name once in a file, whichever process it is in', () => {
  const linked = link('intermediateCatchEvent', 'c');
  const { sentences } = parse7(
    `<task id="t"/>${TO_T}${linked}`,
    `<process id="q" isExecutable="true"><startEvent id="s0"/>${link('intermediateCatchEvent', 'c0')}</process>
     <process id="r" isExecutable="false">${link('intermediateCatchEvent', 'c1')}</process>`,
  );
  expect(sentences.filter((sentence) => sentence.includes('Multiple'))).toEqual([
    "c:5 Multiple Intermediate Catch Events with the same link event name ('l') are not allowed.",
  ]);
});
