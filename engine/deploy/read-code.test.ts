import { describe, expect, test } from 'vitest';
import { parse7, parse8, TO_T } from './model-for-tests.ts';

const extended = (tag: string, content: string, attributes = ''): string =>
  `${TO_T}<${tag} id="t" ${attributes}><extensionElements>${content}</extensionElements></${tag}>`;
const script = (attributes: string, text = '1'): string =>
  `${TO_T}<scriptTask id="t" ${attributes}><script>${text}</script></scriptTask>`;
const noSuchLanguage = (language: string) =>
  `t:4 The script language '${language}' of element 't' in line 4 is not supported: scripts are written in JavaScript. Write it in JavaScript, or let a worker do it as an external task`;

describe('code of a model is read, or refused with its place and the words of Camunda 7', () => {
  test.each([
    ['another language', script('scriptFormat="groovy"'), noSuchLanguage('groovy')],
    ['no language', script('scriptFormat=""'), 'null:4 Unable to process ScriptTask: Script language is empty'],
    [
      'no script',
      `${TO_T}<scriptTask id="t" scriptFormat="javascript"/>`,
      'null:4 Unable to process ScriptTask: No script source or resource was given',
    ],
    [
      'a file that is not deployed with it',
      script('scriptFormat="javascript" camunda:resource="a.js"'),
      "t:4 The script resource 'a.js' of element 't' in line 4 cannot be read: only files of the same deployment can, as deployment://name",
    ],
    [
      'a class and a result',
      `${TO_T}<serviceTask id="t" camunda:class="a.B" camunda:resultVariable="r"/>`,
      "t:4 'resultVariableName' not supported for serviceTask elements using 'class'",
    ],
    [
      'a listener with an empty class',
      extended('task', '<camunda:executionListener event="start" class=""/>'),
      "t:4 Attribute 'class' cannot be empty",
    ],
    [
      'a listener with an empty delegate expression',
      extended('task', '<camunda:executionListener event="start" delegateExpression=""/>'),
      "t:4 Attribute 'delegateExpression' cannot be empty",
    ],
    [
      'a field without value',
      extended('serviceTask', '<camunda:field name="a"/>', 'camunda:class="a.B"'),
      't:4 One of the following is mandatory on a field declaration: one of attributes stringValue|expression or one of child elements string|expression',
    ],
    [
      'a listener without event',
      extended('task', '<camunda:executionListener class="a.B"/>'),
      "t:4 Attribute 'event' is mandatory on listener",
    ],
    [
      'a listener of another event',
      extended('task', '<camunda:executionListener event="take" class="a.B"/>'),
      "t:4 Attribute 'event' must be one of {start|end}",
    ],
    [
      'a listener without code',
      extended('task', '<camunda:executionListener event="start"/>'),
      "t:4 Element 'class', 'expression', 'delegateExpression' or 'script' is mandatory on executionListener",
    ],
    [
      'a listener in another language',
      extended(
        'task',
        '<camunda:executionListener event="start"><camunda:script scriptFormat="python">1</camunda:script></camunda:executionListener>',
      ),
      noSuchLanguage('python'),
    ],
    [
      'a script without language',
      extended(
        'task',
        '<camunda:executionListener event="start"><camunda:script>1</camunda:script></camunda:executionListener>',
      ),
      "t:4 Missing attribute 'scriptFormat' for 'script' element",
    ],
    [
      'a task listener of another event',
      extended('userTask', '<camunda:taskListener event="created" class="a.B"/>'),
      "t:4 Attribute 'event' must be one of {create|assignment|complete|update|delete|timeout}",
    ],
    ['a connector without name', extended('serviceTask', '<camunda:connector/>'), "t:4 No 'id' defined for connector."],
  ])('%s', (_name, body, sentence) => {
    expect(parse7(body).sentences).toEqual([sentence]);
  });

  test('a timeout needs an id and a timer', () => {
    expect(parse7(extended('userTask', '<camunda:taskListener event="timeout" class="a.B"/>')).sentences).toEqual([
      "t:4 Element 'id' is mandatory on taskListener of type 'timeout'",
      "t:4 Element 'timerEventDefinition' is mandatory on taskListener of type 'timeout'",
    ]);
  });

  test('scripts in FEEL and JUEL are expressions, those in a file are read when they run', () => {
    const code = (body: string) => parse7(body).graph?.elements.get('t');
    expect(code(script('scriptFormat="feel"', '1 + 1'))).toMatchObject({
      kind: 'expressionTask',
      logic: { code: { language: 'feel', text: '1 + 1' } },
    });
    expect(code(script('scriptFormat="juel"', `\${x}`))).toMatchObject({
      logic: { code: { language: 'juel', text: `\${x}` } },
    });
    expect(code(script('scriptFormat="javascript" camunda:resource="deployment://a.js"', ''))).toMatchObject({
      logic: { code: { language: 'javascript', resource: 'deployment://a.js' } },
    });
    expect(code(script('scriptFormat="javascript" camunda:resource="a.js"'))).toMatchObject({
      logic: { code: { resource: 'a.js' } },
    });
    const listener =
      '<camunda:executionListener event="start"><camunda:script scriptFormat="javascript" resource="deployment://b.js"/></camunda:executionListener>';
    expect(code(extended('task', listener))).toMatchObject({
      listeners: [{ code: { language: 'javascript', resource: 'deployment://b.js' } }],
    });
  });

  test('a script task of Camunda 8 needs an expression with a result, or a job', () => {
    expect(parse8(`${TO_T}<scriptTask id="t"/>`).sentences).toEqual([
      "t:4 Must have either one 'zeebe:script' or one 'zeebe:taskDefinition' extension element",
    ]);
    expect(parse8(extended('scriptTask', '<zeebe:script expression="=1"/>')).sentences).toEqual([
      "t:4 Attribute 'resultVariable' must be present and not empty",
    ]);
    expect(parse8(extended('scriptTask', '<zeebe:taskDefinition type="x"/>')).graph?.elements.get('t')).toMatchObject({
      kind: 'workerTask',
    });
  });

  test.each([
    [
      'a start listener of a start event',
      '<startEvent id="t"><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners></extensionElements></startEvent>',
      "t:4 Execution listeners of type 'start' are not supported by start events",
    ],
    [
      'a listener of another event',
      extended(
        'task',
        '<zeebe:executionListeners><zeebe:executionListener eventType="take" type="x"/></zeebe:executionListeners>',
      ),
      "t:4 Attribute 'eventType' must be one of [start, end]",
    ],
    [
      'a listener without type',
      extended(
        'task',
        '<zeebe:executionListeners><zeebe:executionListener eventType="end"/></zeebe:executionListeners>',
      ),
      "t:4 Attribute 'type' must be present and not empty",
    ],
    [
      'the same listener twice',
      extended(
        'task',
        `<zeebe:executionListeners>${'<zeebe:executionListener eventType="end" type="x"/>'.repeat(2)}</zeebe:executionListeners>`,
      ),
      "t:4 Found '2' duplicates based on eventType[end] and type[x], these combinations should be unique.",
    ],
    [
      'the same listener three times, counting them',
      extended(
        'task',
        `<zeebe:executionListeners>${'<zeebe:executionListener eventType="start" type="=x"/>'.repeat(3)}<zeebe:executionListener eventType="end" type="=x"/></zeebe:executionListeners>`,
      ),
      "t:4 Found '3' duplicates based on eventType[start] and type[=x], these combinations should be unique.",
    ],
  ])('Camunda 8 refuses %s', (_name, body, sentence) => {
    expect(parse8(body).sentences).toEqual([sentence]);
  });
});
