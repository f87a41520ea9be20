import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberCall } from '../../core/outside-call.ts';
import { BpmnError } from '../../delegate.ts';
import { parse7, TO_T } from '../../deploy/model-for-tests.ts';
import { fromJson } from '../../expressions/values.ts';
import { ConnectorRunner } from '../connectors/connector-runner.ts';
import { DelegateRegistry } from './delegate-registry.ts';
import { unknownDelegates } from './unknown-delegates.ts';

const DEADLINE_MS = 100;
const call = (name: string, more: Partial<MemberCall> = {}): MemberCall => ({
  kind: 'delegate',
  name,
  member: null,
  args: [],
  fields: {},
  task: null,
  variables: { a: fromJson(1), at: { type: 'Date', text: '2026-01-31T12:00:00.000Z' } },
  localNames: [],
  deploymentKey: '1',
  execution: {
    instanceKey: '7',
    businessKey: 'bk',
    tenantId: null,
    definitionId: 'p:1:2',
    elementId: 't',
    elementName: null,
    elementInstanceKey: '8',
    outerKey: '7',
    activityInstanceId: 't:8',
    parentActivityInstanceId: '7',
    eventName: 'start',
    flowId: null,
  },
  ...more,
});

const registry = new DelegateRegistry(
  {
    'com.example.Sum': async (execution) => {
      execution.setVariable('sum', Number(execution.getVariable('a')) + Number(execution.fields.add));
      execution.removeVariable('a');
      return execution.hasVariable('a');
    },
    dates: (execution) => execution.getVariable('at'),
    rates: {
      of: (_execution, country, factor) => `${country} ${Number(factor) * 2}`,
      getName: () => 'rates',
      execute: () => [1, { b: 2n.toString() }],
    },
    failing: () => {
      throw new Error('no card');
    },
    refusing: () => {
      throw new BpmnError('limit', 'too much');
    },
    named: () => {
      throw Object.assign(new Error(''), { name: 'BpmnError', code: 'x' });
    },
    offline: (execution) => {
      execution.setVariable('tried', true);
      throw Object.assign(new Error('nobody answers'), { name: 'java.net.ConnectException' });
    },
    slow: () => new Promise(() => undefined),
    task: (execution) => {
      execution.task?.change({ assignee: `${execution.task.name} by ${execution.eventName}` });
    },
  },
  (name) => (name.startsWith('left') ? name : null),
  DEADLINE_MS,
);

describe('delegates', () => {
  it('are found by name, left to workers, or unknown', () => {
    expect(
      ['rates', 'leftToWorkers', 'toString', '__proto__', 'Rates'].map((name) => registry.route(name)?.kind),
    ).toEqual(['function', 'topic', undefined, undefined, undefined]);
  });

  it.each([
    [
      'com.example.Sum',
      { fields: { add: fromJson(2) } },
      {
        kind: 'done',
        value: fromJson(false),
        writes: [
          { name: 'sum', value: fromJson(3), local: false },
          { name: 'a', value: null, local: false },
        ],
      },
    ],
    ['dates', {}, { kind: 'done', value: { type: 'Date', text: '2026-01-31T12:00:00.000Z' } }],
    ['rates', {}, { kind: 'done', value: { type: 'Json', text: '[1,{"b":"2"}]' } }],
    ['rates', { member: 'of', args: [fromJson('DE'), fromJson(2)] }, { kind: 'done', value: fromJson('DE 4') }],
    ['rates', { member: 'name' }, { kind: 'done', value: fromJson('rates') }],
    [
      'rates',
      { member: 'constructor' },
      { kind: 'failed', message: "What is registered under 'rates' has no 'constructor'" },
    ],
    [
      'dates',
      { member: 'call' },
      { kind: 'failed', message: "'dates' is registered as one function and has no 'call'" },
    ],
    [
      'failing',
      {},
      { kind: 'failed', message: 'no card', thrown: { javaClass: 'java.lang.RuntimeException', writes: [] } },
    ],
    [
      'offline',
      {},
      {
        kind: 'failed',
        message: 'nobody answers',
        thrown: {
          javaClass: 'java.net.ConnectException',
          writes: [{ name: 'tried', value: fromJson(true), local: false }],
        },
      },
    ],
    ['refusing', {}, { kind: 'error', code: 'limit', message: 'too much' }],
    ['named', {}, { kind: 'error', code: 'x', message: null }],
    ['slow', {}, { kind: 'failed', message: `The delegate 'slow' takes longer than ${DEADLINE_MS} ms` }],
    ['none', {}, { kind: 'failed', message: "Nothing is registered under the name 'none'" }],
    [
      'task',
      {
        task: {
          key: '9',
          elementId: 't',
          eventName: 'create',
          deleteReason: null,
          createdAt: 0,
          now: {
            name: 'N',
            description: null,
            assignee: null,
            owner: null,
            priority: 50,
            dueAt: null,
            followUpAt: null,
            formKey: null,
            candidateUsers: [],
            candidateGroups: [],
          },
        },
      },
      { kind: 'done', taskChanges: [{ assignee: 'N by start' }] },
    ],
  ] as const)('%s %o', async (name, more, answer) => {
    expect(await registry.call(call(name, more))).toMatchObject(answer);
  });

  it('a model names those that nobody registered', () => {
    const { graph } = parse7(
      `${TO_T}<userTask id="t"><extensionElements><camunda:taskListener event="create" class="a.B"/><camunda:executionListener event="start" delegateExpression="\${rates}"/></extensionElements></userTask><serviceTask id="u" camunda:class="a.B"/><userTask id="v"><extensionElements><camunda:formData><camunda:formField id="f" type="string"><camunda:validation><camunda:constraint name="validator" config="a.V"/></camunda:validation></camunda:formField></camunda:formData></extensionElements></userTask>`,
    );
    const told = (name: string, elements: string): string =>
      `The delegate '${name}' of ${elements} is not registered, and fails when it is reached. Register it with startEngine({ delegates: { '${name}': … } }), or let workers do it as an external task of this topic: see docs/delegates.md`;
    expect(graph && unknownDelegates('a.bpmn', graph, registry)).toMatchObject([
      { resource: 'a.bpmn', severity: 'warning', line: 4, elementId: 't', message: told('a.B', "'t', 'u'") },
      { resource: 'a.bpmn', severity: 'warning', line: 4, elementId: 'v', message: told('a.V', "'v'") },
    ]);
  });
});

describe('the http-connector', () => {
  const server = createServer((request, response) => {
    if (request.url === '/away') {
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      return;
    }
    if (request.url === '/api/large') {
      response.end('x'.repeat(1_100_000));
      return;
    }
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        response
          .writeHead(request.url === '/api/no' ? 404 : 200, { 'x-kind': 'test' })
          .end(`${request.method} ${request.headers['x-key'] ?? ''} ${Buffer.concat(parts).toString()}`);
      });
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((ready) => {
      server.listen(0, '127.0.0.1', ready);
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });
  const request = (
    inputs: Readonly<Record<string, unknown>>,
    allowed = [new URL(`${base}/api`), new URL(`${base}/away`)],
  ) =>
    new ConnectorRunner(allowed).run({
      ...call(''),
      kind: 'connector',
      connectorId: 'http-connector',
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, fromJson(value)])),
    });

  it('sends one request and gives back what came', async () => {
    expect(
      await request({ url: `${base}/api/x`, method: 'post', headers: { 'x-key': 1 }, payload: '{}' }),
    ).toMatchObject({ kind: 'done', outputs: { statusCode: fromJson(200), response: fromJson('POST 1 {}') } });
    expect(await request({ url: `${base}/api/group%2Fa..b` })).toMatchObject({
      outputs: { statusCode: fromJson(200) },
    });
    expect(await request({ url: `${base}/api/no` })).toMatchObject({
      outputs: { statusCode: fromJson(404), response: fromJson('GET  ') },
    });
    expect(await request({ url: `${base}/away` })).toMatchObject({ outputs: { statusCode: fromJson(302) } });
  });

  it.each([
    ['another path', () => `${base}/other`],
    ['a path that only begins alike', () => `${base}/apis`],
    ['a way back up', () => `${base}/api/../other`],
    ['a hidden way back up', () => `${base}/api/..%2Fother`],
    ['one hidden twice', () => `${base}/api/%252e%252e/other`],
    ['one with a parameter', () => `${base}/api/..;a=1/other`],
    ['another port', () => 'http://127.0.0.1:1/api'],
    ['another scheme', () => `${base.replace('http:', 'https:')}/api`],
    ['credentials', () => `${base.replace('//', '//u:p@')}/api`],
    ['a file', () => 'file:///etc/passwd'],
  ])('calls nothing that is not allowed: %s', async (_name, url) => {
    expect(await request({ url: url() })).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('is not allowed for the http-connector'),
    });
  });

  it('says what is wrong', async () => {
    expect(await request({ url: `${base}/api` }, [])).toMatchObject({
      message: expect.stringContaining('is not allowed'),
    });
    expect(await request({ url: 'nowhere' })).toMatchObject({
      message: "The http-connector has no valid url: 'nowhere'",
    });
    expect(await request({ url: `${base}/api`, method: 'BREW' })).toMatchObject({
      message: "The http-connector knows no method 'BREW'",
    });
    expect(await request({ url: `${base}/api`, headers: { HOST: 'inside.example' } })).toMatchObject({
      message: 'The http-connector takes no header Host: it is that of the url',
    });
    expect(await request({ url: `${base}/api/large` })).toMatchObject({
      message: expect.stringContaining('larger than 1000000 bytes'),
    });
    expect(await request({ url: 'http://127.0.0.1:1/' }, [new URL('http://127.0.0.1:1/')])).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('could not reach'),
    });
  });
});
