import type { Command } from '../core/commands.ts';
import type { CommandResult, Rejection } from '../core/decision.ts';
import { emptyTree } from '../core/empty-tree.ts';
import { isOver } from '../core/is-over.ts';
import { newTreeKey } from '../core/new-tree.ts';
import type { EngineEvent } from '../core/events.ts';
import type { Job, Key, TreeState } from '../core/state.ts';
import type { Executed, Rehearsed, ExecuteOptions } from '../engine.ts';
import type { AuditEntryToWrite } from '../store/audit-entries.ts';
import type { FirstLease } from '../store/rows-of.ts';
import { treeVersions } from '../store/tree-versions.ts';
import type { ExpectedLease } from '../store/expectations.ts';
import type { Committer } from './commits/committer.ts';
import { decideWithFacts, type FactSources } from './decide-with-facts.ts';
import { noteArrival, Slices } from './slices.ts';
import { rehearsedCalls } from './outside-calls.ts';
import { unstorable } from './storable-text.ts';
import type { TreeCache } from './tree-cache.ts';
import type { TreeLoader } from './tree-loader.ts';
import { type DoneItem, type ReceivedMessage, versionAfter } from './commits/tree-write.ts';

/** Times that a command is decided anew because another node was faster. */
const MAX_TRIES = 20;
/** Commands of one tree that are decided together; the others wait for the next commit. */
const MAX_COMMANDS_PER_WRITE = 500;

/** New jobs between two looks at the time while leases are sought for them. */
const JOBS_PER_LOOK = 128;

/** What a commit changed, for those who act upon it. */
export interface Committed {
  readonly before: TreeState;
  readonly after: TreeState;
  readonly events: readonly EngineEvent[];
  readonly createdJobs: readonly Job[];
  readonly firstLeases: ReadonlyMap<Key, FirstLease>;
}

interface Task {
  readonly command: Command;
  readonly options: ExecuteOptions;
  readonly settle: (outcome: Executed | Rejection) => void;
  readonly fail: (error: Error) => void;
}

export interface ExecutorParts extends FactSources {
  readonly cache: TreeCache;
  readonly trees: Pick<TreeLoader, 'load'>;
  readonly committer: Pick<Committer, 'submit'>;
  /** A lease for a job that is about to be made: for a waiting poll, or this node's own executor. */
  firstLease(job: Job): FirstLease | null;
  breakPromise(jobKey: Key): void;
  committed(change: Committed): void;
}

/**
 * The one place that does IO around the core. Each tree has a queue, drained by one loop at a time: its commands are
 * decided one after another in memory and written together.
 */
export class Executor {
  private readonly parts: ExecutorParts;
  private readonly queues = new Map<Key, Task[]>();
  private readonly loops = new Set<Promise<void>>();
  /** By tree: its write that is under way. */
  private readonly writes = new Map<Key, Promise<boolean>>();

  constructor(parts: ExecutorParts) {
    this.parts = parts;
  }

  execute(treeKey: Key, command: Command, options: ExecuteOptions = {}): Promise<Executed | Rejection> {
    const refusal = unstorable(command);
    if (refusal) return Promise.resolve(refusal);
    return new Promise((settle, fail) => {
      const task: Task = { command, options, settle, fail };
      const queue = this.queues.get(treeKey);
      if (queue) {
        queue.push(task);
        return;
      }
      noteArrival();
      this.queues.set(treeKey, [task]);
      const loop = this.drain(treeKey).finally(() => {
        this.loops.delete(loop);
      });
      this.loops.add(loop);
    });
  }

  /** The same call without the commit: what would come of it. */
  async rehearse(treeKey: Key, command: Command): Promise<Rehearsed | Rejection> {
    const refusal = unstorable(command);
    if (refusal) return refusal;
    const state = newTreeKey(command) === null ? await this.load(treeKey) : null;
    const decision = await decideWithFacts(
      { ...this.parts, outside: rehearsedCalls(this.parts.outside) },
      state,
      command,
    );
    if (decision.kind === 'rejection') return decision;
    return {
      kind: 'executed',
      result: decision.result,
      version: state?.version ?? 0,
      before: state,
      after: decision.state,
    };
  }

  /** The tree as of its last commit anywhere. null: there is none. */
  async current(treeKey: Key): Promise<TreeState | null> {
    const cached = this.parts.cache.get(treeKey);
    if (cached && (await treeVersions(this.parts.pool, [treeKey])).get(treeKey) === cached.version) return cached;
    this.parts.cache.drop(treeKey);
    return this.load(treeKey);
  }

  /** The tree as of this version or a later one, as far as this node has it or is about to; else undefined. */
  async recent(treeKey: Key, version: number): Promise<TreeState | undefined> {
    const cached = this.parts.cache.get(treeKey);
    if (cached && cached.version >= version) return cached;
    // Who read that version may have seen the commit of this node before its answer was here.
    await this.writes.get(treeKey)?.catch(() => false);
    const written = this.parts.cache.get(treeKey);
    return written && written.version >= version ? written : undefined;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.loops.size > 0) await Promise.all(this.loops);
  }

  private async drain(treeKey: Key): Promise<void> {
    for (let tasks = this.queues.get(treeKey); tasks && tasks.length > 0; tasks = this.queues.get(treeKey)) {
      const batch = tasks.splice(0, MAX_COMMANDS_PER_WRITE);
      try {
        await this.run(treeKey, batch);
      } catch (error) {
        this.parts.cache.drop(treeKey);
        await this.runApart(treeKey, batch, error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.queues.delete(treeKey);
  }

  /** A command that throws fails alone, not with those that happened to be decided with it. */
  private async runApart(
    treeKey: Key,
    batch: readonly Task[],
    error: Error & { readonly table?: string },
  ): Promise<void> {
    const [only] = batch;
    if (batch.length === 1 && only) {
      // All uniqueness that a command can break: a message goes to each process once, a key starts one instance at a
      // time, a task's name is its own.
      if (isUniqueViolation(error))
        only.settle(
          error.table === START_LOCK ? startLocked : error.table === USER_TASK ? taskNameTaken : alreadyCorrelated,
        );
      else only.fail(error);
      return;
    }
    for (const task of batch)
      await this.run(treeKey, [task]).catch((own: Error) => {
        this.parts.cache.drop(treeKey);
        return this.runApart(treeKey, [task], own);
      });
  }

  private async run(treeKey: Key, batch: readonly Task[]): Promise<void> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const [first] = batch;
      const makesTree = first !== undefined && newTreeKey(first.command) !== null;
      const isNew = attempt === 0 && makesTree;
      const base = isNew ? null : await this.load(treeKey);
      if (!isNew && makesTree && base) {
        this.settleStarted(batch, base);
        return;
      }
      const plan = await this.plan(treeKey, base, batch);
      if (
        plan.events.length === 0 &&
        plan.audit.length === 0 &&
        plan.doneItems.length === 0 &&
        plan.receivedMessages.length === 0
      ) {
        if (base === null || (await this.isCurrent(base))) {
          plan.settle(base?.version ?? 0);
          return;
        }
      } else if (await this.noted(treeKey, this.write(plan))) return;
      this.parts.cache.drop(treeKey);
      for (const { jobKey } of plan.expectedLeases) this.parts.desk.leases.forget(jobKey);
    }
    throw new Error(`tree ${treeKey} was changed by others ${MAX_TRIES} times in a row`);
  }

  /** The commit's answer was lost but the commit was not: the tree has the key that only this command had. */
  private settleStarted(batch: readonly Task[], tree: TreeState): void {
    for (const { settle } of batch)
      settle({
        kind: 'executed',
        result: { instanceKey: tree.treeKey, isInstanceEnded: tree.instances.size === 0 },
        version: tree.version,
      });
  }

  private async plan(treeKey: Key, base: TreeState | null, batch: readonly Task[]): Promise<Plan> {
    const plan = new Plan(
      base ?? emptyTree(treeKey),
      base,
      batch.every(({ options }) => options.batchItemKey !== undefined),
    );
    const slices = new Slices({ isForOne: false });
    for (const task of batch) {
      const pause = slices.pause();
      if (pause) await pause;
      const { expectedVersion } = task.options;
      if (expectedVersion !== undefined && (expectedVersion !== base?.version || plan.events.length > 0)) {
        plan.reject(task, movedOn(base?.version ?? 0, expectedVersion));
        continue;
      }
      const decision = await decideWithFacts(this.parts, plan.state, task.command);
      if (decision.kind === 'rejection') {
        plan.reject(task, decision);
        continue;
      }
      plan.accept(task, decision, this.parts.clock.now());
    }
    return plan;
  }

  private async noted(treeKey: Key, write: Promise<boolean>): Promise<boolean> {
    this.writes.set(treeKey, write);
    try {
      return await write;
    } finally {
      this.writes.delete(treeKey);
    }
  }

  private async write(plan: Plan): Promise<boolean> {
    const { base, isNew, events, expectedLeases, audit, doneItems, receivedMessages, isForBatch, state } = plan;
    const createdJobs: Job[] = [];
    for (const event of events)
      if (event.type === 'jobCreated' && state?.jobs.has(event.job.key)) createdJobs.push(event.job);
    const firstLeases = new Map<Key, FirstLease>();
    const slices = new Slices({ isForOne: false });
    for (const [n, job] of createdJobs.entries()) {
      const lease = this.parts.firstLease(job);
      if (lease) firstLeases.set(job.key, lease);
      const pause = n % JOBS_PER_LOOK === JOBS_PER_LOOK - 1 ? slices.pause() : null;
      if (pause) await pause;
    }
    const isOverAtOnce = isNew && state !== null && isOver(state);
    const outcome = await this.parts.committer.submit({
      base,
      events,
      isOverAtOnce,
      expectedLeases,
      audit,
      firstLeases,
      doneItems,
      receivedMessages,
      isForBatch,
    });
    if (outcome.kind !== 'committed' || !state) {
      for (const jobKey of firstLeases.keys()) this.parts.breakPromise(jobKey);
      if (outcome.kind === 'failed') throw outcome.error;
      return false;
    }
    const after = { ...state, version: versionAfter({ base, isOverAtOnce }) };
    this.parts.cache.put(after);
    plan.settle(after.version);
    this.parts.committed({ before: base, after, events, createdJobs, firstLeases });
    return true;
  }

  private async load(treeKey: Key): Promise<TreeState | null> {
    const cached = this.parts.cache.get(treeKey);
    if (cached) return cached;
    const state = await this.parts.trees.load(treeKey);
    if (state) this.parts.cache.put(state);
    return state;
  }

  private async isCurrent(base: TreeState): Promise<boolean> {
    return (await treeVersions(this.parts.pool, [base.treeKey])).get(base.treeKey) === base.version;
  }
}

/** What a batch of one tree's commands comes to, before it is written. */
class Plan {
  readonly base: TreeState;
  /** There was no such tree. */
  readonly isNew: boolean;
  state: TreeState | null;
  readonly events: EngineEvent[] = [];
  readonly expectedLeases: ExpectedLease[] = [];
  readonly audit: AuditEntryToWrite[] = [];
  readonly doneItems: DoneItem[] = [];
  readonly receivedMessages: ReceivedMessage[] = [];
  readonly isForBatch: boolean;
  private readonly answers: ((version: number) => void)[] = [];

  constructor(base: TreeState, state: TreeState | null, isForBatch: boolean) {
    this.base = base;
    this.isNew = state === null;
    this.state = state;
    this.isForBatch = isForBatch;
  }

  reject(task: Task, rejection: Rejection): void {
    this.answers.push(() => {
      task.settle(rejection);
    });
  }

  accept(
    task: Task,
    { events, state, result }: { events: readonly EngineEvent[]; state: TreeState; result: CommandResult },
    now: number,
  ): void {
    this.state = state;
    // One by one: so many arguments as a command may have events are too many for a call.
    for (const event of events) this.events.push(event);
    const lease = expectedLease(task.command);
    if (lease) this.expectedLeases.push(lease);
    if (task.options.audit)
      this.audit.push({
        record: task.options.audit,
        at: now,
        outcome: result.failure === undefined ? 'done' : 'failed',
        outcomeText: result.failure ?? null,
      });
    // An attempt that failed is the item's failure, and noted with it.
    if (task.options.batchItemKey !== undefined && result.failure === undefined)
      this.doneItems.push({ key: task.options.batchItemKey, at: now });
    const { earlyMessage } = task.options;
    if (earlyMessage !== undefined)
      this.receivedMessages.push({ ...earlyMessage, at: now, instanceKey: result.instanceKey ?? null });
    this.answers.push((version) => {
      task.settle({ kind: 'executed', result, version });
    });
  }

  /** A rejection may rest on what was decided before it, so all answers wait for the commit. */
  settle(version: number): void {
    for (const answer of this.answers) answer(version);
  }
}

const UNIQUE_VIOLATION = '23505';
const START_LOCK = 'message_start_lock';
const USER_TASK = 'user_task';
const isUniqueViolation = (error: Error & { readonly table?: string }): boolean =>
  'code' in error && error.code === UNIQUE_VIOLATION;
const alreadyCorrelated: Rejection = {
  kind: 'rejection',
  code: 'invalidState',
  message: 'the message was already correlated to this process',
  details: { reason: 'alreadyCorrelated' },
};
const taskNameTaken: Rejection = {
  kind: 'rejection',
  code: 'invalidState',
  message: 'there is or was a task that is called so',
  details: { reason: 'externalIdTaken' },
};
const startLocked: Rejection = {
  kind: 'rejection',
  code: 'invalidState',
  message: 'an instance that the correlation key started lives still',
  details: { reason: 'startLocked' },
};

function expectedLease(command: Command): ExpectedLease | null {
  switch (command.type) {
    case 'completeJob':
    case 'failJob':
    case 'throwJobError':
    case 'executeJob':
      return command.worker === undefined ? null : { jobKey: command.jobKey, worker: command.worker };
    default:
      return null;
  }
}

function movedOn(version: number, expectedVersion: number): Rejection {
  return {
    kind: 'rejection',
    code: 'invalidState',
    message: 'the instance has changed since it was looked at',
    details: { version, expectedVersion },
  };
}
