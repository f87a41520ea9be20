import type { Rejection } from '../core/decision.ts';
import { startPriority } from '../core/start-triggers.ts';
import { nextTimer } from '../core/triggers/timer-schedule.ts';
import type { Executed, ExecuteOptions } from '../engine.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import { armStarts } from '../store/definitions.ts';
import { chooseInstance, countFailure, endStartTimer } from '../store/start-timers.ts';
import type { DueJob } from '../store/lease-jobs.ts';
import type { Clock } from './clock.ts';
import type { DefinitionRegistry } from './definition-registry.ts';
import type { Executor } from './execute.ts';
import type { KeySource } from './key-source.ts';

export interface StartTimersParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly definitions: DefinitionRegistry;
  readonly executor: Executor;
}

const OVER: Rejection = {
  kind: 'rejection',
  code: 'notFound',
  message: 'the timer has fired already, or its version is gone',
  details: {},
};
/** Pause before a start that the process itself made fail is tried again. */
export const RETRY_PAUSE_MS = 10_000;

/**
 * A due timer of a definition's start event. First the key of its instance is written into the timer's row, once and
 * for all; then the instance starts under that key; then this timer ends and the next one is armed, in one transaction.
 * A node that dies anywhere in between leaves the timer to another, which finds the key: starting a tree that is there
 * already changes nothing, so the start is neither lost nor doubled.
 */
export async function runStartTimer(
  parts: StartTimersParts,
  job: DueJob,
  options: ExecuteOptions = {},
): Promise<Executed | Rejection> {
  const { pool, clock, keys, definitions, executor } = parts;
  const definition = await definitions.load(job.definition_key);
  if (!definition) return OVER;
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
      cause: { kind: 'timer' },
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
    if (!(await endStartTimer(connection, job.key, now)) || !next) return;
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
