import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine, type Engine, type Key } from '../engine/index.ts';
import { startEmbeddedPostgres } from '../lib/database/embedded-postgres.ts';
import { migrate } from '../lib/database/migrate.ts';

const LEASE_MS = 60_000;
const LONG_POLL_MS = 2_000;
const JOBS_PER_POLL = 10;

/** start → external task → end. */
const workModel = (processId: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="model" targetNamespace="bench">
  <bpmn:process id="${processId}" isExecutable="true" camunda:historyTimeToLive="1">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="task" />
    <bpmn:serviceTask id="task" camunda:type="external" camunda:topic="${processId}"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="task" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

/** What clients have done so far, and whether they are to stop. */
export interface Counters {
  started: number;
  completed: number;
  isOver: boolean;
}

/** Deploys start → external task → end; the topic has the name of the process. */
export async function deployWork(engine: Engine, processId: string): Promise<Key> {
  const deployed = await engine.deploy({
    name: processId,
    source: null,
    tenantId: null,
    resources: [{ name: `${processId}.bpmn`, content: new TextEncoder().encode(workModel(processId)) }],
    duplicates: 'deployAll',
  });
  const definitionKey = deployed.kind === 'deployed' ? deployed.definitions[0]?.key : undefined;
  if (!definitionKey) throw new Error(`the model was not deployed: ${JSON.stringify(deployed)}`);
  return definitionKey;
}

export async function startInstance(engine: Engine, definitionKey: Key): Promise<void> {
  const instanceKey = await engine.newKey();
  const outcome = await engine.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey,
    businessKey: null,
    tenantId: null,
    variables: { amount: { type: 'Integer', text: '42' } },
  });
  if (outcome.kind === 'rejection') throw new Error(outcome.message);
}

async function startInstances(engine: Engine, definitionKey: Key, counters: Counters): Promise<void> {
  while (!counters.isOver) {
    await startInstance(engine, definitionKey);
    counters.started += 1;
  }
}

async function work(engine: Engine, topic: string, worker: string, counters: Counters): Promise<void> {
  while (!counters.isOver) {
    const jobs = await engine.leaseJobs({
      worker,
      types: [{ type: topic, leaseMs: LEASE_MS, variables: null }],
      maxJobs: JOBS_PER_POLL,
      byPriority: false,
      waitMs: LONG_POLL_MS,
    });
    await Promise.all(
      jobs.map(async ({ key }) => {
        const outcome = await engine.execute({
          type: 'completeJob',
          jobKey: key,
          worker,
          variables: { isDone: { type: 'Boolean', text: 'true' } },
        });
        if (outcome.kind === 'rejection') throw new Error(outcome.message);
        counters.completed += 1;
      }),
    );
  }
}

/** So many starters and as many workers, in a closed loop, until `counters.isOver`. */
export function startAndComplete(
  engine: Engine,
  topic: string,
  { definitionKey, clients, counters }: { definitionKey: Key; clients: number; counters: Counters },
): Promise<unknown> {
  return Promise.all([
    ...Array.from({ length: clients }, () => startInstances(engine, definitionKey, counters)),
    ...Array.from({ length: clients }, (_, n) => work(engine, topic, `worker-${n}`, counters)),
  ]);
}

export const pause = (seconds: number): Promise<void> =>
  new Promise((next) => {
    setTimeout(next, seconds * 1000);
  });

/** CPU seconds that this process has used since `before`. */
export function cpuSeconds(before?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * An engine on an embedded PostgreSQL that waits for the disk as in production, or on an empty database of one's own in
 * `BENCH_DATABASE_URL`.
 */
export async function withEngine(measure: (engine: Engine, databaseUrl: string) => Promise<void>): Promise<void> {
  const projectDir = fileURLToPath(new URL('..', import.meta.url));
  const own = process.env.BENCH_DATABASE_URL;
  if (own) return onDatabase(own, projectDir, measure);
  const dataDir = await mkdtemp(join(tmpdir(), 'wheelhouse-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, projectDir });
  try {
    await onDatabase(server.url, projectDir, measure);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function onDatabase(
  databaseUrl: string,
  projectDir: string,
  measure: (engine: Engine, databaseUrl: string) => Promise<void>,
): Promise<void> {
  await migrate(databaseUrl, join(projectDir, 'prisma', 'migrations'));
  const engine = await startEngine({ databaseUrl, isJobExecutorOn: true });
  try {
    await measure(engine, databaseUrl);
  } finally {
    await engine.stop();
  }
}
