import { cpuSeconds, deployWork, pause, startAndComplete, withEngine, type Counters } from './proving-ground.ts';

/**
 * Throughput of the engine alone, without HTTP: start, lease and complete instances of start → external task → end on
 * an embedded PostgreSQL that waits for the disk as in production. `tsx bench/engine-throughput.ts [clients]
 * [seconds]`.
 */
const CLIENTS = Number(process.argv[2] ?? 64);
const MEASURED_SECONDS = Number(process.argv[3] ?? 10);
const WARM_UP_SECONDS = 3;

await withEngine(async (engine) => {
  const definitionKey = await deployWork(engine, 'bench');
  const counters: Counters = { started: 0, completed: 0, isOver: false };
  const load = startAndComplete(engine, 'bench', { definitionKey, clients: CLIENTS, counters });
  await pause(WARM_UP_SECONDS);
  const before = { ...counters };
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  await pause(MEASURED_SECONDS);
  const seconds = (performance.now() - begun) / 1000;
  const completed = counters.completed - before.completed;
  console.log(
    `${CLIENTS} clients: ${Math.round((counters.started - before.started) / seconds)} started/s, ${Math.round(completed / seconds)} completed/s, ` +
      `${Math.round((cpuSeconds(cpuBefore) * 1e6) / Math.max(1, completed))} µs CPU of this process per instance, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB`,
  );
  counters.isOver = true;
  await load;
});
