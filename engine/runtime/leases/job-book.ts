import type { Pool } from '../../store/connection.ts';
import { forgetJobPace, type JobPaceCount, writeJobPace } from '../../store/job-pace.ts';
import type { Committed } from '../execute.ts';

const SLOT_MS = 60_000;
/** A day, and what a chart of it begins with. */
const KEPT_MS = 25 * 3_600_000;
const FORGOTTEN_PER_TURN = 5_000;

/**
 * Counts the jobs that this node has made, done and failed, in memory, and writes the counts down every few seconds:
 * nobody has to go through jobs to tell how many there were. Its size is bounded: a few kinds in a few minutes.
 */
export class JobBook {
  private readonly pool: Pool;
  private counts = new Map<string, JobPaceCount>();

  constructor(pool: Pool) {
    this.pool = pool;
  }

  committed({ before, events }: Pick<Committed, 'before' | 'events'>): void {
    const made = new Map<string, string>();
    for (const event of events) {
      if (event.type === 'jobCreated') {
        made.set(event.job.key, event.job.kind);
        this.count(event.job.kind, 'created');
      } else if (event.type === 'jobFailed' || (event.type === 'jobEnded' && event.outcome !== 'canceled')) {
        const kind = made.get(event.jobKey) ?? before.jobs.get(event.jobKey)?.kind;
        if (kind !== undefined) this.count(kind, event.type === 'jobFailed' ? 'failed' : 'done');
      }
    }
  }

  async takeTurn(): Promise<void> {
    const counts = this.counts;
    this.counts = new Map();
    await writeJobPace(this.pool, [...counts.values()]);
    await forgetJobPace(this.pool, Date.now() - KEPT_MS, FORGOTTEN_PER_TURN);
  }

  private count(kind: string, what: JobPaceCount['what']): void {
    const at = Math.floor(Date.now() / SLOT_MS) * SLOT_MS;
    const id = `${at} ${kind} ${what}`;
    this.counts.set(id, { at, kind, what, count: (this.counts.get(id)?.count ?? 0) + 1 });
  }
}
