import type { Batches, BatchRequest, ItemGuard, ItemVerdict } from '../../batches.ts';
import type { Key } from '../../core/state.ts';
import { appendDone } from '../../store/audit-entries.ts';
import {
  begunTasks,
  type BatchTask,
  cancelBatch,
  deleteBatch,
  endDoneBatches,
  insertBatch,
  leaseItem,
  openItems,
  retryItems,
  suspendBatch,
  type ItemFailure,
  type LeasedItem,
} from '../../store/batches.ts';
import { countAnew, liftStopRule, lockBatches } from '../../store/batch-stop.ts';
import { inTransaction, type Queryable } from '../../store/connection.ts';
import type { AuditRecord } from '../../store/audit-record.ts';
import type { ChangeHub } from '../change-hub.ts';
import { writeResults } from './write-results.ts';
import { doItem, type ItemInHand, prepareItems, type ItemResult, type OperationParts } from './item-operations.ts';

/** Items that a batch is opened to at a time by request. */
const ITEMS_PER_OPENING = 100;
/** An item that hangs, or whose node died, is taken by another after this time. */
export const ITEM_LEASE_MS = 60_000;

export interface BatchDeskParts extends OperationParts {
  readonly hub: ChangeHub;
  readonly nodeId: string;
  readonly guard: ItemGuard | null;
  changed(): void;
}

/** Makes batches and works on their items: by itself where the pump runs, or by request. */
export class BatchDesk implements Batches {
  private readonly parts: BatchDeskParts;

  constructor(parts: BatchDeskParts) {
    this.parts = parts;
  }

  async create({ operation, targets, createdBy, audit, guarded, stopRule, tenantId }: BatchRequest): Promise<Key> {
    const { pool, keys, clock, hub } = this.parts;
    await keys.ensure(targets.length + 1);
    const key = keys.next();
    const items = targets.map((target) => ({ key: keys.next(), target }));
    await inTransaction(pool, async (connection) => {
      await insertBatch(connection, {
        key,
        operation,
        createdBy,
        guarded: guarded ?? null,
        stopRule: stopRule ?? null,
        tenantId: tenantId ?? null,
        at: clock.now(),
        items,
      });
      await this.note(connection, audit && { ...audit, targetKey: key });
    });
    if (audit) hub.audited(audit);
    this.parts.changed();
    return key;
  }

  setSuspended(
    key: Key,
    isSuspended: boolean,
    { audit, liftsStopRule = false }: { audit?: AuditRecord; liftsStopRule?: boolean } = {},
  ): Promise<boolean> {
    return this.change(audit, async (connection) => {
      const isDone = await suspendBatch(connection, key, isSuspended);
      if (isDone && liftsStopRule) await liftStopRule(connection, key);
      if (isDone && !isSuspended) await countAnew(connection, key);
      return isDone;
    });
  }

  cancel(key: Key, { cascade, audit }: { cascade: boolean; audit?: AuditRecord }): Promise<boolean> {
    return this.change(audit, async (connection) => {
      const isDone = await cancelBatch(connection, key, this.parts.clock.now());
      if (isDone && cascade) await deleteBatch(connection, key);
      return isDone;
    });
  }

  forget(key: Key, { audit }: { audit?: AuditRecord }): Promise<boolean> {
    return this.change(audit, (connection) => deleteBatch(connection, key));
  }

  async retry(
    target: { batchKey: Key } | { itemKey: Key },
    retries: number,
    { audit }: { audit?: AuditRecord } = {},
  ): Promise<number> {
    let count = 0;
    await this.change(audit, async (connection) => {
      if ('batchKey' in target) await lockBatches(connection, [target.batchKey]);
      count = await retryItems(connection, target, retries);
      if ('batchKey' in target) await countAnew(connection, target.batchKey);
      return count > 0;
    });
    return count;
  }

  /** A change and its entry in one transaction; without a change there is no entry. */
  private async change(
    audit: AuditRecord | undefined,
    act: (connection: Queryable) => Promise<boolean>,
  ): Promise<boolean> {
    const isDone = await inTransaction(this.parts.pool, async (connection) => {
      const isChanged = await act(connection);
      if (isChanged) await this.note(connection, audit);
      return isChanged;
    });
    if (audit && isDone) this.parts.hub.audited(audit);
    this.parts.changed();
    return isDone;
  }

  private async note(connection: Queryable, audit: AuditRecord | undefined): Promise<void> {
    await appendDone(connection, audit, this.parts.clock.now());
  }

  async openSome(key: Key): Promise<boolean> {
    return (await openItems(this.parts.pool, key, ITEMS_PER_OPENING)) > 0;
  }

  async endIfDone(key: Key): Promise<boolean> {
    return this.endDone(key);
  }

  /** Ends those all of whose items are done. `key` null: whichever. */
  async endDone(key: Key | null): Promise<boolean> {
    const { pool, clock, hub } = this.parts;
    const isAny = (await endDoneBatches(pool, clock.now(), key)).length > 0;
    if (isAny) hub.changed('batch');
    return isAny;
  }

  async runItem(itemKey: Key): ReturnType<Batches['runItem']> {
    const { pool, clock, nodeId } = this.parts;
    const now = clock.now();
    const item = await leaseItem(pool, itemKey, { worker: nodeId, now, until: now + ITEM_LEASE_MS });
    if (item === null) return { kind: 'missing' };
    const [failure] = await this.workOn([item]);
    return failure ? { kind: 'failed', message: failure.message } : { kind: 'done' };
  }

  /** Does leased items, all at the same time, and writes down what became of each. Gives those that failed. */
  async workOn(items: readonly LeasedItem[]): Promise<readonly ItemFailure[]> {
    const { pool, clock } = this.parts;
    const groups = grouped(items);
    const tasks = await begunTasks(pool, [...groups.keys()], clock.now());
    const done: Key[] = [];
    const counts = new Map<Key, number>();
    const failures: ItemFailure[] = [];
    for (const [batchKey, group] of groups) {
      const task = tasks.get(batchKey);
      // Its batch was forgotten meanwhile, and the items with it.
      if (task === undefined) continue;
      const { operation } = task;
      const judged = await this.judge(task, batchKey, group);
      failures.push(
        ...judged.flatMap(({ item, refusal }) =>
          refusal === null ? [] : [{ key: item.itemKey, message: refusal, rejection: null, isFinal: false }],
        ),
      );
      const inHand = judged.flatMap(({ item, refusal }) => (refusal === null ? [item] : []));
      await prepareItems(this.parts, operation.kind, inHand);
      const results = await Promise.all(
        inHand.map((item) =>
          doItem(this.parts, operation, item).catch((error: unknown) =>
            error instanceof Error ? error : new Error(String(error)),
          ),
        ),
      );
      for (const [n, result] of results.entries()) {
        const itemKey = inHand[n]?.itemKey;
        if (itemKey === undefined) continue;
        const failure = failureOf(itemKey, result);
        if (failure) failures.push(failure);
        else counts.set(batchKey, (counts.get(batchKey) ?? 0) + 1);
        if (!(result instanceof Error) && result.kind === 'done' && !result.isNoted) done.push(itemKey);
      }
    }
    const entries = await writeResults(pool, tasks, { done, failures, counts }, clock.now());
    for (const entry of entries) this.parts.hub.audited(entry);
    // What fails changes nothing else: nobody would hear of it.
    if (failures.length > 0) this.parts.hub.changed('batch');
    return failures;
  }

  /** Whether each may be done still, where its batch was made for somebody whose rights can end. */
  private async judge(
    { operation, guarded }: BatchTask,
    batchKey: Key,
    group: readonly LeasedItem[],
  ): Promise<readonly { readonly item: ItemInHand; readonly refusal: string | null }[]> {
    const verdicts: readonly ItemVerdict[] =
      guarded === null
        ? []
        : this.parts.guard === null
          ? group.map(() => ({ refusal: 'this node cannot tell whether it may be done' }))
          : await this.parts.guard({ operation, guarded, targets: group.map(({ target }) => target) });
    return group.map(({ key, target }, n) => {
      const { refusal = null, expectedVersion } = verdicts[n] ?? {};
      return {
        item: { itemKey: key, batchKey, target, ...(expectedVersion !== undefined && { expectedVersion }) },
        refusal,
      };
    });
  }
}

function failureOf(key: Key, result: ItemResult | Error): ItemFailure | null {
  if (result instanceof Error) return { key, message: result.message, rejection: null, isFinal: false };
  if (result.kind === 'done') return null;
  const isFinal = result.kind === 'attemptFailed';
  return { key, message: result.message, rejection: isFinal ? null : result, isFinal };
}

function grouped(items: readonly LeasedItem[]): ReadonlyMap<Key, readonly LeasedItem[]> {
  const groups = new Map<Key, LeasedItem[]>();
  for (const item of items) {
    const group = groups.get(item.batchKey);
    if (group) group.push(item);
    else groups.set(item.batchKey, [item]);
  }
  return groups;
}
