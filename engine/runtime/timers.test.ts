import { expect, it } from 'vitest';
import { chooseInstance } from '../store/start-jobs.ts';
import { deploy, liveInstances, pause, start, testEngine, until } from './proofs/test-engine.ts';
import { continuedTask, timerCatch, timerStart } from './proofs/test-models.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const INSTANCES = 10;
const HOUR_MS = 3_600_000;
const STOP_LIMIT_MS = 8_000;

const database = databaseOfSuite();

const elements = async (elementId: string, processId: string): Promise<number> =>
  (
    await database.pool.query<{ n: number }>(
      'select count(*)::int as n from element_history e join definition d on d.key = e.definition_key where e.element_id = $1 and d.process_id = $2',
      [elementId, processId],
    )
  ).rows[0]?.n ?? 0;
const startTimers = async (processId: string) =>
  (
    await database.pool.query<{ due_at: number; scope_key: string | null; ended: boolean }>(
      'select j.key, j.due_at, j.scope_key, j.ended_at is not null as ended from job j join definition d on d.key = j.definition_key where j.tree_key is null and d.process_id = $1 order by j.key',
      [processId],
    )
  ).rows;

it('fires timers once that became due while no node ran', async () => {
  const before = await testEngine(database.url);
  const caught = await deploy(before.engine, 'caught', timerCatch('caught', 'caughtWork', 'PT1H'));
  await deploy(before.engine, 'hourly', timerStart('hourly', 'hourlyWork', 'R/PT1H'));
  await Promise.all(Array.from({ length: INSTANCES }, () => start(before.engine, caught)));
  await before.engine.stop();
  expect(await elements('work', 'caught')).toBe(0);

  const nodes = [await testEngine(database.url), await testEngine(database.url)];
  for (const { engine } of nodes) engine.setClock(Date.now() + 5 * HOUR_MS);
  await until(
    () => elements('work', 'caught'),
    (n) => n === INSTANCES,
  );
  await until(
    () => elements('work', 'hourly'),
    (n) => n === 1,
  );
  // The four hours that were missed are not made up for: the next one is an hour ahead.
  const timers = await until(
    () => startTimers('hourly'),
    (all) => all.length === 2,
  );
  expect(timers.map(({ ended }) => ended)).toEqual([true, false]);
  expect(await elements('work', 'caught')).toBe(INSTANCES);
  expect(nodes.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(nodes.map(({ engine }) => engine.stop()));
});

it('starts once although the node died between the start and the end of its timer', async () => {
  const dying = await testEngine(database.url, false);
  const definitionKey = await deploy(dying.engine, 'reborn', timerStart('reborn', 'rebornWork', 'R3/PT1H'));
  const jobKey =
    (
      await database.pool.query<{ key: string }>('select key from job where tree_key is null and definition_key = $1', [
        definitionKey,
      ])
    ).rows[0]?.key ?? '';
  // As far as it got: the instance was chosen and started, the timer is leased and still there.
  const instanceKey = await chooseInstance(database.pool, jobKey, await dying.engine.newKey());
  expect(await chooseInstance(database.pool, jobKey, await dying.engine.newKey())).toBe(instanceKey);
  await dying.engine.execute({
    type: 'startInstance',
    instanceKey: instanceKey ?? '',
    definitionKey,
    businessKey: null,
    tenantId: null,
    variables: {},
    startElementId: 'start',
  });
  await database.pool.query(
    `update job set worker = 'dead-node', lock_until = now() + interval '1 day' where key = $1`,
    [jobKey],
  );
  await dying.engine.stop();

  const { engine, faults } = await testEngine(database.url);
  engine.setClock(Date.now() + 1.5 * HOUR_MS);
  const timers = await until(
    () => startTimers('reborn'),
    (all) => all.length === 2,
  );
  expect(timers.map(({ ended, scope_key }) => ({ ended, scope_key }))).toEqual([
    { ended: true, scope_key: instanceKey },
    { ended: false, scope_key: null },
  ]);
  expect(await liveInstances(engine, 'reborn')).toBe(1);
  expect(faults).toEqual([]);
  await engine.stop();
});

it('lets two who run a start timer at the same moment start one instance', async () => {
  const nodes = [await testEngine(database.url), await testEngine(database.url)];
  const [first] = nodes;
  if (!first) throw new Error('there is no node');
  const definitionKey = await deploy(first.engine, 'twice', timerStart('twice', 'twiceWork', 'R3/PT1H'));
  const jobKey =
    (
      await database.pool.query<{ key: string }>('select key from job where tree_key is null and definition_key = $1', [
        definitionKey,
      ])
    ).rows[0]?.key ?? '';
  await Promise.all([...nodes, ...nodes].map(({ engine }) => engine.execute({ type: 'executeJob', jobKey })));
  expect(await liveInstances(first.engine, 'twice')).toBe(1);
  expect(await startTimers('twice')).toHaveLength(2);
  await Promise.all(nodes.map(({ engine }) => engine.stop()));
});

it('stops in time although the database answers nothing, and its jobs are free for others', async () => {
  const stuck = await testEngine(database.url);
  const definitionKey = await deploy(stuck.engine, 'stuck', continuedTask('stuck', 'stuckWork'));
  const blocker = await database.pool.connect();
  await blocker.query('begin; lock table element_instance in exclusive mode');
  const starting = start(stuck.engine, definitionKey).catch((error: Error) => error);
  await pause(100);
  const begun = Date.now();
  await stuck.engine.stop();
  expect(Date.now() - begun).toBeLessThan(STOP_LIMIT_MS);
  await blocker.query('rollback');
  blocker.release();
  await starting;
  const { engine } = await testEngine(database.url);
  await until(
    () => elements('work', 'stuck'),
    (n) => n === 1,
    10_000,
  );
  await engine.stop();
});
