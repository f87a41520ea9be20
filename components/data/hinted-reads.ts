import type { Query, QueryClient } from '@tanstack/react-query';
import type { LiveHint } from '@/lib/console/views/live-hint.ts';

/** At most two reads of a panel in a second, however many hints come. */
const COALESCE_MS = 500;
/** The numbers beside the areas are on every page, and need not be newer than this. */
const BADGES_MS = 2_000;
/** Hints kept for a hidden tab; after more, all that any hint could concern is read again once. */
const MOST_KEPT = 200;

/** `isConcerned`: whether a hint says anything about what a query shows; `isTold`: whether any ever could. */
export interface Concern {
  isConcerned(query: Pick<Query, 'queryKey' | 'state'>, hint: LiveHint): boolean;
  isTold(queryKey: readonly unknown[]): boolean;
}

/** Reads again what hints concern: each panel by itself, none while the tab is hidden, then all of them once. */
export class HintedReads {
  readonly #client: QueryClient;
  readonly #concern: Concern;
  /** By query: the read that is planned. */
  readonly #planned = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #readAt = new Map<string, number>();
  #whileHidden: (LiveHint | 'anything')[] = [];

  constructor(client: QueryClient, concern: Concern) {
    this.#client = client;
    this.#concern = concern;
  }

  add(hint: LiveHint): void {
    if (document.hidden) this.#keep(hint);
    else this.#plan((query) => this.#concern.isConcerned(query, hint));
  }

  #keep(hint: LiveHint): void {
    if (this.#whileHidden.length < MOST_KEPT) this.#whileHidden.push(hint);
    else this.#whileHidden = ['anything'];
  }

  /** Anything may have changed: after a break nobody knows what was missed. */
  addAll(): void {
    if (document.hidden) this.#whileHidden = ['anything'];
    else this.#plan(({ queryKey }) => this.#concern.isTold(queryKey));
  }

  /** The tab is seen again. */
  resume(): void {
    const missed = this.#whileHidden;
    this.#whileHidden = [];
    for (const hint of missed) {
      if (hint === 'anything') this.addAll();
      else this.add(hint);
    }
  }

  stop(): void {
    for (const timer of this.#planned.values()) clearTimeout(timer);
    this.#planned.clear();
  }

  #plan(isMeant: (query: Query) => boolean): void {
    for (const query of this.#client.getQueryCache().getAll()) {
      if (!isMeant(query)) continue;
      // What nobody looks at is only marked, and read when it is opened.
      if (!query.isActive()) {
        query.invalidate();
        continue;
      }
      if (this.#planned.has(query.queryHash)) continue;
      const wait = Math.max(0, (this.#readAt.get(query.queryHash) ?? 0) + gapOf(query) - Date.now());
      this.#planned.set(
        query.queryHash,
        setTimeout(() => this.#read(query.queryKey, query.queryHash), wait),
      );
    }
  }

  #read(queryKey: readonly unknown[], hash: string): void {
    this.#planned.delete(hash);
    this.#readAt.set(hash, Date.now());
    const isUnderWay = this.#client.isFetching({ queryKey, exact: true }) > 0;
    // A read under way may have begun before the change: it is followed by another.
    if (isUnderWay)
      this.#planned.set(
        hash,
        setTimeout(() => this.#read(queryKey, hash), COALESCE_MS),
      );
    else void this.#client.invalidateQueries({ queryKey, exact: true });
  }
}

function gapOf({ queryKey: [name] }: Query): number {
  return name === 'nav-counts' ? BADGES_MS : COALESCE_MS;
}
