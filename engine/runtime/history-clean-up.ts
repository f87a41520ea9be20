import type { Instant } from '../core/state.ts';
import type { CleanUpWindow, HistoryCleanUp } from '../history-clean-up.ts';
import { appendDone } from '../store/audit-entries.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import { inTransaction, type Pool } from '../store/connection.ts';
import {
  type CleanUpState,
  cleanUpState,
  endCleanUp,
  keepCleanUp,
  planCleanUp,
  removeSomeDue,
  takeCleanUp,
} from '../store/history-clean-up.ts';
import type { Clock } from './clock.ts';
import type { KeySource } from './commits/key-source.ts';

/** Trees that go in one transaction: few enough that nobody waits for it. */
const ROOTS_PER_STEP = 50;
/** A node that dies at it gives it free after this time; each step asks for it anew. */
const LEASE_MS = 60_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Removes history step by step, on one node at a time. */
export class HistoryCleaner implements HistoryCleanUp {
  private readonly pool: Pool;
  private readonly clock: Clock;
  private readonly keys: KeySource;
  private readonly hours: CleanUpWindow | null;
  private isStopped = false;

  constructor({
    pool,
    clock,
    keys,
    window,
  }: { pool: Pool; clock: Clock; keys: KeySource; window: CleanUpWindow | null }) {
    this.pool = pool;
    this.clock = clock;
    this.keys = keys;
    this.hours = window;
  }

  window(): { readonly from: Instant; readonly until: Instant } | null {
    return this.hours === null ? null : windowAround(this.hours, this.clock.now());
  }

  state(): Promise<CleanUpState | null> {
    return cleanUpState(this.pool);
  }

  async request(isImmediate: boolean, { audit }: { audit?: AuditRecord }): Promise<CleanUpState | null> {
    const [key, now, opens] = [await this.keys.take(), this.clock.now(), this.window()?.from ?? null];
    const dueAt = isImmediate ? now : opens === null ? null : Math.max(opens, now);
    return inTransaction(this.pool, async (connection) => {
      await appendDone(connection, audit, now);
      if (dueAt === null && (await cleanUpState(connection)) === null) return null;
      return planCleanUp(connection, { key, now, dueAt, isSuspended: dueAt === null });
    });
  }

  /** Looks whether it is due. A window that opens needs nobody to ask. */
  async takeTurn(): Promise<void> {
    if (this.hours !== null && (await this.state()) === null) await this.request(false, {});
    await this.clean({ isAsked: false });
  }

  run(): Promise<boolean> {
    return this.clean({ isAsked: true });
  }

  stop(): void {
    this.isStopped = true;
  }

  private async clean({ isAsked }: { isAsked: boolean }): Promise<boolean> {
    const now = this.clock.now();
    if (!(await takeCleanUp(this.pool, { now, until: now + LEASE_MS, isAsked }))) return false;
    const until = isAsked ? null : (this.window()?.until ?? null);
    for (let left = true; left && !this.isStopped && (until === null || this.clock.now() < until); ) {
      left = await inTransaction(this.pool, async (connection) => {
        await keepCleanUp(connection, this.clock.now() + LEASE_MS);
        return (await removeSomeDue(connection, this.clock.now(), ROOTS_PER_STEP)) > 0;
      });
    }
    await endCleanUp(this.pool, this.nextWindow());
    return true;
  }

  private nextWindow(): Instant | null {
    return this.hours === null
      ? null
      : windowAround(this.hours, (this.window()?.until ?? this.clock.now()) + MINUTE_MS).from;
  }
}

/** The window that holds the moment, or else the next one. */
export function windowAround(
  { startMinute, endMinute }: CleanUpWindow,
  now: Instant,
): { readonly from: Instant; readonly until: Instant } {
  const midnight = Math.floor(now / (DAY_MINUTES * MINUTE_MS)) * DAY_MINUTES * MINUTE_MS;
  const length = (endMinute - startMinute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const starts = [-1, 0, 1].map((day) => midnight + (day * DAY_MINUTES + startMinute) * MINUTE_MS);
  const from = starts.find((start) => now < start + length * MINUTE_MS) ?? midnight;
  return { from, until: from + length * MINUTE_MS };
}
