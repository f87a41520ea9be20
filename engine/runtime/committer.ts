import { KnownPaths } from '../store/known-paths.ts';
import { CommitLane } from './commit-lane.ts';
import type { TreeWrite, WriteContext, WriteOutcome } from './tree-write.ts';

/**
 * Transactions under way at the same time. While one waits for the disk the next is already executed; more would only
 * make the batches smaller.
 */
const WRITERS = 2;
/** Items of batches come by the hundred and nobody waits for one of them. */
const BATCH_WRITERS = 1;

/**
 * Writes what was decided. What batches do to their items has transactions of its own: a caller's command would
 * otherwise wait for hundreds of items each time.
 */
export class Committer {
  private readonly work: CommitLane;
  private readonly batches: CommitLane;
  private submitted = 0;

  /** `meanwhile`: what may be done in advance, a microsecond each time, while a single write is waited for. */
  constructor(databaseUrl: string, context: WriteContext, meanwhile: () => void = () => undefined) {
    const paths = new KnownPaths();
    this.work = new CommitLane(databaseUrl, context, paths, { writers: WRITERS, meanwhile });
    this.batches = new CommitLane(databaseUrl, context, paths, { writers: BATCH_WRITERS, meanwhile });
  }

  submit(write: TreeWrite): Promise<WriteOutcome> {
    if (write.isForBatch) return this.batches.submit(write);
    this.submitted += 1;
    return this.work.submit(write);
  }

  /** How much was written for others than batches, since the start. */
  othersWrites(): number {
    return this.submitted;
  }

  async close(): Promise<void> {
    await Promise.all([this.work.close(), this.batches.close()]);
  }
}
