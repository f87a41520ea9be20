import type { Instant, Job, Key, TreeState } from '../../core/state.ts';
import type { Definition } from '../../core/decision.ts';
import type { LeasedJob, LeaseRequest } from '../../engine.ts';
import type { Pool } from '../../store/connection.ts';
import {
  leaseJobRows,
  type LeaseSessions,
  nextFreeAt,
  releaseLeases,
  type LeasedRow,
  type LeaseSlot,
} from '../../store/lease-jobs.ts';
import type { FirstLease } from '../../store/rows-of.ts';
import type { Clock } from '../clock.ts';
import type { DefinitionRegistry } from '../models/definition-registry.ts';
import type { FetchBook } from './fetch-book.ts';
import { RememberedLeases } from './remembered-leases.ts';
import { leasedJob } from './leased-job.ts';
import { treesOfLease } from './trees-of-lease.ts';
import { filterId, isFreeNow, jobFilters, mayHaveMissed, newPoll, type Look, type Poll } from './lease-poll.ts';
import type { WorkBook } from './work-book.ts';

/** Waiting polls look for themselves this often: for lost hints, and for what other nodes leased for less than that. */
const LOOK_INTERVAL_MS = 1_000;
/** Ends of leases and back-offs are looked for so far ahead, and so they are known until the next look. */
const AHEAD_MS = 2 * LOOK_INTERVAL_MS;
/** Back-offs up to this long end to the millisecond. */
const MAX_PRECISE_WAIT_MS = 60_000;
/** Statements under way at the same time, each for other wishes: a slow one does not hold up the rest. */
const MAX_LOOKS = 4;
export interface LeaseDeskParts {
  readonly pool: Pool;
  /** Made by `createLeasePool`. */
  readonly leasing: Pool;
  readonly clock: Clock;
  readonly definitions: DefinitionRegistry;
  readonly fetches: FetchBook;
  readonly work: WorkBook;
  /** The tree as of this version or a later one, where this node has it. */
  recentTree(treeKey: Key, version: number): Promise<TreeState | undefined>;
}

/**
 * Gives jobs to workers. All polls that want the same go to the database together; and a job that is created while
 * somebody waits for it is leased by the very insert that makes it, so that the next commit already hands it out.
 */
export class LeaseDesk {
  private readonly pool: Pool;
  private readonly sessions: LeaseSessions;
  private readonly clock: Clock;
  private readonly definitions: DefinitionRegistry;
  private readonly fetches: FetchBook;
  private readonly work: WorkBook;
  private readonly recentTree: LeaseDeskParts['recentTree'];
  private fresh: Poll[] = [];
  private waiting: Poll[] = [];
  private isGathering = false;
  private isClosed = false;
  private readonly looks = new Map<string, Look>();
  private readonly promises = new Map<Key, Poll>();
  /** Who holds a job, as far as this node has given it out. */
  readonly leases = new RememberedLeases();
  /** Types for which nothing was left, and when that was seen. */
  private readonly emptyAt = new Map<string, number>();
  /** When the next ends of a type's leases were looked for. */
  private readonly endsSeenAt = new Map<string, number>();
  private readonly ticker: NodeJS.Timeout;

  constructor({ pool, leasing, clock, definitions, fetches, work, recentTree }: LeaseDeskParts) {
    this.pool = pool;
    this.sessions = { planned: pool, ordered: leasing };
    this.clock = clock;
    this.definitions = definitions;
    this.fetches = fetches;
    this.work = work;
    this.recentTree = recentTree;
    this.ticker = setInterval(() => {
      this.wake();
    }, LOOK_INTERVAL_MS);
    this.ticker.unref();
  }

  lease(request: LeaseRequest): Promise<readonly LeasedJob[]> {
    return new Promise((settle, fail) => {
      if (this.isClosed || request.signal?.aborted || request.maxJobs < 1 || request.types.length === 0) {
        settle([]);
        return;
      }
      this.fetches.asked(request);
      const poll = newPoll(request, settle, fail);
      request.signal?.addEventListener(
        'abort',
        () => {
          this.finish(poll);
        },
        { once: true },
      );
      if (request.waitMs > 0)
        poll.timer = setTimeout(() => {
          this.waitIsOver(poll);
        }, request.waitMs);
      // Whoever waits longer than that is looked for again in time: since the last look a lease may have ended.
      if (request.waitMs > LOOK_INTERVAL_MS && this.isKnownEmpty(request)) {
        this.wait(poll);
        return;
      }
      this.fresh.push(poll);
      this.look();
    });
  }

  /** An attempt at it is over; who made it is known by the lease where the worker does not say. */
  attempted(job: Job | undefined, toldWorker: string | null, isDone: boolean): void {
    if (job === undefined || job.kind !== 'worker' || job.type === null) return;
    const lease = this.leases.of(job.key);
    const worker = toldWorker ?? lease?.worker ?? '';
    if (isDone) this.work.done(job.type, worker, lease?.takenAt);
    else this.work.failed(job.type, worker);
  }

  /** Promises a job that is about to be committed to the first poll that wants just this type. */
  promise(job: Job): FirstLease | null {
    if (!isFreeNow(job)) return null;
    for (const poll of this.waiting) {
      const wanted = poll.request.types.find(({ type }) => type === job.type);
      if (!wanted || poll.isOver || poll.filterId !== '' || poll.promised + poll.given.length >= poll.request.maxJobs)
        continue;
      poll.promised += 1;
      this.promises.set(job.key, poll);
      return { worker: poll.request.worker, until: this.clock.now() + wanted.leaseMs };
    }
    return null;
  }

  /** The commit of a promised job has failed: the poll waits on. */
  breakPromise(jobKey: Key): void {
    const poll = this.promises.get(jobKey);
    if (!poll) return;
    this.promises.delete(jobKey);
    poll.promised -= 1;
    this.finishIfSettled(poll);
    // What became free while it counted on the promise has not woken it.
    if (!poll.isOver && poll.promised === 0) this.wake(poll.request.types.map(({ type }) => type));
  }

  /** The commit is done: hands promised jobs out; jobs that nobody was promised wake those who wait. */
  created(state: TreeState, jobs: readonly Job[], firstLeases: ReadonlyMap<Key, FirstLease>): void {
    const unpromised = new Set<string>();
    for (const job of jobs) {
      if (job.kind !== 'worker' || job.type === null) continue;
      const poll = this.promises.get(job.key);
      const lease = firstLeases.get(job.key);
      if (!poll || !lease) {
        unpromised.add(job.type);
        continue;
      }
      this.promises.delete(job.key);
      poll.promised -= 1;
      const definition = this.definitions.known(state.instances.get(job.instanceKey)?.definitionKey ?? '');
      this.handOver(poll, state, job, lease, { definition: definition ?? null, errorDetails: null });
      if (poll.promised === 0)
        setImmediate(() => {
          this.finishIfSettled(poll);
        });
    }
    if (unpromised.size > 0) this.wake([...unpromised]);
  }

  /** There may be work again: of these types, or of any. */
  wake(types?: readonly string[]): void {
    if (types) for (const type of types) this.emptyAt.delete(type);
    else this.emptyAt.clear();
    for (const look of this.looks.values()) {
      if (types) for (const type of types) look.woken.add(type);
      else look.isAllWoken = true;
    }
    const woken = this.waiting.filter(
      (poll) => poll.promised === 0 && (!types || poll.request.types.some(({ type }) => types.includes(type))),
    );
    if (woken.length === 0) return;
    const isWoken = new Set(woken);
    this.waiting = this.waiting.filter((poll) => !isWoken.has(poll));
    this.fresh.push(...woken);
    this.look();
  }

  /** A job of this type may be taken again from that moment; null: now. Far moments are seen by the regular look. */
  wakeAt(type: string, at: Instant | null): void {
    const wait = at === null ? 0 : at - this.clock.now();
    if (wait <= 0) this.wake([type]);
    else if (wait <= MAX_PRECISE_WAIT_MS)
      setTimeout(() => {
        this.wake([type]);
      }, wait + 1).unref();
  }

  /** Writes down who asked since the last time, where who waits asks still, and what was done. */
  async recordFetches(): Promise<void> {
    await this.fetches.takeTurn(this.waiting.map(({ request }) => request));
    await this.work.takeTurn();
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.ticker);
    for (const poll of [...this.fresh, ...this.waiting]) this.finish(poll);
  }

  /** Polls of one turn of the event loop go together. */
  private look(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    setImmediate(() => {
      this.isGathering = false;
      this.lookForGroups();
    });
  }

  /** One statement for each group at a time; whoever comes meanwhile goes with the next. */
  private lookForGroups(): void {
    for (const id of new Set(this.fresh.map((poll) => poll.groupId))) {
      if (this.looks.size >= MAX_LOOKS) return;
      if (this.looks.has(id)) continue;
      const group = this.fresh.filter((poll) => poll.groupId === id);
      this.fresh = this.fresh.filter((poll) => poll.groupId !== id);
      const look: Look = { woken: new Set(), isAllWoken: false };
      this.looks.set(id, look);
      void this.lookFor(
        group.filter((poll) => !poll.isOver),
        look,
      ).then(() => {
        this.looks.delete(id);
        if (this.fresh.length > 0) this.look();
      });
    }
  }

  private async lookFor(group: readonly Poll[], look: Look): Promise<void> {
    const first = group[0];
    if (!first) return;
    try {
      let isExhausted = true;
      for (const filter of jobFilters(first.request, this.clock.now())) {
        const slots = group.flatMap((poll) => this.slotsOf(poll, filter.leaseMs));
        if (slots.length === 0) break;
        const rows = await leaseJobRows(this.sessions, filter, slots);
        isExhausted &&= rows.length < slots.length;
        await this.distribute(
          slots.map(({ poll }) => poll),
          rows,
        );
      }
      if (isExhausted && !mayHaveMissed(look, first) && first.filterId === '')
        for (const { type } of first.request.types) this.emptyAt.set(type, Date.now());
    } catch (error) {
      for (const poll of group) this.failPoll(poll, error instanceof Error ? error : new Error(String(error)));
      return;
    }
    for (const poll of group) {
      if (poll.isOver) continue;
      if (poll.given.length > 0 || poll.request.waitMs <= 0 || poll.isDue) this.finish(poll);
      else if (mayHaveMissed(look, poll)) this.fresh.push(poll);
      else this.wait(poll);
    }
  }

  private wait(poll: Poll): void {
    this.waiting.push(poll);
    const since = Date.now() - LOOK_INTERVAL_MS;
    const unseen = poll.request.types
      .map(({ type }) => type)
      .filter((type) => (this.endsSeenAt.get(type) ?? 0) <= since);
    if (unseen.length > 0) void this.wakeAtEnds(unseen);
  }

  /**
   * Wakes who waits for these types when the first lease or back-off among them ends, on whichever node it was begun.
   */
  private async wakeAtEnds(types: readonly string[]): Promise<void> {
    for (const type of types) this.endsSeenAt.set(type, Date.now());
    const now = this.clock.now();
    // Without an answer the regular look sees them, as it does all others.
    const ends = await nextFreeAt(this.pool, types, { after: now, until: now + AHEAD_MS }).catch(() => []);
    for (const { type, at } of ends)
      setTimeout(
        () => {
          this.endsSeenAt.delete(type);
          this.wake([type]);
        },
        at - this.clock.now() + 1,
      ).unref();
  }

  private slotsOf(poll: Poll, leaseMs: number): (LeaseSlot & { poll: Poll })[] {
    const slot = { poll, worker: poll.request.worker, until: this.clock.now() + leaseMs };
    return Array.from({ length: poll.request.maxJobs - poll.given.length }, () => slot);
  }

  private async distribute(pollOfSlot: readonly Poll[], rows: readonly LeasedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const trees = await treesOfLease(this.pool, rows, this.recentTree);
    const lost: LeasedRow[] = [];
    for (const row of rows) {
      const poll = pollOfSlot[Number(row.place) - 1];
      const state = trees.get(row.tree_key);
      const job = state?.jobs.get(row.key);
      // The worker hung up while the statement ran: nobody would ever answer for the job.
      if (!poll || poll.isOver || !state || !job) {
        lost.push(row);
        continue;
      }
      // What is deployed meanwhile may make the registry forget it again.
      const definition = await this.definitions.load(state.instances.get(job.instanceKey)?.definitionKey ?? '');
      const lease = { worker: row.worker, until: row.lock_until };
      this.handOver(poll, state, job, lease, { definition, errorDetails: row.error_details });
    }
    if (lost.length > 0) {
      await releaseLeases(this.pool, lost);
      this.wake();
    }
  }

  private handOver(
    poll: Poll,
    state: TreeState,
    job: Job,
    lease: FirstLease,
    { definition, errorDetails }: { definition: Definition | null; errorDetails: string | null },
  ): void {
    const leased =
      definition &&
      leasedJob(state, { job, worker: lease.worker, until: lease.until, errorDetails }, definition, poll.request);
    if (!leased || poll.isOver) {
      void this.giveBack([{ key: job.key, worker: lease.worker, type: job.type ?? '' }]);
      return;
    }
    this.leases.remember(job.key, { worker: lease.worker, until: lease.until, takenAt: Date.now() });
    // Those who wait have looked further ahead than this already.
    if (job.type !== null && lease.until < this.clock.now() + AHEAD_MS) this.wakeAt(job.type, lease.until);
    this.fetches.given(leased.type, lease.worker);
    poll.given.push(leased);
  }

  /**
   * A poll that is being looked for has its answer first: what is there is found however short the wait and slow the
   * database.
   */
  private waitIsOver(poll: Poll): void {
    poll.isDue = true;
    if (this.waiting.includes(poll)) this.finishIfSettled(poll);
  }

  /** Nothing more is on its way to it, and it has something or has waited long enough. */
  private finishIfSettled(poll: Poll): void {
    if (poll.promised === 0 && (poll.given.length > 0 || poll.isDue)) this.finish(poll);
  }

  private finish(poll: Poll): void {
    if (poll.isOver) return;
    poll.isOver = true;
    if (poll.timer) clearTimeout(poll.timer);
    this.waiting = this.waiting.filter((other) => other !== poll);
    if (poll.request.signal?.aborted && poll.given.length > 0) {
      void this.giveBack(poll.given);
      poll.settle([]);
      return;
    }
    poll.settle(poll.given);
  }

  private failPoll(poll: Poll, error: Error): void {
    if (poll.isOver) return;
    // What it was given before the failure is leased to it.
    if (poll.given.length > 0) {
      this.finish(poll);
      return;
    }
    poll.isOver = true;
    if (poll.timer) clearTimeout(poll.timer);
    poll.fail(error);
  }

  /** Without an answer the lease would only end by its time; that is the worst that a failure here can do. */
  private async giveBack(jobs: readonly Pick<LeasedJob, 'key' | 'worker' | 'type'>[]): Promise<void> {
    for (const { key } of jobs) this.leases.forget(key);
    await releaseLeases(this.pool, jobs).catch(() => undefined);
    this.wake(jobs.map(({ type }) => type));
  }

  private isKnownEmpty(request: LeaseRequest): boolean {
    const since = Date.now() - LOOK_INTERVAL_MS;
    return filterId(request) === '' && request.types.every(({ type }) => (this.emptyAt.get(type) ?? 0) > since);
  }
}
