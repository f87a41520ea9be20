import type { AfterEnd, Key } from './state.ts';
import type { Work } from './work-queue.ts';

/**
 * Camunda 8: what ends by others ends in its turn, first what is in it. What is under way meanwhile is remembered here for
 * as long as the command lasts.
 */
export class Endings {
  private readonly terminating = new Map<Key, AfterEnd | null>();
  private readonly interrupted = new Map<Key, { readonly afterwards: AfterEnd; readonly by: string }>();

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

  /** All that is in the scope makes room for what is said here, except another token at the element that asks for it. */
  interrupt(scopeKey: Key, afterwards: AfterEnd, by: string): void {
    this.interrupted.set(scopeKey, { afterwards, by });
  }
  afterInterruption(scopeKey: Key): AfterEnd | undefined {
    return this.interrupted.get(scopeKey)?.afterwards;
  }
  /** What it has made room for begins. */
  takePlace(scopeKey: Key): void {
    this.interrupted.delete(scopeKey);
  }

  /** Nothing begins in the scope any more, and nothing completes in it. */
  isClosed(scopeKey: Key): boolean {
    return this.terminating.has(scopeKey) || this.interrupted.has(scopeKey);
  }

  /** False, as nearly always: nothing is under way. */
  get isAny(): boolean {
    return this.terminating.size > 0 || this.interrupted.size > 0;
  }

  refuses({ tokenOf, completes, whileAlive, takesPlace }: Work): boolean {
    if (completes) {
      const { scopeKey, elementId } = completes;
      if (this.terminating.has(scopeKey) || this.terminating.has(whileAlive)) return true;
      const interruption = this.interrupted.get(scopeKey);
      return interruption !== undefined && interruption.by !== elementId;
    }
    return tokenOf !== null && (takesPlace === true ? this.terminating.has(tokenOf) : this.isClosed(tokenOf));
  }
}
