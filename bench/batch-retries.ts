import pg from 'pg';
import type { Engine, Key } from '../engine/index.ts';
import {
  cpuSeconds,
  deployWork,
  pause,
  startAndComplete,
  startInstance,
  withEngine,
  type Counters,
} from './proving-ground.ts';

/**
 * How many failed jobs a batch gives new attempts per second, and what it leaves to the work beside it: the work alone,
 * the batch alone, then both. `tsx bench/batch-retries.ts [jobs of a batch] [clients] [seconds]`.
 */
const JOBS = Number(process.argv[2] ?? 10_000);
const CLIENTS = Number(process.argv[3] ?? 12);
const MEASURED_SECONDS = Number(process.argv[4] ?? 6);
const WARM_UP_SECONDS = 4;
/** Starts and failures sent together while the batch's jobs are made. */
const TOGETHER = 500;
const LOOK_SECONDS = 0.1;

interface Rates {
  readonly retriedPerSecond: number;
  readonly completedPerSecond: number;
}

/** Statements and transactions that the server has counted, and the processor time of this process. */
interface Costs {
  readonly transactions: number;
  readonly cpu: NodeJS.CpuUsage;
}

async function costsNow(server: pg.Client): Promise<Costs> {
  const { rows } = await server.query<{ transactions: string }>(
    'select xact_commit as transactions from pg_stat_database where datname = current_database()',
  );
  return { transactions: Number(rows[0]?.transactions ?? 0), cpu: process.cpuUsage() };
}

/** Jobs without attempts, each with its incident. */
async function failedJobs(engine: Engine, topic: string): Promise<Key[]> {
  const definitionKey = await deployWork(engine, topic);
  const keys: Key[] = [];
  while (keys.length < JOBS) {
    await Promise.all(
      Array.from({ length: Math.min(TOGETHER, JOBS - keys.length) }, () => startInstance(engine, definitionKey)),
    );
    const jobs = await engine.leaseJobs({
      worker: 'fails',
      types: [{ type: topic, leaseMs: 60_000, variables: [] }],
      maxJobs: TOGETHER,
      byPriority: false,
      waitMs: 0,
    });
    for (const outcome of await Promise.all(
      jobs.map(({ key }) =>
        engine.execute({
          type: 'failJob',
          jobKey: key,
          worker: 'fails',
          retries: 0,
          retryAfterMs: 0,
          errorMessage: 'no',
          errorDetails: null,
        }),
      ),
    )) {
      if (outcome.kind === 'rejection') throw new Error(outcome.message);
    }
    keys.push(...jobs.map(({ key }) => key));
  }
  return keys;
}

async function retryAll(engine: Engine, targets: readonly Key[]): Promise<void> {
  const key = await engine.batches.create({
    operation: { kind: 'setWorkRetries', retries: 3 },
    targets,
    createdBy: null,
  });
  for (;;) {
    const batch = await engine.search.get('batch', key);
    if (batch?.failed) throw new Error(`${batch.failed} items failed`);
    if (batch?.endedAt !== null) return;
    await pause(LOOK_SECONDS);
  }
}

async function rated(
  name: string,
  parts: { server: pg.Client; counters: Counters; act: () => Promise<unknown>; retried: number },
): Promise<Rates> {
  const { server, counters, act, retried } = parts;
  const before = await costsNow(server);
  const completedBefore = counters.completed;
  const begun = performance.now();
  await act();
  const seconds = (performance.now() - begun) / 1000;
  const after = await costsNow(server);
  const completed = counters.completed - completedBefore;
  const rates = { retriedPerSecond: retried / seconds, completedPerSecond: completed / seconds };
  const things = Math.max(1, retried + completed);
  console.log(
    `${name.padEnd(16)} ${String(Math.round(rates.retriedPerSecond)).padStart(6)} retried/s ${String(Math.round(rates.completedPerSecond)).padStart(6)} completed/s   ` +
      `${Math.round((cpuSeconds(before.cpu) * 1e6) / things)} µs CPU of this process and ${((after.transactions - before.transactions) / things).toFixed(3)} transactions for each`,
  );
  return rates;
}

async function measure(engine: Engine, server: pg.Client): Promise<void> {
  const [warm, alone, beside] = [
    await failedJobs(engine, 'warm'),
    await failedJobs(engine, 'alone'),
    await failedJobs(engine, 'beside'),
  ];
  const definitionKey = await deployWork(engine, 'work');
  const counters: Counters = { started: 0, completed: 0, isOver: false };
  await retryAll(engine, warm);
  const batch = await rated('batch alone', { server, counters, act: () => retryAll(engine, alone), retried: JOBS });
  const load = startAndComplete(engine, 'work', { definitionKey, clients: CLIENTS, counters });
  await pause(WARM_UP_SECONDS);
  const work = await rated('work alone', { server, counters, act: () => pause(MEASURED_SECONDS), retried: 0 });
  const both = await rated('batch and work', { server, counters, act: () => retryAll(engine, beside), retried: JOBS });
  counters.isOver = true;
  await load;
  console.log(
    `beside the work the batch has ${(both.retriedPerSecond / batch.retriedPerSecond).toFixed(2)} of its speed, and the work beside the batch ${(both.completedPerSecond / work.completedPerSecond).toFixed(2)}`,
  );
}

await withEngine(async (engine, databaseUrl) => {
  const server = new pg.Client({ connectionString: databaseUrl });
  await server.connect();
  try {
    await measure(engine, server);
  } finally {
    await server.end();
  }
});
