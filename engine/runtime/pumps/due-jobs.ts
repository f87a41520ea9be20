import type { Job, Key } from '../../core/state.ts';
import type { Pool } from '../../store/connection.ts';
import {
  freeJobsOfDeadNodes,
  freeJobsOfNode,
  leaseDueJobs,
  nextDueAt,
  releaseLeases,
  type DueJob,
} from '../../store/lease-jobs.ts';
import type { FirstLease } from '../../store/rows-of.ts';
import type { Clock } from '../clock.ts';

/** Jobs that are taken in one statement. */
const JOBS_PER_LEASE = 100;
/** A job that hangs is taken by another node after this time; those of a node that died are free much earlier. */
const LEASE_MS = 300_000;
/** Jobs of nodes that died are looked for this often. */
const DEAD_NODES_INTERVAL_MS = 3_000;
/** Looks at least this often, for jobs of other nodes and ended leases. */
const LOOK_INTERVAL_MS = 1_000;
/** Jobs that run at the same time; further due ones wait for their turn. */
const MAX_RUNNING = 200;

export interface DueJobWork {
  /** A job of a tree. */
  run(treeKey: Key, jobKey: Key, worker: string): Promise<unknown>;
  /** A job of a definition's start event, or a planned suspension. */
  start(job: DueJob): Promise<void>;
  failed(jobKey: Key, error: Error): void;
}

/** Runs timers, continuations and signals when they are due. Those made on this node are leased by their own insert. */
export class DueJobs {
  private readonly pool: Pool;
  private readonly clock: Clock;
  private readonly worker: string;
  private readonly work: DueJobWork;
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | null = null;
  private wakeAt = Number.POSITIVE_INFINITY;
  private deadNodesSeenAt = 0;
  private isLooking = false;
  private looksAgain = false;
  private isStopped = true;

  constructor(pool: Pool, clock: Clock, worker: string, work: DueJobWork) {
    this.pool = pool;
    this.clock = clock;
    this.worker = worker;
    this.work = work;
  }

  start(): void {
    this.isStopped = false;
    this.wake();
  }

  /** Takes nothing more; resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** After `stop`, however it went: other nodes need not wait for the end of this node's leases. */
  async giveBack(): Promise<void> {
    await freeJobsOfNode(this.pool, this.worker);
  }

  /** A continuation or signal that is about to be made: this node runs it right after the commit. */
  firstLease(job: Job): FirstLease | null {
    const isForNow = (job.kind === 'continuation' || job.kind === 'signal') && job.dueAt === null && !job.isSuspended;
    if (this.isStopped || !isForNow) return null;
    return { worker: this.worker, until: this.clock.now() + LEASE_MS };
  }

  /** Leased by its own insert. Once the executor is stopping it is left to `giveBack`. */
  runNow(treeKey: Key, jobKey: Key): void {
    if (!this.isStopped) this.track(jobKey, this.work.run(treeKey, jobKey, this.worker));
  }

  /** A timer was made: look when it is due. */
  scheduleAt(dueAt: number): void {
    if (!this.isStopped && dueAt < this.wakeAt) this.arm(dueAt);
  }

  /** Look now: the clock was moved, or something became due. */
  wake(): void {
    if (this.isStopped) return;
    if (this.isLooking) {
      this.looksAgain = true;
      return;
    }
    void this.look();
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    this.wakeAt = Number.POSITIVE_INFINITY;
    try {
      await this.freeJobsOfDeadNodes();
      do {
        this.looksAgain = false;
        await this.takeDue();
      } while (this.looksAgain && !this.isStopped);
      const next = (await nextDueAt(this.pool, this.clock.now())) ?? Number.POSITIVE_INFINITY;
      // A timer that was made during the look may be earlier than what the look saw.
      this.arm(Math.min(next, this.wakeAt, this.clock.now() + LOOK_INTERVAL_MS));
    } catch {
      // Without its database a node can only try again; health says so meanwhile.
      this.arm(this.clock.now() + LOOK_INTERVAL_MS);
    } finally {
      this.isLooking = false;
    }
  }

  /** All that is due, as what runs makes room for it: of what is overdue no timer would tell. */
  private async takeDue(): Promise<void> {
    while (!this.isStopped) {
      if (this.running.size >= MAX_RUNNING) await Promise.race(this.running);
      else if ((await this.takeSome()) < JOBS_PER_LEASE) return;
    }
  }

  private async freeJobsOfDeadNodes(): Promise<void> {
    if (Date.now() - this.deadNodesSeenAt < DEAD_NODES_INTERVAL_MS) return;
    this.deadNodesSeenAt = Date.now();
    await freeJobsOfDeadNodes(this.pool, this.clock.now());
  }

  private async takeSome(): Promise<number> {
    const now = this.clock.now();
    const jobs = await leaseDueJobs(this.pool, {
      now,
      worker: this.worker,
      until: now + LEASE_MS,
      limit: JOBS_PER_LEASE,
    });
    if (this.isStopped) {
      await releaseLeases(
        this.pool,
        jobs.map(({ key }) => ({ key, worker: this.worker })),
      );
      return 0;
    }
    for (const job of jobs)
      this.track(
        job.key,
        job.tree_key === null ? this.work.start(job) : this.work.run(job.tree_key, job.key, this.worker),
      );
    return jobs.length;
  }

  private track(jobKey: Key, run: Promise<unknown>): void {
    const tracked = run.then(
      () => undefined,
      (error: unknown) => {
        this.work.failed(jobKey, error instanceof Error ? error : new Error(String(error)));
      },
    );
    this.running.add(tracked);
    void tracked.then(() => {
      this.running.delete(tracked);
    });
  }

  private arm(at: number): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.isStopped) return;
    // A pinned clock stands still, so the wait is never longer than the interval.
    const wait = Math.min(LOOK_INTERVAL_MS, Math.max(1, at - this.clock.now()));
    this.wakeAt = at;
    this.timer = setTimeout(() => {
      this.wakeAt = Number.POSITIVE_INFINITY;
      this.wake();
    }, wait);
  }
}
