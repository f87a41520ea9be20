/**
 * A large map with some entries changed, which shares the rest with the map it began from: a command that touches three
 * of ten thousand element instances need not copy the others. Entries keep the order that a `Map` would give them.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  private readonly below: ReadonlyMap<K, V>;
  /** New values of keys below. */
  private changed: Map<K, V> | null = null;
  /** Keys below that are no more, or come again among the added. */
  private hidden: Set<K> | null = null;
  private added: Map<K, V> | null = null;

  constructor(from: ReadonlyMap<K, V>) {
    if (!(from instanceof LayeredMap)) {
      this.below = from;
    } else if (from.isFull()) {
      this.below = from.flattened();
    } else {
      this.below = from.below;
      this.changed = from.changed && new Map(from.changed);
      this.hidden = from.hidden && new Set(from.hidden);
      this.added = from.added && new Map(from.added);
    }
  }

  get size(): number {
    return this.below.size - (this.hidden?.size ?? 0) + (this.added?.size ?? 0);
  }

  get(key: K): V | undefined {
    return this.added?.get(key) ?? this.changed?.get(key) ?? (this.hidden?.has(key) ? undefined : this.below.get(key));
  }

  has(key: K): boolean {
    return this.added?.has(key) === true || this.isBelow(key);
  }

  set(key: K, value: V): this {
    if (this.isBelow(key)) {
      this.changed ??= new Map();
      this.changed.set(key, value);
    } else {
      this.added ??= new Map();
      this.added.set(key, value);
    }
    return this;
  }

  delete(key: K): boolean {
    if (this.added?.delete(key)) return true;
    if (!this.isBelow(key)) return false;
    this.changed?.delete(key);
    this.hidden ??= new Set();
    this.hidden.add(key);
    return true;
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.below) if (!this.hidden?.has(key)) yield [key, this.changed?.get(key) ?? value];
    if (this.added) yield* this.added;
  }

  *keys(): MapIterator<K> {
    for (const key of this.below.keys()) if (!this.hidden?.has(key)) yield key;
    if (this.added) yield* this.added.keys();
  }
  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  private isBelow(key: K): boolean {
    return this.below.has(key) && !this.hidden?.has(key);
  }

  /**
   * The next map copies either these changes or everything once. With n entries and everything copied after k changes,
   * a map costs k/2 + n/k on average, which is least at the square root of 2n.
   */
  private isFull(): boolean {
    const changes = (this.changed?.size ?? 0) + (this.hidden?.size ?? 0) + (this.added?.size ?? 0);
    return changes * changes > 2 * this.size;
  }

  private flattened(): Map<K, V> {
    const flat = new Map(this.below);
    for (const key of this.hidden ?? []) flat.delete(key);
    for (const [key, value] of this.changed ?? []) flat.set(key, value);
    for (const [key, value] of this.added ?? []) flat.set(key, value);
    return flat;
  }
}
