import type { Key } from '../../core/state.ts';
import type { Engine, LeasedJob, LeaseRequest } from '../../engine.ts';
import type { VariableValue } from '../../graph/variable-value.ts';
import { startEngine } from '../start-engine.ts';

/** An engine for a test; what fails in its background is kept in `faults`. */
export interface TestEngine {
  readonly engine: Engine;
  readonly faults: string[];
}

export async function testEngine(databaseUrl: string, isJobExecutorOn = true): Promise<TestEngine> {
  const faults: string[] = [];
  const engine = await startEngine({
    databaseUrl,
    isJobExecutorOn,
    nodeName: 'test',
    log: (level, message, details) => {
      if (level === 'error') faults.push(`${message} ${JSON.stringify(details)}`);
    },
  });
  return { engine, faults };
}

/** Deploys one file and gives its definition's key. */
export async function deploy(engine: Engine, name: string, content: Uint8Array): Promise<Key> {
  const outcome = await engine.deploy({
    name,
    source: null,
    tenantId: null,
    resources: [{ name: `${name}.bpmn`, content }],
    duplicates: 'deployAll',
  });
  if (outcome.kind === 'refused') throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  const [definition] = outcome.definitions;
  if (!definition) throw new Error(`${name} has no process`);
  return definition.key;
}

export async function start(
  engine: Engine,
  definitionKey: Key,
  variables: Readonly<Record<string, VariableValue>> = {},
): Promise<Key> {
  const instanceKey = await engine.newKey();
  const outcome = await engine.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey,
    businessKey: null,
    tenantId: null,
    variables,
  });
  if (outcome.kind === 'rejection') throw new Error(outcome.message);
  return instanceKey;
}

export interface LeaseWish {
  readonly worker?: string;
  readonly maxJobs?: number;
  readonly waitMs?: number;
  readonly leaseMs?: number;
  readonly signal?: AbortSignal;
}

export function lease(
  engine: Engine,
  type: string,
  { worker = 'worker', maxJobs = 1, waitMs = 0, leaseMs = 60_000, signal }: LeaseWish = {},
): Promise<readonly LeasedJob[]> {
  const request: LeaseRequest = {
    worker,
    types: [{ type, leaseMs, variables: null }],
    maxJobs,
    byPriority: false,
    waitMs,
    ...(signal && { signal }),
  };
  return engine.leaseJobs(request);
}

export const pause = (ms: number): Promise<void> =>
  new Promise((next) => {
    setTimeout(next, ms);
  });

/** Waits until something holds; fails with what was seen last. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean, timeoutMs = 8_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`it did not come to be: ${JSON.stringify(seen)}`);
    await pause(20);
  }
}

export async function liveInstances(engine: Engine, processId: string): Promise<number> {
  return (
    await engine.search.find('instance', {
      where: [
        { field: 'processId', op: '=', value: processId },
        { field: 'endedAt', op: 'isNull' },
      ],
    })
  ).length;
}
