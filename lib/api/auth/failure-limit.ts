/** Wrong secrets that are let through within the window, per address and per client id. */
const FAILURES_PER_ADDRESS = 30;
export const FAILURES_PER_CLIENT = 10;
/** Counting starts anew after so long. */
export const FAILURE_WINDOW_MS = 60_000;
/** Addresses and ids that are counted at the same time; the oldest goes first. */
const MAX_COUNTED = 10_000;

interface Count {
  failures: number;
  readonly until: number;
}

/**
 * Slows guessing down. A client is counted per address that it is used from, so that nobody can lock a worker out from
 * elsewhere by failing in its name.
 */
export class FailureLimit {
  readonly #counts = new Map<string, Count>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** 0, or how long to wait before the next attempt is looked at. */
  waitMs(address: string, clientId: string): number {
    return Math.max(
      this.#waitMs(`a ${address}`, FAILURES_PER_ADDRESS),
      this.#waitMs(`c ${address} ${clientId}`, FAILURES_PER_CLIENT),
    );
  }

  count(address: string, clientId: string): void {
    for (const name of [`a ${address}`, `c ${address} ${clientId}`]) {
      const count = this.#counts.get(name);
      if (count !== undefined && count.until > this.#now()) {
        count.failures++;
        continue;
      }
      this.#counts.delete(name);
      this.#counts.set(name, { failures: 1, until: this.#now() + FAILURE_WINDOW_MS });
    }
    for (const oldest of this.#counts.keys()) {
      if (this.#counts.size <= MAX_COUNTED) break;
      this.#counts.delete(oldest);
    }
  }

  #waitMs(name: string, limit: number): number {
    const count = this.#counts.get(name);
    return count !== undefined && count.failures >= limit ? Math.max(0, count.until - this.#now()) : 0;
  }
}
