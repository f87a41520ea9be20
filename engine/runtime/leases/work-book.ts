import type { Instant } from '../../core/state.ts';
import type { Pool } from '../../store/connection.ts';
import {
  bucketOf,
  FAILED_BUCKET,
  forgetPace,
  type PaceCount,
  UNTIMED_BUCKET,
  writePace,
} from '../../store/worker-pace.ts';

const SLOT_MS = 5 * 60_000;
/** A day, and the slot that it begins in. */
const KEPT_MS = 25 * 3_600_000;
const FORGOTTEN_PER_TURN = 5_000;
/** Different counts between two turns; what comes later is not counted. */
const MAX_OPEN = 20_000;
/** A name longer than this is nobody's. */
const MAX_NAME_LENGTH = 500;
/** The worker of no name: all of them. */
const ALL = '';

interface Line {
  readonly type: string;
  readonly worker: string;
  readonly at: Instant;
  readonly counts: Map<number, number>;
}

/**
 * Counts work that was done and attempts that failed, in memory, and writes it down every few seconds: operators see
 * how fast a topic goes, and it costs the workers nothing. Times in hand are known of what this node itself gave out.
 */
export class WorkBook {
  private readonly pool: Pool;
  private lines = new Map<string, Line>();
  private size = 0;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** `takenAt` undefined: somebody else gave it out. */
  done(type: string, worker: string, takenAt: Instant | undefined): void {
    this.count(type, worker, takenAt === undefined ? UNTIMED_BUCKET : bucketOf(Date.now() - takenAt));
  }
  failed(type: string, worker: string): void {
    this.count(type, worker, FAILED_BUCKET);
  }

  async takeTurn(): Promise<void> {
    const lines = this.lines;
    this.lines = new Map();
    this.size = 0;
    const counts = [...lines.values()].flatMap((line) =>
      [...line.counts].map(
        ([bucket, count]): PaceCount => ({ type: line.type, worker: line.worker, at: line.at, bucket, count }),
      ),
    );
    await writePace(this.pool, [...counts.filter(({ worker }) => worker !== ALL), ...together(counts)]);
    await forgetPace(this.pool, Date.now() - KEPT_MS, FORGOTTEN_PER_TURN);
  }

  private count(type: string, worker: string, bucket: number): void {
    const at = Math.floor(Date.now() / SLOT_MS) * SLOT_MS;
    const id = `${at}\n${type}\n${worker}`;
    let line = this.lines.get(id);
    if (line === undefined) {
      if (
        this.size >= MAX_OPEN ||
        type.length + worker.length > MAX_NAME_LENGTH ||
        type.includes('\u0000') ||
        worker.includes('\u0000')
      )
        return;
      line = { type, worker, at, counts: new Map() };
      this.lines.set(id, line);
    }
    const before = line.counts.get(bucket);
    if (before === undefined) this.size += 1;
    line.counts.set(bucket, (before ?? 0) + 1);
  }
}

/** Of each type, whoever did it. */
function together(counts: readonly PaceCount[]): readonly PaceCount[] {
  const sums = new Map<string, PaceCount>();
  for (const { type, at, bucket, count } of counts) {
    const id = `${at}\n${type}\n${bucket}`;
    sums.set(id, { type, worker: ALL, at, bucket, count: (sums.get(id)?.count ?? 0) + count });
  }
  return [...sums.values()];
}
