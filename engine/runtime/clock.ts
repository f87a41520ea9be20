import type { Instant } from '../core/state.ts';

/** The engine's clock: the machine's, unless it was set. Everything that is due goes by it. */
export class Clock {
  private pinned: Instant | null = null;

  now(): Instant {
    return this.pinned ?? Date.now();
  }
  /** null lets it run again. */
  pin(at: Instant | null): void {
    this.pinned = at;
  }
}
