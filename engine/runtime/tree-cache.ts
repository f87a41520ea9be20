import { isOver } from '../core/is-over.ts';
import type { Key, TreeState } from '../core/state.ts';

/** Trees that are kept; the least recently used go first. A small tree takes a few kilobytes. */
const MAX_TREES = 20_000;

/** States as of their last commit on this node. Never trusted: the version decides at the next commit. */
export class TreeCache {
  private readonly trees = new Map<Key, TreeState>();

  get(treeKey: Key): TreeState | undefined {
    const state = this.trees.get(treeKey);
    if (state) {
      this.trees.delete(treeKey);
      this.trees.set(treeKey, state);
    }
    return state;
  }

  /** A tree in which nothing lives is not kept. */
  put(state: TreeState): void {
    this.trees.delete(state.treeKey);
    if (isOver(state)) return;
    this.trees.set(state.treeKey, state);
    if (this.trees.size <= MAX_TREES) return;
    for (const oldest of this.trees.keys()) {
      this.trees.delete(oldest);
      break;
    }
  }

  drop(treeKey: Key): void {
    this.trees.delete(treeKey);
  }
}
