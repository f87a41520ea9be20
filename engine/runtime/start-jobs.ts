import type { Rejection } from '../core/decision.ts';
import type { StartCause } from '../core/start-cause.ts';
import { startPriority } from '../core/start-triggers.ts';
import { nextTimer } from '../core/triggers/timer-schedule.ts';
import type { Executed, ExecuteOptions } from '../engine.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import { armStarts } from '../store/definitions.ts';
import { chooseInstance, countFailure, endStartJob } from '../store/start-jobs.ts';
import type { DueJob } from '../store/lease-jobs.ts';
import type { Clock } from './clock.ts';
import type { DefinitionRegistry } from './definition-registry.ts';
import type { Executor } from './execute.ts';
import type { KeySource } from './key-source.ts';

export interface StartJobsParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly definitions: DefinitionRegistry;
  readonly executor: Executor;
}

const OVER: Rejection = {
  kind: 'rejection',
  code: 'notFound',
  message: 'the job has run already, or its version is gone',
  details: {},
};
/** Pause before a start that the process itself made fail is tried again. */
export const RETRY_PAUSE_MS = 10_000;

/**
 * A due job of a definition's start event: a timer, or a signal that was thrown asynchronously. First the key of its
 * instance is written into the job's row, once and for all; then the instance starts under that key; then this job ends
 * and the next one of a timer is armed, in one transaction. A node that dies anywhere in between leaves the job to
 * another, which finds the key: starting a tree that is there already changes nothing, so the start is neither lost nor
 * doubled.
 */
export async function runStartJob(
  parts: StartJobsParts,
  job: DueJob,
  options: ExecuteOptions = {},
): Promise<Executed | Rejection> {
  const { pool, clock, keys, definitions, executor } = parts;
  const definition = await definitions.load(job.definition_key);
  if (!definition) return OVER;
  if (job.kind === 'signal' && definition.isSuspended) return passSuspended(parts, job);
  await keys.ensure();
  const instanceKey = await chooseInstance(pool, job.key, keys.next());
  // A newer version was deployed meanwhile, or somebody ran it by request.
  if (instanceKey === null) return OVER;
  const outcome = await executor.execute(
    instanceKey,
    {
      type: 'startInstance',
      instanceKey,
      definitionKey: definition.key,
      businessKey: null,
      tenantId: definition.tenantId,
      variables: {},
      startElementId: job.element_id,
      cause: causeOf(job),
    },
    options,
  );
  if (outcome.kind === 'rejection') {
    await countFailure(pool, job.key, outcome.message, clock.now() + RETRY_PAUSE_MS);
    return outcome;
  }
  const now = clock.now();
  const next = job.repeat === null ? null : nextTimer(job.repeat, job.due_at ?? now, now, definition.graph.semantics);
  const start = definition.graph.elements.get(job.element_id);
  const priority = start ? startPriority(definition.graph, start, now) : 0;
  await inTransaction(pool, async (connection) => {
    if (!(await endStartJob(connection, job.key, now)) || !next) return;
    await armStarts(connection, {
      definitionKey: definition.key,
      tenantId: definition.tenantId,
      at: now,
      subscriptions: [],
      timers: [{ key: keys.next(), elementId: job.element_id, priority, ...next }],
    });
  });
  return { ...outcome, result: { ...outcome.result, instanceKey } };
}

/** A signal starts nothing in a definition that rests, and does not wait for it either. */
async function passSuspended({ pool, clock }: StartJobsParts, job: DueJob): Promise<Executed | Rejection> {
  return (await endStartJob(pool, job.key, clock.now())) ? { kind: 'executed', result: {}, version: 0 } : OVER;
}

function causeOf({ kind, headers }: DueJob): StartCause {
  if (kind !== 'signal') return { kind: 'timer' };
  const { name, thrownBy } = headers ?? {};
  return {
    kind: 'signal',
    ...(name !== undefined && { name }),
    ...(thrownBy !== undefined && { sourceKey: thrownBy }),
  };
}
