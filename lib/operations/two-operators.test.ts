import { beforeAll, expect, test } from 'vitest';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { OperationName, OperationParameters, OperationPreview, Reason } from './contract.ts';
import { workTaskAndTimer } from './models-for-tests.ts';
import { stateDifferences } from './since-you-looked.ts';

const REASON: Reason = {
  code: 'test',
  ticket: 'OPS-1',
  correction: { symptom: 'It is wrong.', expectedNext: 'It goes on.', rollback: 'Undo of this entry.' },
};
const MODEL = workTaskAndTimer('both');
const desk = testDesk();
let definitionKey = '';

beforeAll(async () => {
  for (const username of ['tom', 'mira', 'ann', 'bea', 'cem', 'dan'])
    await desk.database.appUser.create({ data: { id: username, username, name: username, passwordHash: '' } });
  definitionKey = (await desk.deploy({ 'both.bpmn': MODEL })).both ?? '';
});

interface Found {
  readonly instance: string;
  readonly task: string;
  readonly work: string;
  readonly timer: string;
  readonly incident: string;
  readonly element: string;
}
async function started(businessKey: string): Promise<Found> {
  const instance = await desk.start(definitionKey, {
    businessKey,
    variables: { amount: { type: 'Integer', text: '7' } },
  });
  const key = async (text: string) =>
    (await desk.database.$queryRawUnsafe<{ key: string }[]>(text, BigInt(instance)))[0]?.key ?? '';
  const work = await key(`select key::text from job where instance_key = $1 and kind = 'worker'`);
  await desk.engine.execute({
    type: 'failJob',
    jobKey: work,
    retries: 0,
    retryAfterMs: 0,
    errorMessage: `declined ${businessKey}`,
    errorDetails: null,
  });
  return {
    instance,
    work,
    task: await key('select key::text from user_task where instance_key = $1'),
    timer: await key(`select key::text from job where instance_key = $1 and kind = 'timer'`),
    incident: await key('select key::text from incident where instance_key = $1'),
    element: await key(`select key::text from element_instance where instance_key = $1 and element_id = 'review'`),
  };
}

interface Case {
  readonly name: OperationName;
  readonly mine: OperationParameters<OperationName>;
  readonly theirs?: OperationParameters<OperationName>;
  readonly confirmation?: string;
}
const of = <N extends OperationName>(
  name: N,
  mine: OperationParameters<N>,
  theirs: OperationParameters<N> = mine,
  confirmation?: string,
): Case => ({ name, mine, theirs, ...(confirmation !== undefined && { confirmation }) });

/** What works on a tree: mira does hers after tom has looked, tom is told of it. */
test('of two on one instance the second is told what the first did, whatever it is', async () => {
  const cases: readonly ((at: Found) => Case)[] = [
    ({ incident }) => of('incident.retry', { incidentKey: incident }),
    ({ instance }) => of('instance.retry-all', { instanceKey: instance }),
    ({ instance }) => of('instance.cancel', { instanceKey: instance }),
    ({ instance }) => of('instance.suspend', { instanceKey: instance }),
    ({ instance }) =>
      of('instance.modify', {
        instanceKey: instance,
        steps: [
          { kind: 'cancelAll', elementId: 'pause' },
          { kind: 'startBefore', elementId: 'review' },
        ],
      }),
    ({ work }) => of('job.set-retries', { jobKey: work, retries: 2 }),
    ({ work }) => of('job.complete', { jobKey: work }),
    ({ work }) => of('job.set-priority', { jobKey: work, priority: 3 }),
    ({ timer }) => of('job.set-due-date', { jobKey: timer, dueAt: '2031-01-01T00:00:00Z' }),
    ({ timer }) => of('job.execute', { jobKey: timer }),
    ({ task }) => of('task.assign', { taskKey: task, assignee: 'tom' }),
    ({ task }) => of('task.delegate', { taskKey: task, userId: 'tom' }),
    ({ task }) => of('task.set-candidates', { taskKey: task, users: ['tom'], groups: [] }),
    ({ task }) => of('task.set-dates', { taskKey: task, dueAt: '2031-01-01T00:00:00Z', followUpAt: null }),
    ({ task }) => of('task.set-priority', { taskKey: task, priority: 3 }),
    ({ task }) => of('task.complete-for', { taskKey: task }),
    ({ instance, element }) =>
      of('incident.create', { instanceKey: instance, elementInstanceKey: element, type: 'phone', message: 'called' }),
    ({ instance }) =>
      of('variable.set', {
        instanceKey: instance,
        scopeKey: instance,
        name: 'amount',
        type: 'Integer',
        text: '8',
        expectedRevision: 1,
      }),
    ({ instance }) =>
      of('variable.remove', { instanceKey: instance, scopeKey: instance, name: 'amount', expectedRevision: 1 }),
  ];
  for (const [index, make] of cases.entries()) {
    const { name, mine } = make(await started(`TREE-${index}`));
    const seen = (await desk.run(name, mine, { mode: 'check', as: 'tom' })) as OperationPreview;
    expect(seen.version, name).toEqual(expect.any(Number));
    expect(await desk.run(name, mine, { as: 'mira', reason: REASON }), name).toMatchObject({ kind: 'done' });
    const answer = await desk.run(name, mine, {
      as: 'tom',
      reason: REASON,
      expectedVersion: seen.version ?? 0,
      expectedState: seen.state,
    });
    // What is over altogether is not there for a second time.
    expect(answer, name).toMatchObject({ kind: 'conflict', message: expect.stringMatching(/mira/) });
    expect((await desk.lastEntry()).outcome).toBe('refused');
  }
});

/** What belongs to no tree has no version: what it changes is compared itself. */
test('of two on one thing that belongs to no instance the second is told what was changed, and by whom', async () => {
  const { incident, timer } = await started('APART');
  await desk.engine.earlyMessages.keep({
    request: { name: 'Both', variables: {}, all: false, businessKey: 'B-1' },
    instanceId: null,
    sender: null,
    senderAddress: null,
  });
  const [message] = await desk.database.$queryRaw<{ key: string }[]>`select key::text from early_message`;
  const messageKey = message?.key ?? '';
  const batchKey = await desk.engine.batches.create({
    operation: { kind: 'suspendInstance', isSuspended: true },
    targets: ['1'],
    createdBy: 'lena',
  });
  const own = (await desk.deploy({ 'both.bpmn': MODEL })).both ?? '';
  const place = { definitionKey: own, elementId: 'pause', position: 'timer' as const };
  expect(timer).not.toBe('');
  const cases: readonly (Case & { readonly says: string })[] = [
    {
      ...of('incident.acknowledge', { incidentKey: incident, isAcknowledged: true }),
      says: 'acknowledged by was none and is mira',
    },
    {
      ...of('incident.assign', { incidentKey: incident, owner: 'tom' }, { incidentKey: incident, owner: 'mira' }),
      says: 'owner was none and is mira',
    },
    {
      ...of(
        'incident.link-ticket',
        { incidentKey: incident, ticket: 'OPS-2' },
        { incidentKey: incident, ticket: 'OPS-1' },
      ),
      says: 'ticket was none and is OPS-1',
    },
    {
      ...of(
        'incident.annotate',
        { incidentKey: incident, annotation: 'mine' },
        { incidentKey: incident, annotation: 'theirs' },
      ),
      says: 'annotation was none and is theirs',
    },
    { ...of('message.watch', { messageKey, isWatched: true }), says: 'is watched was false and is true' },
    {
      ...of('message.mark', { messageKey, mark: 'late' }, { messageKey, mark: 'duplicate' }),
      says: 'state was waiting and is duplicate',
    },
    {
      ...of('message.rule', { name: 'Both', rule: 'replay' }, { name: 'Both', rule: 'ignore' }),
      says: 'rule was keep and is ignore',
    },
    { ...of('batch.pause', { batchKey }), says: 'is suspended was false and is true' },
    {
      ...of('definition.suspend', { definitionKey: own, includesInstances: false, at: null }),
      says: 'is suspended was false and is true',
    },
    {
      ...of(
        'job-definition.set-priority',
        { ...place, priority: 5, includesJobs: false },
        { ...place, priority: 9, includesJobs: false },
      ),
      says: 'priority was none and is 9',
    },
    { ...of('job-definition.suspend', { ...place, includesJobs: false, at: null }), says: 'is suspended was' },
  ];
  for (const { name, mine, theirs = mine, says } of cases) {
    if (name === 'job-definition.suspend')
      await desk.run('definition.resume', { definitionKey: own, includesInstances: false, at: null }, { as: 'lena' });
    const seen = (await desk.run(name, mine, { mode: 'check', as: 'tom' })) as OperationPreview;
    expect(await desk.run(name, theirs, { as: 'mira' }), name).toMatchObject({ kind: 'done' });
    const answer = await desk.run(name, mine, { as: 'tom', expectedState: seen.state });
    expect(answer, name).toMatchObject({ kind: 'conflict', message: expect.stringContaining(says) });
    expect(answer, name).toMatchObject({ message: expect.stringMatching(/by mira at .*\(entry #\d+\)/) });
  }
});

test('whoever acted last himself is told that the process went on, and of nobody who was faster', async () => {
  const { instance, work, timer } = await started('OWN');
  const mine = await desk.run('job.set-priority', { jobKey: timer, priority: 3 }, { as: 'tom' });
  if (mine.kind !== 'done') throw new Error(JSON.stringify(mine));
  // His next deed is bound to what he was answered.
  const next = await desk.run(
    'job.set-priority',
    { jobKey: timer, priority: 4 },
    { as: 'tom', expectedVersion: mine.version ?? 0 },
  );
  if (next.kind !== 'done') throw new Error(JSON.stringify(next));
  await desk.engine.execute({ type: 'setJobRetries', jobKey: work, retries: 1 });
  const late = await desk.run(
    'instance.suspend',
    { instanceKey: instance },
    { as: 'tom', expectedVersion: next.version ?? 0 },
  );
  expect(late).toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(
      /^The instance has moved on since you looked. Nobody else has acted on it since your own Set priority at .* it is that, or the process has gone on by itself/,
    ),
  });
});

test('at the very same moment one wins and the other is refused', async () => {
  const { incident } = await started('RACE');
  const answers = await Promise.all(
    ['ann', 'bea', 'cem', 'dan'].map((owner) =>
      desk.run('incident.assign', { incidentKey: incident, owner }, { as: owner, expectedState: { owner: null } }),
    ),
  );
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'conflict', 'done']);
  await desk.engine.earlyMessages.keep({
    request: { name: 'Race', variables: {}, all: false, businessKey: 'B-2' },
    instanceId: null,
    sender: null,
    senderAddress: null,
  });
  const [message] = await desk.database.$queryRaw<
    { key: string }[]
  >`select key::text from early_message where name = 'Race'`;
  const marks = await Promise.all(
    (['late', 'duplicate'] as const).map((mark) =>
      desk.run(
        'message.mark',
        { messageKey: message?.key ?? '', mark },
        { as: mark, expectedState: { state: 'waiting', note: null } },
      ),
    ),
  );
  expect(marks.map(({ kind }) => kind).sort()).toEqual(['conflict', 'done']);
});

test('only what differs is told, whatever the order of its fields; and nothing where there was nothing to see', () => {
  expect(stateDifferences({ a: 1, b: { x: 1, y: [1] } }, { b: { y: [1], x: 1 }, a: 1 })).toEqual([]);
  expect(stateDifferences({ dueAt: null, priority: 1 }, { dueAt: new Date(0), priority: 1 })).toEqual([
    { field: 'dueAt', was: 'none', is: '1970-01-01T00:00:00.000Z' },
  ]);
  expect(stateDifferences(['a'], ['b'])).toEqual([{ field: 'it', was: '["a"]', is: '["b"]' }]);
  expect(stateDifferences(null, { a: 1 })).toEqual([]);
});
