import type { EngineEvent } from '../../core/events.ts';
import type { Key, TreeState } from '../../core/state.ts';
import type { AuditEntryToWrite } from '../../store/audit-entries.ts';
import type { ExpectedLease } from '../../store/expectations.ts';
import type { FirstLease, RowContext } from '../../store/rows-of.ts';

/** An item of a batch that is done. */
export interface DoneItem {
  readonly key: Key;
  readonly at: number;
}
/** An early message that found its receiver. */
export interface ReceivedMessage {
  readonly key: Key;
  readonly at: number;
  readonly by: string;
  readonly instanceKey: Key | null;
}

/** The changes of one tree, decided on `base`. */
export interface TreeWrite {
  readonly base: TreeState;
  readonly events: readonly EngineEvent[];
  /**
   * A new tree that is over as it begins gets no row of its own: who loads it finds it in version 0, and whoever might
   * still write to it makes the row.
   */
  readonly isOverAtOnce: boolean;
  readonly expectedLeases: readonly ExpectedLease[];
  readonly audit: readonly AuditEntryToWrite[];
  /** Items of batches that these changes do. */
  readonly doneItems: readonly DoneItem[];
  /** Only batches asked for these changes. */
  readonly isForBatch: boolean;
  /** Early messages that these changes deliver. */
  readonly receivedMessages: readonly ReceivedMessage[];
  /** Leases that are written with new jobs, because a poll or this node's executor waits for them. */
  readonly firstLeases: ReadonlyMap<Key, FirstLease>;
}

/** What rows need to know beside the changes. */
export type WriteContext = Pick<RowContext, 'processIdOf' | 'newKey'>;

/** conflict: somebody else was faster, the tree has to be loaded and decided again. */
export type WriteOutcome =
  | { readonly kind: 'committed' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'failed'; readonly error: Error };

/** Of the tree, once the changes are committed. */
export const versionAfter = ({ base, isOverAtOnce }: Pick<TreeWrite, 'base' | 'isOverAtOnce'>): number =>
  isOverAtOnce ? 0 : base.version + 1;
