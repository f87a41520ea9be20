import { KnownPaths } from '../../store/known-paths.ts';
import { CommitLane, type CommitHooks } from './commit-lane.ts';
import type { TreeWrite, WriteContext, WriteOutcome } from './tree-write.ts';

/**
 * Transactions under way at the same time. While one waits for the disk the next is already executed; more would only
 * make the batches smaller.
 */
const WRITERS = 2;
/** Items of batches come by the hundred and nobody waits for one of them. */
const BATCH_WRITERS = 1;

const NO_HOOKS: CommitHooks = { meanwhile: () => undefined, writeBegins: () => undefined };

/**
 * Writes what was decided. What batches do to their items has transactions of its own: a caller's command would
 * otherwise wait for hundreds of items each time.
 */
export class Committer {
  private readonly work: CommitLane;
  private readonly batches: CommitLane;
  private submitted = 0;

  constructor(databaseUrl: string, context: WriteContext, hooks: CommitHooks = NO_HOOKS) {
    const paths = new KnownPaths();
    this.work = new CommitLane(databaseUrl, context, paths, { ...hooks, writers: WRITERS });
    this.batches = new CommitLane(databaseUrl, context, paths, { ...hooks, writers: BATCH_WRITERS });
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
