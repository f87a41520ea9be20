import type { BatchTask, ItemFailure } from '../../store/batches.ts';
import { itemsDone, itemsFailed } from '../../store/batches.ts';
import { causeToStop, type Stopped, stopSentence } from '../../core/stop-rule.ts';
import type { Instant, Key } from '../../core/state.ts';
import { appendDone } from '../../store/audit-entries.ts';
import { type AuditRecord, NOTHING_TOLD } from '../../store/audit-record.ts';
import { countEnded, lockBatches, recountEnded, type RuledBatch, stopBatch } from '../../store/batch-stop.ts';
import { inTransaction, type Pool, type Queryable } from '../../store/connection.ts';

/** What became of items that were worked on together. */
export interface Results {
  /** Done, and not noted by the commit of what was done. */
  readonly done: readonly Key[];
  readonly failures: readonly ItemFailure[];
  /** How many were done, by batch. */
  readonly counts: ReadonlyMap<Key, number>;
}

/**
 * Writes down what became of items. Of batches with a stop rule they are counted in the same transaction, and one of
 * which too much has failed is paused in it, with the entry and the notices of that. Gives the entries.
 */
export async function writeResults(
  pool: Pool,
  tasks: ReadonlyMap<Key, BatchTask>,
  { done, failures, counts }: Results,
  now: Instant,
): Promise<readonly AuditRecord[]> {
  if (done.length > 0) await itemsDone(pool, done, now);
  const ruled = [...tasks].flatMap(([key, { stopRule }]) => (stopRule === null ? [] : [key])).sort();
  if (ruled.length === 0) {
    if (failures.length > 0) await itemsFailed(pool, failures, now);
    return [];
  }
  return inTransaction(pool, async (connection) => {
    await lockBatches(connection, ruled);
    const failed = failures.length === 0 ? [] : await itemsFailed(connection, failures, now);
    const entries: AuditRecord[] = [];
    for (const key of ruled) {
      const ended = { done: counts.get(key) ?? 0, failed: failed.filter((each) => each === key).length };
      const batch = await countEnded(connection, key, ended);
      const stopped = batch === null ? null : await stoppedNow(connection, batch, now);
      if (batch === null || stopped === null) continue;
      const entry = stopEntry(batch, stopped);
      await stopBatch(connection, key, stopped);
      await appendDone(connection, entry, now);
      entries.push(entry);
    }
    return entries;
  });
}

/** Counters say when to look, the items themselves whether it is so; where nothing waits any more nothing is stopped. */
async function stoppedNow(connection: Queryable, batch: RuledBatch, at: Instant): Promise<Stopped | null> {
  if (batch.isResting || causeToStop(batch.rule, batch) === null) return null;
  const { left, ...ended } = await recountEnded(connection, batch.key);
  const cause = causeToStop(batch.rule, ended);
  return cause === null || left === 0 ? null : { ...ended, cause, at };
}

/** Nobody has paused it: the system keeps what its maker has set. */
function stopEntry({ key, rule, kind, people }: RuledBatch, stopped: Stopped): AuditRecord {
  const { done, failed, cause } = stopped;
  return {
    ...NOTHING_TOLD,
    actorKind: 'system',
    actorId: null,
    actorName: 'Wheelhouse',
    address: null,
    channel: 'system',
    operation: 'batch.pause',
    risk: 'guarded',
    targetKind: 'batch',
    targetKey: key,
    note: stopSentence(rule, stopped),
    before: { isSuspended: false },
    after: { isSuspended: true, done, failed, stopRule: rule, cause },
    tells: people.map((username) => ({
      username,
      kind: 'batch',
      event: 'batchStopped',
      target: { kind: 'batch', key },
      processId: null,
      facts: { name: kind, count: done + failed, failed },
    })),
  };
}
