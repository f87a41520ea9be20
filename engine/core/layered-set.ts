import { LayeredMap } from './layered-map.ts';

/** The same for a set: the tokens of a scope in which a multi-instance activity has thousands. */
export class LayeredSet<T> implements ReadonlySet<T> {
  private readonly members: LayeredMap<T, T>;

  constructor(from: ReadonlySet<T>) {
    this.members = new LayeredMap(from instanceof LayeredSet ? from.members : new Map(from.entries()));
  }

  get size(): number {
    return this.members.size;
  }
  has(member: T): boolean {
    return this.members.has(member);
  }
  add(member: T): this {
    this.members.set(member, member);
    return this;
  }
  delete(member: T): boolean {
    return this.members.delete(member);
  }
  entries(): SetIterator<[T, T]> {
    return this.members.entries();
  }
  keys(): SetIterator<T> {
    return this.members.keys();
  }
  values(): SetIterator<T> {
    return this.members.keys();
  }
  [Symbol.iterator](): SetIterator<T> {
    return this.members.keys();
  }
  forEach(visit: (member: T, same: T, set: ReadonlySet<T>) => void): void {
    for (const member of this.members.keys()) visit(member, member, this);
  }
}
