const MAX_ENTRIES = 2_000;

/** Keeps what was computed for a key, the least recently used leaving first. A failure is not kept. */
export class BoundedCache<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  private readonly limit: number;
  constructor(limit = MAX_ENTRIES) {
    this.limit = limit;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: Key, compute: () => Value): Value {
    const known = this.entries.get(key);
    const value = known === undefined ? compute() : known;
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    return value;
  }
}
