import { beforeAll, expect, test } from 'vitest';
import type { RoleId } from '@/lib/auth/roles.ts';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { BatchAction } from './contract.ts';
import { workMessageAndTimer } from './models-for-tests.ts';

const DECISION = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="tests">
  <decision id="size" name="Size"><decisionTable hitPolicy="FIRST"><input id="i"><inputExpression typeRef="integer"><text>amount</text></inputExpression></input><output id="o" name="size" typeRef="string"/>
    <rule id="r"><inputEntry id="ie"><text></text></inputEntry><outputEntry id="oe"><text>"small"</text></outputEntry></rule></decisionTable></decision>
</definitions>`;
const MODEL = workMessageAndTimer('kinds', { decisionId: 'size' });
const HOUR_MS = 3_600_000;
const ROLES: readonly RoleId[] = ['l2-operator', 'admin'];
/** Attempts of an item before a person has to look at it, and one more. */
const MAX_RUNS = 4;
/** No node takes items by itself: what happens between them is certain. */
const desk = testDesk({
  isGuarded: true,
  prepare: (database) => enroll(database, ...ROLES),
});
let first = '';
let second = '';
beforeAll(async () => {
  await desk.deploy({ 'size.dmn': DECISION });
  first = (await desk.deploy({ 'kinds.bpmn': MODEL })).kinds ?? '';
  second =
    (
      await desk.deploy({
        'kinds.bpmn': MODEL.replace('<userTask id="review"/>', '<userTask id="review"/><userTask id="more"/>'),
      })
    ).kinds ?? '';
});

const start = () =>
  desk.start(first, { businessKey: (key) => `KIND-${key}`, variables: { amount: { type: 'Integer', text: '9' } } });
const cancel = (instanceKey: string) =>
  desk.engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });
const suspend = (instanceKey: string) =>
  desk.engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended: true });
const failed = async (instanceKey: string) =>
  desk.engine.execute({
    type: 'failJob',
    jobKey: await desk.jobAt(instanceKey, 'charge'),
    retries: 0,
    retryAfterMs: 0,
    errorMessage: 'declined',
    errorDetails: null,
  });
const rest = async (instanceKey: string) =>
  desk.engine.execute({ type: 'setJobSuspension', jobKey: await desk.jobAt(instanceKey, 'charge'), isSuspended: true });
const held = async (instanceKey: string) =>
  desk.engine.changeLease({
    jobKey: await desk.jobAt(instanceKey, 'charge'),
    worker: 'w1',
    until: Date.now() + HOUR_MS,
    mode: 'take',
  });
const complete = async (instanceKey: string) =>
  desk.engine.execute({ type: 'completeJob', jobKey: await desk.jobAt(instanceKey, 'charge'), variables: {} });
const reviewed = (instanceKey: string) =>
  desk.engine.execute({
    type: 'modifyInstance',
    instanceKey,
    instructions: [
      {
        kind: 'startBefore',
        at: { elementId: 'review', isBody: false },
        ancestorKey: null,
        variables: {},
        localVariables: {},
        scopeVariables: {},
      },
    ],
    reason: null,
  });
const reported = async (instanceKey: string) => {
  const element = await desk.database.elementInstance.findFirst({
    where: { instanceKey: BigInt(instanceKey), elementId: 'charge' },
    select: { key: true },
  });
  return desk.engine.execute({
    type: 'createIncident',
    incidentKey: await desk.engine.newKey(),
    elementInstanceKey: String(element?.key),
    incidentType: 'phone',
    configuration: null,
    message: 'called',
  });
};
const resolved = async (instanceKey: string) =>
  desk.engine.execute({
    type: 'resolveIncident',
    incidentKey: String(
      (await desk.database.incident.findFirst({ where: { instanceKey: BigInt(instanceKey) }, select: { key: true } }))
        ?.key,
    ),
  });
const mapping = async () =>
  ((await desk.engine.generateMigration(first, second, false)) ?? []).map(({ source, target }) => ({
    source: source.elementId,
    target: target.elementId,
  }));
const moved = async (instanceKey: string) =>
  desk.engine.execute({
    type: 'migrateInstance',
    instanceKey,
    plan: {
      sourceDefinitionKey: first,
      targetDefinitionKey: second,
      instructions: (await mapping()).map(({ source, target }) => ({
        source: { elementId: source, isBody: false },
        target: { elementId: target, isBody: false },
        updatesTrigger: false,
      })),
      variables: {},
    },
  });

interface Kind {
  readonly action: BatchAction | (() => Promise<BatchAction>);
  /** Brings an instance to where the action can be done to it. */
  readonly prepare?: (instanceKey: string) => Promise<unknown>;
  /** What somebody else does to the second one before its turn; null: nothing can be in the way of this kind. */
  readonly spoil: ((instanceKey: string) => Promise<unknown>) | null;
  readonly reason?: string;
  /** Makes it possible after all. */
  readonly mend?: (instanceKey: string) => Promise<unknown>;
  readonly confirmation?: string;
}
const KINDS: { readonly [K in BatchAction['kind']]: Kind } = {
  retry: {
    action: { kind: 'retry', retries: 2 },
    prepare: failed,
    spoil: async (key) =>
      desk.engine.execute({ type: 'setJobRetries', jobKey: await desk.jobAt(key, 'charge'), retries: 1 }),
    reason: 'the incident was resolved in the meantime',
  },
  resolve: {
    action: { kind: 'resolve' },
    prepare: reported,
    spoil: resolved,
    reason: 'there is no such open incident',
  },
  suspend: { action: { kind: 'suspend' }, spoil: cancel, reason: 'no such' },
  resume: { action: { kind: 'resume' }, prepare: suspend, spoil: cancel, reason: 'no such' },
  cancel: { action: { kind: 'cancel' }, spoil: cancel, reason: 'no such', confirmation: 'cancel 2' },
  setVariable: {
    action: { kind: 'setVariable', name: 'note', type: 'String', text: 'x' },
    spoil: cancel,
    reason: 'no such',
  },
  removeVariable: { action: { kind: 'removeVariable', name: 'amount' }, spoil: cancel, reason: 'no such' },
  modify: {
    action: {
      kind: 'modify',
      steps: [
        { kind: 'cancelAll', elementId: 'charge' },
        { kind: 'startBefore', elementId: 'review' },
      ],
    },
    spoil: complete,
    reason: 'it has moved on: no token at charge',
    mend: (instanceKey) =>
      desk.engine.execute({
        type: 'modifyInstance',
        instanceKey,
        instructions: [
          {
            kind: 'startBefore',
            at: { elementId: 'charge', isBody: false },
            ancestorKey: null,
            variables: {},
            localVariables: {},
            scopeVariables: {},
          },
        ],
        reason: null,
      }),
  },
  migrate: {
    action: async () => ({
      kind: 'migrate',
      sourceDefinitionKey: first,
      targetDefinitionKey: second,
      mapping: await mapping(),
    }),
    spoil: moved,
    reason: 'definition',
  },
  restart: {
    action: () =>
      Promise.resolve({
        kind: 'restart',
        definitionKey: first,
        starts: [{ kind: 'before', elementId: 'review' }],
        variables: 'last',
        keepsBusinessKey: true,
      }),
    prepare: cancel,
    spoil: async (key) =>
      desk.run('instance.delete-history', { instanceKey: key }, { role: 'admin', confirmation: `delete KIND-${key}` }),
    reason: 'there never was such an instance',
  },
  delete: {
    action: { kind: 'delete' },
    spoil: () => Promise.resolve(),
    reason: 'the instance runs still',
    mend: cancel,
    confirmation: 'delete 2',
  },
  deleteDecisions: { action: { kind: 'deleteDecisions' }, spoil: null, confirmation: 'delete 2' },
  setRetries: { action: { kind: 'setRetries', retries: 5 }, spoil: complete, reason: 'job' },
  setDueDate: { action: { kind: 'setDueDate', dueAt: '2031-01-01T00:00:00Z' }, spoil: cancel, reason: 'no such' },
  setPriority: { action: { kind: 'setPriority', priority: 7 }, spoil: cancel, reason: 'no such' },
  execute: { action: { kind: 'execute' }, spoil: cancel, reason: 'no such' },
  suspendJobs: { action: { kind: 'suspendJobs' }, spoil: cancel, reason: 'no such' },
  resumeJobs: { action: { kind: 'resumeJobs' }, prepare: rest, spoil: cancel, reason: 'no such' },
  unlockWork: { action: { kind: 'unlockWork' }, prepare: held, spoil: complete, reason: 'no such job' },
  completeWork: {
    action: { kind: 'completeWork', variables: [{ name: 'by', type: 'String', text: 'hand' }] },
    spoil: complete,
    reason: 'job',
  },
  failWork: { action: { kind: 'failWork', message: 'the provider is gone' }, spoil: complete, reason: 'job' },
  throwError: { action: { kind: 'throwError', code: 'refused' }, spoil: complete, reason: 'job' },
  assignTasks: {
    action: { kind: 'assignTasks', assignee: 'tom' },
    prepare: reviewed,
    spoil: cancel,
    reason: 'no such',
  },
  completeTasks: {
    action: { kind: 'completeTasks', variables: [{ name: 'seen', type: 'Boolean', text: 'true' }] },
    prepare: reviewed,
    spoil: cancel,
    reason: 'no such',
  },
  setTaskDates: {
    action: { kind: 'setTaskDates', dueAt: '2031-01-01T00:00:00Z', followUpAt: null },
    prepare: reviewed,
    spoil: cancel,
    reason: 'no such',
  },
  setTaskPriority: {
    action: { kind: 'setTaskPriority', priority: 80 },
    prepare: reviewed,
    spoil: cancel,
    reason: 'no such',
  },
  setTaskCandidates: {
    action: { kind: 'setTaskCandidates', users: ['ann'], groups: ['clerks'] },
    prepare: reviewed,
    spoil: cancel,
    reason: 'no such',
  },
  correlate: {
    action: { kind: 'correlate', name: 'Paid' },
    spoil: async (key) =>
      desk.engine.correlateMessage({ name: 'Paid', instanceKey: key, variables: {}, all: false, startsOnly: false }),
    reason: 'nothing waits',
  },
};

/** Runs what is left of a batch, item by item. */
async function work(batchKey: string): Promise<void> {
  while (await desk.engine.batches.openSome(batchKey)) {
    /* all of them */
  }
  for (let n = 0; n < MAX_RUNS; n += 1) {
    const open = await desk.database.batchItem.findMany({
      where: { batchKey: BigInt(batchKey), state: 'open' },
      orderBy: { key: 'asc' },
      select: { key: true },
    });
    for (const { key } of open) await desk.engine.batches.runItem(String(key));
  }
  await desk.engine.batches.endIfDone(batchKey);
}
const itemsOf = async (batchKey: string) =>
  (await desk.see('batch-items', { batch: batchKey })).rows.map(({ state, message, instanceKey }) => ({
    state,
    message,
    instanceKey,
  }));

test.each(Object.entries(KINDS))(
  '%s: rehearsed, judged item by item, each with its result; what failed is tried again; reported',
  async (kind, { action, prepare, spoil, reason = '', mend, confirmation }) => {
    const [good, bad, left] = [await start(), await start(), await start()];
    // Of two whose history is to go, one runs still.
    if (kind === 'delete') await cancel(good);
    else for (const key of [good, bad, left]) await prepare?.(key);
    const what = typeof action === 'function' ? await action() : action;
    const parameters = { selection: { keys: [good, bad, left], except: [left] }, action: what };
    const asking = { person: personWith(...ROLES), ...(confirmation !== undefined && { confirmation }) };
    const preview = await desk.run('batch.create', parameters, { ...asking, mode: 'check' });
    if (preview.kind !== 'preview') throw new Error(JSON.stringify(preview));
    const total = (preview.after as { items: number }).items;
    expect(preview).toMatchObject({
      before: { instances: 2 },
      sample: { total, checked: total, works: kind === 'delete' ? 1 : total },
    });

    const nobody = await desk.run('batch.create', parameters, {
      ...asking,
      person: { ...personWith(...ROLES), username: 'left-the-company' },
    });
    if (nobody.kind !== 'done' || nobody.batchKey === undefined) throw new Error(JSON.stringify(nobody));
    await work(nobody.batchKey);
    expect(await desk.see('batch', { key: nobody.batchKey })).toMatchObject({
      total,
      done: 0,
      failed: total,
      failures: [{ message: 'left-the-company has no account that works any more', count: total }],
    });

    const made = await desk.run('batch.create', parameters, asking);
    if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
    await spoil?.(bad);
    await work(made.batchKey);
    const items = await itemsOf(made.batchKey);
    const wrong = items.filter(({ state }) => state === 'failed');
    expect(items.filter(({ state }) => state === 'done').length + wrong.length).toBe(total);
    if (spoil === null) expect(wrong).toEqual([]);
    else expect(wrong.length).toBeGreaterThan(0);
    for (const { message } of wrong) expect(message).toContain(reason);
    const report = await desk.see('batch', { key: made.batchKey });
    expect(report).toMatchObject({
      state: spoil === null ? 'completed' : 'failed',
      total,
      done: total - wrong.length,
      failed: wrong.length,
      reason: { code: 'test', ticket: 'OPS-1', note: 'a test' },
    });
    expect(report.failures.reduce((sum, { count }) => sum + count, 0)).toBe(wrong.length);
    if (spoil === null) return;

    await mend?.(bad);
    expect(await desk.run('batch.retry', { batchKey: made.batchKey })).toMatchObject({ kind: 'done' });
    await work(made.batchKey);
    expect(await desk.see('batch', { key: made.batchKey })).toMatchObject(
      mend === undefined ? { state: 'failed', failed: wrong.length } : { state: 'completed', failed: 0, done: total },
    );
  },
);

test('what a batch has done is told at the incident and in the log of the instance, with its number and who made it', async () => {
  const instance = await start();
  await failed(instance);
  const [incident] = await desk.database.incident.findMany({
    where: { instanceKey: BigInt(instance) },
    select: { key: true },
  });
  const incidentKey = String(incident?.key);
  expect(await desk.see('incident', { key: incidentKey })).toMatchObject({
    isOpen: true,
    resolvedBy: null,
    resolvedBatch: null,
  });
  const made = await desk.run('incident.retry-group', { incidentKey });
  if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
  await work(made.batchKey);
  expect(await desk.see('incident', { key: incidentKey })).toMatchObject({
    isOpen: false,
    outcome: 'resolved',
    resolvedBy: 'Lena Holm',
    resolvedBatch: made.batchKey,
  });
  expect(await desk.see('instance-batches', { instance })).toMatchObject({
    batches: [{ key: made.batchKey, kind: 'retryIncident', createdBy: 'Lena Holm', here: 1 }],
  });
  expect(
    await desk.see(
      'instance-batches',
      { instance },
      { person: { ...personWith(), roles: [{ id: 'l2-operator', definitions: ['another'] }] } },
    ),
  ).toEqual({ batches: [] });
  // By hand afterwards: that is no batch's.
  await failed(instance);
  const again = await desk.database.incident.findFirst({
    where: { instanceKey: BigInt(instance), resolvedAt: null },
    select: { key: true },
  });
  await desk.run('incident.retry', { incidentKey: String(again?.key) });
  expect(await desk.see('incident', { key: String(again?.key) })).toMatchObject({
    resolvedBy: 'Lena Holm',
    resolvedBatch: null,
  });
});

test('a failure that has come with the newest version is marked as new in it', async () => {
  const old = await start();
  await failed(old);
  const group = async (message: string) =>
    (await desk.see('incident-groups', { definition: 'kinds' })).groups.find((each) => each.message === message);
  expect((await group('declined'))?.newIn).toBeNull();
  const fresh = await desk.start(second, { variables: { amount: { type: 'Integer', text: '9' } } });
  await desk.engine.execute({
    type: 'failJob',
    jobKey: await desk.jobAt(fresh, 'charge'),
    retries: 0,
    retryAfterMs: 0,
    errorMessage: 'the new endpoint is unknown',
    errorDetails: null,
  });
  const { version } = await desk.see('definition', { key: second }).then(({ definition }) => definition);
  expect(await group('the new endpoint is unknown')).toMatchObject({ newIn: version });
});
