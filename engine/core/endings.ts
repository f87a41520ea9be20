import type { AfterEnd, Key } from './state.ts';
import type { Work } from './work-queue.ts';

/**
 * Camunda 8: what ends by others ends in its turn, first what is in it. What is under way meanwhile is remembered here for
 * as long as the command lasts.
 */
export class Endings {
  private readonly terminating = new Map<Key, AfterEnd | null>();
  private readonly interrupted = new Map<Key, AfterEnd>();

  clear(): void {
    this.terminating.clear();
    this.interrupted.clear();
  }

  /** The element instance or instance ends as soon as nothing is left in it; then comes what is said here. */
  terminate(key: Key, afterwards: AfterEnd | null): void {
    this.terminating.set(key, afterwards);
  }
  isTerminating(key: Key): boolean {
    return this.terminating.has(key);
  }
  /** undefined: it is not about to end. */
  afterTermination(key: Key): AfterEnd | null | undefined {
    return this.terminating.get(key);
  }

  /** All that is in the scope makes room for what is said here. */
  interrupt(scopeKey: Key, afterwards: AfterEnd): void {
    this.interrupted.set(scopeKey, afterwards);
  }
  afterInterruption(scopeKey: Key): AfterEnd | undefined {
    return this.interrupted.get(scopeKey);
  }
  /** What it has made room for begins. */
  takePlace(scopeKey: Key): void {
    this.interrupted.delete(scopeKey);
  }

  /** Nothing begins in the scope any more, and nothing completes in it. */
  isClosed(scopeKey: Key): boolean {
    return this.terminating.has(scopeKey) || this.interrupted.has(scopeKey);
  }

  refuses({ tokenOf, completesIn, whileAlive, takesPlace }: Work): boolean {
    if (this.terminating.size === 0 && this.interrupted.size === 0) return false;
    if (completesIn !== undefined) return this.isClosed(completesIn) || this.terminating.has(whileAlive);
    return tokenOf !== null && (takesPlace === true ? this.terminating.has(tokenOf) : this.isClosed(tokenOf));
  }
}
