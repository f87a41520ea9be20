import type { BatchKind, BatchOperation } from '../../core/batch-operation.ts';
import type { Command } from '../../core/commands.ts';
import type { Rejection } from '../../core/decision.ts';
import { reject } from '../../core/reject.ts';
import type { Key } from '../../core/state.ts';
import type { EarlyMessages } from '../../early-messages.ts';
import { setBatchRemovalTime } from '../../store/batches.ts';
import { inTransaction, type Pool } from '../../store/connection.ts';
import type { Owned } from '../../store/owners.ts';
import {
  deleteDecisionInstance,
  deleteInstance,
  deleteInstanceWithCalled,
  setDecisionRemovalTime,
  setRemovalTime,
} from '../../store/removal.ts';
import type { Search } from '../../store/search/search.ts';
import { changeLease } from '../leases/change-lease.ts';
import type { Clock } from '../clock.ts';
import type { Executor } from '../execute.ts';
import type { KeySource } from '../commits/key-source.ts';
import type { LeaseDesk } from '../leases/lease-desk.ts';
import type { Messages } from '../messages/messages.ts';
import type { TreeLocator } from '../tree-locator.ts';
import type { TreelessJobs } from '../starts/treeless-jobs.ts';
import { restartCommand } from './restart-instance.ts';

export interface OperationParts {
  readonly pool: Pool;
  readonly keys: KeySource;
  readonly search: Search;
  readonly executor: Executor;
  readonly locator: TreeLocator;
  readonly messages: Messages;
  readonly earlyMessages: EarlyMessages;
  readonly clock: Clock;
  readonly leases: LeaseDesk;
  readonly treelessJobs: Pick<TreelessJobs, 'execute'>;
}

/** One item of a batch, being worked on. `expectedVersion`: of its tree, when it was checked that it may be done. */
export interface ItemInHand {
  readonly itemKey: Key;
  readonly batchKey: Key;
  readonly target: string;
  readonly expectedVersion?: number;
}

/**
 * `isNoted`: the commit of the operation has noted the item as done. attemptFailed: a job was run as asked, and failed;
 * that has cost it an attempt, so it is not run again for the same item.
 */
export type ItemResult =
  | { readonly kind: 'done'; readonly isNoted: boolean }
  | { readonly kind: 'attemptFailed'; readonly message: string }
  | Rejection;

type Operation<K extends BatchKind> = (
  parts: OperationParts,
  operation: Extract<BatchOperation, { kind: K }>,
  item: ItemInHand,
) => Promise<ItemResult>;

const KEY = /^\d{16}$/;
const NOTED: ItemResult = { kind: 'done', isNoted: true };
const DONE: ItemResult = { kind: 'done', isNoted: false };

/** A kind without a line here does not compile. */
const OPERATIONS: { readonly [K in BatchKind]: Operation<K> } = {
  modifyInstance: (parts, { instructions, ...skips }, item) =>
    onTree(parts, item, {
      ...skips,
      type: 'modifyInstance',
      instanceKey: item.target,
      instructions,
      reason: null,
      isOneOfMany: true,
    }),
  migrateInstance: (parts, { plan, ...skips }, item) =>
    onTree(parts, item, { ...skips, type: 'migrateInstance', instanceKey: item.target, plan }),
  async restartInstance(parts, operation, item) {
    if (!KEY.test(item.target)) return unknown(item);
    await parts.keys.ensure();
    const command = await restartCommand(parts.search, operation, item.target, parts.keys.next(), {
      kind: 'request',
      sourceKey: item.batchKey,
    });
    return 'kind' in command ? command : onTree(parts, item, command);
  },
  cancelInstance: (parts, { reason, keepsCalled, ...skips }, item) =>
    onTree(parts, item, {
      ...skips,
      type: 'cancelInstance',
      instanceKey: item.target,
      reason,
      onlyRoot: false,
      keepsCalled,
    }),
  suspendInstance: (parts, { isSuspended, includesCalled }, item) =>
    onTree(parts, item, { type: 'setInstanceSuspension', instanceKey: item.target, isSuspended, includesCalled }),
  retryIncident: retryIncident,
  async setJobRetries(parts, { retries, dueAt }, item) {
    const set = { type: 'setJobRetries', jobKey: item.target, retries } as const;
    if (dueAt === undefined) return onTree(parts, item, set);
    const first = await executed(parts, set);
    return first ?? onTree(parts, item, { type: 'setJobDueDate', jobKey: item.target, dueAt });
  },
  setWorkRetries: (parts, { retries }, item) =>
    onTree(parts, item, { type: 'setJobRetries', jobKey: item.target, retries }),
  setJobDueDate: (parts, { dueAt }, item) => onTree(parts, item, { type: 'setJobDueDate', jobKey: item.target, dueAt }),
  setJobPriority: (parts, { priority }, item) =>
    onTree(parts, item, { type: 'setJobPriority', jobKey: item.target, priority }),
  executeJob: (parts, _operation, item) => onTree(parts, item, { type: 'executeJob', jobKey: item.target }),
  suspendJob: (parts, { isSuspended }, item) =>
    onTree(parts, item, { type: 'setJobSuspension', jobKey: item.target, isSuspended }),
  /**
   * A lease is no part of the process; one that is gone already, by a node that did not live to note it say, is done.
   */
  async unlockWork({ pool, clock, leases }, _operation, item) {
    if (!KEY.test(item.target)) return unknown(item);
    const released = await changeLease(pool, leases, clock.now(), {
      jobKey: item.target,
      worker: null,
      until: null,
      mode: 'release',
    });
    return released.kind === 'rejection' ? released : DONE;
  },
  completeWork: (parts, { variables }, item) =>
    onTree(parts, item, { type: 'completeJob', jobKey: item.target, variables }),
  failWork: (parts, { message }, item) =>
    onTree(parts, item, {
      type: 'failJob',
      jobKey: item.target,
      retries: 0,
      retryAfterMs: 0,
      errorMessage: message,
      errorDetails: null,
    }),
  throwWorkError: (parts, { errorCode, message }, item) =>
    onTree(parts, item, {
      type: 'throwJobError',
      jobKey: item.target,
      errorCode,
      errorMessage: message,
      variables: {},
    }),
  assignTask: (parts, { assignee }, item) =>
    onTree(parts, item, { type: 'assignUserTask', taskKey: item.target, userId: assignee }),
  completeTask: (parts, { variables }, item) =>
    onTree(parts, item, { type: 'completeUserTask', taskKey: item.target, variables }),
  updateTask: (parts, { changes }, item) =>
    onTree(parts, item, { type: 'updateUserTask', taskKey: item.target, changes }),
  resolveIncident: (parts, _operation, item) =>
    onTree(parts, item, { type: 'resolveIncident', incidentKey: item.target }),
  setVariables: (parts, { variables }, item) =>
    onTree(parts, item, { type: 'setVariables', scopeKey: item.target, variables, removals: [], local: false }),
  removeVariables: (parts, { names }, item) =>
    onTree(parts, item, { type: 'setVariables', scopeKey: item.target, variables: {}, removals: names, local: false }),
  async correlateMessage({ messages }, { name, variables }, item) {
    const result = await messages.correlate({
      name,
      instanceKey: item.target,
      variables,
      startsOnly: false,
      all: false,
    });
    return result.kind === 'rejection' ? result : DONE;
  },
  async replayMessage(parts, { by }, { itemKey, target }) {
    if (!KEY.test(target)) return reject('notFound', 'there is no such message', { messageKey: target });
    const result = await parts.earlyMessages.replay(target, {}, { by, batchItemKey: itemKey });
    return result.kind === 'rejection' ? result : NOTED;
  },
  async markMessage({ earlyMessages }, { mark, by, note }, { target }) {
    const isDone = KEY.test(target) && (await earlyMessages.mark(target, mark, { by, note }));
    return isDone ? DONE : reject('invalidState', 'it was received, or is not kept any more', { messageKey: target });
  },
  async deleteHistory({ pool }, { includesCalled = false }, { target }) {
    if (!KEY.test(target)) return DONE;
    const isRunning = await inTransaction(
      pool,
      async (connection) =>
        (await (includesCalled ? deleteInstanceWithCalled : deleteInstance)(connection, target)) === 'running',
    );
    return isRunning
      ? reject('invalidState', 'the instance runs still', { instanceKey: target, reason: 'running' })
      : DONE;
  },
  /** One that is gone already, by a node that did not live to note it say, is done. */
  async deleteDecisions({ pool }, _operation, { target }) {
    if (KEY.test(target)) await deleteDecisionInstance(pool, target);
    return DONE;
  },
  async setRemovalTime({ pool }, operation, item) {
    return KEY.test(item.target) && (await setRemovalTime(pool, item.target, operation)) ? DONE : unknown(item);
  },
  async setDecisionRemovalTime({ pool }, operation, item) {
    return KEY.test(item.target) && (await setDecisionRemovalTime(pool, item.target, operation)) ? DONE : unknown(item);
  },
  async setBatchRemovalTime({ pool }, { at }, item) {
    return KEY.test(item.target) && (await setBatchRemovalTime(pool, item.target, at)) ? DONE : unknown(item);
  },
};

/**
 * Camunda 7's incidents of jobs end as soon as their job has attempts again; all others are resolved by a command of
 * their own.
 */
async function retryIncident(
  parts: OperationParts,
  { retries }: Extract<BatchOperation, { kind: 'retryIncident' }>,
  item: ItemInHand,
): Promise<ItemResult> {
  if (!KEY.test(item.target)) return unknown(item);
  const {
    rows: [incident],
  } = await parts.pool.query<{ job_key: Key | null; type: string; resolved_at: number | null }>({
    name: 'incident to retry',
    text: 'select job_key, type, resolved_at from incident where key = $1',
    values: [item.target],
  });
  if (incident === undefined) return unknown(item);
  if (incident.resolved_at !== null)
    return reject('invalidState', 'the incident was resolved in the meantime', {
      incidentKey: item.target,
      reason: 'resolved',
    });
  const resolve: Command = { type: 'resolveIncident', incidentKey: item.target };
  if (incident.job_key === null) return onTree(parts, item, resolve);
  const give = { type: 'setJobRetries', jobKey: incident.job_key, retries } as const;
  if (incident.type === 'failedJob' || incident.type === 'failedExternalTask') return onTree(parts, item, give);
  return (await executed(parts, give)) ?? onTree(parts, item, resolve);
}

/** What the targets of a kind are, where their trees are looked for together. */
const TARGETS: Partial<Record<BatchKind, Owned>> = {
  modifyInstance: 'instance',
  migrateInstance: 'instance',
  cancelInstance: 'instance',
  suspendInstance: 'instance',
  setVariables: 'instance',
  removeVariables: 'instance',
  setJobRetries: 'job',
  setWorkRetries: 'job',
  setJobDueDate: 'job',
  setJobPriority: 'job',
  executeJob: 'job',
  suspendJob: 'job',
  completeWork: 'job',
  failWork: 'job',
  throwWorkError: 'job',
};

export async function prepareItems(
  { locator }: OperationParts,
  kind: BatchKind,
  items: readonly ItemInHand[],
): Promise<void> {
  const owned = TARGETS[kind];
  if (owned)
    await locator.findAll(
      items.map(({ target }) => target).filter((target) => KEY.test(target)),
      owned,
    );
}

/** Does the operation to one item; what it throws is a fault of ours, and of this item alone. */
export function doItem(parts: OperationParts, operation: BatchOperation, item: ItemInHand): Promise<ItemResult> {
  const run = OPERATIONS[operation.kind] as (
    parts: OperationParts,
    operation: BatchOperation,
    item: ItemInHand,
  ) => Promise<ItemResult>;
  return run(parts, operation, item);
}

const unknown = ({ target }: ItemInHand): Rejection =>
  reject('notFound', 'there is no such thing', { instanceKey: target, jobKey: target });

async function onTree(parts: OperationParts, item: ItemInHand, command: Command): Promise<ItemResult> {
  if (!KEY.test(item.target)) return unknown(item);
  const { executor, locator } = parts;
  const treeKey = await locator.treeOf(command);
  if (treeKey === null) return 'jobKey' in command ? ((await executed(parts, command)) ?? DONE) : unknown(item);
  const outcome = await executor.execute(treeKey, command, {
    batchItemKey: item.itemKey,
    ...(item.expectedVersion !== undefined && { expectedVersion: item.expectedVersion }),
  });
  if (outcome.kind === 'rejection') return { ...outcome, details: { instanceKey: item.target, ...outcome.details } };
  const { failure } = outcome.result;
  return failure === undefined ? NOTED : { kind: 'attemptFailed', message: failure };
}

/** Without a note at the item; a job of no tree is one of a start event. */
async function executed(
  { executor, locator, treelessJobs }: OperationParts,
  command: Extract<Command, { readonly jobKey: Key }>,
): Promise<Exclude<ItemResult, { readonly kind: 'done' }> | null> {
  const treeKey = await locator.treeOf(command);
  const outcome = treeKey === null ? await treelessJobs.execute(command, {}) : await executor.execute(treeKey, command);
  if (outcome.kind === 'rejection') return outcome;
  const { failure } = outcome.result;
  return failure === undefined ? null : { kind: 'attemptFailed', message: failure };
}
