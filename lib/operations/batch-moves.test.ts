import { beforeAll, describe, expect, test } from 'vitest';
import { personWith } from '@/lib/console/test-person.ts';
import { enroll, giveRoles } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { BatchAction, InstanceSelection } from './contract.ts';
import { workMessageAndTimer } from './models-for-tests.ts';
import type { Answer } from './run-operation.ts';

const MODEL = workMessageAndTimer('each');
const WAIT = { timeout: 20_000 };
const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: (database) => enroll(database, 'l2-operator', 'admin'),
});
let first = '';
let second = '';

beforeAll(async () => {
  first = await deploy(MODEL);
  second = await deploy(MODEL.replace('<userTask id="review"/>', '<userTask id="review"/><userTask id="more"/>'));
});

const deploy = async (model: string): Promise<string> => (await desk.deploy({ 'each.bpmn': model })).each ?? '';

const start = (count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, () =>
      desk.start(first, { businessKey: (key) => `EACH-${key}`, variables: { amount: { type: 'Integer', text: '9' } } }),
    ),
  );

const create = (
  selection: InstanceSelection,
  action: BatchAction,
  more: { mode?: 'check'; confirmation?: string } = {},
): Promise<Answer> =>
  desk.run('batch.create', { selection, action }, { person: personWith('l2-operator', 'admin'), ...more });

interface Ended {
  readonly done: number;
  readonly messages: readonly (string | null)[];
}

/** Runs a batch to where nothing of it is left to do by itself. */
async function runBatch(selection: InstanceSelection, action: BatchAction, confirmation?: string): Promise<Ended> {
  const answer = await create(selection, action, { ...(confirmation !== undefined && { confirmation }) });
  if (answer.kind !== 'done' || answer.batchKey === undefined) throw new Error(JSON.stringify(answer));
  return await ended(answer.batchKey);
}
async function ended(batchKey: string): Promise<Ended> {
  const items = () =>
    desk.database.$queryRaw<
      { state: string; message: string | null }[]
    >`select state, message from batch_item where batch_key = ${BigInt(batchKey)} order by key`;
  await expect
    .poll(async () => (await items()).every(({ state }) => state === 'done' || state === 'failed'), WAIT)
    .toBe(true);
  const all = await items();
  return {
    done: all.filter(({ state }) => state === 'done').length,
    messages: [...new Set(all.flatMap(({ state, message }) => (state === 'failed' ? [message] : [])))],
  };
}
async function tokens(keys: readonly string[]): Promise<string[]> {
  const rows = await desk.database.$queryRaw<
    { id: string }[]
  >`select distinct element_id as id from element_instance where instance_key = any(${[...keys]}::text[]::bigint[]) and ended_at is null order by 1`;
  return rows.map(({ id }) => id);
}

describe('each action on many', () => {
  test('modify, with its steps by element; those without a token there are told apart in the sample', async () => {
    const keys = await start(3);
    const action = {
      kind: 'modify',
      steps: [
        { kind: 'cancelAll', elementId: 'charge' },
        { kind: 'startBefore', elementId: 'review' },
      ],
    } as const;
    expect(await create({ keys }, action, { mode: 'check' })).toMatchObject({
      kind: 'preview',
      risk: 'high',
      sample: {
        total: 3,
        checked: 3,
        works: 3,
        groups: [
          {
            message: null,
            count: 3,
            examples: expect.arrayContaining([{ instanceKey: keys[0], title: `EACH-${keys[0]}` }]),
          },
        ],
      },
    });
    expect(await runBatch({ keys }, action)).toEqual({ done: 3, messages: [] });
    expect(await tokens(keys)).toEqual(['paid', 'pause', 'review']);
    expect(await create({ keys }, action)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('3 of 3 would be refused: it has moved on: no token at charge'),
    });
    const more = await start(1);
    expect(await runBatch({ keys: [...keys, ...more] }, action)).toEqual({
      done: 1,
      messages: ['it has moved on: no token at charge'],
    });
  });

  test('migrate those of the version that the mapping is for', async () => {
    const keys = await start(2);
    const mapping = ((await desk.engine.generateMigration(first, second, false)) ?? []).map(({ source, target }) => ({
      source: source.elementId,
      target: target.elementId,
    }));
    const action = {
      kind: 'migrate',
      sourceDefinitionKey: first,
      targetDefinitionKey: second,
      mapping,
      variables: [{ name: 'schema', type: 'Integer', text: '2' }],
    } as const;
    expect(
      await create(
        { keys },
        { ...action, mapping: mapping.filter(({ source }) => source !== 'pause') },
        { mode: 'check' },
      ),
    ).toMatchObject({
      kind: 'preview',
      sample: { works: 0, groups: [{ message: 'pause has a token and is not mapped', count: 2 }] },
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Way back', result: 'passed' })]),
    });
    expect(await runBatch({ keys }, action)).toEqual({ done: 2, messages: [] });
    expect(
      await desk.database.instance.count({ where: { key: { in: keys.map(BigInt) }, definitionKey: BigInt(second) } }),
    ).toBe(2);
    expect(await create({ keys }, action)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('None of the chosen'),
    });
  });

  test('attempts, due dates, priorities, messages and variables', async () => {
    const keys = await start(2);
    const instances = keys.map(BigInt);
    const jobs = () =>
      desk.database.job.findMany({
        where: { instanceKey: { in: instances }, endedAt: null },
        orderBy: { key: 'asc' },
        select: { elementId: true, retries: true, dueAt: true, priority: true },
      });
    expect(await runBatch({ keys }, { kind: 'setRetries', retries: 7 })).toEqual({ done: 2, messages: [] });
    expect(await runBatch({ keys }, { kind: 'setDueDate', dueAt: '2031-01-01T00:00:00Z' })).toEqual({
      done: 2,
      messages: [],
    });
    expect(await runBatch({ keys }, { kind: 'setPriority', priority: 70 })).toEqual({ done: 4, messages: [] });
    const [work, timer] = await jobs();
    expect([work, timer]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ elementId: 'charge', retries: 7, priority: 70n }),
        expect.objectContaining({ elementId: 'pause', dueAt: new Date('2031-01-01T00:00:00Z') }),
      ]),
    );
    expect(await create({ keys }, { kind: 'correlate', name: 'Other' }, { mode: 'check' })).toMatchObject({
      sample: { works: 0, groups: [{ message: 'nothing in it waits for Other' }] },
    });
    expect(
      await runBatch(
        { keys },
        { kind: 'correlate', name: 'Paid', variables: [{ name: 'paid', type: 'Boolean', text: 'true' }] },
      ),
    ).toEqual({ done: 2, messages: [] });
    expect(await tokens(keys)).toEqual(['charge', 'pause']);
    expect(await runBatch({ keys }, { kind: 'removeVariable', name: 'amount' })).toEqual({ done: 2, messages: [] });
    expect(
      await desk.database.variable.findMany({
        where: { instanceKey: { in: instances }, removedAt: null },
        distinct: ['name'],
        select: { name: true },
      }),
    ).toEqual([{ name: 'paid' }]);
    const [instance = ''] = keys;
    const [element] = await desk.database.elementInstance.findMany({
      where: { instanceKey: BigInt(instance), elementId: 'charge' },
    });
    await desk.engine.execute({
      type: 'createIncident',
      incidentKey: await desk.engine.newKey(),
      elementInstanceKey: String(element?.key),
      incidentType: 'custom',
      configuration: null,
      message: 'reported',
    });
    expect(await runBatch({ keys }, { kind: 'resolve' })).toEqual({ done: 1, messages: [] });
    expect(await desk.database.incident.count({ where: { instanceKey: { in: instances }, resolvedAt: null } })).toBe(0);
  });

  test('cancel, restart in another version with edited variables, and delete with the number typed', async () => {
    const keys = await start(2);
    expect(await runBatch({ keys }, { kind: 'cancel', skipsListeners: true }, 'cancel 2')).toEqual({
      done: 2,
      messages: [],
    });
    const restart = {
      kind: 'restart',
      definitionKey: second,
      starts: [{ kind: 'before', elementId: 'more' }],
      variables: 'last',
      changed: [{ name: 'amount', type: 'Integer', text: '1' }],
      keepsBusinessKey: true,
    } as const;
    expect(await runBatch({ keys }, restart)).toEqual({ done: 2, messages: [] });
    const again = await desk.database.$queryRaw<
      { key: string; definition: string }[]
    >`select key::text, definition_key::text as definition from instance where restart_of = any(${keys}::text[]::bigint[])`;
    expect(again.map(({ definition }) => definition)).toEqual([second, second]);
    expect(await tokens(again.map(({ key }) => key))).toEqual(['more']);
    const running = await start(1);
    expect(await create({ keys: [...keys, ...running] }, { kind: 'delete' }, { mode: 'check' })).toMatchObject({
      risk: 'destructive',
      confirmation: 'delete 3',
      sample: {
        works: 2,
        groups: [
          { message: 'the instance runs still', count: 1 },
          { message: null, count: 2 },
        ],
      },
      checks: expect.arrayContaining([
        { name: 'All are as they have to be', result: 'look', evidence: '1 of 3 run still and will be refused.' },
      ]),
    });
    expect(await runBatch({ keys: [...keys, ...running] }, { kind: 'delete' }, 'delete 3')).toEqual({
      done: 2,
      messages: ['the instance runs still'],
    });
    expect(await desk.database.instance.count({ where: { key: { in: keys.map(BigInt) } } })).toBe(0);
  });
});

test('whoever loses the right meanwhile does nothing more: each item is judged when its turn comes', async () => {
  const keys = await start(2);
  const answer = await create({ keys }, { kind: 'suspend' }, {});
  if (answer.kind !== 'done' || answer.batchKey === undefined) throw new Error(JSON.stringify(answer));
  await ended(answer.batchKey);
  const working = await create({ keys }, { kind: 'resume' }, {});
  if (working.kind !== 'done' || working.batchKey === undefined) throw new Error(JSON.stringify(working));
  await ended(working.batchKey);
  await giveRoles(desk.database, 'l1-operator');
  const refused = await create({ keys }, { kind: 'suspend' }, {});
  if (refused.kind !== 'done' || refused.batchKey === undefined) throw new Error(JSON.stringify(refused));
  expect(await ended(refused.batchKey)).toMatchObject({
    done: 0,
    messages: [expect.stringContaining('lena may not do this any more')],
  });
  await desk.database.appUser.update({ where: { id: 'u' }, data: { disabledAt: new Date() } });
  await desk.engine.batches.retry({ batchKey: refused.batchKey }, 1);
  await expect
    .poll(() => ended(refused.batchKey ?? ''), WAIT)
    .toMatchObject({ messages: ['lena has no account that works any more'] });
  expect(await desk.database.instance.count({ where: { key: { in: keys.map(BigInt) }, isSuspended: true } })).toBe(0);
});
