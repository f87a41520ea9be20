import type { Key } from './state.ts';

/** One thing that is still to be done in a command. */
export interface Work {
  readonly run: () => void;
  /** Given up when this instance or element instance has ended meanwhile. */
  readonly whileAlive: Key;
  /** The scope in which this work is a token that no state shows yet; it keeps the scope from completing. */
  readonly tokenOf: Key | null;
  /** The element that the token is on its way to, for joins that ask who may still come. */
  readonly headsFor?: string;
  /** The flow by which it comes to a join that counts flows as they are taken. */
  readonly byFlow?: string;
  /** The inner instance of a multi-instance body that it begins. */
  readonly index?: number;
  /** What it completes, and in which scope: that is not done any more where the scope makes room. */
  readonly completes?: { readonly elementId: string; readonly scopeKey: Key };
  /** It begins what the scope makes room for. */
  readonly takesPlace?: boolean;
}

/** What a command still has to do, in the order in which it will be done. */
export class WorkQueue {
  /** Work that comes first, the next at the end: of branches that are followed to their end before others begin. */
  private urgent: Work[] = [];
  /** All other work from `head` on; what stands before it is done. */
  private queue: Work[] = [];
  private head = 0;
  /** How many tokens of a scope are on their way. */
  private readonly announced = new Map<Key, number>();
  /** Those of them that come to a join, by scope and join. */
  private readonly arrivals = new Map<Key, Map<string, Set<Work>>>();
  /** Arrivals that their join has taken in before their turn. */
  private readonly takenIn = new Set<Work>();

  clear(): void {
    this.urgent = [];
    this.queue = [];
    this.head = 0;
    this.announced.clear();
    this.arrivals.clear();
    this.takenIn.clear();
  }

  /** To be done before all else, in this order. */
  putFirst(work: readonly Work[]): void {
    for (const one of work) this.announce(one);
    for (const one of work.toReversed()) this.urgent.push(one);
  }

  /** To be done after all else, in this order. */
  putLast(work: readonly Work[]): void {
    for (const one of work) {
      this.announce(one);
      this.queue.push(one);
    }
  }

  next(): Work | undefined {
    const work = this.urgent.pop() ?? this.nextOfQueue();
    if (work) this.forget(work);
    return work;
  }

  /** Tokens of the scope are on their way, which no state shows yet. */
  announcedIn(scopeKey: Key): number {
    return this.announced.get(scopeKey) ?? 0;
  }

  /** Elements that tokens of the scope are on their way to. */
  destinationsIn(scopeKey: Key): readonly string[] {
    return this.tokensOf(scopeKey).flatMap(({ headsFor }) => (headsFor === undefined ? [] : [headsFor]));
  }

  /** The flows by which tokens of the scope are on their way to a join. */
  flowsUnderWay(scopeKey: Key, joinId: string): readonly string[] {
    return [...(this.arrivals.get(scopeKey)?.get(joinId) ?? [])].flatMap(({ byFlow }) => byFlow ?? []);
  }

  /** The join takes in the first token that is under way by the flow: it arrives no more. */
  takeIn(scopeKey: Key, joinId: string, flowId: string): void {
    for (const work of this.arrivals.get(scopeKey)?.get(joinId) ?? []) {
      if (work.byFlow !== flowId) continue;
      this.takenIn.add(work);
      this.forget(work);
      return;
    }
  }

  /** Gives up the scope's tokens; those that would have begun inner instances, by their numbers. */
  dropTokensOf(scopeKey: Key): readonly number[] {
    if (this.announcedIn(scopeKey) === 0) return [];
    const indexes = this.tokensOf(scopeKey).flatMap(({ index }) => (index === undefined ? [] : [index]));
    this.urgent = this.urgent.filter((work) => work.tokenOf !== scopeKey);
    this.queue = this.queue.slice(this.head).filter((work) => work.tokenOf !== scopeKey);
    this.head = 0;
    this.announced.delete(scopeKey);
    this.arrivals.delete(scopeKey);
    return indexes;
  }

  private tokensOf(scopeKey: Key): readonly Work[] {
    if (this.announcedIn(scopeKey) === 0) return [];
    return [...this.urgent, ...this.queue.slice(this.head)].filter(
      (work) => work.tokenOf === scopeKey && !this.takenIn.has(work),
    );
  }

  private nextOfQueue(): Work | undefined {
    for (;;) {
      const work = this.queue[this.head];
      if (!work) return undefined;
      this.head += 1;
      if (!this.takenIn.delete(work)) return work;
    }
  }

  private announce(work: Work): void {
    const { tokenOf, headsFor, byFlow } = work;
    if (tokenOf === null) return;
    this.announced.set(tokenOf, this.announcedIn(tokenOf) + 1);
    if (byFlow === undefined || headsFor === undefined) return;
    const joins = this.arrivals.get(tokenOf) ?? new Map<string, Set<Work>>();
    this.arrivals.set(tokenOf, joins);
    joins.set(headsFor, (joins.get(headsFor) ?? new Set()).add(work));
  }

  private forget(work: Work): void {
    const { tokenOf, headsFor, byFlow } = work;
    if (tokenOf === null) return;
    this.announced.set(tokenOf, this.announcedIn(tokenOf) - 1);
    if (byFlow !== undefined && headsFor !== undefined) this.arrivals.get(tokenOf)?.get(headsFor)?.delete(work);
  }
}
