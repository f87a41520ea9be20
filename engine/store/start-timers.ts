import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/**
 * The instance that a start timer starts, decided once: the key that is there already, or this one. null: the timer has
 * ended.
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
export async function endStartTimer(connection: Queryable, jobKey: Key, at: Instant): Promise<boolean> {
  const { rowCount } = await connection.query({
    name: 'end start timer',
    text: `update job set ended_at = $2, outcome = 'completed' where key = $1 and ended_at is null`,
    values: [jobKey, new Date(at).toISOString()],
  });
  return rowCount === 1;
}

/** One attempt less; without any left the timer waits until somebody gives it new ones. */
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
