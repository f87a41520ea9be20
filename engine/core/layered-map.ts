/** Once the changes are an eighth of the map below, the next map begins with a copy of all. */
const SMALLEST_PART = 8;

/**
 * A large map with some entries changed, which shares the rest with the map it began from: a command that touches three
 * of ten thousand element instances need not copy the others. Entries keep the order that a `Map` would give them.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  private readonly below: ReadonlyMap<K, V>;
  /** New values of keys below. */
  private readonly changed: Map<K, V>;
  /** Keys below that are no more, or come again among the added. */
  private readonly hidden: Set<K>;
  private readonly added: Map<K, V>;

  constructor(from: ReadonlyMap<K, V>) {
    const layered: LayeredMap<K, V> | null =
      from instanceof LayeredMap && from.changes * SMALLEST_PART < from.size ? from : null;
    this.below = layered?.below ?? (from instanceof LayeredMap ? new Map(from.entries()) : from);
    this.changed = new Map(layered?.changed);
    this.hidden = new Set(layered?.hidden);
    this.added = new Map(layered?.added);
  }

  get size(): number {
    return this.below.size - this.hidden.size + this.added.size;
  }

  get(key: K): V | undefined {
    return this.added.get(key) ?? this.changed.get(key) ?? (this.hidden.has(key) ? undefined : this.below.get(key));
  }

  has(key: K): boolean {
    return this.added.has(key) || (this.below.has(key) && !this.hidden.has(key));
  }

  set(key: K, value: V): this {
    if (this.below.has(key) && !this.hidden.has(key)) this.changed.set(key, value);
    else this.added.set(key, value);
    return this;
  }

  delete(key: K): boolean {
    if (this.added.delete(key)) return true;
    if (!this.below.has(key) || this.hidden.has(key)) return false;
    this.changed.delete(key);
    this.hidden.add(key);
    return true;
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.below) if (!this.hidden.has(key)) yield [key, this.changed.get(key) ?? value];
    yield* this.added;
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
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

  private get changes(): number {
    return this.changed.size + this.hidden.size + this.added.size;
  }
}
