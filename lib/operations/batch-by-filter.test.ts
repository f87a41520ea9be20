import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { OperationParameters } from './contract.ts';
import { workTaskAndTimer } from './models-for-tests.ts';

const desk = testDesk({ isGuarded: true, prepare: (database) => enroll(database, 'l2-operator') });
let definitionKey = '';
beforeAll(async () => {
  await desk.deploy({ 'other.bpmn': workTaskAndTimer('other') });
  definitionKey = (await desk.deploy({ 'filtered.bpmn': workTaskAndTimer('filtered') })).filtered ?? '';
});

const AMOUNTS = ['1', '2', '3', '4', '5'] as const;
/** Of each instance: its task, and the incident of its work. */
let tasks: readonly string[] = [];
let incidents: readonly string[] = [];
beforeEach(async () => {
  await desk.database.$executeRaw`update user_task set ended_at = now(), outcome = 'canceled' where ended_at is null`;
  await desk.database.$executeRaw`update incident set resolved_at = now() where resolved_at is null`;
  const instances: string[] = [];
  for (const amount of AMOUNTS) {
    const instance = await desk.start(definitionKey, {
      businessKey: `F-${amount}`,
      variables: { amount: { type: 'Integer', text: amount } },
    });
    await desk.engine.execute({
      type: 'failJob',
      jobKey: await desk.jobAt(instance, 'charge'),
      retries: 0,
      retryAfterMs: 0,
      errorMessage: amount === '1' ? 'no answer' : 'declined',
      errorDetails: null,
    });
    instances.push(instance);
  }
  const keysOf = async (table: 'user_task' | 'incident') =>
    (
      await desk.database.$queryRawUnsafe<{ key: string }[]>(
        `select key::text as key from ${table} where instance_key = any($1::text[]::bigint[]) order by key`,
        instances,
      )
    ).map(({ key }) => key);
  [tasks, incidents] = [await keysOf('user_task'), await keysOf('incident')];
});

type Parameters = OperationParameters<'batch.create'>;
async function targetsOf(parameters: Parameters): Promise<readonly string[]> {
  const made = await desk.run('batch.create', parameters);
  if (made.kind !== 'done' || made.batchKey === undefined) throw new Error(JSON.stringify(made));
  const rows = await desk.database.batchItem.findMany({
    where: { batchKey: BigInt(made.batchKey) },
    orderBy: { key: 'asc' },
    select: { target: true },
  });
  return rows.map(({ target }) => target);
}
const chosen = (filter: Readonly<Record<string, string>>, except: readonly string[] = []) => ({ filter, except });

describe('all tasks that match are taken, without those left out', () => {
  const action = { kind: 'setTaskPriority', priority: 80 } as const;
  const taken = (filter: Readonly<Record<string, string>>, except: readonly string[] = []) =>
    targetsOf({ selection: { ...chosen(filter, except), of: 'tasks' }, action });

  test('by definition, by a variable of the instance, by their own state', async () => {
    expect(await taken({ filter: 'all', definition: 'filtered' })).toEqual(tasks);
    expect(await taken({ definition: 'filtered' }, [tasks[1] ?? ''])).toEqual(tasks.filter((_, n) => n !== 1));
    expect(await taken({ definition: 'filtered', 'var.amount': 'gt:3' })).toEqual(tasks.slice(3));
    await desk.run('task.set-dates', { taskKey: tasks[2] ?? '', dueAt: '2001-01-01T00:00:00Z', followUpAt: null });
    expect(await taken({ filter: 'overdue' })).toEqual(tasks.slice(2, 3));
  });

  test('it is counted and rehearsed before, and a list that ended meanwhile is not taken along', async () => {
    await desk.engine.execute({
      type: 'completeUserTask',
      taskKey: tasks[0] ?? '',
      variables: {},
    });
    const preview = await desk.run(
      'batch.create',
      { selection: { of: 'tasks', filter: { definition: 'filtered' } }, action: { kind: 'completeTasks' } },
      { mode: 'check' },
    );
    expect(preview).toMatchObject({
      effects: expect.arrayContaining(['Complete 4 tasks.', '4 of filtered version 1.']),
      sample: { total: 4, checked: 4, works: 4, groups: [{ message: null, count: 4 }] },
    });
    expect(await desk.see('task-count', { definition: 'filtered' })).toEqual({ value: 4, isExact: true });
  });
});

describe('all open incidents that match are taken, without those left out', () => {
  const action = { kind: 'retry', retries: 1 } as const;
  const taken = (filter: Readonly<Record<string, string>>, except: readonly string[] = []) =>
    targetsOf({ selection: { ...chosen(filter, except), of: 'incidents' }, action });

  test('by message, by group, by element', async () => {
    expect(await taken({ message: 'declin' })).toEqual(incidents.slice(1));
    expect(await taken({ definition: 'filtered', element: 'charge' }, [incidents[4] ?? ''])).toEqual(
      incidents.slice(0, 4),
    );
    const [group] = (await desk.see('incident-groups', { definition: 'filtered' })).groups;
    expect(group?.open).toBe(4);
    expect(await taken({ fingerprint: group?.fingerprint ?? '' })).toEqual(incidents.slice(1));
  });

  test('of all of whatever state only the open ones', async () => {
    await desk.database.$executeRaw`update incident set resolved_at = now() where key = ${BigInt(incidents[0] ?? '')}`;
    expect(await taken({ state: 'all', definition: 'filtered' })).toEqual(incidents.slice(1));
    expect(await desk.see('incident-count', { state: 'all', definition: 'filtered' })).toEqual({
      value: 4,
      isExact: true,
    });
    expect(
      await desk.run('batch.create', { selection: { of: 'incidents', filter: { state: 'resolved' } }, action }),
    ).toMatchObject({ kind: 'notFound' });
  });
});

test('whoever is kept to other definitions chooses none of them; what is no filter is refused', async () => {
  const elsewhere = { ...personWith(), roles: [{ id: 'l2-operator' as const, definitions: ['other'] }] };
  const everything: readonly Parameters[] = [
    { selection: { of: 'tasks', filter: {} }, action: { kind: 'completeTasks' } },
    { selection: { of: 'incidents', filter: {} }, action: { kind: 'retry', retries: 1 } },
  ];
  for (const parameters of everything)
    expect(await desk.run('batch.create', parameters, { person: elsewhere })).toMatchObject({ kind: 'notFound' });
  // Misspelt, it would have chosen all.
  const wrong: readonly Parameters[] = [
    { selection: { of: 'tasks', filter: { definitoin: 'filtered' } }, action: { kind: 'completeTasks' } },
    { selection: { of: 'incidents', filter: { elment: 'charge' } }, action: { kind: 'retry', retries: 1 } },
    { selection: { of: 'tasks', filter: { due: 'soonish' } }, action: { kind: 'completeTasks' } },
  ];
  for (const parameters of wrong)
    expect(await desk.run('batch.create', parameters, { mode: 'check' })).toMatchObject({ kind: 'notFound' });
});
