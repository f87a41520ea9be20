import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

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
  return rowCount === 1;
}

/** One attempt less; without any left the job waits until somebody gives it new ones. */
export async function countFailure(
  connection: Queryable,
  jobKey: Key,
  message: string,
  nextAttemptAt: Instant,
): Promise<void> {
  await connection.query({
    name: 'count failed start',
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
