import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { around, definitions, invalid, userTask, withDoctype, work } from './testing/models.ts';
import { refusedWhileSent } from '../testing/endless-upload.ts';
import type { Answer } from '../testing/test-server.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

/**
 * Models that somebody made to do harm, sent as a client sends them. The numbers are those of the project's list of
 * hostile inputs; circles, recursion and storms (T14–T16) are in `engine/runtime/runaway-models.test.ts`,
 * what is computed in `hostile-expressions.test.ts`.
 */
const api = engineRest();
afterEach(async () => {
  // Whatever came before, the server still serves and has not failed by itself.
  expect((await api.call('GET /version')).status).toBe(200);
  expect(api.failures).toEqual([]);
});

/** A clean refusal: a sentence, and nothing of the inside of the server. */
async function refused(name: string, xml: string | Uint8Array<ArrayBuffer>, message: RegExp): Promise<void> {
  const form = new FormData();
  form.set('deployment-name', name);
  form.set('data', new Blob([xml]), `${name}.bpmn`);
  const response = await fetch(`${api.base}/deployment/create`, { method: 'POST', body: form });
  const text = await response.text();
  // What is no XML is a 500 of the original, and its own sentence says so.
  expect(response.status, text).toBe(text.includes('ENGINE-09003') ? 500 : 400);
  expect(text).toMatch(message);
  expect(text).not.toMatch(/node_modules|\.ts:\d|\bat \w+ \(|select |insert /);
  expect((await api.call(`GET /deployment/count?name=${name}`)).body).toEqual({ count: 0 });
}

/** In a tenth of a second; a machine that does something else meanwhile gets some more tries. */
async function refusedAtOnce(refuse: () => Promise<void>): Promise<void> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 10 && shortest >= 100; n += 1) {
    const begun = performance.now();
    await refuse();
    shortest = Math.min(shortest, performance.now() - begun);
  }
  expect(shortest).toBeLessThan(100);
}

const starts = (processId: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> =>
  api.call(`POST /process-definition/key/${processId}/start`, { variables });
describe('files', () => {
  test.each([
    ['no XML', 'hello', '1'],
    ['nothing', '', '1'],
    ['torn', work('t01').slice(0, 400), '5'],
    ['tags that do not match', work('t01').replace('</bpmn:process>', '</bpmn:proces>'), '12'],
    ['an encoding that is not so', Uint8Array.of(0x3c, 0x61, 0xff, 0x3e), ''],
    ['a flow from nowhere', invalid('t01'), '5'],
  ])('T01 400: %s, with the place', async (_what, content, line) => {
    await refused('t01', content, line === '' ? /ENGINE-09003/ : new RegExp(`line ${line} \\| column \\d`));
  });

  test('T01 400: one broken file of two, and neither is deployed', async () => {
    const form = new FormData();
    form.set('deployment-name', 't01-both');
    form.set('good', new Blob([work('t01Good')]), 'good.bpmn');
    form.set('bad', new Blob(['<a>']), 'bad.bpmn');
    const response = await fetch(`${api.base}/deployment/create`, { method: 'POST', body: form });
    expect([400, 500]).toContain(response.status);
    expect((await api.call('GET /process-definition/count?key=t01Good')).body).toEqual({ count: 0 });
  });

  test('T01 200: UTF-16 and a byte order mark are read', async () => {
    const text = work('t01Marked').replace('UTF-8', 'UTF-16');
    const units = new Uint8Array(Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0)).buffer);
    const form = new FormData();
    form.set('data', new Blob([units]), 'marked.bpmn');
    expect((await fetch(`${api.base}/deployment/create`, { method: 'POST', body: form })).status).toBe(200);
    expect((await starts('t01Marked')).status).toBe(200);
  });

  const doctype = (declared: string): string => work('t02').replace('?>', `?>\n<!DOCTYPE x ${declared}>`);
  test.each([
    ['T02: a file of the server', doctype('SYSTEM "file:///etc/passwd"')],
    [
      'T03: entities in entities',
      doctype(
        `[<!ENTITY a "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n} "${'&a;'.repeat(10)}">`).join('')}]`,
      ),
    ],
    ['T03: an entity from elsewhere', doctype('[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]')],
    [
      'T03: an entity as long as it is often used',
      doctype(`[<!ENTITY a "${'a'.repeat(100_000)}">]`).replace('name="Do it"', `name="${'&a;'.repeat(100_000)}"`),
    ],
    ['T03: two document types', withDoctype('t02').replace(']>', ']><!DOCTYPE y>')],
    ['T04: a declaration that nothing uses', doctype('[<!ELEMENT a ANY>]')],
  ])('%s: 400 at once', async (_what, content) => {
    await refusedAtOnce(() => refused('t02', content, /DOCTYPE is disallowed/));
  });

  test('T03 400 at once: a million letters as numbers', async () => {
    const letters = work('t03').replace('name="Do it"', `name="${'&#65;'.repeat(1_000_000)}"`);
    await refusedAtOnce(() => refused('t03', letters, /more than 100000 character references/));
  });

  test('T05 200 and 400: addresses in a file are never asked', async () => {
    const asked: string[] = [];
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((next) => {
      server.once('listening', next);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const content = work('t05').replace(
      'id="definitions"',
      `id="definitions" xsi:schemaLocation="http://x http://127.0.0.1:${port}/schema"`,
    );
    const importing = content.replace(
      '<bpmn:process',
      `<bpmn:import importType="http://www.w3.org/2001/XMLSchema" location="http://127.0.0.1:${port}/import" namespace="n" /><bpmn:process`,
    );
    await refused('t05', importing, /Could not import item of type/);
    expect((await api.deploy('t05', content)).status).toBe(200);
    expect((await starts('t05')).status).toBe(200);
    const including = content.replace(
      '<camunda:properties>',
      `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="http://127.0.0.1:${port}/included" parse="text" /><camunda:properties>`,
    );
    expect((await api.deploy('t05', including)).status).toBe(200);
    expect((await starts('t05')).status).toBe(200);
    server.close();
    expect(asked).toEqual([]);
  });

  test.each([
    [
      '10,001 attributes',
      definitions(`<bpmn:process ${Array.from({ length: 10_001 }, (_, n) => `a${n}=""`).join(' ')} />`),
    ],
    ['an attribute of a megabyte', definitions(`<bpmn:process id="${'x'.repeat(1_000_000)}" />`)],
    ['a depth of 10,000', `<a>`.repeat(10_000)],
    ['more than 200,000 elements', definitions('<bpmn:x/>'.repeat(200_001))],
  ])('T06 400: %s', async (_what, content) => {
    await refused('t06', content, /more than|longer than|deeper than/);
  });

  const DEPLOY = '/deployment/create';
  const ofForm = { 'content-type': 'multipart/form-data; boundary=b' };
  const part = (name: string): string =>
    `--b\r\ncontent-disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n`;

  test('T07 413: a model of 100 MB, long before it has come, and nothing of it is held', async () => {
    await refusedWhileSent(api.base + DEPLOY, part('t07.bpmn'), ofForm);
  });

  test('T07 413: ten thousand files', async () => {
    const body = `${Array.from({ length: 10_000 }, (_, n) => `${part(`f${n}.txt`)}x\r\n`).join('')}--b--\r\n`;
    expect(await api.call(`POST ${DEPLOY}`, body, ofForm)).toMatchObject({ status: 413 });
  });

  test('T07 4xx: 100 MB in a compressed body are not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
    const before = process.memoryUsage().rss;
    for (const [path, type] of [
      ['/process-definition/key/t07/start', 'application/json'],
      [DEPLOY, ofForm['content-type']],
    ] as const) {
      const answer = await fetch(api.base + path, {
        method: 'POST',
        headers: { 'content-type': type, 'content-encoding': 'gzip' },
        body: new Uint8Array(bomb),
      });
      expect([400, 415], path).toContain(answer.status);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('T07 200: a compressed file is kept as it is, and a name that leads elsewhere is a text in the database', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
    const form = new FormData();
    form.set('bomb', new Blob([new Uint8Array(bomb)]), 'bomb.bar');
    form.set('data', new Blob([work('t07')]), '../../../t07.bpmn');
    const response = await fetch(api.base + DEPLOY, { method: 'POST', body: form });
    expect(response.status).toBe(200);
    expect((await starts('t07')).status).toBe(200);
    expect(existsSync(new URL('../../../t07.bpmn', `file://${process.cwd()}/`))).toBe(false);
  });
});

describe('names', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'T08 200: %s is an ordinary id of a process, an element, a message, an error and a variable',
    async (name) => {
      const xml = around(
        name,
        `<bpmn:receiveTask id="wait" messageRef="m" /><bpmn:boundaryEvent id="late" attachedToRef="wait"><bpmn:errorEventDefinition errorRef="e" /></bpmn:boundaryEvent><bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="lateEnd" /><bpmn:endEvent id="lateEnd" />`.replaceAll(
          '"wait"',
          `"${name}_"`,
        ),
        `${name}_`,
        `<bpmn:message id="m" name="${name}" /><bpmn:error id="e" errorCode="${name}" />`,
      );
      expect((await api.deploy('t08', xml)).status).toBe(200);
      const instance = textOf(
        await api.call(`POST /process-definition/key/${name}/start`, `{"variables":{"${name}":{"value":"kept"}}}`),
        'id',
      );
      expect((await api.call(`GET /process-instance/${instance}/variables/${name}`)).body).toMatchObject({
        value: 'kept',
      });
      expect((await api.call('POST /message', { messageName: name, processInstanceId: instance })).status).toBe(204);
      expect((await api.call(`GET /history/process-instance/${instance}`)).at('state')).toBe('COMPLETED');
      expect(Object.hasOwn(Object.prototype, 'kept') || ({} as Record<string, unknown>).value !== undefined).toBe(
        false,
      );
    },
  );

  const inner = (body: string): string =>
    definitions(`<bpmn:process id="t09" isExecutable="true" camunda:historyTimeToLive="1">${body}</bpmn:process>`);
  test.each([
    ['one id twice', inner('<bpmn:startEvent id="a" /><bpmn:endEvent id="a" />'), /\ba\b/],
    [
      'a flow to nowhere',
      inner('<bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="gone" />'),
      /gone/,
    ],
    [
      'a flow from nowhere',
      inner('<bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="gone" targetRef="s" />'),
      /gone/,
    ],
    [
      'a boundary event of nothing',
      inner(
        '<bpmn:startEvent id="s" /><bpmn:boundaryEvent id="b" attachedToRef="gone"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>',
      ),
      /gone|\bb\b/,
    ],
    [
      'a flow into another scope',
      inner(
        '<bpmn:startEvent id="s" /><bpmn:subProcess id="sub"><bpmn:startEvent id="in" /><bpmn:userTask id="deep" /></bpmn:subProcess><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="deep" />',
      ),
      /deep|\bf\b/,
    ],
    [
      'a boundary event on itself',
      inner(
        '<bpmn:startEvent id="s" /><bpmn:boundaryEvent id="b" attachedToRef="b"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>',
      ),
      /\bb\b/,
    ],
    [
      'a circle of boundary events',
      inner(
        '<bpmn:startEvent id="s" />' +
          [
            ['b', 'c'],
            ['c', 'b'],
          ]
            .map(
              ([id, at]) =>
                `<bpmn:boundaryEvent id="${id}" attachedToRef="${at}"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
            )
            .join(''),
      ),
      /\b[bc]\b/,
    ],
  ])('T09 400: %s is named', async (_what, xml, message) => {
    await refused('t09', xml, message);
  });

  test('T09 200: a flow from a task to itself is allowed: it is done again', async () => {
    const self = around(
      't09Self',
      '<bpmn:userTask id="again" /><bpmn:sequenceFlow id="self" sourceRef="again" targetRef="again" />',
      'again',
    )
      .replace(/<bpmn:sequenceFlow id="f2".*?>/, '')
      .replace('<bpmn:endEvent id="end" />', '');
    expect((await api.deploy('t09-self', self)).status).toBe(200);
    const instance = textOf(await starts('t09Self'), 'id');
    const present = async () => textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
    const first = await present();
    expect((await api.call(`POST /task/${first}/complete`, {})).status).toBe(204);
    expect(await present()).not.toBe(first);
  });

  test.each([
    '<img src=x onerror=alert(1)>',
    '</script><script>alert(1)</script>',
    '\u202etxt.exe',
    'a\u200bb',
    'javascript:alert(1)',
  ])('T10, T11 200: the name %j is kept as it is and sent as JSON', async (name) => {
    const escaped = name.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const xml = around(
      't10',
      `<bpmn:userTask id="check" name="${escaped}"><bpmn:documentation>${escaped}</bpmn:documentation></bpmn:userTask>`,
      'check',
    ).replace('name="Process t10"', `name="${escaped}"`);
    expect((await api.deploy('t10', xml)).status).toBe(200);
    const instance = textOf(await starts('t10'), 'id');
    const tasks = await api.call(`GET /task?processInstanceId=${instance}`);
    expect(tasks).toMatchObject({ type: 'application/json', body: [{ name }] });
    expect((await api.call('GET /process-definition/key/t10')).body).toMatchObject({ name });
  });

  test('T12 200: fifty deployments of one process at once have the versions 1 to 50', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => api.deploy(`t12-${n}`, work('t12'))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const versions = (await api.call('GET /process-definition?key=t12&maxResults=100')).body as { version: number }[];
    expect(versions.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
  });

  test('T13 200: the same file again is a new version, and none with duplicate filtering', async () => {
    const version = async () => (await api.call('GET /process-definition/key/t13')).at('version');
    await api.deploy('t13', work('t13'));
    await api.deploy('t13', work('t13'));
    expect(await version()).toBe(2);
    await api.deploy('t13', work('t13'), { 'enable-duplicate-filtering': 'true', 'deploy-changed-only': 'true' });
    expect(await version()).toBe(2);
  });
});

test('T10 the user task of every name can be completed', async () => {
  await api.deploy('ends', userTask('ends'));
  const instance = textOf(await starts('ends'), 'id');
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  expect((await api.call(`POST /task/${task}/complete`, {})).status).toBe(204);
});
