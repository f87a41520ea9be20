import type { ChangeHint, Engine } from '@/engine/index.ts';
import { RECENT_HINTS_MS } from './recent-hints-ms.ts';

/** More than this in so short a time: a page reads again what it shows, as if it had been away. */
const MAX_HINTS = 500;

/**
 * What changed in the last seconds. A page reads a moment before its channel is open, and is told what it may have
 * missed meanwhile, instead of reading everything twice.
 */
export class RecentHints {
  readonly #heard: { readonly at: number; readonly hint: ChangeHint }[] = [];
  readonly #now: () => number;
  /** From here on nothing was missed. */
  #completeFrom: number;

  constructor(engine: Pick<Engine, 'onChange'>, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#completeFrom = now();
    engine.onChange((hint) => this.#add(hint));
  }

  /** null: something may have been missed, or it was too much to be kept. */
  all(): readonly ChangeHint[] | null {
    const from = this.#now() - RECENT_HINTS_MS;
    if (from < this.#completeFrom) return null;
    return this.#heard.filter(({ at }) => at >= from).map(({ hint }) => hint);
  }

  #add(hint: ChangeHint): void {
    const now = this.#now();
    this.#heard.push({ at: now, hint });
    while ((this.#heard[0]?.at ?? now) < now - RECENT_HINTS_MS) this.#heard.shift();
    if (this.#heard.length <= MAX_HINTS) return;
    this.#completeFrom = this.#heard.shift()?.at ?? now;
  }
}
