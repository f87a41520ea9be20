import { LayeredMap } from './layered-map.ts';

/** Up to so many entries a copy costs less than layers. */
export const SMALL_SIZE = 32;

/** A map that shares its base until the first write: a command that changes nothing of a kind copies nothing. */
export class CopyOnWriteMap<K, V> {
  private base: ReadonlyMap<K, V>;
  private own: Map<K, V> | LayeredMap<K, V> | null = null;

  constructor(base: ReadonlyMap<K, V>) {
    this.base = base;
  }

  get(key: K): V | undefined {
    return this.base.get(key);
  }
  has(key: K): boolean {
    return this.base.has(key);
  }
  get size(): number {
    return this.base.size;
  }
  values(): Iterable<V> {
    return this.base.values();
  }
  keys(): Iterable<K> {
    return this.base.keys();
  }

  set(key: K, value: V): void {
    this.writable().set(key, value);
  }
  delete(key: K): void {
    if (this.base.has(key)) this.writable().delete(key);
  }

  /** The map as it is now; the caller must not write any more. */
  frozen(): ReadonlyMap<K, V> {
    return this.base;
  }

  private writable(): Map<K, V> | LayeredMap<K, V> {
    if (this.own) return this.own;
    const own = this.base.size > SMALL_SIZE ? new LayeredMap(this.base) : new Map(this.base);
    this.own = own;
    this.base = own;
    return own;
  }
}
