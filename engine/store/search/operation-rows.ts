import type { BatchKind, BatchOperation } from '../../core/batch-operation.ts';
import type { Rejection } from '../../core/decision.ts';
import type { Instant, Key } from '../../core/state.ts';

/** What people and clients did, one by one and in batches, as searches give it. */

/** `remaining`: items that are not done, failed ones among them. */
export interface BatchRow {
  key: Key;
  kind: BatchKind;
  operation: BatchOperation;
  total: number;
  opened: number;
  remaining: number;
  failed: number;
  isSuspended: boolean;
  createdBy: string | null;
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
  outcome: 'completed' | 'canceled' | null;
  removalAt: Instant | null;
  tenantId: string | null;
}

export interface BatchItemRow {
  key: Key;
  batchKey: Key;
  kind: BatchKind;
  target: string;
  state: 'planned' | 'open' | 'done' | 'failed';
  retries: number;
  message: string | null;
  rejection: Rejection | null;
  isSuspended: boolean;
  /** Of its batch. */
  tenantId: string | null;
  createdAt: Instant;
  doneAt: Instant | null;
  /** Attempts that did not work, `retries` before each. */
  failures: readonly {
    readonly at: Instant;
    readonly retries: number;
    readonly message: string;
    readonly rejection: Rejection | null;
  }[];
}

/**
 * One property that an operation changed; null: the operation alone. `id` is the row's, `operationId` groups what was
 * done at once.
 */
export interface OperationRow {
  id: string;
  operationId: string;
  at: Instant;
  operation: string;
  actorId: string | null;
  instanceKey: Key | null;
  treeKey: Key | null;
  definitionKey: Key | null;
  processId: string | null;
  definitionVersion: number | null;
  deploymentKey: Key | null;
  targetKind: string | null;
  targetKey: string | null;
  property: string | null;
  before: string | null;
  after: string | null;
  annotation: string | null;
  /** What clients call a task that belongs to no process. */
  taskId: string | null;
}
