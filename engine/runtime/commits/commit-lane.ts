import { BatchWriter, isLarge } from './batch-writer.ts';
import { isUndoneForOthers } from '../../store/connection.ts';
import type { KnownPaths } from '../../store/known-paths.ts';
import { nextTurn } from '../slices.ts';
import { Wakefulness } from './wakefulness.ts';
import type { TreeWrite, WriteContext, WriteOutcome } from './tree-write.ts';

/** Trees that one transaction writes at most: beyond this a batch gains nothing and its locks last longer. */
const MAX_TREES_PER_BATCH = 256;
/** Commits that are followed up in one turn of the event loop. */
const ANSWERS_PER_TURN = 32;

/** What else goes on with writing. */
export interface CommitHooks {
  /** What may be done in advance, a microsecond each time, while a single write is waited for. */
  readonly meanwhile: () => void;
  /** A transaction is about to be sent. */
  readonly writeBegins: () => void;
}

interface Pending {
  readonly write: TreeWrite;
  readonly settle: (outcome: WriteOutcome) => void;
}

/**
 * Group commit: while transactions are under way, the writes of all trees that become ready gather and go together in
 * the next one. An idle system waits for nothing. A tree is never in two of them: its queue waits for each commit.
 */
export class CommitLane {
  private readonly idle: BatchWriter[];
  private readonly writers: readonly BatchWriter[];
  private readonly running = new Set<Promise<void>>();
  private readonly wakefulness: Wakefulness;
  private readonly writeBegins: () => void;
  private pending: Pending[] = [];
  /** Trees in the transactions under way. */
  private underWay = 0;
  private isClosed = false;

  /** `writers`: transactions under way at the same time. */
  constructor(
    databaseUrl: string,
    context: WriteContext,
    paths: KnownPaths,
    { writers, meanwhile, writeBegins }: CommitHooks & { readonly writers: number },
  ) {
    this.writers = Array.from({ length: writers }, () => new BatchWriter(databaseUrl, context, paths));
    this.idle = [...this.writers];
    this.wakefulness = new Wakefulness(meanwhile);
    this.writeBegins = writeBegins;
  }

  submit(write: TreeWrite): Promise<WriteOutcome> {
    return new Promise((settle) => {
      if (this.isClosed) {
        settle({ kind: 'failed', error: new Error('the engine has stopped') });
        return;
      }
      this.pending.push({ write, settle });
      if (this.underWay > 0) this.wakefulness.rest();
      if (!this.isWorthwhile()) return;
      const writer = this.idle.pop();
      if (!writer) return;
      const run = this.drain(writer).finally(() => {
        this.running.delete(run);
        this.idle.push(writer);
      });
      this.running.add(run);
    });
  }

  async close(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    this.isClosed = true;
    await Promise.all(this.writers.map((writer) => writer.close()));
  }

  private async drain(writer: BatchWriter): Promise<void> {
    // One turn of the event loop lets requests that have just arrived join the first batch.
    if (!this.wakefulness.isForOneCaller) await nextTurn();
    while (this.isWorthwhile()) {
      const batch = this.takeBatch();
      this.underWay += batch.length;
      if (this.underWay === 1 && this.pending.length === 0) this.wakefulness.writeBegins();
      else this.wakefulness.rest();
      this.writeBegins();
      try {
        await this.writeApart(writer, batch);
      } finally {
        this.underWay -= batch.length;
        this.wakefulness.writeEnds();
      }
    }
  }

  /** A large write goes alone: whoever went with it would wait as long as it does. */
  private takeBatch(): readonly Pending[] {
    const firstLarge = this.pending.findIndex(({ write }) => isLarge([write]));
    return this.pending.splice(
      0,
      firstLarge < 0 ? MAX_TREES_PER_BATCH : Math.min(Math.max(1, firstLarge), MAX_TREES_PER_BATCH),
    );
  }

  /**
   * A batch costs about as much as five trees in it, so one is begun beside another only when it is as big; a smaller
   * one goes with whatever else has gathered until then.
   */
  private isWorthwhile(): boolean {
    return this.pending.length > 0 && this.pending.length >= this.underWay;
  }

  /** A batch that PostgreSQL refuses is halved until the tree at fault stands alone, so that it fails no other. */
  private async writeApart(writer: BatchWriter, batch: readonly Pending[]): Promise<void> {
    try {
      const outcomes = await writer.write(batch.map(({ write }) => write));
      for (const [i, { settle }] of batch.entries()) {
        if (i > 0 && i % ANSWERS_PER_TURN === 0) await nextTurn();
        settle(outcomes[i] ?? { kind: 'conflict' });
      }
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      // Decided anew it comes behind whom it waited for.
      if (batch.length === 1 && isUndoneForOthers(failure)) {
        for (const { settle } of batch) settle({ kind: 'conflict' });
        return;
      }
      // Without its connection no tree is at fault; and what became of the commit nobody knows, so it is not tried
      // again.
      if (batch.length === 1 || !isOfStatement(failure)) {
        for (const { settle } of batch) settle({ kind: 'failed', error: failure });
        return;
      }
      const half = batch.length >> 1;
      await this.writeApart(writer, batch.slice(0, half));
      await this.writeApart(writer, batch.slice(half));
    }
  }
}

/**
 * PostgreSQL's own answer to a statement, or a fault of ours; not a connection that broke or a server that shuts down.
 */
function isOfStatement(error: Error): boolean {
  if (!('code' in error) || typeof error.code !== 'string')
    return !/connection|terminated|timeout/i.test(error.message);
  // Each code of PostgreSQL has a digit; `EPIPE` and its like are the connection's.
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code) && !/^(08|57)/.test(error.code);
}
