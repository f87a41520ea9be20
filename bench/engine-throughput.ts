import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine, type Engine, type Key } from '../engine/index.ts';
import { startEmbeddedPostgres } from '../lib/database/embedded-postgres.ts';
import { migrate } from '../lib/database/migrate.ts';

/**
 * Throughput of the engine alone, without HTTP: start, lease and complete instances of start → external task → end on
 * an embedded PostgreSQL that waits for the disk as in production. `tsx bench/engine-throughput.ts [clients] [seconds]`.
 */
const CLIENTS = Number(process.argv[2] ?? 64);
const MEASURED_SECONDS = Number(process.argv[3] ?? 10);
const WARM_UP_SECONDS = 3;
const LEASE_MS = 60_000;
const LONG_POLL_MS = 2_000;
const JOBS_PER_POLL = 10;

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="model" targetNamespace="bench">
  <bpmn:process id="bench" isExecutable="true" camunda:historyTimeToLive="1">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work" />
    <bpmn:serviceTask id="work" camunda:type="external" camunda:topic="bench"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

interface Counters { started: number; completed: number; isOver: boolean }

async function startInstances(engine: Engine, definitionKey: Key, counters: Counters): Promise<void> {
  while (!counters.isOver) {
    const instanceKey = await engine.newKey();
    const outcome = await engine.execute({ type: 'startInstance', instanceKey, definitionKey, businessKey: null, tenantId: null, variables: { amount: { type: 'Integer', text: '42' } } });
    if (outcome.kind === 'rejection') throw new Error(outcome.message);
    counters.started += 1;
  }
}

async function work(engine: Engine, worker: string, counters: Counters): Promise<void> {
  while (!counters.isOver) {
    const jobs = await engine.leaseJobs({ worker, types: [{ type: 'bench', leaseMs: LEASE_MS, variables: null }], maxJobs: JOBS_PER_POLL, byPriority: false, waitMs: LONG_POLL_MS });
    await Promise.all(jobs.map(async ({ key }) => {
      const outcome = await engine.execute({ type: 'completeJob', jobKey: key, worker, variables: { isDone: { type: 'Boolean', text: 'true' } } });
      if (outcome.kind === 'rejection') throw new Error(outcome.message);
      counters.completed += 1;
    }));
  }
}

const pause = (seconds: number) => new Promise((next) => { setTimeout(next, seconds * 1000); });

async function measure(engine: Engine): Promise<void> {
  const deployed = await engine.deploy({ name: 'bench', source: null, tenantId: null, resources: [{ name: 'bench.bpmn', content: new TextEncoder().encode(MODEL) }], duplicates: 'deployAll' });
  const definitionKey = deployed.kind === 'deployed' ? deployed.definitions[0]?.key : undefined;
  if (!definitionKey) throw new Error(`the model was not deployed: ${JSON.stringify(deployed)}`);
  const counters: Counters = { started: 0, completed: 0, isOver: false };
  const clients = [
    ...Array.from({ length: CLIENTS }, () => startInstances(engine, definitionKey, counters)),
    ...Array.from({ length: CLIENTS }, (_, n) => work(engine, `worker-${n}`, counters)),
  ];
  await pause(WARM_UP_SECONDS);
  const before = { ...counters };
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  await pause(MEASURED_SECONDS);
  const seconds = (performance.now() - begun) / 1000;
  const completed = counters.completed - before.completed;
  const cpu = process.cpuUsage(cpuBefore);
  console.log(`${CLIENTS} clients: ${Math.round((counters.started - before.started) / seconds)} started/s, ${Math.round(completed / seconds)} completed/s, `
    + `${Math.round((cpu.user + cpu.system) / Math.max(1, completed))} µs CPU of this process per instance, ${Math.round(process.memoryUsage().rss / 1_048_576)} MB`);
  counters.isOver = true;
  await Promise.all(clients);
}

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'wheelhouse-bench-'));
const server = await startEmbeddedPostgres({ dataDir, projectDir });
try {
  await migrate(server.url, join(projectDir, 'prisma', 'migrations'));
  const engine = await startEngine({ databaseUrl: server.url, isJobExecutorOn: true });
  try {
    await measure(engine);
  } finally {
    await engine.stop();
  }
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
