import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { OutsideAnswer, ScriptCall } from '../../core/outside-call.ts';
import { fromJson } from '../../expressions/values.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { threadSource } from '../thread-source.ts';
import { loadSandbox } from './sandbox.ts';
import { readScriptAnswer } from './script-answer.ts';
import { ScriptThreads } from './script-threads.ts';

const DEADLINE_MS = 500;
const VARIABLES: Readonly<Record<string, VariableValue>> = {
  i: { type: 'Integer', text: '3' },
  d: { type: 'Double', text: '2' },
  long: { type: 'Long', text: '12' },
  s: { type: 'String', text: 'text' },
  b: { type: 'Boolean', text: 'true' },
  n: { type: 'Null', text: null },
  dt: { type: 'Date', text: '2024-03-01T10:20:30.123Z' },
  j: { type: 'Json', text: '{"a":1,"l":[1,2]}' },
  list: {
    type: 'Object',
    text: '["a",3]',
    info: { objectTypeName: 'java.util.ArrayList', serializationDataFormat: 'application/json' },
  },
};

const call = (source: string): ScriptCall => ({
  kind: 'script',
  source,
  resource: null,
  variables: VARIABLES,
  localNames: ['i'],
  deploymentKey: '1',
  task: null,
  execution: {
    instanceKey: '7',
    businessKey: 'bk',
    tenantId: null,
    definitionId: 'p:1:2',
    elementId: 't',
    elementName: 'T',
    elementInstanceKey: '8',
    outerKey: '7',
    activityInstanceId: 't:8',
    parentActivityInstanceId: '7',
    eventName: null,
    flowId: null,
  },
});
let sandbox = await loadSandbox(DEADLINE_MS);
const run = (one: ScriptCall): OutsideAnswer => sandbox.run(one);
afterEach(async () => {
  if (sandbox.isBroken) sandbox = await loadSandbox(DEADLINE_MS);
});
const told = (answer: OutsideAnswer): string =>
  answer.kind === 'done'
    ? `${answer.value.type} ${answer.value.text}`
    : answer.kind === 'error'
      ? `error ${answer.code} ${answer.message}`
      : answer.message;

describe('values are those of Camunda 7', () => {
  it.each([
    ['1', 'Integer 1'],
    ['2.0', 'Integer 2'],
    ['4/2', 'Integer 2'],
    ['5/2', 'Double 2.5'],
    ['3000000000', 'Double 3000000000'],
    ['2147483647 + 1', 'Double 2147483648'],
    ['8 * 0.25', 'Double 2'],
    ['i', 'Integer 3'],
    ['d', 'Double 2'],
    ['d + 1', 'Double 3'],
    ['long + 1', 'Integer 13'],
    ['s.length', 'Integer 4'],
    ['b', 'Boolean true'],
    ['n', 'Null null'],
    ['undefined', 'Null null'],
    ['', 'Null null'],
    ['dt', 'Date 2024-03-01T10:20:30.123Z'],
    ['typeof dt', 'String object'],
    ['j', 'Json {"a":1,"l":[1,2]}'],
    ['j.prop("a").value()', 'Integer 1'],
    ['j.prop("l").elements().size()', 'Integer 2'],
    ['j.prop("x", 5).prop("x")', 'Json 5'],
    ["S('{\"a\":{\"b\":true}}').prop('a').prop('b').boolValue()", 'Boolean true'],
    ['JSON.stringify({ a: 1 })', 'String {"a":1}'],
    ['list.get(1) + list.size()', 'Integer 5'],
    ['[i, s]', 'Json [3,"text"]'],
    ['({ a: [1.5] })', 'Json {"a":[1.5]}'],
    ['execution.getVariable("i") + execution.getVariable("none")', 'Integer 3'],
    ['execution.hasVariable("none")', 'Boolean false'],
    ['execution.getVariableLocal("s")', 'Null null'],
    ['execution.id + execution.getProcessInstanceId()', 'String 87'],
    // A name is what the variable was before the script.
    ['execution.setVariable("i", 9); i', 'Integer 3'],
    ['execution.setVariable("i", 9); execution.getVariable("i")', 'Integer 9'],
    ['execution.setVariable("q", 9); typeof q', 'String undefined'],
    ['j.prop("x", 5); execution.getVariable("j")', 'Json {"a":1,"l":[1,2],"x":5}'],
    // What is Long stays so unless it is computed with.
    ['dt.getTime()', 'Long 1709288430123'],
    ['dt.getTime() + 1', 'Double 1709288430124'],
    ['dt.getDate()', 'Integer 1'],
    ['new Date(0).getUTCDate()', 'Double 1'],
    ['"" + dt + dt.toString()', 'String 1709288430123Fri Mar 01 10:20:30 UTC 2024'],
    ['Math.pow(2, 3)', 'Double 8'],
    ['parseFloat("5.0")', 'Double 5'],
    ['Math.max(2, 3)', 'Integer 3'],
    ['var h = new java.util.HashMap(); h.put("a", 1); h.b = [2]; h', 'Object {"a":1,"b":[2]}'],
    ['var h = new java.util.HashMap(); h.put("a", 1); h.get("a") + h.size()', 'Integer 2'],
    ['var L = Java.type("java.util.ArrayList"), l = new L(); l.add("x"); l.add(0, i); l.remove("x"); l', 'Object [3]'],
    ['"" + java.util.Arrays.asList(1, "b", null)', 'String [1, b, null]'],
    ['java.lang.System.out.println("x"); java.lang.Integer.parseInt("5")', 'Integer 5'],
    ['java.lang.Double.parseDouble("5")', 'Double 5'],
    ['new java.lang.String("a")', 'String a'],
    ['org.camunda.spin.Spin.JSON("[1]")', 'Json [1]'],
    ['org.camunda.bpm.engine.variable.Variables.longValue(5)', 'Long 5'],
    ['execution.getVariableTyped("i").getType().getName()', 'String integer'],
    ['execution.getVariableTyped("j").getValueSerialized()', 'String {"a":1,"l":[1,2]}'],
    ['execution.getVariableTyped("none")', 'Null null'],
    ['var i = 5; i', 'Integer 5'],
    ['let s = 1; s', 'Integer 1'],
    ['execution.removeVariable("i"); execution.getVariables().size()', 'Integer 8'],
  ])('%s', (source, wanted) => {
    expect(told(run(call(source)))).toBe(wanted);
  });

  it.each([
    ['nope', 'ReferenceError: nope is not defined'],
    ['throw new Error("bad")', 'Error: bad'],
    ['throw "bad"', 'bad'],
    ['var x = ;', /^SyntaxError: /],
    ['return 5', /^SyntaxError: /],
    ['() => 1', 'TypeError: A function is no value of a variable'],
    ['execution', 'TypeError: execution is no value of a variable'],
    ['Promise.resolve(1)', 'TypeError: A promise is no value of a variable: scripts run at once'],
    ['throw new org.camunda.bpm.engine.delegate.BpmnError("c", "m")', 'error c m'],
    ['throw new BpmnError("c")', 'error c null'],
    ['var x = {}; x.x = x; x', /^TypeError: circular/],
  ])('%s fails', (source, wanted) => {
    expect(told(run(call(source)))).toEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
  });

  it.each([
    ['nope', 'org.graalvm.polyglot.PolyglotException'],
    ["S('{}').prop('none')", 'org.camunda.spin.json.SpinJsonPropertyException'],
    ["S('{}').stringValue()", 'org.camunda.spin.json.SpinJsonDataFormatException'],
  ])('what it sets before %s fails is told with the class of that', (source, javaClass) => {
    const writes = [{ name: 'kept', value: { type: 'Integer', text: '1' }, local: false, ofTask: false }];
    expect(run(call(`execution.setVariable('kept', 1); ${source}`))).toMatchObject({ thrown: { javaClass, writes } });
  });

  it('gives back what was set, in order', () => {
    expect(
      run(
        call('execution.setVariable("a", 1); execution.setVariableLocal("b", j); execution.removeVariable("s"); null'),
      ),
    ).toMatchObject({
      writes: [
        { name: 'a', value: fromJson(1), local: false },
        { name: 'b', value: VARIABLES.j, local: true },
        { name: 's', value: null, local: false },
      ],
    });
  });
});

describe('lists and maps of Java', () => {
  it('are objects of their class, as they are at the end', () => {
    expect(run(call('var l = new java.util.ArrayList(); execution.setVariable("a", l); l.add(i); null'))).toMatchObject(
      {
        writes: [
          { name: 'a', value: javaObject('java.util.ArrayList', '[3]', 'application/x-java-serialized-object') },
        ],
      },
    );
  });

  it('are kept when a script changes those of a variable', () => {
    expect(run(call('list.add(true); null'))).toMatchObject({
      writes: [
        {
          name: 'list',
          value: javaObject('java.util.ArrayList<java.lang.String>', '["a",3,true]', 'application/json'),
        },
      ],
    });
    expect(run(call('list.get(0); null'))).toMatchObject({ writes: [] });
  });

  it('are kept in the format that the script says', () => {
    const script = `var V = Java.type('org.camunda.bpm.engine.variable.Variables');
      V.objectValue(new java.util.ArrayList([i])).serializationDataFormat(V.SerializationDataFormats.JSON).create()`;
    expect(run(call(script))).toMatchObject({
      value: javaObject('java.util.ArrayList<java.lang.Integer>', '[3]', 'application/json'),
    });
  });
});

const javaObject = (objectTypeName: string, text: string, serializationDataFormat: string) => ({
  type: 'Object',
  text,
  info: { objectTypeName, serializationDataFormat },
});

describe('a script reaches nothing', () => {
  it.each([
    'process',
    'require',
    'fetch',
    'setTimeout',
    'WebAssembly',
    'Deno',
    'Buffer',
    'navigator',
    'XMLHttpRequest',
    'java.io',
    'java.lang.Runtime',
    'java.lang.Thread',
    'java.util.ArrayList.class',
    'javax',
    'load',
    'os',
    'std',
    'importScripts',
    'SharedArrayBuffer.host',
  ])('%s', (name) => {
    expect(told(run(call(`typeof ${name}`)))).toBe('String undefined');
  });

  it.each([
    ['({}).constructor.constructor("return typeof process")()', 'String undefined'],
    ['execution.constructor.constructor("return typeof require")()', 'String undefined'],
    ['execution.getVariable.constructor("return typeof globalThis.process")()', 'String undefined'],
    ['(async () => {}).constructor("return 1")().constructor.name', 'String Promise'],
    ['execution.__proto__.x = 1; ({}).x', 'Integer 1'],
    ['try { execution.getVariable = 1 } catch (e) {} typeof execution.getVariable', 'String function'],
    ['import("node:fs")', 'TypeError: A promise is no value of a variable: scripts run at once'],
  ])('%s', (source, wanted) => {
    expect(told(run(call(source)))).toBe(wanted);
  });

  it('cannot pass off an answer that is none', () => {
    expect(told(run(call('Object.prototype.toJSON = () => "{}"; 1')))).toBe('The script gives no values of variables');
  });

  it('works with what it was given before a script meddled', () => {
    expect(told(run(call('JSON.stringify = () => "{}"; 1')))).toBe('Integer 1');
    expect(told(run(call('Array.prototype.push = () => 0; execution.setVariable("a", 1); 2')))).toBe('Integer 2');
  });

  it('is read piece by piece', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{"kind":"done"}',
      '{"kind":"done","value":{"type":"Integer","text":"1;drop"},"writes":[],"taskChanges":[]}',
      '{"kind":"done","value":{"type":"Null","text":null},"writes":[{"name":1}],"taskChanges":[]}',
      '{"kind":"done","value":{"type":"Null","text":null},"writes":[],"taskChanges":[{"__proto__x":1}]}',
    ]) {
      expect(readScriptAnswer(text), text).toBeNull();
    }
  });

  it('leaves nothing for the next one', () => {
    run(call('globalThis.left = 1; Object.prototype.left = 2; Array.prototype.map = null'));
    expect(told(run(call('typeof left + [1].map((x) => x).length')))).toBe('String undefined1');
  });
});

describe('a script takes no more than its share', () => {
  it.each([
    ['an endless loop', 'while (true) {}', `The script takes longer than ${DEADLINE_MS} ms`],
    [
      'a loop that catches everything',
      'while (true) { try { while (true) {} } catch (e) {} }',
      `The script takes longer than ${DEADLINE_MS} ms`,
    ],
    [
      'a regular expression that never ends',
      '/(a+)+b/.test("a".repeat(60))',
      `The script takes longer than ${DEADLINE_MS} ms`,
    ],
    ['an endless getter of its result', '({ toJSON() { while (true) {} } })', /takes longer than/],
    [
      'a memory bomb',
      'let a = "x".repeat(1e6); const all = []; while (true) all.push(a + all.length)',
      /more than 64 MB of memory|takes longer/,
    ],
    ['one huge text', '"x".repeat(2 ** 29)', /memory|invalid string length/i],
    ['a deep recursion', '(function f() { f(); })()', /stack overflow|Maximum call stack/],
    ['a deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, /stack overflow|Maximum call stack/],
    ['a large answer', 'execution.setVariable("x", "y".repeat(5e6)); 1', /sets more than 4000000 characters/],
    ['a long source', ' '.repeat(200_001), /longer than 200000 characters/],
  ])('%s', (_name, source, wanted) => {
    expect(told(run(call(source)))).toEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
  });

  it('works on after all that', () => {
    expect(told(run(call('1 + 1')))).toBe('Integer 2');
  });
});

describe('in threads of their own', () => {
  const threads = new ScriptThreads(threadSource('scripts/script-worker'));
  afterAll(() => threads.close());

  it('an endless script holds up neither the engine nor other scripts', { timeout: 30_000 }, async () => {
    await Promise.all([threads.run(call('1')), threads.run(call('1'))]);
    const endless = threads.run(call('while (true) {}'));
    const first = endless.then(() => 'endless');
    const other = threads.run(call('i + 1')).then(told);
    expect(await Promise.race([first, other])).toBe('Integer 4');
    expect(told(await endless)).toBe('The script takes longer than 1000 ms');
    expect(told(await threads.run(call('2')))).toBe('Integer 2');
  });
});
