import type { Rejection } from '../../core/decision.ts';
import type { Instant, Key } from '../../core/state.ts';
import { appendAuditEntries } from '../../store/audit-entries.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import { inTransaction, type Pool } from '../../store/connection.ts';
import { leaseOf, replaceLease, type LeaseRow } from '../../store/lease-jobs.ts';
import type { LeaseDesk } from './lease-desk.ts';

export interface LeaseChange {
  readonly jobKey: Key;
  readonly worker: string | null;
  readonly until: Instant | null;
  readonly mode: 'extend' | 'take' | 'release' | 'timeout';
}

/** Somebody else may change the lease at the same moment; then it is looked at again. */
const MAX_TRIES = 10;

/**
 * extend: only one's own that has not ended. take: a free one or one's own. release: whoever holds it. timeout: as
 * Camunda 8 sets it.
 */
export async function changeLease(
  pool: Pool,
  desk: LeaseDesk,
  now: Instant,
  change: LeaseChange,
  audit?: AuditRecord,
): Promise<{ kind: 'done' } | Rejection> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const before = await leaseOf(pool, change.jobKey);
    const refusal = refused(before, change, now);
    if (refusal) return refusal;
    if (!before) break;
    const after =
      change.mode === 'release'
        ? { worker: null, until: null }
        : { worker: change.mode === 'timeout' ? before.worker : change.worker, until: change.until };
    if (!(await replace(pool, change.jobKey, { before, after }, audit && { record: audit, at: now }))) continue;
    desk.leases.remember(change.jobKey, after);
    if (after.until === null || after.until <= now) desk.wake();
    return { kind: 'done' };
  }
  return {
    kind: 'rejection',
    code: 'invalidState',
    message: 'the lease was changed by others all the time',
    details: { jobKey: change.jobKey },
  };
}

/** With its entry in one transaction, where there is one. */
function replace(
  pool: Pool,
  jobKey: Key,
  { before, after }: { before: LeaseRow; after: { worker: string | null; until: Instant | null } },
  entry: { record: AuditRecord; at: Instant } | undefined,
): Promise<boolean> {
  if (!entry) return replaceLease(pool, jobKey, before, after);
  return inTransaction(pool, async (connection) => {
    const isReplaced = await replaceLease(connection, jobKey, before, after);
    if (isReplaced) await appendAuditEntries(connection, [{ ...entry, outcome: 'done', outcomeText: null }]);
    return isReplaced;
  });
}

function refused(before: LeaseRow | null, { jobKey, worker, mode }: LeaseChange, now: Instant): Rejection | null {
  if (!before || before.ended_at !== null || before.kind !== 'worker')
    return { kind: 'rejection', code: 'notFound', message: `there is no such job`, details: { jobKey } };
  const isHeld = before.worker !== null && before.lock_until !== null && before.lock_until > now;
  if (mode === 'extend') {
    if (before.worker !== worker)
      return {
        kind: 'rejection',
        code: 'lockedByOther',
        message: 'the job is locked by another worker',
        details: { jobKey, worker, lockedBy: before.worker },
      };
    if (!isHeld)
      return {
        kind: 'rejection',
        code: 'invalidState',
        message: 'the lease has ended',
        details: { jobKey, worker, reason: 'expired' },
      };
  }
  if (mode === 'take' && isHeld && before.worker !== worker)
    return {
      kind: 'rejection',
      code: 'lockedByOther',
      message: 'the job is locked by another worker',
      details: { jobKey, worker, lockedBy: before.worker },
    };
  if (mode === 'timeout' && !isHeld)
    return {
      kind: 'rejection',
      code: 'invalidState',
      message: 'the job is not activated',
      details: { jobKey, reason: 'notActivated' },
    };
  return null;
}
