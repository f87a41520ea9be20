const MAX_ENTRIES = 2_000;

/**
 * Keeps what was computed for a key. What was asked for lately is in the newer of two halves, which becomes the older
 * one when it is full: so what is used stays, and asking for it again writes nothing. A failure is not kept.
 */
export class BoundedCache<Key, Value> {
  private newer = new Map<Key, Value>();
  private older = new Map<Key, Value>();
  private readonly half: number;
  constructor(limit = MAX_ENTRIES) {
    this.half = limit >> 1;
  }

  get size(): number {
    return this.newer.size + this.older.size;
  }

  get(key: Key, compute: () => Value): Value {
    const newer = this.newer.get(key);
    if (newer !== undefined) return newer;
    const value = this.older.get(key) ?? compute();
    if (this.newer.size >= this.half) {
      this.older = this.newer;
      this.newer = new Map();
    }
    this.older.delete(key);
    this.newer.set(key, value);
    return value;
  }
}
