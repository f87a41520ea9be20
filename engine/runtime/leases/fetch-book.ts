import type { Instant } from '../../core/state.ts';
import type { Pool } from '../../store/connection.ts';
import { forgetWorkerFetches, type WorkerFetch, writeWorkerFetches } from '../../store/worker-fetches.ts';

/** Workers name themselves anew with every start; who has not asked for so long is forgotten. */
const KEPT_MS = 7 * 24 * 3_600_000;
const FORGOTTEN_PER_TURN = 1_000;
/** Pairs of type and worker between two turns; whoever comes later is written down by the next. */
const MAX_OPEN = 10_000;
/** A name longer than this is nobody's. */
const MAX_NAME_LENGTH = 500;

interface Line {
  readonly type: string;
  readonly worker: string;
  askedAt: Instant;
  givenAt: Instant | null;
  asked: number;
  given: number;
}

/** Somebody who asks, of whatever types. */
export interface Asking {
  readonly worker: string;
  readonly types: readonly { readonly type: string }[];
}

/**
 * Counts who asks for work, in memory, and writes it down every few seconds: whether anybody fetches is for operators
 * to see, and costs the workers nothing. The times are of the wall clock, whatever the engine's own clock says.
 */
export class FetchBook {
  private readonly pool: Pool;
  private lines = new Map<string, Line>();

  constructor(pool: Pool) {
    this.pool = pool;
  }

  asked({ worker, types }: Asking): void {
    const now = Date.now();
    for (const { type } of types) {
      const line = this.lineOf(type, worker, now);
      if (line === null) continue;
      line.askedAt = now;
      line.asked += 1;
    }
  }

  given(type: string, worker: string): void {
    const now = Date.now();
    const line = this.lineOf(type, worker, now);
    if (line === null) return;
    line.givenAt = now;
    line.given += 1;
  }

  /** `waiting`: who has asked and waits for an answer still, which is asking all the time. */
  async takeTurn(waiting: readonly Asking[]): Promise<void> {
    const now = Date.now();
    for (const { worker, types } of waiting)
      for (const { type } of types) {
        const line = this.lineOf(type, worker, now);
        if (line !== null) line.askedAt = now;
      }
    const lines: readonly WorkerFetch[] = [...this.lines.values()];
    this.lines = new Map();
    await writeWorkerFetches(this.pool, lines);
    await forgetWorkerFetches(this.pool, now - KEPT_MS, FORGOTTEN_PER_TURN);
  }

  private lineOf(type: string, worker: string, now: Instant): Line | null {
    const id = `${type}\n${worker}`;
    const known = this.lines.get(id);
    if (known !== undefined) return known;
    if (this.lines.size >= MAX_OPEN || id.length > MAX_NAME_LENGTH || id.includes('\u0000')) return null;
    const line: Line = { type, worker, askedAt: now, givenAt: null, asked: 0, given: 0 };
    this.lines.set(id, line);
    return line;
  }
}
