import type { Key, TreeState } from '../core/state.ts';
import type { Pool } from '../store/connection.ts';
import { loadTrees } from '../store/load-trees.ts';
import { nextTurn } from './slices.ts';

/** Trees that are read in one snapshot at most. */
const MAX_TREES_PER_LOAD = 200;
/** Trees that are handed out in one turn of the event loop: their commands are decided at once. */
const TREES_PER_TURN = 25;
/** Loads under way at the same time: each holds a connection of the pool. */
const MAX_LOADS = 3;

interface Waiting {
  readonly treeKey: Key;
  readonly settle: (state: TreeState | null) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Reads trees together that are asked for at the same time: after a restart, commands for thousands of them arrive at
 * once.
 */
export class TreeLoader {
  private readonly pool: Pool;
  private waiting: Waiting[] = [];
  private loads = 0;
  private isScheduled = false;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** null: there is no such tree. */
  load(treeKey: Key): Promise<TreeState | null> {
    return new Promise((settle, fail) => {
      this.waiting.push({ treeKey, settle, fail });
      if (this.isScheduled) return;
      this.isScheduled = true;
      // Whoever asks within the same turn of the event loop goes with it.
      setImmediate(() => {
        this.isScheduled = false;
        this.next();
      });
    });
  }

  private next(): void {
    while (this.waiting.length > 0 && this.loads < MAX_LOADS) {
      this.loads += 1;
      void this.loadTogether(this.waiting.splice(0, MAX_TREES_PER_LOAD)).then(() => {
        this.loads -= 1;
        this.next();
      });
    }
  }

  private async loadTogether(group: readonly Waiting[]): Promise<void> {
    try {
      const trees = await loadTrees(this.pool, [...new Set(group.map(({ treeKey }) => treeKey))]);
      for (const [n, { treeKey, settle }] of group.entries()) {
        if (n > 0 && n % TREES_PER_TURN === 0) await nextTurn();
        settle(trees.get(treeKey) ?? null);
      }
    } catch (error) {
      for (const { fail } of group) fail(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
