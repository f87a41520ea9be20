import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Key } from '../core/state.ts';
import { deploy, lease, liveInstances, pause, testEngine } from './proofs/test-engine.ts';
import { continuedTask } from './proofs/test-models.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

/** Load before the kill, after the first answer. */
const LOAD_MS = 1_200;

const database = databaseOfSuite();

/** A node of its own process that is killed in the middle of its work; gives what it had been answered. */
async function killedUnderLoad(definitionKey: Key, topic: string): Promise<string[][]> {
  const program = fileURLToPath(new URL('./proofs/load-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, database.url, definitionKey, topic], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let firstAnswer = (): void => undefined;
  const isWorking = new Promise<void>((next) => {
    firstAnswer = next;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('completed')) firstAnswer();
  });
  await isWorking;
  await pause(LOAD_MS);
  child.kill('SIGKILL');
  await once(child, 'close');
  // The last line may be cut off: an answer that nobody has heard.
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
}

it('has every start and completion that it acknowledged after kill -9, and goes on with the rest', async () => {
  const before = await testEngine(database.url, false);
  const definitionKey = await deploy(before.engine, 'killed', continuedTask('killed', 'killedWork'));
  await before.engine.stop();
  const answers = await killedUnderLoad(definitionKey, 'killedWork');
  const started = answers.flatMap(([verb, key]) => (verb === 'started' && key ? [key] : []));
  const completed = answers.flatMap(([verb, jobKey, instanceKey]) =>
    verb === 'completed' && jobKey && instanceKey ? [{ jobKey, instanceKey }] : [],
  );
  expect(started.length).toBeGreaterThan(50);
  expect(completed.length).toBeGreaterThan(20);
  const known = await database.pool.query<{ key: Key }>('select key from instance where key = any($1::bigint[])', [
    started,
  ]);
  expect(known.rows).toHaveLength(started.length);
  const ended = await database.pool.query<{ key: Key }>(
    `select j.key from job j join instance i on i.key = j.instance_key where j.key = any($1::bigint[]) and j.outcome = 'completed' and i.outcome = 'completed'`,
    [completed.map(({ jobKey }) => jobKey)],
  );
  expect(ended.rows).toHaveLength(completed.length);

  const after = await testEngine(database.url);
  for (let isLeft = true; isLeft; ) {
    const jobs = await lease(after.engine, 'killedWork', { maxJobs: 200, waitMs: 500 });
    await Promise.all(
      jobs.map(({ key }) =>
        after.engine.execute({ type: 'completeJob', jobKey: key, worker: 'worker', variables: {} }),
      ),
    );
    isLeft = jobs.length > 0 || (await liveInstances(after.engine, 'killed')) > 0;
  }
  // Nothing was lost and nothing ran twice: each instance went once through each element.
  const {
    rows: [counts],
  } =
    await database.pool.query(`select (select count(*)::int from instance) as instances, (select count(*)::int from instance where outcome = 'completed') as completed,
    (select count(*)::int from element_history where element_id = 'hop') as hops, (select count(*)::int from job where kind = 'worker') as jobs, (select count(*)::int from job where ended_at is null) as left`);
  expect(counts).toEqual({
    instances: counts.instances,
    completed: counts.instances,
    hops: counts.instances,
    jobs: counts.instances,
    left: 0,
  });
  expect(counts.instances).toBeGreaterThanOrEqual(started.length);
  expect(after.faults).toEqual([]);
  await after.engine.stop();
}, 60_000);
