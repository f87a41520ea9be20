import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Engine, startEngine } from '../engine/index.ts';
import { authorize } from '../lib/auth/authorize.ts';
import { personWith } from '../lib/console/test-person.ts';
import { isQueryName, QUERIES } from '../lib/console/queries/registry.ts';
import type { QueryName } from '../lib/console/contract.ts';
import type { Query } from '../lib/console/queries/query.ts';
import { startEmbeddedPostgres } from '../lib/database/embedded-postgres.ts';
import { migrate } from '../lib/database/migrate.ts';
import { createDatabase, type Database } from '../lib/db.ts';
import { type Case, casesOf } from './console-cases.ts';
import { fillForConsole } from './console-data.ts';
import { SIZE } from './console-size.ts';

/**
 * Every read of the console on 100,000 instances, 10,000 of them with an incident, on an embedded PostgreSQL:
 * `tsx bench/console-queries.ts [runs] [part of a case's name]`, or with `DATABASE=<url>` on a database that was filled
 * before.
 * Beside the time that passed stands the processor time of PostgreSQL, which other work on the machine changes little
 * (Linux).
 */
const RUNS = Number(process.argv[2] ?? 20);
const ONLY = process.argv[3] ?? '';
const GOAL_MS = 20;
const CASES = casesOf(SIZE);

/** These ask the engine as well, whose sessions are counted for them; what else it does meanwhile with them. */
const ASK_THE_ENGINE: readonly QueryName[] = [
  'audit-verification',
  'definition-xml',
  'evaluate-expression',
  'migration-plan',
  'start-form',
  'start-timers',
  'task',
  'variable-readers',
];

interface Times {
  readonly passed: readonly number[];
  readonly processor: readonly number[];
}

async function timesOf(
  { name, parameters, role = 'l2-operator' }: Case,
  database: Database,
  engine: Engine,
  backends: () => Promise<number>,
): Promise<Times> {
  const query: Query<typeof name> = QUERIES[name];
  const person = personWith(role);
  const access = authorize(person, query.permission);
  if (!access.isAllowed) throw new Error(`${name}: ${access.message}`);
  const prepared = query.prepare(parameters);
  if (!prepared.isValid) throw new Error(`${name}: ${JSON.stringify(prepared.problems)}`);
  const passed: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const before = await backends();
    const begun = performance.now();
    const view = await prepared.run({ database, engine, person, access });
    const ended = performance.now();
    const after = await backends();
    if (run === 0 && view === null) throw new Error(`${name} ${JSON.stringify(parameters)} found nothing`);
    // The first one warms up.
    if (run > 0) {
      passed.push(ended - begun);
      processor.push(after - before);
    }
  }
  return { passed: passed.sort((a, b) => a - b), processor: processor.sort((a, b) => a - b) };
}

const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const NS_PER_MS = 1e6;

const used = new Map<number, number>();
/** Milliseconds that the console's sessions, or the engine's with them, have used a processor so far. */
async function processorTime(watcher: pg.Client, isEngineAsked: boolean): Promise<number> {
  const { rows } = await watcher.query<{ pid: number }>(
    'select pid from pg_stat_activity where application_name like $1',
    [isEngineAsked ? 'wheelhouse%' : 'wheelhouse-console'],
  );
  for (const { pid } of rows) {
    // A session that has ended in between keeps what it has used.
    const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => null);
    if (text !== null) used.set(pid, Number(text.split(' ')[0]));
  }
  const times = [...used.values()];
  return times.reduce((sum, time) => sum + time, 0) / NS_PER_MS;
}

async function measure(url: string): Promise<void> {
  const watcher = new pg.Client({ connectionString: url });
  await watcher.connect();
  // What helpers of a session use could not be counted.
  await watcher.query('alter role current_user set max_parallel_workers_per_gather = 0');
  const database = createDatabase(url);
  const engine = await startEngine({ databaseUrl: url, isJobExecutorOn: false });
  try {
    console.log('| Query | With | p50 ms | p95 ms | processor p50 ms | p95 ms | |\n|---|---|---|---|---|---|---|');
    for (const each of CASES.filter((one) => `${one.name} ${one.what}`.includes(ONLY))) {
      const { name, what } = each;
      const { passed, processor } = await timesOf(each, database, engine, () =>
        processorTime(watcher, ASK_THE_ENGINE.includes(name)),
      );
      const figures = [at(passed, 0.5), at(passed, 0.95), at(processor, 0.5), at(processor, 0.95)].map((figure) =>
        figure.toFixed(1),
      );
      console.log(`| ${name} | ${what} | ${figures.join(' | ')} | ${at(processor, 0.95) > GOAL_MS ? 'above' : ''} |`);
    }
    const missing = Object.keys(QUERIES).filter(
      (name) => isQueryName(name) && !CASES.some((each) => each.name === name),
    );
    if (missing.length > 0) console.log(`Not measured: ${missing.join(', ')}`);
  } finally {
    await engine.stop();
    await database.$disconnect();
    await watcher.end();
  }
}

const projectDir = fileURLToPath(new URL('..', import.meta.url));
async function fill(url: string): Promise<void> {
  await migrate(url, join(projectDir, 'prisma', 'migrations'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fillForConsole(client, (what) => console.log(what));
  } finally {
    await client.end();
  }
}

if (process.env.DATABASE !== undefined) await measure(process.env.DATABASE);
else {
  const dataDir = await mkdtemp(join(tmpdir(), 'wheelhouse-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, projectDir });
  try {
    await fill(server.url);
    await measure(server.url);
    if (process.env.KEEP !== undefined) {
      console.log(server.url);
      await new Promise((resolve) => {
        process.once('SIGTERM', resolve);
        process.once('SIGINT', resolve);
      });
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
