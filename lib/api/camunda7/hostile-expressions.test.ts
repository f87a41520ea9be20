import { afterEach, describe, expect, test } from 'vitest';
import { literalDecision } from '../testing/decisions.ts';
import type { Answer } from '../testing/test-server.ts';
import { around } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

/**
 * Timers, expressions, decisions and scripts that somebody made to do harm; the numbers are those of the project's list
 * of hostile inputs.
 */
const api = engineRest();
afterEach(async () => {
  expect((await api.call('GET /version')).status).toBe(200);
  expect(api.failures).toEqual([]);
});

const starts = (processId: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> =>
  api.call(`POST /process-definition/key/${processId}/start`, { variables });
const expression = (processId: string, text: string): string =>
  around(
    processId,
    `<bpmn:serviceTask id="compute" camunda:expression="${text}" camunda:resultVariable="found" />`,
    'compute',
  );

describe('timers', () => {
  const ticking = (definition: string): string =>
    around(
      't14',
      `<bpmn:userTask id="ask" /><bpmn:boundaryEvent id="tick" attachedToRef="ask" cancelActivity="false"><bpmn:timerEventDefinition>${definition}</bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:sequenceFlow id="f3" sourceRef="tick" targetRef="ticked" /><bpmn:endEvent id="ticked" />`,
      'ask',
    );
  test.each([
    ['PT0.001S', '<bpmn:timeDuration>PT0.001S</bpmn:timeDuration>', 0],
    ['R/PT0.001S', '<bpmn:timeCycle>R/PT0.001S</bpmn:timeCycle>', 1],
    ['R99999999/PT1S', '<bpmn:timeCycle>R99999999/PT1S</bpmn:timeCycle>', 1],
    ['every second', '<bpmn:timeCycle>* * * * * ?</bpmn:timeCycle>', 1],
  ])('T14 200: %s is one job, and after it one or none', async (_what, definition, left) => {
    expect((await api.deploy('t14', ticking(definition))).status).toBe(200);
    const instance = textOf(await starts('t14'), 'id');
    const jobs = async () => (await api.call(`GET /job?processInstanceId=${instance}`)).body as { id: string }[];
    const [job, ...more] = await jobs();
    expect(more).toEqual([]);
    expect((await api.call(`POST /job/${job?.id}/execute`, {})).status).toBe(204);
    expect(await jobs()).toHaveLength(left);
    expect((await api.call(`DELETE /process-instance/${instance}`)).status).toBe(204);
    expect(await jobs()).toEqual([]);
  });

  test('T14 200: the year 9999 is a date as others', async () => {
    expect((await api.deploy('t14', ticking('<bpmn:timeDate>9999-12-31T23:59:59Z</bpmn:timeDate>'))).status).toBe(200);
    const instance = textOf(await starts('t14'), 'id');
    expect((await api.call(`GET /job?processInstanceId=${instance}`)).at(0, 'dueDate')).toMatch(/^9999-12-31T23:59:59/);
  });

  test('T14 500: a duration that is negative is none, and the start is undone', async () => {
    expect((await api.deploy('t14', ticking('<bpmn:timeDuration>P-1D</bpmn:timeDuration>'))).status).toBe(200);
    const answer = await starts('t14');
    expect(answer.status).toBe(500);
    expect(answer.text).toContain("Exception while resolving duedate 'P-1D'");
  });
});

describe('expressions and scripts', () => {
  const begin = performance.now.bind(performance);
  test.each([
    ['a million terms', `\${${'1+'.repeat(1_000_000)}1}`, 400, /longer than 20000 characters/],
    ['a literal of a megabyte', `\${${"'"}${'x'.repeat(1_000_000)}${"'"}}`, 400, /longer than 20000 characters/],
    ['5,000 terms', `\${${'1+'.repeat(5_000)}1}`, 200, /"ended":true/],
    ['brackets in brackets', `\${${'('.repeat(5_000)}1${')'.repeat(5_000)}}`, 400, /nested deeper than 100/],
    [
      'a pattern that never ends',
      `\${('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!').matches('(a+)+$')}`,
      500,
      /too many steps/,
    ],
    ['a text of almost a megabyte', `\${x.concat(x).concat(x)}`, 200, /"ended":true/],
    ['a text of more', `\${x.concat(x).concat(x).concat(x).concat(x)}`, 500, /longer than|too long/],
  ])('T17: %s', async (_what, text, status, message) => {
    const begun = begin();
    const xml = around(
      't17',
      `<bpmn:serviceTask id="compute" camunda:expression="\${found}"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="found">${text}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`,
      'compute',
    );
    const deployed = await api.deploy('t17', xml);
    const answer =
      deployed.status === 200 ? await starts('t17', { x: { value: 'x'.repeat(300_000), type: 'String' } }) : deployed;
    expect(answer.status, answer.text).toBe(status);
    expect(answer.text).toMatch(message);
    expect(answer.text).not.toMatch(/node_modules|\.ts:\d/);
    expect(begin() - begun).toBeLessThan(3_000);
  });

  test.each([
    ['more numbers than there is time for', 'for x in 1..1000000000 return x', 500],
    ['filters in filters', '(for x in 1..2000 return x)[item > count((for y in 1..2000 return y)[item > 1])]', 500],
    ['a pattern that backtracks', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', 500],
    ['a literal of a megabyte', `"${'x'.repeat(1_000_000)}"`, 500],
    ['5,000 terms', `1${'+1'.repeat(5_000)}`, 200],
    ['brackets in brackets', `${'('.repeat(1_000)}1${')'.repeat(1_000)}`, 500],
  ])('T17: a decision of %s', async (_what, text, status) => {
    const begun = begin();
    const form = new FormData();
    form.set('data', new Blob([literalDecision('t17', text)]), 't17.dmn');
    expect((await api.call('POST /deployment/create', form)).status).toBe(200);
    const answer = await api.call('POST /decision-definition/key/t17/evaluate', { variables: {} });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.text).toMatch(status === 200 ? /"value":5001/ : /Cannot evaluate decision t17/);
    expect(begin() - begun).toBeLessThan(3_000);
  });

  test.each([
    `\${''.getClass().forName('java.lang.Runtime').getMethod('exec')}`,
    `\${execution.engineServices.managementService}`,
    `\${execution.getProcessEngineServices()}`,
    `\${constructor.constructor('return process')()}`,
    `\${''.constructor.constructor('return process')()}`,
    `\${execution['constructor']}`,
    `\${variables['__proto__']}`,
    `\${execution.__proto__.polluted}`,
    `\${process.env}`,
    `\${globalThis}`,
  ])('T18 500: %s reaches nothing, and the start is undone', async (text) => {
    const deployed = await api.deploy('t18', expression('t18', text));
    if (deployed.status === 200) {
      const answer = await starts('t18');
      expect(answer.status, answer.text).toBe(500);
      expect(answer.text).not.toMatch(/native code|\[object|DATABASE_URL|node_modules/);
    }
    expect((await api.call('GET /process-instance/count?processDefinitionKey=t18')).body).toEqual({ count: 0 });
  });

  test.each([
    ['process.exit()', 'javascript'],
    ['require("fs").readFileSync("/etc/passwd")', 'javascript'],
    ['while (true) {}', 'javascript'],
    ['"a".repeat(2 ** 30)', 'javascript'],
    ['import("node:fs")', 'javascript'],
    ['globalThis.fetch("http://127.0.0.1")', 'javascript'],
    ['java.lang.System.exit(1)', 'groovy'],
    ['import os', 'jython'],
    ['exit', 'ruby'],
  ])(
    'T19, T20: the script %j in %s is refused at deployment, or fails, and the server goes on',
    async (script, format) => {
      const xml = around(
        't19',
        `<bpmn:scriptTask id="run" scriptFormat="${format}" camunda:resultVariable="r"><bpmn:script>${script.replaceAll('<', '&lt;')}</bpmn:script></bpmn:scriptTask>`,
        'run',
      );
      const deployed = await api.deploy('t19', xml);
      const answer = deployed.status === 200 ? await starts('t19') : deployed;
      expect([400, 500], answer.text).toContain(answer.status);
      expect((await api.call('GET /process-instance/count?processDefinitionKey=t19')).body).toEqual({ count: 0 });
      expect(
        (await api.call('GET /history/process-instance/count?processDefinitionKey=t19&finished=true')).body,
      ).toEqual({ count: 0 });
    },
  );

  test.each([
    ['camunda:class="com.example.Delegate"', /com\.example\.Delegate/],
    [`camunda:delegateExpression="\${bean}"`, /bean/],
  ])(
    'T20 200, then 500: %s that nobody registered is deployed and fails by its name, never skipped',
    async (attribute, named) => {
      expect(
        (await api.deploy('t20', around('t20', `<bpmn:serviceTask id="ring" ${attribute} />`, 'ring'))).status,
      ).toBe(200);
      const answer = await starts('t20');
      expect(answer.status, answer.text).toBe(500);
      expect(answer.text).toMatch(named);
      expect((await api.call('GET /history/process-instance/count?processDefinitionKey=t20')).body).toEqual({
        count: 0,
      });
    },
  );
});
