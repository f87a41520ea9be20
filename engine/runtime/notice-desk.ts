import type { ChangeHint } from '../engine.ts';
import type { Pool, Queryable } from '../store/connection.ts';
import {
  removeNotices,
  tellBatches,
  tellIncidents,
  tellInstanceEnds,
  tellMessages,
  tellRetries,
  type WatchCursor,
  watchedNext,
  type Watched,
} from '../store/notices.ts';
import type { Clock } from './clock.ts';

/** Watched things that one turn looks at; with more, the next turn goes on behind them. */
const WATCHED_PER_TURN = 2_000;
/** Without a hint that something changed it is looked this often all the same: hints may get lost. */
const UNSTIRRED_MS = 10_000;
/** How long people find in the list what they were told. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const REMOVAL_INTERVAL_MS = 60_000;
const REMOVED_AT_ONCE = 2_000;
/** What can end or fail. `audit`: what somebody begins to watch. */
const STIRRING: readonly ChangeHint['kinds'][number][] = ['instance', 'job', 'incident', 'message', 'batch', 'audit'];

type Look = (connection: Queryable, keys: readonly string[], at: number) => Promise<number>;
/** An end goes before a failure: of what has ended nothing else is told. */
const LOOKS: readonly { readonly kind: Watched['kind']; readonly look: Look }[] = [
  { kind: 'instance', look: tellInstanceEnds },
  { kind: 'instance', look: tellIncidents },
  { kind: 'job', look: tellRetries },
  { kind: 'batch', look: tellBatches },
  { kind: 'message', look: tellMessages },
];

export interface NoticeDeskParts {
  readonly pool: Pool;
  readonly clock: Clock;
  told(): void;
}

/**
 * Tells people what came of what they watch. Whatever ends or fails writes nothing for it and asks nobody: this looks,
 * after something has changed, at the few rows that somebody watches. Each statement takes its news and tells them in
 * one, so that each is told once by all nodes.
 */
export class NoticeDesk {
  private readonly parts: NoticeDeskParts;
  private cursor: WatchCursor | null = null;
  private isStirred = true;
  private lookedAt = 0;
  private removedAt = 0;

  constructor(parts: NoticeDeskParts) {
    this.parts = parts;
  }

  /** After commits, here or elsewhere. */
  changed({ kinds }: ChangeHint): void {
    if (kinds.some((kind) => STIRRING.includes(kind))) this.isStirred = true;
  }

  async takeTurn(): Promise<void> {
    if (Date.now() - this.removedAt >= REMOVAL_INTERVAL_MS) {
      this.removedAt = Date.now();
      await removeNotices(this.parts.pool, this.parts.clock.now() - KEPT_DAYS * DAY_MS, REMOVED_AT_ONCE);
    }
    if (!this.isStirred && Date.now() - this.lookedAt < UNSTIRRED_MS) return;
    this.isStirred = false;
    this.lookedAt = Date.now();
    await this.look();
  }

  private async look(): Promise<void> {
    const { pool, clock } = this.parts;
    const watched = await watchedNext(pool, this.cursor, WATCHED_PER_TURN);
    const last = watched.at(-1);
    this.cursor = watched.length < WATCHED_PER_TURN || last === undefined ? null : last;
    // The rest of a long list is for the next turn, whether anything changes or not.
    if (this.cursor !== null) this.isStirred = true;
    let told = 0;
    for (const { kind, look } of LOOKS) {
      const keys = [...new Set(watched.flatMap((each) => (each.kind === kind ? [each.key] : [])))];
      if (keys.length > 0) told += await look(pool, keys, clock.now());
    }
    if (told > 0) this.parts.told();
  }
}
