import { beforeAll, describe, expect, test } from 'vitest';
import type { RoleId } from '@/lib/auth/roles.ts';
import { personWith } from '@/lib/console/test-person.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { OperationName, OperationParameters, OperationPreview, Reason } from './contract.ts';
import type { Answer } from './run-operation.ts';

/**
 * A gateway decides by the amount; work with a key of its own, a timer, a person's task, and a continuation that fails.
 */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="correction" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="size"/>
    <exclusiveGateway id="size" default="small"/>
    <sequenceFlow id="big" sourceRef="size" targetRef="review"><conditionExpression xsi:type="tFormalExpression">\${amount &gt; 100}</conditionExpression></sequenceFlow>
    <sequenceFlow id="small" sourceRef="size" targetRef="fork"/>
    <parallelGateway id="fork"/><sequenceFlow id="b" sourceRef="fork" targetRef="charge"/><sequenceFlow id="c" sourceRef="fork" targetRef="pause"/><sequenceFlow id="d" sourceRef="fork" targetRef="approve"/>
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"><extensionElements><camunda:properties><camunda:property name="idempotencyKey" value="\${orderId}"/></camunda:properties></extensionElements></serviceTask>
    <sequenceFlow id="e" sourceRef="charge" targetRef="again"/><exclusiveGateway id="again" default="f"/><sequenceFlow id="f" sourceRef="again" targetRef="review"/>
    <sequenceFlow id="g" sourceRef="again" targetRef="approve"><conditionExpression xsi:type="tFormalExpression">\${amount &lt; 5}</conditionExpression></sequenceFlow>
    <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <userTask id="approve"/><userTask id="review"/>
  </process>
</definitions>`;

const REASON: Reason = {
  code: 'test',
  ticket: 'OPS-1',
  correction: {
    symptom: 'The amount is wrong.',
    expectedNext: 'charge is tried again.',
    rollback: 'Undo of this entry.',
  },
};
const desk = testDesk();
const { ask: read, jobAt } = desk;
let definitionKey = '';

beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'correction.bpmn': MODEL })).correction ?? '';
});

const start = (): Promise<string> =>
  desk.start(definitionKey, {
    businessKey: (key) => `ORDER-${key}`,
    variables: { amount: { type: 'Long', text: '7' }, orderId: { type: 'String', text: 'O-1' } },
  });

interface More {
  readonly mode?: 'check';
  readonly expectedVersion?: number;
  readonly reason?: Reason;
  readonly undoes?: number;
  readonly role?: RoleId;
  readonly name?: string;
}
const ask = <N extends OperationName>(
  name: N,
  parameters: OperationParameters<N> | null,
  { role = 'l2-operator', name: who, ...more }: More = {},
): Promise<Answer> =>
  desk.run(name, parameters, {
    reason: REASON,
    person: { ...personWith(role), ...(who !== undefined && { username: who, name: who }) },
    ...more,
  });

const checks = (answer: Answer) =>
  Object.fromEntries((answer as OperationPreview).checks.map((check) => [check.name, check]));

async function lastEntry() {
  const [entry] = await desk.database.auditEntry.findMany({
    where: { outcome: 'done' },
    orderBy: { n: 'desc' },
    take: 1,
  });
  if (entry === undefined) throw new Error('The log is empty');
  return { ...entry, number: Number(entry.n) };
}

async function variableNow(instanceKey: string, name: string) {
  const [row] = await desk.database.$queryRaw<{ type: string; text: string | null; revision: number; info: unknown }[]>`
    select type, text, revision, info from variable where instance_key = ${BigInt(instanceKey)} and name = ${name} and removed_at is null`;
  return row ?? null;
}

const amount = (instanceKey: string, text: string, expectedRevision: number) => ({
  instanceKey,
  scopeKey: instanceKey,
  name: 'amount',
  type: 'Long',
  text,
  expectedRevision,
});

describe('a correction', () => {
  test('declares symptom, next operation and way back, and keeps them with its entry', async () => {
    const instanceKey = await start();
    const preview = await ask('variable.set', amount(instanceKey, '8', 1), { mode: 'check' });
    expect(preview).toMatchObject({
      kind: 'preview',
      risk: 'high',
      correction: { rollback: expect.stringContaining('back to 7') },
      demands: { needsTicket: true },
    });
    expect(
      await ask('variable.set', amount(instanceKey, '8', 1), { reason: { code: 'test', ticket: 'OPS-1' } }),
    ).toMatchObject({
      kind: 'invalid',
      problems: [
        { path: 'reason.correction.symptom' },
        { path: 'reason.correction.expectedNext' },
        { path: 'reason.correction.rollback' },
      ],
    });
    expect(await ask('variable.set', amount(instanceKey, '8', 1))).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'variable.set',
      before: { text: '7', revision: 1, scopeKey: instanceKey },
      after: { text: '8', revision: 2 },
      details: { correction: REASON.correction },
    });
  });

  test('shows in its entry whether the value stands and what came next, and in the list who wrote it', async () => {
    const instanceKey = await start();
    await ask('variable.set', amount(instanceKey, '8', 1), { name: 'mira' });
    const { number } = await lastEntry();
    expect(await read('audit-entry', { n: number })).toMatchObject({
      undo: 'variable.set',
      undoneBy: null,
      details: { correction: REASON.correction },
      aftermath: { variable: { text: '8', isAsWritten: true }, openIncidents: 0, next: [] },
    });
    expect((await read('instance-variables', { instance: instanceKey, name: 'amount' }))?.rows).toMatchObject([
      { writtenBy: null, author: { name: 'mira', entry: number } },
    ]);
    await ask('variable.set', null, { undoes: number });
    const after = await lastEntry();
    expect(await read('audit-entry', { n: number })).toMatchObject({
      undoneBy: after.number,
      aftermath: {
        variable: { text: '7', isAsWritten: false },
        next: [{ n: after.number, operationLabel: 'Correct variable' }],
      },
    });
    const [row] = (await read('instance-variables', { instance: instanceKey, name: 'amount' }))?.rows ?? [];
    expect(
      (await read('variable-history', { key: row?.key ?? '' }))?.values.map(({ text, revision, author }) => [
        text,
        revision,
        author?.name ?? null,
      ]),
    ).toEqual([
      ['7', 3, personWith().name],
      ['8', 2, 'mira'],
      ['7', 1, null],
    ]);
  });

  test('keeps the story of a variable that was removed and added again', async () => {
    const instanceKey = await start();
    await ask('variable.remove', { instanceKey, scopeKey: instanceKey, name: 'amount', expectedRevision: 1 });
    await ask('variable.add', { instanceKey, scopeKey: instanceKey, name: 'amount', type: 'Long', text: '9' });
    const rows = (await read('instance-variables', { instance: instanceKey, name: 'amount' }))?.rows ?? [];
    expect(
      (await read('variable-history', { key: rows.find((row) => row.isAlive)?.key ?? '' }))?.values.map(
        ({ text }) => text,
      ),
    ).toEqual(['9', '7']);
  });

  test('says which gateways decided by the value, and which may still', async () => {
    const instanceKey = await start();
    const found = checks(await ask('variable.set', amount(instanceKey, '8', 1), { mode: 'check' }));
    expect(found['Gateways that have read it']).toMatchObject({
      result: 'look',
      evidence: expect.stringMatching(/^size decided/),
    });
    expect(found['Read next by']?.evidence).toBe('again.');
    expect(found['Dry run on the engine']).toMatchObject({ result: 'passed' });
    expect(await desk.engine.variableReaders(instanceKey, 'amount')).toEqual([
      expect.objectContaining({ elementId: 'size', flowId: 'big', kind: 'condition', readTimes: 1, isAhead: false }),
      expect.objectContaining({ elementId: 'again', flowId: 'g', readTimes: 0, isAhead: true }),
    ]);
  });

  test('of two people the second is told who changed what', async () => {
    const instanceKey = await start();
    expect(await ask('variable.set', amount(instanceKey, '8', 1), { name: 'mira' })).toMatchObject({ kind: 'done' });
    expect(await ask('variable.set', amount(instanceKey, '9', 1), { name: 'tom' })).toMatchObject({
      kind: 'conflict',
      message: expect.stringMatching(/revision 2, you saw 1\. mira did so at .*entry #\d+\)\. It is 8 now\./),
    });
    // That the instance moved on as well says less.
    expect(await ask('variable.set', amount(instanceKey, '9', 1), { name: 'tom', expectedVersion: 1 })).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('mira did so'),
    });
    expect(await variableNow(instanceKey, 'amount')).toMatchObject({ text: '8', revision: 2 });
  });

  test('writes objects, files and numbers beyond 2^53 as they are, and refuses what is none', async () => {
    const instanceKey = await start();
    const add = (name: string, type: string, text: string | null, info?: object, more: More = {}) =>
      ask(
        'variable.add',
        { instanceKey, scopeKey: instanceKey, name, type, text, ...(info !== undefined && { info }) },
        more,
      );
    expect(await add('big', 'Long', '9007199254740993')).toMatchObject({ kind: 'done' });
    expect(await variableNow(instanceKey, 'big')).toMatchObject({ text: '9007199254740993' });
    const order = { objectTypeName: 'com.example.Order', serializationDataFormat: 'application/json' };
    expect(await add('order', 'Object', '{"id":1}', order)).toMatchObject({ kind: 'done' });
    expect(await variableNow(instanceKey, 'order')).toMatchObject({ type: 'Object', text: '{"id":1}', info: order });
    expect(await add('bad', 'Object', '{', order)).toMatchObject({ kind: 'refused' });
    expect(await add('bad', 'Object', '{}')).toMatchObject({ kind: 'refused', message: 'An object names its class.' });
    const file = { filename: 'invoice.txt', mimeType: 'text/plain' };
    expect(await add('file', 'File', 'SGVsbG8=', file)).toMatchObject({ kind: 'done' });
    expect(await variableNow(instanceKey, 'file')).toMatchObject({ type: 'File', text: 'SGVsbG8=', info: file });
    expect((await lastEntry()).after).toMatchObject({ text: '6 bytes' });
    expect(await add('bad', 'File', 'SGVsbG8=')).toMatchObject({ kind: 'refused', message: 'A file has a name.' });
    expect(await add('bad', 'Bytes', 'no base64!')).toMatchObject({ kind: 'refused' });
    expect(await add('bad', 'Bytes', 'A'.repeat(7 * 1024 * 1024))).toMatchObject({
      kind: 'refused',
      message: 'At most 5 MB.',
    });
  });
});

describe('undo', () => {
  test('puts a value back in full, with an entry that names the one it takes back, and only once', async () => {
    const instanceKey = await start();
    const long = 'x'.repeat(10_000);
    await ask('variable.add', { instanceKey, scopeKey: instanceKey, name: 'note', type: 'String', text: long });
    await ask('variable.set', {
      instanceKey,
      scopeKey: instanceKey,
      name: 'note',
      type: 'Integer',
      text: '1',
      expectedRevision: 1,
    });
    const { number } = await lastEntry();
    expect(await ask('variable.set', null, { undoes: number, mode: 'check' })).toMatchObject({
      kind: 'preview',
      correction: null,
      after: { type: 'String' },
    });
    expect(
      await ask('variable.set', null, { undoes: number, reason: { code: 'test', ticket: 'OPS-1' } }),
    ).toMatchObject({ kind: 'done' });
    expect(await variableNow(instanceKey, 'note')).toMatchObject({ type: 'String', text: long, revision: 3 });
    expect(await lastEntry()).toMatchObject({ operation: 'variable.set', undoes: BigInt(number) });
    expect(await ask('variable.set', null, { undoes: number })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('taken back already'),
    });
  });

  test('of what was written again since is refused', async () => {
    const instanceKey = await start();
    await ask('variable.set', amount(instanceKey, '8', 1));
    const { number } = await lastEntry();
    await ask('variable.set', amount(instanceKey, '9', 2));
    expect(await ask('variable.set', null, { undoes: number })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('written again since'),
    });
    expect(await ask('variable.set', null, { undoes: 999_999 })).toMatchObject({
      kind: 'refused',
      message: 'There is no such entry.',
    });
  });

  test('needs the permission of the ordinary operation', async () => {
    const instanceKey = await start();
    await ask('variable.set', amount(instanceKey, '8', 1));
    expect(await ask('variable.set', null, { undoes: (await lastEntry()).number, role: 'auditor' })).toMatchObject({
      kind: 'denied',
    });
    expect(await variableNow(instanceKey, 'amount')).toMatchObject({ text: '8' });
  });

  test('of an added variable removes it, of a removed one brings it back', async () => {
    const instanceKey = await start();
    await ask('variable.add', { instanceKey, scopeKey: instanceKey, name: 'more', type: 'String', text: 'x' });
    expect(await ask('variable.remove', null, { undoes: (await lastEntry()).number })).toMatchObject({ kind: 'done' });
    expect(await variableNow(instanceKey, 'more')).toBeNull();
    expect(await ask('variable.add', null, { undoes: (await lastEntry()).number })).toMatchObject({ kind: 'done' });
    expect(await variableNow(instanceKey, 'more')).toMatchObject({ text: 'x' });
    expect(await ask('variable.set', null, { undoes: (await lastEntry()).number })).toMatchObject({
      kind: 'refused',
      message: 'What this entry records cannot be taken back.',
    });
  });

  test('of a suspension resumes, unless somebody did so already', async () => {
    const instanceKey = await start();
    await ask('instance.suspend', { instanceKey });
    const { number } = await lastEntry();
    expect(await ask('instance.resume', null, { undoes: number })).toMatchObject({ kind: 'done' });
    await ask('instance.suspend', { instanceKey });
    const second = (await lastEntry()).number;
    await ask('instance.resume', { instanceKey });
    expect(await ask('instance.resume', null, { undoes: second })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('since'),
    });
  });

  test('of a due date, a priority and an assignment sets what was there', async () => {
    const instanceKey = await start();
    const jobKey = await jobAt(instanceKey, 'pause');
    const dueAt = async () =>
      (await desk.database.job.findUniqueOrThrow({ where: { key: BigInt(jobKey) } })).dueAt?.toISOString();
    const before = await dueAt();
    await ask('job.set-due-date', { jobKey, dueAt: '2031-01-01T00:00:00Z' });
    const moved = (await lastEntry()).number;
    await ask('job.set-priority', { jobKey, priority: 7 });
    const prioritized = (await lastEntry()).number;
    expect(await ask('job.set-due-date', null, { undoes: moved })).toMatchObject({ kind: 'done' });
    expect(await dueAt()).toBe(before);
    expect(await ask('job.set-priority', null, { undoes: prioritized })).toMatchObject({ kind: 'done' });
    await ask('job.set-priority', { jobKey, priority: 8 });
    const overwritten = (await lastEntry()).number;
    await ask('job.set-priority', { jobKey, priority: 9 });
    expect(await ask('job.set-priority', null, { undoes: overwritten })).toMatchObject({
      kind: 'refused',
      message: 'Its priority was changed since, to 9.',
    });

    const [task] = await desk.database.userTask.findMany({ where: { instanceKey: BigInt(instanceKey) } });
    const taskKey = String(task?.key);
    await ask('task.assign', { taskKey, assignee: 'bea' });
    const assigned = (await lastEntry()).number;
    expect(await ask('task.assign', null, { undoes: assigned })).toMatchObject({ kind: 'done' });
    expect((await desk.database.userTask.findUniqueOrThrow({ where: { key: BigInt(taskKey) } })).assignee).toBeNull();
  });

  test('of a move puts the token back while nobody has touched it', async () => {
    const instanceKey = await start();
    const at = async () =>
      await desk.database.elementInstance.findMany({
        where: { instanceKey: BigInt(instanceKey), endedAt: null },
        select: { elementId: true, key: true },
        orderBy: { elementId: 'asc' },
      });
    const approve = (await at()).find((each) => each.elementId === 'approve');
    const move = {
      instanceKey,
      steps: [
        { kind: 'startBefore' as const, elementId: 'review' },
        { kind: 'cancel' as const, elementInstanceKey: String(approve?.key), elementId: 'approve' },
      ],
    };
    expect(await ask('instance.modify', move)).toMatchObject({ kind: 'done' });
    const { number } = await lastEntry();
    expect((await at()).map((each) => each.elementId)).toEqual(['charge', 'pause', 'review']);
    expect(await ask('instance.modify', null, { undoes: number })).toMatchObject({ kind: 'done' });
    expect((await at()).map((each) => each.elementId)).toEqual(['approve', 'charge', 'pause']);

    const again = (await at()).find((each) => each.elementId === 'approve');
    await ask('instance.modify', {
      instanceKey,
      steps: [
        { kind: 'startBefore', elementId: 'review' },
        { kind: 'cancel', elementInstanceKey: String(again?.key), elementId: 'approve' },
      ],
    });
    const moved = (await lastEntry()).number;
    const review = await desk.database.userTask.findFirstOrThrow({
      where: { instanceKey: BigInt(instanceKey), elementId: 'review', endedAt: null },
    });
    await ask('task.assign', { taskKey: String(review.key), assignee: 'bea' });
    expect(await ask('instance.modify', null, { undoes: moved })).toMatchObject({
      kind: 'refused',
      message: 'Somebody has begun with review since.',
    });
    await desk.engine.execute({ type: 'completeUserTask', taskKey: String(review.key), variables: {} });
    expect(await ask('instance.modify', null, { undoes: moved })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('has gone on since'),
    });
  });
});

describe('the safe-retry checklist', () => {
  async function fail(instanceKey: string, message: string): Promise<string> {
    const jobKey = await jobAt(instanceKey, 'charge');
    const failed = await desk.engine.execute({
      type: 'failJob',
      jobKey,
      retries: 0,
      retryAfterMs: 0,
      errorMessage: message,
      errorDetails: null,
    });
    if (failed.kind === 'rejection') throw new Error(failed.message);
    const incident = await desk.database.incident.findFirstOrThrow({
      where: { instanceKey: BigInt(instanceKey), resolvedAt: null },
    });
    return String(incident.key);
  }

  test('speaks of attempts, errors, outside effects, the key, changed variables and the cause', async () => {
    const instanceKey = await start();
    const incidentKey = await fail(instanceKey, 'Read timed out');
    const before = checks(await ask('incident.retry', { incidentKey }, { mode: 'check' }));
    expect(before['Attempts so far']?.evidence).toMatch(/^1 failed, at /);
    expect(before['Outside effects so far']).toMatchObject({
      result: 'unknown',
      evidence: expect.stringContaining('does not say whether the request was received'),
    });
    expect(before['Idempotency key']).toMatchObject({ result: 'passed', evidence: 'idempotencyKey is orderId = O-1.' });
    expect(before['Variables changed since the failure']).toMatchObject({ result: 'look' });
    expect(before['Cause looks fixed']).toMatchObject({ result: 'unknown' });

    await ask('variable.set', amount(instanceKey, '8', 1), { name: 'mira' });
    const other = await start();
    await desk.engine.execute({ type: 'completeJob', jobKey: await jobAt(other, 'charge'), variables: {} });
    const after = checks(await ask('incident.retry', { incidentKey }, { mode: 'check' }));
    expect(after['Variables changed since the failure']).toMatchObject({
      result: 'passed',
      evidence: 'amount by mira.',
    });
    expect(after['Cause looks fixed']).toMatchObject({
      result: 'passed',
      evidence: expect.stringContaining('charge succeeded 1 time'),
    });

    expect(await ask('incident.retry', { incidentKey })).toMatchObject({
      kind: 'done',
      jobKeys: [await jobAt(instanceKey, 'charge')],
    });
    expect((await lastEntry()).details).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Outside effects so far', result: 'unknown' })]),
    });
  });

  test('holds for all of one element, and for retries with a due date', async () => {
    const instanceKey = await start();
    await fail(instanceKey, 'no');
    expect(await ask('instance.retry-all', { instanceKey, elementIds: ['nowhere'] })).toMatchObject({
      kind: 'refused',
      message: 'There is none.',
    });
    expect(
      await ask('instance.retry-all', { instanceKey, elementIds: ['charge'], dueAt: '2031-01-01T00:00:00Z' }),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('fetched by its worker') });
    expect(
      await ask('instance.retry-all', { instanceKey, elementIds: ['nowhere', 'charge'], retries: 2 }),
    ).toMatchObject({ kind: 'done', jobKeys: [await jobAt(instanceKey, 'charge')] });
    const jobKey = await jobAt(instanceKey, 'pause');
    expect(await ask('job.set-retries', { jobKey, retries: 2, dueAt: '2031-01-01T00:00:00Z' })).toMatchObject({
      kind: 'done',
      jobKeys: [jobKey],
    });
    expect(await desk.database.job.findUniqueOrThrow({ where: { key: BigInt(jobKey) } })).toMatchObject({
      retries: 2,
      dueAt: new Date('2031-01-01T00:00:00Z'),
    });
  });
});

describe('an expression in a scope', () => {
  const juel = (body: string) => ({ language: 'juel' as const, text: `\${${body}}` });

  test('is evaluated, writes nothing and calls nothing', async () => {
    const instanceKey = await start();
    expect(await desk.engine.evaluateExpression(instanceKey, juel('amount * 2'))).toMatchObject({
      kind: 'value',
      value: { text: '14' },
    });
    expect(
      await desk.engine.evaluateExpression(instanceKey, juel("execution.setVariable('amount', 99)")),
    ).toMatchObject({ kind: 'value', writes: ['amount'] });
    expect(await variableNow(instanceKey, 'amount')).toMatchObject({ text: '7', revision: 1 });
    expect(await desk.engine.evaluateExpression(instanceKey, juel('nobody.call()'))).toMatchObject({ kind: 'failure' });
    expect(await desk.engine.evaluateExpression('1', { language: 'feel', text: '1 + 1' })).toMatchObject({
      kind: 'noScope',
    });
  });
});
