import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchOperation } from '@/engine/index.ts';
import { startApi } from '@/lib/api/server.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { AsRequest, BatchAction, OperationName, OperationParameters } from './contract.ts';
import type { Deed } from './deed-for-tests.ts';
import { DEEDS } from './deeds-for-tests.ts';
import { Ground } from './ground-for-tests.ts';

const desk = testDesk({
  prepare: (database) =>
    database.appUser.create({ data: { id: 'u', username: 'lena', name: 'Lena Holm', passwordHash: '' } }),
});
const ground = new Ground(desk);
let api: Awaited<ReturnType<typeof startApi>>;
const failures: string[] = [];
beforeAll(async () => {
  await ground.lay();
  api = await startApi({
    engine: desk.engine,
    authentication: { mode: 'none' },
    host: '127.0.0.1',
    port: 0,
    report: (message) => {
      failures.push(message);
    },
  });
});
afterAll(async () => {
  await api.close();
  expect(failures).toEqual([]);
});

async function requestOf<N extends OperationName>(
  name: N,
): Promise<{ readonly request: AsRequest; stands(): Promise<unknown>; readonly as: Deed<N>['as'] }> {
  const deed: Deed<N> = DEEDS[name];
  const parameters = await deed.prepare(ground);
  const preview = await desk.run(name, parameters, { role: deed.role ?? 'l2-operator', mode: 'check' });
  if (preview.kind !== 'preview') throw new Error(JSON.stringify(preview));
  return { request: preview.request, stands: () => deed.stands(ground, parameters), as: deed.as };
}

async function perform({ calls }: Extract<AsRequest, { kind: 'calls' }>): Promise<void> {
  for (const { method, path, body } of calls) {
    const response = await fetch(`http://127.0.0.1:${api.port}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    expect([response.status, await response.text()], `${method} ${path} ${JSON.stringify(body)}`).toEqual([
      expect.toSatisfy((status: number) => status < 300),
      expect.anything(),
    ]);
  }
}

/**
 * Each is performed as it is told. Of the others it is said that there is no endpoint, or that it is not told here how
 * it is called.
 */
const TOLD: readonly OperationName[] = [
  'batch.create',
  'batch.pause',
  'batch.resume',
  'definition.edit-ttl',
  'definition.resume',
  'definition.suspend',
  'incident.annotate',
  'incident.resolve',
  'incident.retry',
  'instance.cancel',
  'instance.migrate',
  'instance.modify',
  'instance.restart',
  'instance.resume',
  'instance.start',
  'instance.suspend',
  'job.execute',
  'job.resume',
  'job.set-due-date',
  'job.set-priority',
  'job.set-retries',
  'job.suspend',
  'job.unlock',
  'message.correlate',
  'message.publish',
  'message.send',
  'signal.broadcast',
  'task.assign',
  'task.complete-for',
  'task.delegate',
  'task.delete',
  'task.resolve',
  'variable.add',
  'variable.remove',
  'variable.set',
];

test('what no endpoint does says so, and what is not told says that', async () => {
  expect((await requestOf('incident.acknowledge')).request).toEqual({ kind: 'none' });
  expect((await requestOf('instance.retry-all')).request).toEqual({ kind: 'untold' });
});

describe('what is told does the same over the API', () => {
  test.each(TOLD)('%s', async (name) => {
    const { request, stands, as } = await requestOf(name);
    if (request.kind !== 'calls') throw new Error(request.kind);
    await perform(request);
    const after = await stands();
    if (as === null) expect(after).toBeNull();
    else expect(after).toEqual(expect.objectContaining(as));
  });
});

describe('a batch is told by its action, and makes the same batch', () => {
  const NO_SKIPS = { skipsListeners: false, skipsMappings: false };
  const ACTIONS: readonly (readonly [BatchOperation['kind'], (at: Ground) => BatchAction])[] = [
    ['suspendInstance', () => ({ kind: 'resume' })],
    ['cancelInstance', () => ({ kind: 'cancel', ...NO_SKIPS })],
    ['setVariables', () => ({ kind: 'setVariable', name: 'amount', type: 'Integer', text: '2' })],
    [
      'modifyInstance',
      () => ({
        kind: 'modify',
        steps: [
          { kind: 'startBefore', elementId: 'review', variables: [{ name: 'n', type: 'Long', text: '1' }] },
          { kind: 'cancelAll', elementId: 'pause' },
        ],
      }),
    ],
    [
      'migrateInstance',
      (at) => ({
        kind: 'migrate',
        sourceDefinitionKey: at.definition(),
        targetDefinitionKey: at.second,
        mapping: ['charge', 'review', 'pause', 'paid', 'halt'].map((id) => ({ source: id, target: id })),
        variables: [{ name: 'moved', type: 'Boolean', text: 'true' }],
      }),
    ],
    ['setWorkRetries', () => ({ kind: 'setRetries', retries: 4 })],
    ['correlateMessage', () => ({ kind: 'correlate', name: 'Paid', variables: [] })],
  ];
  test.each(ACTIONS)('%s', async (kind, actionOf) => {
    const keys = [await ground.instance(), await ground.instance()];
    const action = actionOf(ground);
    const preview = await desk.run('batch.create', { selection: { keys }, action }, { mode: 'check' });
    if (preview.kind !== 'preview' || preview.request.kind !== 'calls') throw new Error(JSON.stringify(preview));
    await perform(preview.request);
    const told = await ground.row('select kind, total from batch order by key desc limit 1');
    expect(told).toMatchObject({ kind, total: 2 });
    await desk.run(
      'batch.create',
      { selection: { keys }, action },
      {
        ...(preview.confirmation !== null && { confirmation: preview.confirmation }),
      },
    );
    const made = await ground.row('select kind, total from batch order by key desc limit 1');
    expect(made).toMatchObject({ kind, total: 2 });
  });

  /** Of the newest batch. */
  const targets = async () => {
    const row = await ground.row(
      `select b.kind, array(select i.target from batch_item i where i.batch_key = b.key order by i.target) as targets
        from batch b order by b.key desc limit 1`,
    );
    return row;
  };
  async function sameOf(parameters: OperationParameters<'batch.create'>): Promise<readonly object[]> {
    const preview = await desk.run('batch.create', parameters, { mode: 'check' });
    if (preview.kind !== 'preview' || preview.request.kind !== 'calls') throw new Error(JSON.stringify(preview));
    const { calls } = preview.request;
    await perform(preview.request);
    const told = await targets();
    const made = await desk.run('batch.create', parameters, {
      ...(preview.confirmation !== null && { confirmation: preview.confirmation }),
    });
    expect(made).toMatchObject({ kind: 'done' });
    expect(await targets()).toEqual(told);
    return calls.map(({ body }) => body as object);
  }

  test.each(ACTIONS)('%s, chosen by a filter: by the query that finds the same', async (kind, actionOf) => {
    const [one, two] = [await desk.start(ground.definition()), await desk.start(ground.definition())];
    const start = `ASK-${kind}-`;
    // Another one that must not be found, and one that has ended.
    await desk.start(ground.definition(), { businessKey: `OTHER-${kind}` });
    const ended = await desk.start(ground.definition(), { businessKey: `${start}3` });
    await desk.engine.execute({ type: 'cancelInstance', instanceKey: ended, reason: null, onlyRoot: false });
    for (const [n, instanceKey] of [one, two].entries())
      await ground.row(
        'update instance set business_key = $2 where key = $1::bigint returning key::text',
        instanceKey,
        `${start}${n}`,
      );
    const filter = { state: 'running', definition: 'deed', businessKey: `^=${start}` };
    const [body] = await sameOf({ selection: { filter }, action: actionOf(ground) });
    expect(body).toMatchObject({
      processInstanceQuery: { processDefinitionKeyIn: ['deed'], businessKeyLike: `${start}%` },
    });
  });

  test('what no query says is named one by one, as the filter found it', async () => {
    const [one, two, left] = [
      await desk.start(ground.definition(), { variables: { told: { type: 'String', text: 'x' } } }),
      await desk.start(ground.definition(), { variables: { told: { type: 'String', text: 'x' } } }),
      await desk.start(ground.definition(), { variables: { told: { type: 'String', text: 'x' } } }),
    ];
    const filter = { state: 'running', 'var.told': 'eq:"x"' };
    const [body] = await sameOf({
      selection: { filter, except: [left] },
      action: { kind: 'setVariable', name: 'amount', type: 'Integer', text: '2' },
    });
    expect(body).toMatchObject({ processInstanceIds: expect.arrayContaining([one, two]) });
    expect(body).not.toMatchObject({ processInstanceIds: expect.arrayContaining([left]) });
  });

  test('incidents and jobs by the filter of their lists: by the work behind them', async () => {
    const work = [await ground.work(), await ground.work()];
    const instances = await desk.database.$queryRaw<{ key: string }[]>`select instance_key::text as key from job
      where key = any(${work.map(BigInt)}::bigint[])`;
    for (const jobKey of work)
      await desk.engine.execute({
        type: 'failJob',
        jobKey,
        retries: 0,
        retryAfterMs: 0,
        errorMessage: 'told by its message',
        errorDetails: null,
      });
    const requestOfWork = async (parameters: OperationParameters<'batch.create'>) => {
      const preview = await desk.run('batch.create', parameters, { mode: 'check' });
      if (preview.kind !== 'preview' || preview.request.kind !== 'calls') throw new Error(JSON.stringify(preview));
      return preview.request;
    };
    const request = await requestOfWork({
      selection: { of: 'incidents', filter: { message: 'told by its message' } },
      action: { kind: 'retry', retries: 2 },
    });
    expect(request.calls).toEqual([
      {
        method: 'POST',
        path: '/engine-rest/external-task/retries-async',
        body: { externalTaskIds: work, retries: 2 },
      },
    ]);
    await perform(request);
    expect(await targets()).toEqual({ kind: 'setWorkRetries', targets: [...work].sort() });
    const ofJobs = await requestOfWork({
      selection: { of: 'jobs', filter: { instance: instances[0]?.key ?? '', kind: 'worker' } },
      action: { kind: 'setRetries', retries: 3 },
    });
    expect(ofJobs.calls).toMatchObject([{ body: { externalTaskIds: [expect.any(String)], retries: 3 } }]);
  });

  test('what no endpoint does says so, by a filter or not', async () => {
    const requestFor = async (parameters: OperationParameters<'batch.create'>) => {
      const preview = await desk.run('batch.create', parameters, { mode: 'check' });
      return preview.kind === 'preview' ? preview.request.kind : preview;
    };
    const keys = [await ground.instance()];
    expect(await requestFor({ selection: { keys }, action: { kind: 'assignTasks', assignee: 'bea' } })).toBe('none');
    expect(
      await requestFor({
        selection: { of: 'tasks', filter: { definition: 'deed' } },
        action: { kind: 'assignTasks', assignee: 'bea' },
      }),
    ).toBe('none');
    expect(
      await requestFor({ selection: { keys: [await ground.instance('cloud')] }, action: { kind: 'suspend' } }),
    ).toBe('none');
  });
});

describe('instances of the other notation', () => {
  test('modify and migrate are told as /v2 takes them', async () => {
    const instanceKey = await ground.instance('cloud');
    const modify = await desk.run(
      'instance.modify',
      {
        instanceKey,
        steps: [
          { kind: 'cancelAll', elementId: 'paid' },
          {
            kind: 'startBefore',
            elementId: 'paid',
            variables: [{ name: 'orderId', type: 'String', text: 'O-2' }],
            isLocal: true,
          },
        ],
      },
      { mode: 'check' },
    );
    if (modify.kind !== 'preview' || modify.request.kind !== 'calls') throw new Error(JSON.stringify(modify));
    expect(modify.request.calls[0]?.path).toBe(`/v2/process-instances/${instanceKey}/modification`);
    await perform(modify.request);
    expect(
      await ground.row(
        `select (select correlation_key from subscription where instance_key = $1::bigint and closed_at is null) as key,
          (select count(*)::int from element_instance where instance_key = $1::bigint and element_id = 'paid') as times`,
        instanceKey,
      ),
    ).toEqual({ key: 'O-2', times: 2 });
    const migrate = await desk.run(
      'instance.migrate',
      {
        instanceKey,
        targetDefinitionKey: await ground.secondCloud(),
        mapping: [{ source: 'paid', target: 'paid' }],
      },
      { mode: 'check' },
    );
    if (migrate.kind !== 'preview' || migrate.request.kind !== 'calls') throw new Error(JSON.stringify(migrate));
    await perform(migrate.request);
    expect(
      await ground.row(
        'select d.version from instance i join definition d on d.key = i.definition_key where i.key = $1::bigint',
        instanceKey,
      ),
    ).toEqual({ version: 2 });
  });
});
