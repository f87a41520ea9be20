import type { BatchOperation } from './core/batch-operation.ts';
import type { Key } from './core/state.ts';
import type { StopRule } from './core/stop-rule.ts';
import type { AuditRecord } from './store/audit-record.ts';

export interface BatchRequest {
  readonly operation: BatchOperation;
  /** Ids of what it is done to, in this order. */
  readonly targets: readonly string[];
  readonly createdBy: string | null;
  readonly audit?: AuditRecord;
  /**
   * What is needed to ask again, item by item, whether it may be done still. Its meaning is that of the node's guard;
   * nodes without one refuse the items.
   */
  readonly guarded?: object;
  /** Left out: it goes on whatever fails. */
  readonly stopRule?: StopRule;
  /** Whose it is, where it is about one definition. Left out: nobody's. */
  readonly tenantId?: string | null;
}

/** Some items of a batch, right before they are done. */
export interface GuardedItems {
  readonly operation: BatchOperation;
  readonly guarded: object;
  readonly targets: readonly string[];
}
/** `expectedVersion`: of the item's tree as it was judged; the item is refused where the tree has moved on from it. */
export interface ItemVerdict {
  readonly refusal: string | null;
  readonly expectedVersion?: number;
}
/** Judges items in their order. */
export type ItemGuard = (items: GuardedItems) => Promise<readonly ItemVerdict[]>;

/** Batches: made once, worked on by whichever node is free, and kept with the result of each item. */
export interface Batches {
  create(request: BatchRequest): Promise<Key>;
  /**
   * false: there is no such batch that lives. Resumed, its stop rule counts anew, or, lifted, holds no more.
   */
  setSuspended(
    key: Key,
    isSuspended: boolean,
    options?: { audit?: AuditRecord; liftsStopRule?: boolean },
  ): Promise<boolean>;
  /** Ends it before its end; what was done stays done. `cascade`: with all that is kept of it. */
  cancel(key: Key, options: { cascade: boolean; audit?: AuditRecord }): Promise<boolean>;
  /** Forgets a batch with the results of its items. */
  forget(key: Key, options: { audit?: AuditRecord }): Promise<boolean>;
  /** Gives new attempts to items that have none left, or to one of them; a stop rule counts anew. */
  retry(
    target: { batchKey: Key } | { itemKey: Key },
    retries: number,
    options?: { audit?: AuditRecord },
  ): Promise<number>;
  /**
   * Where no node works on batches by itself: opens the next items, does one, or ends a batch whose items are all done.
   */
  openSome(key: Key): Promise<boolean>;
  runItem(itemKey: Key): Promise<{ kind: 'done' } | { kind: 'failed'; message: string } | { kind: 'missing' }>;
  endIfDone(key: Key): Promise<boolean>;
}
