import { describe, expect, test } from 'vitest';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { StartTimerRow } from '@/lib/console/views/job-view.ts';
import type { OperationCheck, OperationPreview } from './contract.ts';
import type { Answer } from './run-operation.ts';

const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';
const model = (id: string, content: string) =>
  `<definitions ${NAMESPACES} targetNamespace="tests"><process id="${id}" isExecutable="true" camunda:historyTimeToLive="30">${content}</process></definitions>`;
const WAITING = (task: string) =>
  `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="${task}"/><userTask id="${task}"/>`;
const CALLING = (called: string) =>
  `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="call"/><callActivity id="call" calledElement="${called}"/>`;
const CLOUD = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0" id="d" targetNamespace="tests"><bpmn:process id="cloudy" isExecutable="true"><bpmn:startEvent id="start"/><bpmn:sequenceFlow id="a" sourceRef="start" targetRef="wait"/><bpmn:userTask id="wait"/></bpmn:process></bpmn:definitions>`;
const CONFIRMED = { code: 'test', ticket: 'OPS-1', note: 'a test' };
const elsewhere = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: ['elsewhere'] }] };
const desk = testDesk();

const deployed = async (id: string, content: string): Promise<string> =>
  (await desk.deploy({ [`${id}.bpmn`]: model(id, content) }))[id] ?? '';
const check = async (answer: Promise<Answer>): Promise<OperationPreview> => {
  const preview = await answer;
  if (preview.kind !== 'preview') throw new Error(JSON.stringify(preview));
  return preview;
};
const found = ({ checks }: OperationPreview, name: string): OperationCheck | undefined =>
  checks.find((each) => each.name === name);
const asDeveloper = { role: 'developer', mode: 'check' } as const;
const ended = async (definitionKey: string): Promise<string> => {
  const instanceKey = await desk.start(definitionKey);
  await desk.engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });
  return instanceKey;
};
const rowsOf = async (table: 'instance' | 'definition', key: string): Promise<number> =>
  (await desk.database.$queryRawUnsafe<unknown[]>(`select 1 from ${table} where key = $1::bigint`, key)).length;

describe('how long history is kept', () => {
  test('says what goes with it, is written with before and after, and is taken back', async () => {
    const definitionKey = await deployed('kept', WAITING('wait'));
    const old = await ended(definitionKey);
    await ended(definitionKey);
    await desk.database.$executeRawUnsafe(
      `update instance set ended_at = now() - interval '10 days' where key = $1::bigint`,
      old,
    );
    const preview = await check(desk.run('definition.edit-ttl', { definitionKey, days: 5 }, asDeveloper));
    expect(preview.effects).toEqual([
      'The history of kept version 1 is kept 5 days instead of 30 days.',
      '1 ended instance would be removed by the next clean-up, with what they called.',
      expect.any(String),
    ]);
    expect(found(preview, 'History that goes at once')).toMatchObject({
      result: 'look',
      evidence: '1 ended instance.',
    });
    expect((await check(desk.run('definition.edit-ttl', { definitionKey, days: null }, asDeveloper))).effects[1]).toBe(
      '2 ended instances stay until somebody deletes them.',
    );
    expect(await desk.run('definition.edit-ttl', { definitionKey, days: 5 }, { role: 'developer' })).toMatchObject({
      kind: 'done',
      message: 'The history of kept version 1 is kept 5 days.',
    });
    expect(await desk.see('definition', { key: definitionKey })).toMatchObject({ historyTtlDays: 5 });
    const entry = await desk.lastEntry();
    expect(entry).toMatchObject({
      operation: 'definition.edit-ttl',
      before: { historyTtlDays: 30 },
      after: { historyTtlDays: 5 },
    });
    expect(await desk.run('definition.edit-ttl', null, { role: 'developer', undoes: Number(entry.n) })).toMatchObject({
      kind: 'done',
    });
    expect(await desk.see('definition', { key: definitionKey })).toMatchObject({ historyTtlDays: 30 });
  });

  test('the same again, and what is no number of days, is refused', async () => {
    const definitionKey = await deployed('same', WAITING('wait'));
    expect(await desk.run('definition.edit-ttl', { definitionKey, days: 30 }, { role: 'developer' })).toMatchObject({
      kind: 'refused',
      message: 'It is kept 30 days already.',
    });
    expect(await desk.run('definition.edit-ttl', { definitionKey, days: -1 }, { role: 'developer' })).toMatchObject({
      kind: 'invalid',
    });
    expect(await desk.run('definition.edit-ttl', { definitionKey, days: 5 }, { role: 'l2-operator' })).toMatchObject({
      kind: 'denied',
    });
  });
});

describe('a version is deleted', () => {
  test('not while an instance runs, not without the words; then with its history, and the version before is the newest', async () => {
    const first = await deployed('gone', WAITING('wait'));
    const second = await deployed('gone', WAITING('waitMore'));
    const [running, over] = [await desk.start(second), await ended(second)];
    expect(
      await desk.run('definition.delete', { definitionKey: second }, { role: 'admin', confirmation: 'delete gone v2' }),
    ).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('1 instance runs: migrate or cancel it first.'),
    });
    await desk.engine.execute({ type: 'cancelInstance', instanceKey: running, reason: null, onlyRoot: false });
    const preview = await check(
      desk.run('definition.delete', { definitionKey: second }, { role: 'admin', mode: 'check' }),
    );
    expect(preview).toMatchObject({ risk: 'destructive', confirmation: 'delete gone v2' });
    expect(preview.effects).toEqual([
      'gone version 2 is deleted; its number is not used again.',
      expect.stringContaining('Version 1 is the newest then'),
      'The history of 2 ended instances is removed, with what they called.',
      'The audit log stays.',
    ]);
    expect(
      await desk.run('definition.delete', { definitionKey: second }, { role: 'admin', reason: CONFIRMED }),
    ).toMatchObject({ kind: 'invalid' });
    expect(
      await desk.run('definition.delete', { definitionKey: second }, { role: 'admin', confirmation: 'delete gone v2' }),
    ).toMatchObject({ kind: 'done', message: 'gone version 2 was deleted with the history of 2 instances.' });
    expect([await rowsOf('definition', second), await rowsOf('instance', over)]).toEqual([0, 0]);
    expect(await desk.lastEntry()).toMatchObject({
      operation: 'definition.delete',
      before: { processId: 'gone', version: 2, ended: 2 },
      after: null,
      targetKey: second,
    });
    expect(await desk.see('definition', { process: 'gone' })).toMatchObject({
      definition: { key: first, version: 1 },
      isLatest: true,
    });
    expect(await desk.run('definition.delete', { definitionKey: second }, { role: 'admin' })).toMatchObject({
      kind: 'notFound',
    });
  });

  test('who calls this very version is named; with a version of Camunda 8 its history stays', async () => {
    const called = await deployed('called', WAITING('wait'));
    await deployed('caller', CALLING('called'));
    expect(
      found(await check(desk.run('definition.delete', { definitionKey: called }, asDeveloper)), 'Callers'),
    ).toMatchObject({ result: 'look', evidence: 'Called by caller v1 at call.' });
    await deployed('called', WAITING('other'));
    expect(
      found(await check(desk.run('definition.delete', { definitionKey: called }, asDeveloper)), 'Callers'),
    ).toMatchObject({ result: 'passed' });
    const cloudy = (await desk.deploy({ 'cloudy.bpmn': CLOUD })).cloudy ?? '';
    const over = await ended(cloudy);
    expect(
      await desk.run(
        'definition.delete',
        { definitionKey: cloudy },
        { role: 'developer', confirmation: 'delete cloudy v1' },
      ),
    ).toMatchObject({ kind: 'done', message: 'cloudy version 1 was deleted.' });
    expect(await rowsOf('instance', over)).toBe(1);
    expect(await desk.see('definition', { process: 'cloudy' })).toMatchObject({
      deletedAt: expect.any(Number),
      isLatest: false,
      versions: [],
    });
  });
});

describe('a timer that starts instances', () => {
  const NIGHTLY =
    '<startEvent id="begin"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent><sequenceFlow id="a" sourceRef="begin" targetRef="wait"/><userTask id="wait"/>';
  const timerOf = async (definitionKey: string): Promise<StartTimerRow> => {
    const [row] = (await desk.see('start-timers', { definition: definitionKey })).rows;
    if (row === undefined) throw new Error('No timer waits.');
    return row;
  };

  test('says its next times, rests and runs again, and is set to another time, each with its entry', async () => {
    const definitionKey = await deployed('hourly', NIGHTLY);
    const { job, times } = await timerOf(definitionKey);
    // Those after the first are counted from the full second at which the model was deployed.
    expect(times.map((at) => Math.round((at - (times[0] ?? 0)) / 3_600_000))).toEqual([0, 1, 2, 3, 4]);
    expect(await desk.run('job.suspend', { jobKey: job.key })).toMatchObject({
      kind: 'done',
      message: 'The start timer begin of hourly version 1 rests until it is resumed.',
    });
    expect(await desk.lastEntry()).toMatchObject({
      operation: 'job.suspend',
      targetKey: job.key,
      before: { isSuspended: false },
      after: { isSuspended: true },
      elementId: 'begin',
    });
    expect((await timerOf(definitionKey)).job).toMatchObject({ state: 'suspended', isSuspended: true });
    expect(await desk.run('job.resume', null, { undoes: Number((await desk.lastEntry()).n) })).toMatchObject({
      kind: 'done',
    });
    const dueAt = new Date(Date.now() + 1_800_000).toISOString();
    expect(await desk.run('job.set-due-date', { jobKey: job.key, dueAt })).toMatchObject({ kind: 'done' });
    expect((await timerOf(definitionKey)).times[0]).toBe(Date.parse(dueAt));
    const calendar = await desk.see('timer-calendar', { definition: definitionKey });
    expect(calendar).toMatchObject({
      hours: [{ at: Math.floor(Date.parse(dueAt) / 3_600_000) * 3_600_000, count: 1 }],
      countedTo: null,
    });
    expect(await desk.see('timer-calendar', { definition: definitionKey }, { person: elsewhere })).toMatchObject({
      hours: [],
    });
    expect([
      await desk.ask('start-timers', { definition: definitionKey }, { person: elsewhere }),
      await desk.run('job.suspend', { jobKey: job.key }, { person: elsewhere }),
    ]).toMatchObject([null, { kind: 'notFound' }]);
  });

  test('fires by hand: an instance starts with the entry, and the next time is armed; not while its version rests', async () => {
    const definitionKey = await deployed('fired', NIGHTLY);
    const { job } = await timerOf(definitionKey);
    await desk.run('definition.suspend', { definitionKey, includesInstances: false, at: null });
    expect(await desk.run('job.execute', { jobKey: job.key })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('The version is suspended'),
    });
    await desk.run('definition.resume', { definitionKey, includesInstances: false, at: null });
    const fired = await desk.run('job.execute', { jobKey: job.key });
    expect(fired).toMatchObject({ kind: 'done', instanceKey: expect.stringMatching(/^\d+$/) });
    expect(await desk.lastEntry()).toMatchObject({ operation: 'job.execute', outcome: 'done', after: { ran: true } });
    expect(await rowsOf('instance', fired.kind === 'done' ? (fired.instanceKey ?? '') : '')).toBe(1);
    expect((await timerOf(definitionKey)).job.key).not.toBe(job.key);
    expect(await desk.run('job.execute', { jobKey: job.key })).toMatchObject({ kind: 'refused' });
    expect(await desk.run('job.complete', { jobKey: job.key })).toMatchObject({ kind: 'notFound' });
  });
});

test('a signal that was thrown asynchronously waits in the lists of jobs, and starts its instance by hand', async () => {
  const SIGNAL = '<signalEventDefinition signalRef="alarm"';
  const withSignal = (id: string, content: string) =>
    model(id, content).replace('</definitions>', '<signal id="alarm" name="alarm-of-care"/></definitions>');
  const keys = await desk.deploy({
    'heard.bpmn': withSignal(
      'heard',
      `<startEvent id="begin">${SIGNAL}/></startEvent><sequenceFlow id="a" sourceRef="begin" targetRef="wait"/><userTask id="wait"/>`,
    ),
    'told.bpmn': withSignal(
      'told',
      `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="throw"/><intermediateThrowEvent id="throw">${SIGNAL} camunda:async="true"/></intermediateThrowEvent><sequenceFlow id="b" sourceRef="throw" targetRef="catch"/><intermediateCatchEvent id="catch">${SIGNAL}/></intermediateCatchEvent>`,
    ),
  });
  const open = async (kind: 'signal' | 'start') =>
    (await desk.see('jobs', { state: 'open', definition: 'heard,told', kind })).rows;
  // It waits behind its own throw: the next one reaches it.
  const waiting = await desk.start(keys.told ?? '');
  await expect.poll(() => open('start')).toHaveLength(1);
  await desk.start(keys.told ?? '');
  await expect.poll(() => open('start')).toHaveLength(2);
  const [start] = await open('start');
  expect(start).toMatchObject({ kind: 'signal', elementId: 'begin', instanceKey: null });
  const fired = await desk.run('job.execute', { jobKey: start?.key ?? '' });
  expect(fired).toMatchObject({ kind: 'done', message: 'The start signal begin of heard version 1 has fired.' });
  const [caught, ...others] = await open('signal');
  expect([caught, others]).toMatchObject([{ elementId: 'catch', instanceKey: waiting, state: 'waiting' }, []]);
  expect(await desk.run('job.execute', { jobKey: caught?.key ?? '' })).toMatchObject({ kind: 'done' });
  expect(await open('signal')).toEqual([]);
});
