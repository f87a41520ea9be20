import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { undoOf, whyNoWayBack } from '@/lib/auth/way-back.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { FINDERS } from './audit-undo.ts';
import { workTaskAndTimer } from './models-for-tests.ts';
import type { Answer } from './run-operation.ts';

const MODEL = workTaskAndTimer('back');
const desk = testDesk();
let definitionKey = '';

beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'back.bpmn': MODEL })).back ?? '';
});

/** The number of the entry of what was done. */
async function entryOf(answer: Promise<Answer>): Promise<number> {
  expect(await answer).toMatchObject({ kind: 'done' });
  return Number((await desk.lastEntry()).n);
}
const one = async <T>(text: string, key: string): Promise<T | undefined> =>
  (await desk.database.$queryRawUnsafe<T[]>(text, BigInt(key)))[0];
const keyOf = async (text: string, key: string): Promise<string> => (await one<{ key: string }>(text, key))?.key ?? '';
const taskOf = (instance: string) => keyOf('select key::text from user_task where instance_key = $1', instance);
const taskNow = (task: string) => one('select assignee, owner, delegation from user_task where key = $1', task);
const impossible = (message: string) => ({ kind: 'refused', message: expect.stringContaining(message) });

test('every action has a way back that is found, or says why there is none', () => {
  for (const name of Object.keys(ACTIONS) as ActionName[]) {
    expect(undoOf(name) === null, name).toBe(FINDERS[name] === undefined);
    expect(whyNoWayBack(name) === null, name).toBe(undoOf(name) !== null);
  }
});

test('what has none is refused with its reason, which the entry shows', async () => {
  const instance = await desk.start(definitionKey, { businessKey: 'NONE' });
  const n = await entryOf(desk.run('instance.cancel', { instanceKey: instance }));
  expect(await desk.see('audit-entry', { n })).toMatchObject({
    undo: null,
    noUndo: expect.stringContaining('restart it'),
  });
  expect(await desk.run('instance.modify', null, { undoes: n })).toMatchObject(impossible('does not come back'));
});

describe('taken back', () => {
  test('delegation and its resolution: who had it, for whom, and how it stood', async () => {
    const task = await taskOf(await desk.start(definitionKey, { businessKey: 'DELEGATED' }));
    await desk.run('task.assign', { taskKey: task, assignee: 'bea' });
    const delegated = await entryOf(desk.run('task.delegate', { taskKey: task, userId: 'tom' }));
    const resolved = await entryOf(desk.run('task.resolve', { taskKey: task }));
    expect(await desk.run('task.assign', null, { undoes: delegated })).toMatchObject(impossible('bea has it now'));
    expect(await desk.run('task.assign', null, { undoes: resolved })).toMatchObject({ kind: 'done' });
    expect(await taskNow(task)).toEqual({ assignee: 'tom', owner: 'bea', delegation: 'pending' });
    expect(await desk.run('task.assign', null, { undoes: delegated })).toMatchObject({ kind: 'done' });
    expect(await taskNow(task)).toEqual({ assignee: 'bea', owner: null, delegation: null });
    expect(await desk.run('task.assign', null, { undoes: delegated })).toMatchObject(impossible('taken back already'));
  });

  test('tasks that were reassigned together, each from its own entry', async () => {
    const tasks = [
      await taskOf(await desk.start(definitionKey, { businessKey: 'R-1' })),
      await taskOf(await desk.start(definitionKey, { businessKey: 'R-2' })),
    ];
    await desk.run('task.assign', { taskKey: tasks[0] ?? '', assignee: 'bea' });
    await desk.run('task.reassign', { taskKeys: tasks, assignee: 'tom' });
    const entries = await desk.database.auditEntry.findMany({
      where: { operation: 'task.reassign', outcome: 'done' },
      select: { n: true },
    });
    for (const { n } of entries)
      expect(await desk.run('task.assign', null, { undoes: Number(n) })).toMatchObject({ kind: 'done' });
    expect(await Promise.all(tasks.map(taskNow))).toMatchObject([{ assignee: 'bea' }, { assignee: null }]);
  });

  test('retries, as long as no attempt was made with them', async () => {
    const job = await keyOf(
      `select key::text from job where instance_key = $1 and kind = 'worker'`,
      await desk.start(definitionKey, { businessKey: 'RETRIES' }),
    );
    const first = await entryOf(desk.run('job.set-retries', { jobKey: job, retries: 2 }));
    expect(await desk.run('job.set-retries', null, { undoes: first })).toMatchObject(
      impossible('does not say exactly enough'),
    );
    const given = await entryOf(desk.run('job.set-retries', { jobKey: job, retries: 5 }));
    expect(await desk.run('job.set-retries', null, { undoes: given })).toMatchObject({ kind: 'done' });
    expect(await one('select retries from job where key = $1', job)).toEqual({ retries: 2 });
    await desk.engine.execute({
      type: 'failJob',
      jobKey: job,
      retries: 0,
      retryAfterMs: 0,
      errorMessage: 'declined',
      errorDetails: null,
    });
    const again = await entryOf(desk.run('job.set-retries', { jobKey: job, retries: 3 }));
    expect(await desk.run('job.set-retries', null, { undoes: again })).toMatchObject(
      impossible('no attempts left before'),
    );
    const more = await entryOf(desk.run('job.set-retries', { jobKey: job, retries: 4 }));
    await desk.engine.execute({
      type: 'failJob',
      jobKey: job,
      retries: 4,
      retryAfterMs: 0,
      errorMessage: 'declined',
      errorDetails: null,
    });
    expect(await desk.run('job.set-retries', null, { undoes: more })).toMatchObject(impossible('It was tried since'));
  });

  test('a definition with its instances, unless some had been so by themselves', async () => {
    const own = (await desk.deploy({ 'back.bpmn': MODEL })).back ?? '';
    const [first, second] = [
      await desk.start(own, { businessKey: 'D-1' }),
      await desk.start(own, { businessKey: 'D-2' }),
    ];
    const held = await entryOf(
      desk.run('definition.suspend', { definitionKey: own, includesInstances: true, at: null }),
    );
    expect(await one('select is_suspended from instance where key = $1', first)).toEqual({ is_suspended: true });
    expect(await desk.run('definition.resume', null, { undoes: held })).toMatchObject({ kind: 'done' });
    expect(await one('select is_suspended from instance where key = $1', second)).toEqual({ is_suspended: false });
    await desk.run('instance.suspend', { instanceKey: first });
    const mixed = await entryOf(
      desk.run('definition.suspend', { definitionKey: own, includesInstances: true, at: null }),
    );
    expect(await desk.run('definition.resume', null, { undoes: mixed })).toMatchObject(
      impossible('1 of its instances were suspended before'),
    );
    await desk.run('definition.resume', { definitionKey: own, includesInstances: true, at: null });
    const planned = await entryOf(
      desk.run('definition.suspend', { definitionKey: own, includesInstances: false, at: '2031-01-01T00:00:00Z' }),
    );
    expect(await desk.run('definition.resume', null, { undoes: planned })).toMatchObject(
      impossible('It has not happened yet'),
    );
  });

  test('what makes jobs: its rest and its priority', async () => {
    const own = (await desk.deploy({ 'back.bpmn': MODEL })).back ?? '';
    const place = { definitionKey: own, elementId: 'pause', position: 'timer' as const };
    const timer = await keyOf(
      `select key::text from job where instance_key = $1 and kind = 'timer'`,
      await desk.start(own, { businessKey: 'J-1' }),
    );
    const held = await entryOf(desk.run('job-definition.suspend', { ...place, includesJobs: true, at: null }));
    expect(await one('select is_suspended from job where key = $1', timer)).toEqual({ is_suspended: true });
    expect(await desk.run('job-definition.resume', null, { undoes: held })).toMatchObject({ kind: 'done' });
    expect(await one('select is_suspended from job where key = $1', timer)).toEqual({ is_suspended: false });
    const ranked = await entryOf(
      desk.run('job-definition.set-priority', { ...place, priority: 9, includesJobs: false }),
    );
    expect(await desk.run('job-definition.set-priority', null, { undoes: ranked })).toMatchObject({ kind: 'done' });
    expect(
      (await desk.see('job-definitions', { definition: own })).rows.find(({ elementId }) => elementId === 'pause'),
    ).toMatchObject({ priority: null, isSuspended: false });
    const all = await entryOf(desk.run('job-definition.set-priority', { ...place, priority: 9, includesJobs: true }));
    expect(await desk.run('job-definition.set-priority', null, { undoes: all })).toMatchObject(
      impossible('what each had before is not kept'),
    );
  });

  test('a note at an incident, and an incident that was reported by mistake', async () => {
    const instance = await desk.start(definitionKey, { businessKey: 'REPORTED' });
    const element = await keyOf(
      `select key::text from element_instance where instance_key = $1 and element_id = 'review'`,
      instance,
    );
    const reported = await entryOf(
      desk.run('incident.create', {
        instanceKey: instance,
        elementInstanceKey: element,
        type: 'phone',
        message: 'The customer called',
      }),
    );
    const incident = await keyOf('select key::text from incident where instance_key = $1', instance);
    const first = await entryOf(desk.run('incident.annotate', { incidentKey: incident, annotation: 'asked back' }));
    const second = await entryOf(desk.run('incident.annotate', { incidentKey: incident, annotation: 'answered' }));
    expect(await desk.run('incident.annotate', null, { undoes: first })).toMatchObject(impossible('changed it since'));
    expect(await desk.run('incident.annotate', null, { undoes: second })).toMatchObject({ kind: 'done' });
    expect(await desk.run('incident.annotate', null, { undoes: first })).toMatchObject({ kind: 'done' });
    expect(await one('select annotation from incident where key = $1', incident)).toEqual({ annotation: null });
    expect(await desk.run('incident.resolve', null, { undoes: reported })).toMatchObject({ kind: 'done' });
    expect(await desk.run('incident.resolve', null, { undoes: reported })).toMatchObject(
      impossible('taken back already'),
    );
  });

  test('a watch, a rule, a mark, and the pause of a batch', async () => {
    await desk.engine.earlyMessages.keep({
      request: { name: 'Back', variables: {}, all: false, businessKey: 'B-1' },
      instanceId: null,
      sender: null,
      senderAddress: null,
    });
    const [message] = await desk.database.$queryRaw<{ key: string }[]>`select key::text from early_message`;
    const messageKey = message?.key ?? '';
    const watched = await entryOf(desk.run('message.watch', { messageKey, isWatched: true }));
    expect(await desk.run('message.watch', null, { undoes: watched })).toMatchObject({ kind: 'done' });
    expect(await one('select is_watched from early_message where key = $1', messageKey)).toEqual({ is_watched: false });
    const ruled = await entryOf(desk.run('message.rule', { name: 'Back', rule: 'ignore' }));
    expect(await desk.run('message.rule', null, { undoes: ruled })).toMatchObject({ kind: 'done' });
    expect(await desk.see('message-rules', {})).toEqual({ rules: [] });
    const batchKey = await desk.engine.batches.create({
      operation: { kind: 'suspendInstance', isSuspended: true },
      targets: ['1'],
      createdBy: 'lena',
    });
    const paused = await entryOf(desk.run('batch.pause', { batchKey }));
    expect(await desk.run('batch.resume', null, { undoes: paused })).toMatchObject({ kind: 'done' });
    expect(await one('select is_suspended from batch where key = $1', batchKey)).toEqual({ is_suspended: false });
    const again = await entryOf(desk.run('batch.pause', { batchKey }));
    await desk.run('batch.cancel', { batchKey });
    expect(await desk.run('batch.resume', null, { undoes: again })).toMatchObject(impossible('The batch has ended'));
  });

  test('a view that was changed or shared', async () => {
    const saved = await desk.run('view.save', { screen: 'instances', name: 'Mine', address: 'state=incident' });
    const viewKey = saved.kind === 'done' ? (saved.viewKey ?? '') : '';
    const changed = await entryOf(
      desk.run('view.save', { viewKey, screen: 'instances', name: 'Mine', address: 'state=suspended' }),
    );
    expect(await desk.run('view.save', null, { undoes: changed })).toMatchObject({ kind: 'done' });
    expect(await one('select address from saved_view where key = $1', viewKey)).toEqual({ address: 'state=incident' });
    const shared = await entryOf(desk.run('view.share', { viewKey, isShared: true }));
    expect(await desk.run('view.share', null, { undoes: shared })).toMatchObject({ kind: 'done' });
    expect(await one('select is_shared from saved_view where key = $1', viewKey)).toEqual({ is_shared: false });
  });
});
