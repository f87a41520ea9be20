import { expect, test } from 'vitest';
import { parseResource } from './parse-resource.ts';
import { bytesOf } from './model-for-tests.ts';

/** What is refused of a drawing. */
const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"';
const BOUNDS = '<dc:Bounds x="1" y="1" width="1" height="1"/>';
const POINT = '<di:waypoint x="1" y="1"/>';
const NODES =
  '<startEvent id="s"><outgoing>f</outgoing></startEvent><sequenceFlow id="f" sourceRef="s" targetRef="t"/><task id="t"><incoming>f</incoming></task>';
const NOTE = '<textAnnotation id="n"><text>note</text></textAnnotation>';

const sentences = (plane: string, body = NODES, camunda = '7', isExecutable = 'true'): readonly string[] =>
  parseResource(
    'a.bpmn',
    bytesOf(`<definitions ${NAMESPACES} xmlns:own="http://camunda.org/schema/${camunda === '7' ? '1.0/bpmn' : 'zeebe/1.0'}" targetNamespace="tests">
<process id="p" isExecutable="${isExecutable}">${body}</process>
<bpmndi:BPMNDiagram id="d">${plane}</bpmndi:BPMNDiagram></definitions>`),
  ).problems.map(({ elementId, line, message }) => `${elementId}:${line} ${message}`);
const drawn = (parts: string): string => `<bpmndi:BPMNPlane id="pl" bpmnElement="p">${parts}</bpmndi:BPMNPlane>`;
const shape = (of: string, content = BOUNDS): string => `<bpmndi:BPMNShape id="sh"${of}>${content}</bpmndi:BPMNShape>`;
const edge = (of: string, content = POINT.repeat(2)): string =>
  `<bpmndi:BPMNEdge id="ed"${of}>${content}</bpmndi:BPMNEdge>`;

test('what shows something of the file may', () => {
  const plane = drawn(`${shape(' bpmnElement="t"')}${edge(' bpmnElement="f"')}`);
  expect(sentences(plane)).toEqual([]);
  expect(sentences(drawn(shape(' bpmnElement="n"')), `${NODES}${NOTE}`)).toEqual([]);
});

test.each([
  ['a shape of nothing', drawn(shape('')), "sh:3 'bpmnElement' attribute is required on BPMNShape"],
  [
    'a shape of what is not there',
    drawn(shape(' bpmnElement="gone"')),
    "sh:3 Invalid reference in 'bpmnElement' attribute, activity gone not found",
  ],
  ['an edge of nothing', drawn(edge('')), "ed:3 'bpmnElement' attribute is required on BPMNEdge"],
  [
    'an edge of what is not there',
    drawn(edge(' bpmnElement="gone"')),
    "ed:3 Invalid reference in 'bpmnElement' attribute, sequenceFlow gonenot found",
  ],
  [
    'a plane of nothing',
    `<bpmndi:BPMNPlane id="pl">${shape(' bpmnElement="gone"')}</bpmndi:BPMNPlane>`,
    "pl:3 'bpmnElement' attribute is required on BPMNPlane",
  ],
])('%s is refused in Camunda 7, and passed by in Camunda 8', (_, plane, sentence) => {
  expect(sentences(plane)).toEqual([sentence]);
  expect(sentences(plane, NODES, '8')).toEqual([]);
});

test.each([
  [
    'a shape without a place',
    drawn(shape(' bpmnElement="t"', '')),
    [
      `sh:3 cvc-complex-type.2.4.b: The content of element 'bpmndi:BPMNShape' is not complete. One of '{"http://www.omg.org/spec/DD/20100524/DI":extension, "http://www.omg.org/spec/DD/20100524/DC":Bounds}' is expected.`,
    ],
    "sh:3 'Bounds' element is required",
  ],
  [
    'a place without a width, and none where a number is to be',
    drawn(shape(' bpmnElement="t"', '<dc:Bounds x="left" y="1" height="1"/>')),
    [
      "sh:3 cvc-datatype-valid.1.2.1: 'left' is not a valid value for 'double'.",
      "sh:3 cvc-attribute.3: The value 'left' of attribute 'x' on element 'dc:Bounds' is not valid with respect to its type, 'double'.",
      "sh:3 cvc-complex-type.4: Attribute 'width' must appear on element 'dc:Bounds'.",
    ],
    null,
  ],
  [
    'an edge of one point',
    drawn(edge(' bpmnElement="f"', POINT)),
    [
      `ed:3 cvc-complex-type.2.4.i: The content of element 'bpmndi:BPMNEdge' is not complete. '"http://www.omg.org/spec/DD/20100524/DI":waypoint' is expected to occur a minimum of '2' times. One more instance is required to satisfy this constraint.`,
    ],
    "ed:3 Minimum 2 waypoint elements must be definted for a 'BPMNEdge'",
  ],
])('%s is refused by the schema of both', (_, plane, of8, only7) => {
  expect(sentences(plane, NODES, '8')).toEqual(of8);
  expect(sentences(plane)).toEqual(only7 === null ? of8 : [...of8, only7]);
});

test('of a file without a process that is executed, Camunda 7 looks at edges only', () => {
  const plane = drawn(`${shape(' bpmnElement="gone"')}${edge(' bpmnElement="gone"')}`);
  expect(sentences(plane, NODES, '7', 'false')).toEqual([
    "ed:3 Invalid reference in 'bpmnElement' attribute, sequenceFlow gonenot found",
  ]);
});

test.each([
  ['sourceRef', 'sourceRef="gone" targetRef="n"'],
  ['targetRef', 'sourceRef="t" targetRef="gone"'],
])('an association whose %s is not there is refused', (end, ends) => {
  expect(sentences(drawn(''), `${NODES}${NOTE}<association id="a" ${ends}/>`)).toEqual([
    `a:2 Invalid reference ${end} 'gone' of association element`,
  ]);
});
