import type { QueryClient } from '@tanstack/react-query';
import type { LiveHint } from '@/lib/console/live.ts';

/** At most two reads of a panel in a second, however many hints come. */
const COALESCE_MS = 500;

/** Reads again what hints concern: each panel by itself, none while the tab is hidden, then all of them once. */
export class HintedReads {
  readonly #client: QueryClient;
  readonly #isConcerned: (queryKey: readonly unknown[], hint: LiveHint, data: unknown) => boolean;
  /** By query: the read that is planned. */
  readonly #planned = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #readAt = new Map<string, number>();
  readonly #whileHidden: LiveHint[] = [];

  constructor(
    client: QueryClient,
    isConcerned: (queryKey: readonly unknown[], hint: LiveHint, data: unknown) => boolean,
  ) {
    this.#client = client;
    this.#isConcerned = isConcerned;
  }

  add(hint: LiveHint): void {
    if (document.hidden) {
      this.#whileHidden.push(hint);
      return;
    }
    const cache = this.#client.getQueryCache();
    for (const query of cache.getAll()) {
      if (!this.#isConcerned(query.queryKey, hint, query.state.data)) continue;
      // What nobody looks at is only marked, and read when it is opened.
      if (!query.isActive()) {
        query.invalidate();
        continue;
      }
      if (this.#planned.has(query.queryHash)) continue;
      const wait = Math.max(0, (this.#readAt.get(query.queryHash) ?? 0) + COALESCE_MS - Date.now());
      this.#planned.set(
        query.queryHash,
        setTimeout(() => this.#read(query.queryKey, query.queryHash), wait),
      );
    }
  }

  /** The tab is seen again. */
  resume(): void {
    for (const hint of this.#whileHidden.splice(0)) this.add(hint);
  }

  stop(): void {
    for (const timer of this.#planned.values()) clearTimeout(timer);
    this.#planned.clear();
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
