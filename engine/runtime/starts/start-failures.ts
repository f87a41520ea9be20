import type { Definition, Rejection } from '../../core/decision.ts';
import { DEFAULT_ATTEMPTS, nextAttemptAt } from '../../core/moves/retry-cycle.ts';
import { startPriority, startRetryCycle } from '../../core/start-triggers.ts';
import type { Instant, Key } from '../../core/state.ts';
import { nextTimer } from '../../core/triggers/timer-schedule.ts';
import { appendAuditEntries } from '../../store/audit-entries.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import { inTransaction, type Pool, type Queryable } from '../../store/connection.ts';
import { armStarts } from '../../store/definitions.ts';
import type { DueJob } from '../../store/lease-jobs.ts';
import { raiseStartIncident } from '../../store/start-incidents.ts';
import { holdStartJob, noteStartFailure } from '../../store/start-jobs.ts';
import type { ChangeHub } from '../change-hub.ts';
import type { Clock } from '../clock.ts';
import type { KeySource } from '../commits/key-source.ts';

export interface StartFailureParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly hub: ChangeHub;
}

/** Pause before something is tried again where no retry cycle gives one, and nothing is undone by its failure. */
export const RETRY_PAUSE_MS = 10_000;

/**
 * A start that the process itself made fail: one attempt less, an entry in the job's log, and in Camunda 7 without
 * attempts left an incident of the definition. `audit`: of who asked for it. `false`: the job has ended meanwhile, and
 * nothing was counted.
 */
export async function countStartFailure(
  { pool, clock, keys, hub }: StartFailureParts,
  job: DueJob,
  definition: Definition,
  { message, details }: Rejection,
  audit: AuditRecord | undefined,
): Promise<boolean> {
  const at = clock.now();
  const { elementId } = details;
  const failedElementId = job.kind === 'timer' ? null : typeof elementId === 'string' ? elementId : job.element_id;
  const isCounted = await inTransaction(pool, async (connection) => {
    const held = await holdStartJob(connection, job.key);
    if (!held) return false;
    const start = definition.graph.elements.get(job.element_id);
    const retriesBefore = held.retries ?? DEFAULT_ATTEMPTS;
    const retries = Math.max(0, retriesBefore - 1);
    const isUndone = definition.graph.semantics.onFailure === 'rollback';
    await noteStartFailure(connection, {
      key: keys.next(),
      jobKey: job.key,
      at,
      message,
      retriesBefore,
      retries,
      // Jobs of signals follow no cycle of their element.
      dueAt:
        (job.kind === 'timer' && start ? nextAttemptAt(startRetryCycle(start, at), retriesBefore, at) : null) ??
        (isUndone ? null : at + RETRY_PAUSE_MS),
      failedElementId,
      worker: held.worker,
    });
    if (held.repeat !== null)
      await armNextStart(connection, keys.next(), definition, { ...job, repeat: held.repeat }, at);
    if (isUndone && retries === 0)
      await raiseStartIncident(connection, { key: keys.next(), jobKey: job.key, message, failedElementId, at });
    if (audit) await appendAuditEntries(connection, [{ record: audit, at, outcome: 'failed', outcomeText: message }]);
    return true;
  });
  for (const kind of ['job', 'incident'] as const) hub.changed(kind, [definition.key]);
  return isCounted;
}

/** The next timer of a cycle, if there is one. */
export async function armNextStart(
  connection: Queryable,
  key: Key,
  { key: definitionKey, tenantId, graph }: Definition,
  { element_id: elementId, due_at: dueAt, repeat }: DueJob,
  at: Instant,
): Promise<void> {
  const start = graph.elements.get(elementId);
  const next = repeat === null ? null : nextTimer(repeat, dueAt ?? at, at, graph.semantics);
  if (!start || !next) return;
  const timer = {
    key,
    elementId,
    priority: startPriority(graph, start, at),
    retries: startRetryCycle(start, at).attempts,
    ...next,
  };
  await armStarts(connection, { definitionKey, tenantId, at, subscriptions: [], timers: [timer] });
}
