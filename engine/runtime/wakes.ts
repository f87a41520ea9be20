/** Callers that wait until something happens to a thing. */
export class Wakes<K> {
  private readonly waiting = new Map<K, Set<() => void>>();

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  wake(key: K): void {
    for (const wake of this.waiting.get(key) ?? []) wake();
  }

  /** `woken` resolves when the thing is named, after the time, or when `wake` is called. */
  listen(key: K, ms: number): { woken: Promise<void>; wake: () => void } {
    const wakes = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, wakes);
    let wake = (): void => undefined;
    const woken = new Promise<void>((next) => {
      wake = () => {
        clearTimeout(timer);
        wakes.delete(wake);
        if (wakes.size === 0 && this.waiting.get(key) === wakes) this.waiting.delete(key);
        next();
      };
      const timer = setTimeout(wake, ms);
      wakes.add(wake);
    });
    return { woken, wake };
  }
}
