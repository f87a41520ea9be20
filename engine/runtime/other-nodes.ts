/** So long an answer is believed. A node that comes says so itself; one that has gone is told in vain until then. */
const BELIEVED_MS = 10_000;

/**
 * Whether a node beside this one may listen to what changes. Mostly there is none, and to tell nobody fifty times a
 * second takes PostgreSQL two sessions and this process a notification each time.
 */
export class OtherNodes {
  private readonly ask: () => Promise<boolean>;
  private readonly now: () => number;
  /** As long as it is not known better. */
  private areThere = true;
  private believedUntil = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | null = null;
  /** How often something was heard, or was not any more. */
  private turns = 0;

  /** `ask`: whether one lives; it may fail. `now`: milliseconds, from any beginning. */
  constructor(ask: () => Promise<boolean>, now: () => number) {
    this.ask = ask;
    this.now = now;
  }

  /** One has said something. */
  heard(): void {
    this.turns += 1;
    this.areThere = true;
    this.believedUntil = this.now() + BELIEVED_MS;
  }

  /** They may come and go unheard from now on. */
  unheard(): void {
    this.turns += 1;
    this.areThere = true;
    this.believedUntil = Number.NEGATIVE_INFINITY;
  }

  /** As of the last answer, which is asked for anew now and then while somebody wants to know. */
  mayListen(): boolean {
    if (this.now() >= this.believedUntil) void this.learn();
    return this.areThere;
  }

  /** Resolves when it is known, or could not be. */
  learn(): Promise<void> {
    this.asking ??= this.askOnce().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async askOnce(): Promise<void> {
    const before = this.turns;
    const areThere = await this.ask().catch(() => true);
    // One that was heard meanwhile may have come after the answer.
    if (this.turns !== before) return;
    this.areThere = areThere;
    this.believedUntil = this.now() + BELIEVED_MS;
  }
}
