import type { Key } from '../../core/state.ts';
import type { Pool } from '../../store/connection.ts';
import { KEYS_PER_BLOCK, takeKeyBlock } from '../../store/key-blocks.ts';

/** A command may need keys while it is decided, which cannot wait: so this many are in hand before each. */
const KEYS_IN_HAND = KEYS_PER_BLOCK / 2;
/** Left by commands that need many, for what needs a single one and cannot wait either. */
const KEYS_KEPT = 1_000;
/** Made in advance at most: a few instances of a process straight through take so many. */
const KEYS_PREPARED = 64;
/**
 * V8 looks a text up among all it knows when it first becomes the key of a map, which takes longer than to make it. So
 * it is one here for a moment.
 */
const firstMap = new Map<Key, null>();

/** Thrown when a command needs more keys than were in hand; it is decided again when there are more. */
export class OutOfKeys extends Error {}

/** Gives out keys from blocks of the database's sequence, in growing order within this node. */
export class KeySource {
  private readonly pool: Pool;
  private readonly blocks: { next: number; readonly end: number }[] = [];
  /** Not given yet, in their order; before those of the blocks. */
  private readonly prepared: Key[] = [];
  /** In both. */
  private inHand = 0;
  private filling: Promise<void> | null = null;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  next(): Key {
    const key = this.prepared.shift() ?? this.make();
    this.inHand -= 1;
    return key;
  }

  /** For a command, which may need any number of them. */
  nextOfMany(): Key {
    if (this.inHand <= KEYS_KEPT) throw new OutOfKeys();
    return this.next();
  }

  /** One key, as soon as there is one. */
  async take(): Promise<Key> {
    await this.ensure();
    return this.next();
  }

  /** Makes a key in advance, unless there are enough: for moments in which there is nothing to do but wait. */
  prepare(): void {
    if (this.prepared.length >= KEYS_PREPARED || this.blocks.length === 0) return;
    const key = this.make();
    firstMap.set(key, null);
    firstMap.delete(key);
    this.prepared.push(key);
  }

  /** Resolves at once when enough keys are in hand, which is nearly always. */
  ensure(atLeast = KEYS_IN_HAND): Promise<void> | null {
    return this.inHand >= atLeast ? null : this.fillUpTo(atLeast);
  }

  private make(): Key {
    const block = this.blocks[0];
    if (!block) throw new OutOfKeys();
    const key = block.next;
    block.next += 1;
    if (block.next === block.end) this.blocks.shift();
    return String(key);
  }

  private async fillUpTo(atLeast: number): Promise<void> {
    // A filling under way may have been begun for less, and others take of it.
    while (this.inHand < atLeast) {
      this.filling ??= this.addBlock().finally(() => {
        this.filling = null;
      });
      await this.filling;
    }
  }

  private async addBlock(): Promise<void> {
    const first = await takeKeyBlock(this.pool);
    this.blocks.push({ next: first, end: first + KEYS_PER_BLOCK });
    this.inHand += KEYS_PER_BLOCK;
  }
}
