import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { closeStartIncidents } from './start-incidents.ts';

/**
 * The instance that a start event's job starts, decided once: the key that is there already, or this one. null: the job
 * has ended.
 */
export async function chooseInstance(connection: Queryable, jobKey: Key, instanceKey: Key): Promise<Key | null> {
  const { rows } = await connection.query<{ scope_key: Key }>({
    name: 'choose instance',
    text: `update job set scope_key = coalesce(scope_key, $2) where key = $1 and tree_key is null and ended_at is null
      returning scope_key`,
    values: [jobKey, instanceKey],
  });
  return rows[0]?.scope_key ?? null;
}

/** false: it had ended before. */
export async function endStartJob(connection: Queryable, jobKey: Key, at: Instant): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'end start job',
    text: `update job set ended_at = $2, outcome = 'completed' where key = $1 and ended_at is null`,
    values: [jobKey, new Date(at).toISOString()],
  });
  if (rowCount !== 1) return false;
  await closeStartIncidents(connection, [jobKey], { at, outcome: 'resolved' });
  return true;
}

/** Held until the transaction ends; null: it has ended. */
export async function holdStartJob(
  connection: Queryable,
  jobKey: Key,
): Promise<{ readonly retries: number | null; readonly repeat: string | null; readonly worker: string | null } | null> {
  const { rows } = await connection.query<{ retries: number | null; repeat: string | null; worker: string | null }>({
    name: 'hold start job',
    text: 'select retries, repeat, worker from job where key = $1 and tree_key is null and ended_at is null for update',
    values: [jobKey],
  });
  return rows[0] ?? null;
}

export interface StartFailure {
  readonly key: Key;
  readonly jobKey: Key;
  readonly at: Instant;
  readonly message: string;
  readonly retriesBefore: number;
  readonly retries: number;
  /** null: as it was. */
  readonly dueAt: Instant | null;
  readonly failedElementId: string | null;
  /** Whoever ran it; null: by request. */
  readonly worker: string | null;
}

/**
 * An attempt that failed, with its entry in the job's log; without any attempts left the job waits until somebody gives
 * it new ones. Its next times are another job's from then on.
 */
export async function noteStartFailure(connection: Queryable, failure: StartFailure): Promise<void> {
  const { key, jobKey, at, message, retriesBefore, retries, dueAt, failedElementId, worker } = failure;
  await connection.query({
    name: 'note start failure',
    text: `with failed as (
        update job set retries = $5, error_message = $6, error_details = $6, failed_element_id = $8, worker = null,
          lock_until = null, due_at = coalesce($7, due_at), repeat = null where key = $2 returning key, definition_key)
      insert into job_attempt (key, job_key, definition_key, worker, retries_before, retries, error_message,
        error_details, failed_element_id, failed_at)
      select $1, key, definition_key, $9, $4, $5, $6, $6, $8, $3 from failed`,
    values: [
      key,
      jobKey,
      new Date(at).toISOString(),
      retriesBefore,
      retries,
      message,
      dueAt === null ? null : new Date(dueAt).toISOString(),
      failedElementId,
      worker,
    ],
  });
}

/** Of a planned change: one attempt less; without any left it waits until somebody gives it new ones. */
export async function countFailure(
  connection: Queryable,
  jobKey: Key,
  message: string,
  nextAttemptAt: Instant,
): Promise<void> {
  await connection.query({
    name: 'count failed change',
    text: `update job set retries = greatest(0, coalesce(retries, 1) - 1), error_message = $2, worker = null,
      lock_until = null, due_at = $3 where key = $1 and ended_at is null`,
    values: [jobKey, message, new Date(nextAttemptAt).toISOString()],
  });
}

export interface SignalStartJob {
  readonly key: Key;
  readonly definitionKey: Key;
  readonly elementId: string;
  readonly priority: number;
  readonly tenantId: string | null;
  readonly signal: SignalOfJob;
}

/** What a start event's job keeps of its signal, for people. */
export interface SignalOfJob {
  readonly name: string;
  /** The instance that threw it. */
  readonly thrownBy?: Key;
}

/** Start events that have a signal by a job, which is due at once. */
export async function insertSignalStartJobs(
  connection: Queryable,
  jobs: readonly SignalStartJob[],
  { at, retries }: { at: Instant; retries: number },
): Promise<void> {
  if (jobs.length === 0) return;
  await connection.query({
    name: 'insert signal start jobs',
    text: `insert into job (key, definition_key, element_id, kind, retries, tenant_id, priority, headers, created_at)
      select key, definition_key, element_id, 'signal', $7, tenant_id, priority, headers::jsonb, $8
      from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[])
        as j(key, definition_key, element_id, tenant_id, priority, headers)`,
    values: [
      jobs.map(({ key }) => key),
      jobs.map(({ definitionKey }) => definitionKey),
      jobs.map(({ elementId }) => elementId),
      jobs.map(({ tenantId }) => tenantId),
      jobs.map(({ priority }) => priority),
      jobs.map(({ signal }) => JSON.stringify(signal)),
      retries,
      new Date(at).toISOString(),
    ],
  });
}
