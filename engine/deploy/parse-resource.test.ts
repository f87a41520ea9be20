import { describe, expect, test } from 'vitest';
import { bytesOf, parse7, parse8, TO_T } from './model-for-tests.ts';
import { parseResource } from './parse-resource.ts';

const MODEL =
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true"><startEvent id="s"/></process></definitions>';
const HOSTILE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

describe('which files are read', () => {
  test.each(['a.bpmn', 'a.BPMN', 'a.bpmn20.xml', 'folder/a.xml'])('%s', (name) => {
    expect(parseResource(name, bytesOf(MODEL)).graphs).toHaveLength(1);
  });
  test.each(['a.cmmn', 'a.cmmn11.xml'])('%s is refused by its name', (name) => {
    expect(parseResource(name, bytesOf(MODEL)).problems).toMatchObject([
      {
        message: `The file ${name} is not supported yet: only BPMN processes and DMN decisions are executed. Deploy without it`,
        severity: 'error',
      },
    ]);
  });
  test.each(['a.dmn', 'a.dmn11.xml'])('%s holds decisions, and nothing else', (name) => {
    expect(parseResource(name, bytesOf(MODEL)).problems).toMatchObject([
      { message: "cvc-elt.1.a: Cannot find the declaration of element 'definitions'.", line: 1, severity: 'error' },
    ]);
  });
  test.each([
    ['a.xml', '<html/>'],
    ['a.xml', 'no xml'],
    ['a.js', 'x'],
    ['form.html', '<'],
  ])('%s with %j is kept and not read', (name, content) => {
    expect(parseResource(name, bytesOf(content))).toEqual({ graphs: [], problems: [] });
  });
  test('a process that is not executable is no definition, and its words are not judged', () => {
    expect(
      parseResource('a.bpmn', bytesOf(MODEL.replace('isExecutable="true"', '').replace('<startEvent', '<anything'))),
    ).toEqual({ graphs: [], problems: [] });
  });
  test('the notation is found where its namespace is declared', () => {
    const inside = MODEL.replace(
      '<startEvent id="s"/>',
      '<startEvent id="s"/><endEvent id="e"><extensionElements><z:properties xmlns:z="http://camunda.org/schema/zeebe/1.0"/></extensionElements></endEvent>',
    );
    expect(parseResource('a.bpmn', bytesOf(inside)).graphs[0]?.semantics.dialect).toBe('camunda8');
    expect(parseResource('a.bpmn', bytesOf(MODEL)).graphs[0]?.semantics.dialect).toBe('camunda7');
  });
});

describe('ids', () => {
  test.each(HOSTILE)('%s is an id like any other', (id) => {
    const { graph, sentences } = parse7(
      `<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="${id}"/><receiveTask id="${id}" messageRef="m" camunda:asyncBefore="true"><extensionElements><camunda:inputOutput><camunda:inputParameter name="${id}">1</camunda:inputParameter></camunda:inputOutput><camunda:properties><camunda:property name="${id}" value="x"/></camunda:properties></extensionElements></receiveTask>`,
      `<message id="m" name="${id}"/><error id="e" errorCode="${id}"/>`,
    );
    expect(sentences).toEqual([]);
    expect(graph?.elements.get(id)).toMatchObject({
      id,
      incoming: ['f'],
      inputs: [{ target: id }],
      trigger: { name: { text: id } },
    });
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x');
  });
  test.each([
    [
      'two elements',
      `${TO_T}<task id="t"/><task id="t"/>`,
      "t:4 cvc-id.2: There are multiple occurrences of ID value 't'.",
    ],
    [
      'an element and a flow',
      `${TO_T}<task id="t"/><task id="f"/>`,
      "f:4 cvc-id.2: There are multiple occurrences of ID value 'f'.",
    ],
    [
      'an element and its process',
      `${TO_T}<task id="t"/><task id="p"/>`,
      "p:4 cvc-id.2: There are multiple occurrences of ID value 'p'.",
    ],
    [
      'elements of different scopes',
      `${TO_T}<subProcess id="t"><startEvent id="s"/></subProcess>`,
      "s:4 cvc-id.2: There are multiple occurrences of ID value 's'.",
    ],
  ])('are unique: %s', (_name, body, sentence) => {
    expect(parse7(body).sentences).toContain(sentence);
    expect(parse8(body).sentences).toContain(sentence);
  });
  test.each([
    ['a default flow', `${TO_T}<task id="t" default="x"/>`],
    ['a node of a lane', `<laneSet><lane id="l"><flowNodeRef>x</flowNodeRef></lane></laneSet>${TO_T}<task id="t"/>`],
    ['a data object', `${TO_T}<task id="t"/><dataObjectReference id="d" dataObjectRef="x"/>`],
    ['the end of a flow', `${TO_T}<task id="t"/><sequenceFlow id="g" sourceRef="t" targetRef="x"/>`],
  ])('are found where they are referred to: %s', (_name, body) => {
    const sentence = "null:4 cvc-id.1: There is no ID/IDREF binding for IDREF 'x'.";
    expect(parse7(body).sentences).toContain(sentence);
    expect(parse8(body).sentences).toContain(sentence);
  });
  test('an element needs one', () => {
    expect(parse8('<startEvent id="s"/><task/>').sentences).toEqual(['null:4 <task> in line 4 has no id']);
    expect(parse7('<startEvent/>').sentences).toEqual(['null:4 <startEvent> in line 4 has no id']);
  });
  test('of Camunda 7, only start and boundary events do', () => {
    const { graph, problems } = parse7('<startEvent id="s"/><task/>');
    expect(problems).toMatchObject([
      { severity: 'warning', line: 4, message: "<task> in line 4 has no id, and is called 'task 4:28'" },
    ]);
    expect(graph?.elements.has('task 4:28')).toBe(true);
  });
});

test('below definitions without the namespace of BPMN the processes are judged too', () => {
  const bare = MODEL.replace(/ xmlns="[^"]*"/, '').replace(
    '<startEvent id="s"/>',
    '<startEvent id="s"/><exclusiveGateway id="g"/>',
  );
  expect(
    parseResource('a.bpmn', bytesOf(bare)).problems.map(({ elementId, message }) => `${elementId} ${message}`),
  ).toEqual([
    "null cvc-elt.1.a: Cannot find the declaration of element 'definitions'.",
    "g Exclusive Gateway 'g' has no outgoing sequence flows.",
  ]);
});

test('all problems are found at once', () => {
  const { problems } = parse7(
    '<startEvent id="s"/>\n<adHocSubProcess id="a"/>\n<complexGateway id="b"/>\n<serviceTask id="c"/>',
  );
  expect(problems.map(({ elementId, line }) => [elementId, line])).toEqual([
    ['a', 5],
    ['b', 6],
    ['c', 7],
  ]);
});

test('an element that flows into itself is read', () => {
  expect(
    parse7(`${TO_T}<userTask id="t"/><sequenceFlow id="g" sourceRef="t" targetRef="t"/>`).graph?.elements.get('t'),
  ).toMatchObject({ incoming: ['f', 'g'], outgoing: ['g'] });
});

test('a model of 277 KB is read in less than 100 ms', () => {
  const task = (at: number) =>
    `<serviceTask id="t${at}" name="Task ${at}" camunda:type="external" camunda:topic="work" camunda:asyncBefore="true"><extensionElements><camunda:inputOutput><camunda:inputParameter name="a">\${b}</camunda:inputParameter></camunda:inputOutput></extensionElements></serviceTask><sequenceFlow id="f${at}" sourceRef="${at === 0 ? 's' : `t${at - 1}`}" targetRef="t${at}"/>`;
  const body = Array.from({ length: 850 }, (_, at) => task(at)).join('\n');
  expect(body.length).toBeGreaterThan(277_000);
  // The processor's time, for other tests run beside this one.
  const durations = Array.from({ length: 8 }, () => {
    const before = process.cpuUsage();
    expect(parse7(`<startEvent id="s"/>${body}`).graph?.elements.size).toBe(851);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  expect(Math.min(...durations)).toBeLessThan(100);
});
