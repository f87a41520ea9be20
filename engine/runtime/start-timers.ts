import { nextTimer } from '../core/triggers/timer-schedule.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import { armStarts } from '../store/definitions.ts';
import type { DueJob } from '../store/lease-jobs.ts';
import type { Clock } from './clock.ts';
import type { DefinitionRegistry } from './definition-registry.ts';
import type { Executor } from './execute.ts';
import type { KeySource } from './key-source.ts';

export interface StartTimersParts { readonly pool: Pool; readonly clock: Clock; readonly keys: KeySource; readonly definitions: DefinitionRegistry; readonly executor: Executor }

/**
 * A due timer of a definition's start event: the next one is armed and this one ended in one transaction, and then the
 * instance starts under the key that was chosen there. Should the node die between the two, the timer's job names the
 * instance that is still to be started, so it is neither lost nor started twice.
 */
export async function runStartTimer({ pool, clock, keys, definitions, executor }: StartTimersParts, job: DueJob): Promise<void> {
  const definition = await definitions.load(job.definition_key);
  if (!definition) return;
  await keys.ensure();
  const instanceKey = (await chosenInstance(pool, job.key)) ?? keys.next();
  await pool.query({ name: 'choose instance of start timer', text: 'update job set scope_key = $2 where key = $1', values: [job.key, instanceKey] });
  const outcome = await executor.execute(instanceKey, {
    type: 'startInstance', instanceKey, definitionKey: definition.key, businessKey: null, tenantId: definition.tenantId, variables: {}, startElementId: job.element_id,
  });
  const now = clock.now();
  const next = job.repeat === null ? null : nextTimer(job.repeat, job.due_at ?? now, now, definition.graph.semantics);
  await inTransaction(pool, async (connection) => {
    const ended = await connection.query({
      text: `update job set ended_at = $2, outcome = $3, error_message = $4 where key = $1 and ended_at is null`,
      values: [job.key, new Date(now).toISOString(), outcome.kind === 'executed' ? 'completed' : 'canceled', outcome.kind === 'executed' ? null : outcome.message],
    });
    if (ended.rowCount === 0 || !next) return;
    await armStarts(connection, { definitionKey: definition.key, tenantId: definition.tenantId, at: now, subscriptions: [], timers: [{ key: keys.next(), elementId: job.element_id, ...next }] });
  });
}

async function chosenInstance(pool: Pool, jobKey: string): Promise<string | null> {
  const { rows } = await pool.query<{ scope_key: string | null }>({ name: 'chosen instance', text: 'select scope_key from job where key = $1', values: [jobKey] });
  return rows[0]?.scope_key ?? null;
}
