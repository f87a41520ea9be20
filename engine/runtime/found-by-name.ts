import type { Key } from '../core/state.ts';

/** Answers to "which is the newest" that are kept until a deployment anywhere makes them doubtful. */
const MAX_LOOKUPS = 10_000;

export interface Found {
  readonly key: Key;
  /** All that fit; the key is the newest's. */
  readonly matches: number;
}

/** What was looked for by its name and found, asked once. */
export class FoundByName {
  private readonly lookups = new Map<string, Promise<Found | null>>();

  find(id: string, look: () => Promise<Found | null>): Promise<Found | null> {
    const known = this.lookups.get(id);
    if (known) return known;
    if (this.lookups.size >= MAX_LOOKUPS) this.lookups.clear();
    const looked = look();
    this.lookups.set(id, looked);
    // What does not exist yet may exist in a moment, and a failure is none for the next.
    const drop = (): void => {
      if (this.lookups.get(id) === looked) this.lookups.delete(id);
    };
    looked.then((found) => {
      if (found === null) drop();
    }, drop);
    return looked;
  }

  forget(): void {
    this.lookups.clear();
  }
}
