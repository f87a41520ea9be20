import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { processorClock } from '../../runtime/processor-clock.ts';
import { giveProcessorClock } from '../processor-time.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { copiedVariable } from './changed-variable.ts';
import { checkExpression, evaluate } from '../evaluate.ts';
import type { ExecutionFacts, ExpressionScope, ExternalTaskFacts } from '../expression-port.ts';

beforeAll(() => giveProcessorClock(processorClock));

const object = (objectTypeName: string, text: string): VariableValue => ({
  type: 'Object',
  text,
  info: { objectTypeName, serializationDataFormat: 'application/json' },
});
const VARIABLES: ReadonlyMap<string, VariableValue> = new Map<string, VariableValue>([
  ['i', { type: 'Integer', text: '3' }],
  ['l', { type: 'Long', text: '10' }],
  ['d', { type: 'Double', text: '2.5' }],
  ['sh', { type: 'Short', text: '5' }],
  ['s', { type: 'String', text: 'text' }],
  ['num', { type: 'String', text: '7' }],
  ['e', { type: 'String', text: '' }],
  ['b', { type: 'Boolean', text: 'true' }],
  ['nul', { type: 'Null', text: null }],
  ['dt', { type: 'Date', text: '2024-03-01T10:20:30.123Z' }],
  [
    'j',
    { type: 'Json', text: '{"a":1,"t":"x","f":1.5,"b":true,"n":null,"o":{"p":[1,2,"z"]},"l":[1,2],"big":12345678901}' },
  ],
  ['list', object('java.util.ArrayList', '["a","b",3]')],
  ['map', object('java.util.HashMap', '{"k":"v","n":4}')],
]);

const DOCUMENT = {
  n: 3,
  s: 'abc',
  t: true,
  z: null,
  l: [1, 2, 3, 10],
  m: [1.5, 'x', null, true, { q: 1 }],
  e: [],
  o: { a: 1, b: { c: 'y' } },
  items: [
    { id: 1, name: 'apple', price: 5, tags: ['x', 'y'], ok: true },
    { id: 2, name: 'banana', price: 12.5, tags: [], ok: false, extra: null },
    { id: 3, name: 'Cherry', price: '12', tags: ['y'], sub: { k: 'v' } },
    { id: 4, name: "d'q", tags: ['x', 'z'], price: null },
  ],
};
/** Lists within lists, and a text that a bad pattern looks through for ever. */
const deepDocument = (): ReadonlyMap<string, VariableValue> =>
  new Map([
    ['doc', { type: 'String', text: `{"d":${'['.repeat(900)}1${']'.repeat(900)},"t":["${'a'.repeat(40)}b"]}` }],
  ]);
const DOCUMENT_VARIABLES: ReadonlyMap<string, VariableValue> = new Map([
  ['doc', { type: 'String', text: JSON.stringify(DOCUMENT) }],
]);

/** Beside those, the variables of `juel-answers.txt`. */
const MORE_VARIABLES: ReadonlyMap<string, VariableValue> = new Map<string, VariableValue>([
  ...VARIABLES,
  ['ni', { type: 'Integer', text: '-7' }],
  ['big', { type: 'Long', text: '9007199254740992' }],
  ['dz', { type: 'Double', text: '0' }],
  ['fl', { type: 'String', text: '1.5' }],
  ['sp', { type: 'String', text: ' a b ' }],
  ['tru', { type: 'String', text: 'TRUE' }],
  ['f', { type: 'Boolean', text: 'false' }],
  ['dt2', { type: 'Date', text: '2025-12-31T23:59:59.000Z' }],
  ['ja', { type: 'Json', text: '[3,"x",null,{"k":1}]' }],
  ['el', object('java.util.ArrayList', '[]')],
  ['by', { type: 'Bytes', text: 'YWJj' }],
]);

/** An expression between its braces. */
const inside = (text: string): string => `\${${text}}`;
const juel = (text: string) => ({ language: 'juel' as const, text });

function scope(variables = VARIABLES): ExpressionScope & { execution: ExecutionFacts } {
  return {
    lookup: (name) => variables.get(name),
    names: () => variables.keys(),
    now: Date.UTC(2024, 4, 6),
    execution: {
      instanceKey: '1',
      businessKey: 'bk',
      tenantId: null,
      definitionId: 'd',
      elementId: 't',
      elementName: null,
      elementInstanceKey: '1',
      outerKey: null,
      activityInstanceId: 't:1',
      parentActivityInstanceId: null,
      eventName: null,
      flowId: null,
      local: (name) => variables.get(name),
      localNames: () => variables.keys(),
      writes: [],
    },
  };
}

function answer(text: string, variables = VARIABLES): string {
  const refusal = checkExpression(juel(text));
  if (refusal !== null) return `refused ${refusal}`;
  const result = evaluate(juel(text), scope(variables));
  return result.ok ? `= ${result.value.type}:${result.value.text}` : `fails ${result.message}`;
}

/** Expression and answer in turn, between empty lines. */
const casesOf = (file: string): string[][] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => line !== '' && !line.startsWith('# ')))
    .filter((lines) => lines.length > 1);

describe('JUEL answers as Camunda 7.24 does', () => {
  it.each(casesOf('juel-cases.txt'))('%s', (text, wanted) => {
    expect(answer(text).trim()).toBe(wanted?.trim());
  });
});

describe('Paths into JSON answer as Camunda 7.24 does', () => {
  it.each(casesOf('json-path-answers.txt'))('%s', (text, wanted) => {
    expect(answer(text, DOCUMENT_VARIABLES).trim()).toBe(wanted?.trim());
  });
});

const xmlElement = (name: string, attributes: string, content: string): string =>
  `<${name} ${attributes}>${content}</${name}>`;
const XML_VARIABLES: typeof VARIABLES = new Map<string, VariableValue>([
  [
    'doc',
    {
      type: 'String',
      text: '<?xml version="1.0"?><order no="5"><!-- c --><item id="1"><name>apple</name><price>5</price></item><item id="2"><name>pear</name><price>12.5</price></item><note>hi &amp; &lt;bye&gt;</note></order>',
    },
  ],
  [
    'ns',
    {
      type: 'String',
      text: '<p:root xmlns:p="urn:p" xmlns:q="urn:q" x="1" q:y="2"><p:a>A</p:a><q:b>B</q:b><c>C</c></p:root>',
    },
  ],
  ['def', { type: 'String', text: xmlElement('root', 'xmlns="urn:d"', '<a z="1">A</a><b xmlns="urn:e">B</b>') }],
]);

const xml = (text: string): VariableValue => ({ type: 'Xml', text });
/** The variables of `xml-change-answers.txt`. */
const CHANGED_XML: typeof VARIABLES = new Map<string, VariableValue>([
  [
    'doc',
    xml(
      '<order no="5" xmlns:p="urn:p"><item id="1"><name>apple</name></item>tail<item id="2">two</item><p:note>hi</p:note></order>',
    ),
  ],
  ['d2', xml('<d:other xmlns:d="urn:d"><d:x>1</d:x><y/></d:other>')],
  [
    'x',
    xml(
      '<r z="1" b="2" xmlns:q="urn:q" q:a="3" xmlns="urn:d" xmlns:b="urn:b" B="9" xml:lang="en"><k xmlns="" m="1"/><q:t/></r>',
    ),
  ],
  ['y', xml('<n><s a="1"/></n>')],
  ['nsm', object('java.util.HashMap', '{"p":"urn:p"}')],
]);

describe('XPath and namespaces answer as Camunda 7.24 does', () => {
  it.each(casesOf('xml-answers.txt'))('%s', (text, wanted) => {
    expect(answer(text, XML_VARIABLES).trim()).toBe(wanted?.trim().replaceAll('…', () => text));
  });

  it.each(casesOf('xml-change-answers.txt'))('%s', (text, wanted) => {
    expect(answer(text, CHANGED_XML).replaceAll('\n', '⏎').trim()).toBe(wanted?.trim().replaceAll('…', () => text));
  });

  it('a path that visits too many nodes fails', () => {
    const many = new Map<string, VariableValue>([['doc', { type: 'String', text: `<r>${'<a/>'.repeat(3_000)}</r>` }]]);
    expect(answer(`\${S(doc).xPath('count(//a[count(//a) > 0])').number()}`, many)).toContain('SPIN/DOM-XML-01024');
  });

  it.each(['//a[string(/) = 1]', '//a[/ > 1]', '//a[string-length(/) > 1]', '//a[. + / > 1]', '//a[contains(/, 1)]'])(
    'a path that reads a long text over and over fails: %s',
    (path) => {
      const long = `<r>${'<a/>'.repeat(3_000)}${'1'.repeat(500_000)}</r>`;
      const variables = new Map<string, VariableValue>([['doc', { type: 'String', text: long }]]);
      const began = process.cpuUsage();
      expect(answer(`\${S(doc).xPath('count(${path})').number()}`, variables)).toContain('SPIN/DOM-XML-01024');
      expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
    },
  );

  it('a long text is read as often as there is room for', () => {
    const long = `<r>${'<a/>'.repeat(10)}${'1'.repeat(500_000)}</r>`;
    const variables = new Map<string, VariableValue>([['doc', { type: 'String', text: long }]]);
    expect(answer(`\${S(doc).xPath('count(//a[string-length(/) = 500000])').number()}`, variables)).toContain('10');
  });
});

/** Class and text in Java of the result. */
function classAnswer(text: string): string {
  const refusal = checkExpression(juel(text));
  if (refusal !== null) return `refused ${refusal}`;
  const result = evaluate(juel(text), scope(MORE_VARIABLES));
  if (!result.ok) return `fails ${result.message}`;
  const shown = evaluate(juel(`${text}-`), scope(MORE_VARIABLES));
  return `= ${result.javaClass}:${shown.ok ? shown.value.text?.slice(0, -1) : shown.message}`;
}

describe('JUEL answers as Camunda 7.24 does to what chance has made', () => {
  it.each(casesOf('juel-answers.txt'))('%s', (text, wanted) => {
    expect(classAnswer(text).trim()).toBe(wanted?.trim().replaceAll('…', () => text));
  });
});

describe('JUEL reaches nothing but what is written down for it', () => {
  it.each([
    "''.getClass().forName('java.lang.Runtime')",
    's.class.name',
    'execution.engineServices',
    'execution.processEngine.runtimeService',
    "map['__proto__'].x()",
    'list.constructor',
    's.constructor',
    "execution['constructor']",
    "j.prop('__proto__')",
    'toString',
    'i.valueOf()',
    'execution.getProcessEngineServices()',
  ])('%s', (text) => {
    expect(answer(inside(text))).toMatch(
      /^fails (?:Unknown (?:property|method) used in expression|org\.camunda\.spin|Error while evaluating expression: .* For input string)/,
    );
  });

  it('has no function that leads to the host', () => {
    expect(answer(inside("constructor.constructor('return process')()"))).toMatch(/^refused /);
    expect(answer(inside("eval('1')"))).toBe("refused Could not resolve function 'eval'.");
    expect(answer(inside("map['__proto__']"))).toBe('= Null:null');
  });

  it('takes no more than its budget', () => {
    expect(answer(inside(`'${'a'.repeat(40)}b'.matches('(a+)+')`))).toMatch(/takes too many steps/);
    const manyTimes = `long.replace('a', 'b').length() + `.repeat(500);
    expect(answer(inside(`${manyTimes}0`), new Map([['long', { type: 'String', text: 'a'.repeat(900_000) }]]))).toMatch(
      /takes more than 100 ms/,
    );
    expect(answer(inside(`S(doc).jsonPath("$..*..*").elementList().size()`), deepDocument())).toMatch(
      /more than 50000 places/,
    );
    expect(
      answer(inside(`S(doc).jsonPath("$[?(${'('.repeat(60)}@.a${')'.repeat(60)})]").element()`), deepDocument()),
    ).toMatch(/Unable to compile/);
    expect(answer(inside(`S(doc).jsonPath("$.t[?(@ =~ /(a+)+/)]").element()`), deepDocument())).toMatch(
      /takes too many steps/,
    );
    expect(answer(inside(`${'('.repeat(500)}1${')'.repeat(500)}`))).toMatch(/^refused .*nested deeper/);
    expect(answer(inside(Array.from({ length: 5000 }, () => '1').join('+')))).toBe('= Long:5000');
    expect(answer(inside(`'${'x'.repeat(20_000)}'`))).toMatch(/^refused .*longer than 20000/);
  });
});

const REPORTED: ExternalTaskFacts = {
  key: '1',
  topicName: 'pay',
  priority: 5,
  createdAt: 7,
  errorMessage: 'no funds',
  errorDetails: null,
  retries: 2,
  worker: 'w',
};

describe('what an expression does to its execution', () => {
  it('collects the variables it sets, and sees them', () => {
    const here = scope();
    const result = evaluate(juel(inside("execution.setVariable('count', i + 1)") + inside('count')), here);
    expect(result).toMatchObject({ ok: true, value: { type: 'String', text: '4' }, warnings: [] });
    expect(here.execution.writes).toEqual([{ name: 'count', value: { type: 'Long', text: '4' }, local: false }]);
  });

  it('hands a variable on with type and digits', () => {
    const big: VariableValue = { type: 'Long', text: '9007199254740993' };
    const here = { ...scope(), lookup: () => big };
    expect(evaluate(juel(inside('x')), here)).toMatchObject({ value: big });
    expect(evaluate(juel(inside("execution.getVariable('x')")), here)).toMatchObject({ value: big });
    expect(evaluate(juel(inside('x + 1')), here)).toMatchObject({ value: { type: 'Long', text: '9007199254740994' } });
  });

  it('means the execution, the task and the external task by their names, whatever variables are called', () => {
    const named = (name: string, more: Partial<ExpressionScope> = {}) =>
      evaluate(juel(inside(name)), { ...scope(), lookup: () => ({ type: 'String', text: 'x' }), ...more });
    expect(named('execution.businessKey')).toMatchObject({ value: { text: 'bk' } });
    expect(named('externalTask.retries', { externalTask: () => REPORTED })).toMatchObject({ value: { text: '2' } });
    expect(named('externalTask')).toMatchObject({ value: { text: 'x' } });
    expect(named('task')).toMatchObject({ value: { text: 'x' } });
    expect(named('authenticatedUserId')).toMatchObject({ value: { type: 'Null', text: null } });
  });

  it.each([
    ["externalTask.getErrorMessage() == 'no funds'", true],
    ['externalTask.errorDetails == null', true],
    ['externalTask.getWorkerId()', 'w'],
    ['externalTask.topicName', 'pay'],
    ['externalTask.getPriority()', 5],
    ['externalTask.createTime.time', 7],
    ['externalTask.suspended', false],
    ['externalTask.executionId == execution.id', true],
    ['externalTask.execution.activityId == externalTask.getActivityId()', true],
    ['externalTask.getProcessDefinitionKey() == execution.processDefinitionKey', true],
    // The original joins these to the tasks that a query gives, and to no others.
    ['externalTask.businessKey', null],
    ['externalTask.getProcessDefinitionVersionTag()', null],
  ])('reads of an external task %s', (text, expected) => {
    const result = evaluate(juel(inside(text)), { ...scope(), externalTask: () => REPORTED });
    expect(result).toMatchObject({ value: { text: expected === null ? null : String(expected) } });
  });

  it.each([
    [
      'externalTask.worker',
      `Unknown property used in expression: \${externalTask.worker}. Cause: The class 'org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity' does not have the property 'worker'.`,
    ],
    [
      "externalTask.getVariable('v')",
      `Unknown method used in expression: \${externalTask.getVariable('v')}. Cause: Method not found: class org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity.getVariable(java.lang.String)`,
    ],
    [
      'errorMessage',
      `Unknown property used in expression: \${errorMessage}. Cause: Cannot resolve identifier 'errorMessage'`,
    ],
  ])('knows of an external task no %s', (text, message) => {
    expect(evaluate(juel(inside(text)), { ...scope(), externalTask: () => REPORTED })).toMatchObject({
      ok: false,
      message,
    });
  });

  it('fails where an external task is meant and there is none', () => {
    expect(evaluate(juel(inside('externalTask')), { ...scope(), externalTask: () => null })).toMatchObject({
      ok: false,
      message: `Error while evaluating expression: \${externalTask}. Cause: Could not resolve expression to single external task entity.`,
    });
  });

  it('writes what methods have changed in lists and maps, in the format they have, and nothing of Spin', () => {
    const changes = (text: string) => {
      const here = scope();
      evaluate(juel(inside(text)), here);
      return here.execution.writes.map(({ name, value }) => `${name}=${value?.text}`);
    };
    expect(changes("list.add('c')")).toEqual(['list=["a","b",3,"c"]']);
    expect(changes("execution.getVariable('map').put('n', i)")).toEqual(['map={"k":"v","n":3}']);
    expect(changes("j.prop('o').prop('p').append(4)")).toEqual([]);
    expect(changes('list.contains(3)')).toEqual([]);
    expect(changes("list.remove('nothing')")).toEqual([]);
  });

  it.each([
    ['java.util.ArrayList', '[1]', 'x.add(5)', '[1,5]', 'java.util.ArrayList<java.lang.Integer>'],
    ['java.util.ArrayList', '[1]', 'x.clear()', '[]', 'java.util.ArrayList<java.lang.Object>'],
    [
      'java.util.ArrayList',
      '[[1]]',
      'x.add(1)',
      '[[1],1]',
      'java.util.ArrayList<java.util.ArrayList<java.lang.Integer>>',
    ],
    ['java.util.LinkedList', '[true]', 'x.add(3)', '[true,3]', 'java.util.LinkedList<java.lang.Boolean>'],
    ['java.util.ArrayList', '["a"]', 'x.add(dt)', '["a",1709288430123]', 'java.util.ArrayList<java.lang.String>'],
    ['java.util.HashMap', '{}', "x.put('b', 2)", '{"b":2}', 'java.util.HashMap<java.lang.Object,java.lang.Object>'],
    [
      'java.util.TreeMap',
      '{"b":1}',
      "x.put('a', 2)",
      '{"a":2,"b":1}',
      'java.util.TreeMap<java.lang.Object,java.lang.Object>',
    ],
  ])('keeps JSON of a changed %s as Spin writes it: %s %s', (type, before, text, after, name) => {
    const here = scope();
    evaluate(juel(inside(text)), { ...here, lookup: (at) => (at === 'x' ? object(type, before) : here.lookup(at)) });
    expect(here.execution.writes.map(({ value }) => value)).toEqual([object(name, after)]);
  });

  it.each([
    ['java.util.ArrayList', '[ 1, 2 ]', '[1,2]', 'java.util.ArrayList<java.lang.Integer>'],
    ['java.util.ArrayList<java.lang.String>', '[]', '[]', 'java.util.ArrayList<java.lang.Object>'],
    ['java.util.HashMap', '{"k":1,"a":2}', '{"a":2,"k":1}', 'java.util.HashMap<java.lang.Object,java.lang.Object>'],
    ['java.util.ArrayList', '[null]', '[null]', 'java.util.ArrayList'],
    ['com.example.Order', '{ "a": 1 }', '{ "a": 1 }', 'com.example.Order'],
  ])('a %s that is handed on is written anew: %s', (type, before, after, name) => {
    expect(copiedVariable(object(type, before))).toEqual(object(name, after));
  });

  it.each([
    ['Json', '', 'SPIN/JACKSON-JSON-01001 Unable to parse input into json node'],
    ['Json', '2020-01-01', 'SPIN/JACKSON-JSON-01001 Unable to parse input into json node'],
    ['Xml', 'x', 'SPIN/DOM-XML-01009 Unable to parse input into DOM document'],
  ] as const)('a variable of %s that is none cannot be read: %s', (type, text, why) => {
    for (const expression of ['v', 'v.toString()'])
      expect(evaluate(juel(inside(expression)), { ...scope(), lookup: () => ({ type, text }) })).toMatchObject({
        message: `Error while evaluating expression: ${inside(expression)}. Cause: Cannot deserialize object in variable 'v': ${why}`,
      });
  });

  it('a date within a list of Java stays one, and a text that looks like one a text', () => {
    const moment = '2024-03-01T10:20:30.123Z';
    const javaList: VariableValue = {
      type: 'Object',
      text: `["${moment}",1,"${moment}"]`,
      info: {
        objectTypeName: 'java.util.ArrayList',
        serializationDataFormat: 'application/x-java-serialized-object',
        contents: 'DIS',
      },
    };
    const here = { ...scope(), lookup: () => javaList };
    expect(evaluate(juel(inside('x.get(0)')), here)).toMatchObject({ value: { type: 'Date', text: moment } });
    expect(evaluate(juel(inside('x.get(2)')), here)).toMatchObject({ value: { type: 'String', text: moment } });
    expect(evaluate(juel(inside('x.subList(0, 3)')), here)).toMatchObject({ value: javaList });
  });

  it.each(['String', 'Integer', 'Date', 'Json'] as const)('a null of type %s that is handed on has none', (type) => {
    const here = { ...scope(), lookup: () => ({ type, text: null }) };
    for (const text of ['x', "execution.getVariable('x')"])
      expect(evaluate(juel(inside(text)), here)).toMatchObject({ value: { type: 'Null', text: null } });
  });

  it('lists and maps have no order', () => {
    expect(evaluate(juel(inside('map > list')), scope())).toMatchObject({
      message: expect.stringContaining("Cannot compare 'class java.util.HashMap' and 'class java.util.ArrayList'"),
    });
  });

  it('a changed list whose first item is null cannot be named', () => {
    const here = { ...scope(), lookup: () => object('java.util.ArrayList', '[null]') };
    expect(evaluate(juel(inside('x.add(1)')), here)).toMatchObject({
      message: expect.stringContaining('Cannot invoke "Object.getClass()" because "object" is null'),
    });
  });

  it('hands objects of Java on in its own format, and those of clients in theirs', () => {
    const handedOn = (value: VariableValue) => evaluate(juel(inside('x')), { ...scope(), lookup: () => value });
    expect(handedOn(object('java.util.ArrayList<java.lang.String>', '["a"]'))).toMatchObject({
      value: {
        type: 'Object',
        text: '["a"]',
        info: {
          objectTypeName: 'java.util.ArrayList',
          serializationDataFormat: 'application/x-java-serialized-object',
        },
      },
    });
    expect(handedOn(object('com.example.Order', '{"a":1}'))).toMatchObject({
      value: object('com.example.Order', '{"a":1}'),
    });
    expect(handedOn({ type: 'File', text: 'YQ==', info: { filename: 'a' } })).toMatchObject({
      value: { type: 'Bytes', text: 'YQ==' },
    });
  });

  it('gives the items of a list with their own types', () => {
    expect(evaluate(juel(inside("j.prop('o').prop('p').elements()")), scope())).toMatchObject({
      value: { type: 'Object', text: '[1,2,"z"]', info: { objectTypeName: 'org.camunda.spin.impl.SpinListImpl' } },
      items: [
        { type: 'Json', text: '1' },
        { type: 'Json', text: '2' },
        { type: 'Json', text: '"z"' },
      ],
    });
  });

  it('knows the time and reads XML', () => {
    expect(answer(inside('now()'))).toBe('= Date:2024-05-06T00:00:00.000Z');
    expect(answer(inside('dateTime().plusMonths(1).minusDays(1).toDate()'))).toBe('= Date:2024-06-05T00:00:00.000Z');
    expect(answer(inside("XML('<order id=\"77\"><line>a</line></order>').attr('id').value()"))).toBe('= String:77');
    expect(answer(inside("S('<a><c>1</c><c>2</c></a>').childElements('c').size()"))).toBe('= Integer:2');
  });
});
