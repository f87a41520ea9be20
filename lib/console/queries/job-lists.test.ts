import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';
import type { JobFilter } from '../contract.ts';
import { QUERIES } from './registry.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="ordered" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
    <sequenceFlow id="b" sourceRef="fork" targetRef="charge"/><serviceTask id="charge" camunda:type="external" camunda:topic="charge-card" camunda:taskPriority="\${priority}"/>
    <sequenceFlow id="c" sourceRef="fork" targetRef="pause"/><intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="d" sourceRef="fork" targetRef="typo"/><serviceTask id="typo" camunda:type="external" camunda:topic="chargecard"/>
  </process>
  <process id="nightly" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="begin"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent><sequenceFlow id="e" sourceRef="begin" targetRef="end"/><endEvent id="end"/>
  </process>
</definitions>`;
const INSTANCES = 12;
const desk = testDesk();
const instances: string[] = [];

beforeAll(async () => {
  const { ordered = '' } = await desk.deploy({ 'ordered.bpmn': MODEL });
  for (let n = 0; n < INSTANCES; n += 1)
    instances.push(
      await desk.start(ordered, {
        businessKey: `JOB-${n}`,
        variables: { priority: { type: 'Integer', text: String(n % 3) } },
      }),
    );
  const leased = await desk.engine.leaseJobs({
    worker: 'billing-1',
    types: [{ type: 'charge-card', leaseMs: 60_000, variables: [] }],
    maxJobs: 4,
    byPriority: true,
    waitMs: 1_000,
  });
  const [first, second] = leased;
  await desk.engine.execute({
    type: 'failJob',
    jobKey: first?.key ?? '',
    worker: 'billing-1',
    retries: 0,
    retryAfterMs: 0,
    errorMessage: 'card declined',
    errorDetails: null,
  });
  await desk.engine.execute({
    type: 'failJob',
    jobKey: second?.key ?? '',
    worker: 'billing-1',
    retries: 2,
    retryAfterMs: 0,
    errorMessage: 'provider slow',
    errorDetails: null,
  });
  await desk.engine.execute({
    type: 'setJobSuspension',
    jobKey: await desk.jobAt(instances[0] ?? '', 'pause'),
    isSuspended: true,
  });
});

async function keysOf(filter: JobFilter & { sort?: string; limit?: number }): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let after: string | undefined, page = 0; page < 50; page += 1) {
    const found = await desk.see('jobs', { ...filter, ...(after === undefined ? {} : { after }) });
    keys.push(...found.rows.map(({ key }) => key));
    if (found.next === null) return keys;
    after = found.next;
  }
  throw new Error('The list has no end.');
}

describe('jobs over all definitions', () => {
  test('what is open, by kind, by state and by what is known of it', async () => {
    const rows = async (filter: JobFilter) => (await desk.see('jobs', { state: 'open', ...filter })).rows;
    expect(await rows({})).toHaveLength(3 * INSTANCES + 1);
    expect(await rows({ kind: 'start' })).toMatchObject([
      { elementId: 'begin', instanceKey: null, kind: 'timer', definition: { processId: 'nightly' } },
    ]);
    expect(await rows({ kind: 'timer' })).toHaveLength(INSTANCES);
    expect(await rows({ kind: 'worker,start' })).toHaveLength(2 * INSTANCES + 1);
    expect(await rows({ state: 'incident' })).toMatchObject([
      {
        topic: 'charge-card',
        worker: 'billing-1',
        retries: 0,
        errorMessage: 'card declined',
        attempts: 1,
        businessKey: expect.stringMatching(/^JOB-/),
      },
    ]);
    expect(await rows({ state: 'retrying' })).toMatchObject([{ retries: 2, errorMessage: 'provider slow' }]);
    expect(await rows({ state: 'incident,retrying' })).toHaveLength(2);
    expect(await rows({ state: 'suspended' })).toMatchObject([{ elementId: 'pause', instanceKey: instances[0] }]);
    expect(await rows({ state: 'leased' })).toHaveLength(2);
    expect(await rows({ worker: 'billing-1' })).toHaveLength(4);
    expect(await rows({ worker: 'billing-1', state: 'leased' })).toHaveLength(2);
    expect(await rows({ locked: 'now..' })).toHaveLength(2);
    expect(await rows({ topic: 'charge-card,chargecard' })).toHaveLength(2 * INSTANCES);
    expect(await rows({ message: 'DECLINED' })).toHaveLength(1);
    expect(await rows({ message: '%' })).toHaveLength(0);
    expect(await rows({ retries: '0' })).toHaveLength(1);
    expect(await rows({ retries: '1..2' })).toHaveLength(1);
    expect(await rows({ priority: '2..', topic: 'charge-card' })).toHaveLength(INSTANCES / 3);
    expect(await rows({ due: '..now' })).toHaveLength(0);
    expect(await rows({ due: 'now..', kind: 'timer' })).toHaveLength(INSTANCES);
    expect(await rows({ created: '..-1d' })).toHaveLength(0);
    expect(await rows({ tenant: '-' })).toHaveLength(3 * INSTANCES + 1);
    expect(await rows({ definition: 'nightly' })).toHaveLength(1);
    expect(await rows({ definition: 'nobody' })).toHaveLength(0);
    expect(await rows({ element: 'typo', instance: instances[3] ?? '' })).toHaveLength(1);
    expect(await rows({ state: 'completed,cancelled' })).toHaveLength(0);
    expect(await desk.see('job-count', { state: 'open' })).toEqual({ value: 3 * INSTANCES + 1, isExact: true });
    expect(await desk.see('job-count', { state: 'open', topic: 'charge-card' })).toEqual({
      value: INSTANCES,
      isExact: true,
    });
    expect(await desk.see('job-count', { definition: 'nobody' })).toEqual({ value: 0, isExact: true });
  });

  test('pages of every order join without a gap or a double', async () => {
    const all = [...(await keysOf({ state: 'open' }))].sort();
    for (const filter of [{ state: 'open', sort: '-created' }, { state: 'open', sort: 'created' }, {}] as const)
      expect([...(await keysOf({ ...filter, limit: 5 }))].sort()).toEqual(all);
    const due = await keysOf({ state: 'open', sort: 'due', limit: 200 });
    expect(due).toHaveLength(INSTANCES + 1);
    expect(await keysOf({ state: 'open', sort: 'due', limit: 4 })).toEqual(due);
    expect(await keysOf({ state: 'open', sort: '-due', limit: 4 })).toEqual([...due].reverse());
    const ofTopic = (await desk.see('jobs', { state: 'open', topic: 'charge-card' })).rows;
    expect(ofTopic.map(({ priority }) => priority)).toEqual(
      [...ofTopic.map(({ priority }) => priority)].sort((a, b) => b - a),
    );
    expect(await keysOf({ state: 'open', topic: 'charge-card', limit: 3 })).toEqual(ofTopic.map(({ key }) => key));
  });

  test('what cannot be read is refused, and a cursor of something else begins anew', async () => {
    for (const bad of [
      { retries: 'many' },
      { priority: '1..x' },
      { state: 'asleep' },
      { kind: 'cron' },
      { sort: 'priority' },
      { due: 'soon' },
    ])
      expect(QUERIES.jobs.prepare(bad).isValid, JSON.stringify(bad)).toBe(false);
    for (const place of [['1', 'x', '0'], ['x', '', '0'], ['1', '', 'x'], ['1']])
      expect(
        (
          await desk.see('jobs', {
            state: 'open',
            sort: 'due',
            after: Buffer.from(JSON.stringify(place)).toString('base64url'),
          })
        ).rows,
      ).toHaveLength(INSTANCES + 1);
  });
});

describe('who works', () => {
  test('a topic that nobody ever asked for stands out, with the name that was meant', async () => {
    await desk.engine.leaseJobs({
      worker: 'billing-2',
      types: [{ type: 'idle-topic', leaseMs: 1_000, variables: [] }],
      maxJobs: 1,
      byPriority: false,
      waitMs: 0,
    });
    await expect.poll(async () => (await desk.see('workers', {})).workers.length, { timeout: 15_000 }).toBe(2);
    const { topics, workers, isCut } = await desk.see('workers', {});
    expect(topics.map(({ topic, state }) => [topic, state])).toEqual([
      ['chargecard', 'never'],
      ['charge-card', 'working'],
      ['idle-topic', 'working'],
    ]);
    expect(topics[0]).toMatchObject({
      waiting: { value: INSTANCES, isExact: true },
      lastAskedAt: null,
      lastAskedBy: null,
      asking: 0,
      similar: ['charge-card'],
      oldestJobKey: await desk.jobAt(instances[0] ?? '', 'typo'),
    });
    expect(topics[1]).toMatchObject({
      leased: { value: 2 },
      failed: { value: 1 },
      waiting: { value: INSTANCES - 3 },
      lastAskedBy: 'billing-1',
      asking: 1,
      similar: [],
    });
    expect(workers).toMatchObject([
      { worker: 'billing-2', topics: ['idle-topic'], held: { value: 0 }, given: 0, asked: 1 },
      {
        worker: 'billing-1',
        topics: ['charge-card'],
        held: { value: 2, isExact: true },
        given: 4,
        asked: 1,
        isAsking: true,
      },
    ]);
    expect(isCut).toBe(false);
    await desk.database.$executeRaw`update worker_fetch set asked_at = now() - interval '12 minutes'`;
    // What a worker holds it is busy with; as soon as nobody holds anything, nobody works.
    await desk.database.$executeRaw`update job set lock_until = now() where worker = 'billing-1'`;
    expect((await desk.see('workers', {})).topics.map(({ topic, state }) => [topic, state])).toEqual([
      ['chargecard', 'never'],
      ['charge-card', 'silent'],
      ['idle-topic', 'quiet'],
    ]);
  });

  test('a topic and a worker have a page each: how fast they go, what fails, and where the work stands', async () => {
    const held = (await desk.see('jobs', { worker: 'billing-1', state: 'open' })).rows.filter(
      ({ attempts }) => attempts === 0,
    );
    for (const { key } of held)
      expect(await desk.engine.execute({ type: 'completeJob', jobKey: key, variables: {} })).toMatchObject({
        kind: 'executed',
      });
    await expect
      .poll(async () => (await desk.see('topic', { topic: 'charge-card' })).pace.total.done, { timeout: 15_000 })
      .toBe(2);
    const { row, pace, workers, errors, elements } = await desk.see('topic', { topic: 'charge-card', range: '24h' });
    expect(row).toMatchObject({
      topic: 'charge-card',
      failed: { value: 1 },
      pace: { done: 2, failed: 2, median: expect.any(Number), p95: expect.any(Number) },
    });
    expect(pace.points).toHaveLength(48);
    expect(pace.points.at(-1)).toMatchObject({ done: 2, failed: 2 });
    expect(workers).toMatchObject([{ worker: 'billing-1', pace: { done: 2, failed: 2 } }]);
    expect(errors).toEqual([{ message: 'card declined', count: 1 }]);
    expect(elements).toMatchObject([
      { definition: { processId: 'ordered' }, elementId: 'charge', open: INSTANCES - 2 },
    ]);
    expect(await desk.see('worker', { worker: 'billing-1' })).toMatchObject({
      row: { worker: 'billing-1' },
      pace: { total: { done: 2, failed: 2 } },
      topics: [{ topic: 'charge-card', pace: { done: 2 } }],
    });
    expect((await desk.see('workers', {})).topics.find(({ topic }) => topic === 'charge-card')?.pace).toMatchObject({
      done: 2,
      failed: 2,
    });
    expect((await desk.see('topic', { topic: 'chargecard' })).row).toMatchObject({
      state: 'never',
      similar: ['charge-card'],
      pace: { done: 0, median: null },
    });
    for (const [name, params] of [
      ['topic', { topic: 'nothing' }],
      ['worker', { worker: 'nobody' }],
    ] as const)
      expect(await desk.ask(name, params)).toBeNull();
  });

  test('of topics and workers out of reach nothing is told', async () => {
    const person = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: ['nightly'] }] };
    expect(await desk.ask('topic', { topic: 'charge-card' }, { person })).toBeNull();
    expect(await desk.ask('worker', { worker: 'billing-1' }, { person })).toBeNull();
    expect((await desk.see('workers', {}, { person })).topics).toEqual([]);
  });

  test('what an incident holds back is due at no time', async () => {
    const [instance = ''] = instances;
    const key = await desk.jobAt(instance, 'typo');
    const due = async () => (await desk.see('jobs', { key, limit: 1 })).rows.map(({ dueAt }) => dueAt);
    for (const [at, told] of [
      ['9999-12-31T00:00:00Z', null],
      ['1970-01-01T00:00:00Z', null],
      ['2026-01-01T00:00:00Z', Date.UTC(2026, 0)],
    ] as const) {
      await desk.database.$executeRaw`update job set due_at = ${at}::timestamptz where key = ${key}::bigint`;
      expect(await due(), at).toEqual([told]);
    }
  });
});
