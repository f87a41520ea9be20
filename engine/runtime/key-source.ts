import type { Key } from '../core/state.ts';
import type { Pool } from '../store/connection.ts';
import { KEYS_PER_BLOCK, takeKeyBlock } from '../store/key-blocks.ts';

/** A command may need keys while it is decided, which cannot wait: so this many are in hand before each. */
const KEYS_IN_HAND = KEYS_PER_BLOCK / 2;

/** Thrown when a command needs more keys than were in hand; it is decided again with twice as many. */
export class OutOfKeys extends Error {}

/** Gives out keys from blocks of the database's sequence, in growing order within this node. */
export class KeySource {
  private readonly pool: Pool;
  private readonly blocks: { next: number; readonly end: number }[] = [];
  private filling: Promise<void> | null = null;

  constructor(pool: Pool) { this.pool = pool; }

  next(): Key {
    const block = this.blocks[0];
    if (!block) throw new OutOfKeys();
    const key = block.next;
    block.next += 1;
    if (block.next === block.end) this.blocks.shift();
    return String(key);
  }

  /** Resolves at once when enough keys are in hand, which is nearly always. */
  ensure(atLeast = KEYS_IN_HAND): Promise<void> | null {
    if (this.inHand() >= atLeast) return null;
    this.filling ??= this.fill(atLeast).finally(() => { this.filling = null; });
    return this.filling;
  }

  private async fill(atLeast: number): Promise<void> {
    while (this.inHand() < atLeast) {
      const first = await takeKeyBlock(this.pool);
      this.blocks.push({ next: first, end: first + KEYS_PER_BLOCK });
    }
  }

  private inHand(): number { return this.blocks.reduce((sum, { next, end }) => sum + end - next, 0); }
}
