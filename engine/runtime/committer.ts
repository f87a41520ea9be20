import type pg from 'pg';
import type { EngineEvent } from '../core/events.ts';
import type { Key, TreeState } from '../core/state.ts';
import { appendAuditEntries, type AuditEntryToWrite } from '../store/audit-entries.ts';
import { connectWriter } from '../store/connection.ts';
import { advanceSome, expectAll, isConflict, lostLeases, type ExpectedLease, type ExpectedTree } from '../store/expectations.ts';
import { RowChanges } from '../store/row-changes.ts';
import { rowsOf, type FirstLease, type RowContext } from '../store/rows-of.ts';
import { runTogether } from '../store/statement.ts';
import { TreeView } from '../store/tree-view.ts';
import { rowStatements } from '../store/write-rows.ts';

/** Trees that one transaction writes at most: beyond this a batch gains nothing and its locks last longer. */
const MAX_TREES_PER_BATCH = 256;
/** Pause before the connection is made anew after it broke. */
const RECONNECT_PAUSE_MS = 500;

/** The changes of one tree, decided on `base`. */
export interface TreeWrite {
  readonly base: TreeState;
  readonly events: readonly EngineEvent[];
  readonly expectedLeases: readonly ExpectedLease[];
  readonly audit: readonly AuditEntryToWrite[];
  /** Leases that are written with new jobs, because a poll or this node's executor waits for them. */
  readonly firstLeases: ReadonlyMap<Key, FirstLease>;
}

/** conflict: somebody else was faster, the tree has to be loaded and decided again. */
export type WriteOutcome = { readonly kind: 'committed' } | { readonly kind: 'conflict' } | { readonly kind: 'failed'; readonly error: Error };

interface Pending { readonly write: TreeWrite; readonly settle: (outcome: WriteOutcome) => void }

/**
 * Group commit: while a transaction is under way, the writes of all trees that become ready gather and go together in
 * the next one. An idle system waits for nothing.
 */
export class Committer {
  private readonly databaseUrl: string;
  private readonly context: Pick<RowContext, 'processIdOf' | 'newKey'>;
  private pending: Pending[] = [];
  private writer: pg.Client | null = null;
  private running: Promise<void> | null = null;
  private isClosed = false;

  constructor(databaseUrl: string, context: Pick<RowContext, 'processIdOf' | 'newKey'>) {
    this.databaseUrl = databaseUrl;
    this.context = context;
  }

  submit(write: TreeWrite): Promise<WriteOutcome> {
    return new Promise((settle) => {
      if (this.isClosed) { settle({ kind: 'failed', error: new Error('the engine has stopped') }); return; }
      this.pending.push({ write, settle });
      this.running ??= this.drain();
    });
  }

  async close(): Promise<void> {
    await this.running;
    this.isClosed = true;
    await this.writer?.end();
  }

  private async drain(): Promise<void> {
    // One turn of the event loop lets requests that have just arrived join the first batch.
    await new Promise((next) => { setImmediate(next); });
    while (this.pending.length > 0) await this.writeApart(this.pending.splice(0, MAX_TREES_PER_BATCH));
    this.running = null;
  }

  /** A batch that PostgreSQL refuses is halved until the tree at fault stands alone, so that it fails no other. */
  private async writeApart(batch: readonly Pending[]): Promise<void> {
    try {
      const outcomes = await this.write(batch);
      for (const [i, { settle }] of batch.entries()) settle(outcomes[i] ?? { kind: 'conflict' });
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      // Without its connection no tree is at fault; and what became of the commit nobody knows, so it is not tried again.
      if (batch.length === 1 || !isOfStatement(failure)) { for (const { settle } of batch) settle({ kind: 'failed', error: failure }); return; }
      const half = batch.length >> 1;
      await this.writeApart(batch.slice(0, half));
      await this.writeApart(batch.slice(half));
    }
  }

  private async write(batch: readonly Pending[]): Promise<WriteOutcome[]> {
    const writer = await this.connected();
    const writes = batch.map(({ write }) => write);
    // Entries of the audit chain need its head, so their batches go step by step.
    if (writes.every(({ audit }) => audit.length === 0)) {
      try {
        await runTogether(writer, [{ text: 'begin' }, ...expectAll(writes.map(expectedTree), writes.flatMap(({ expectedLeases }) => expectedLeases)), ...rowStatements(this.rowsOfWrites(writes)), { text: 'commit' }]);
        return batch.map(() => ({ kind: 'committed' }));
      } catch (error) {
        if (!(error instanceof Error) || !isConflict(error)) throw error;
      }
    }
    return this.writeSome(writer, batch);
  }

  /** Leaves out the trees with which somebody else was faster. */
  private async writeSome(writer: pg.Client, batch: readonly Pending[]): Promise<WriteOutcome[]> {
    try {
      await writer.query('begin');
      const lost = await this.treesWithLostLeases(writer, batch);
      const candidates = batch.map(({ write }) => write).filter(({ base }) => !lost.has(base.treeKey));
      const passed = await advanceSome(writer, candidates.map(expectedTree));
      const writes = candidates.filter(({ base }) => passed.has(base.treeKey));
      await runTogether(writer, rowStatements(this.rowsOfWrites(writes)));
      const audit = writes.flatMap((write) => write.audit);
      if (audit.length > 0) await appendAuditEntries(writer, audit);
      await writer.query('commit');
      return batch.map(({ write: { base } }) => (passed.has(base.treeKey) ? { kind: 'committed' } : { kind: 'conflict' }));
    } catch (error) {
      await writer.query('rollback').catch(() => { this.writer = null; });
      throw error;
    }
  }

  private rowsOfWrites(writes: readonly TreeWrite[]): RowChanges {
    const rows = new RowChanges();
    for (const { base, events, firstLeases } of writes) {
      const context: RowContext = { ...this.context, rows, tree: new TreeView(base), firstLease: (job) => firstLeases.get(job.key) ?? null };
      for (const event of events) rowsOf(event, context);
    }
    return rows;
  }

  private async treesWithLostLeases(writer: pg.Client, batch: readonly Pending[]): Promise<Set<Key>> {
    const expected = batch.flatMap(({ write }) => write.expectedLeases);
    if (expected.length === 0) return new Set();
    const lost = await lostLeases(writer, expected);
    if (lost.size === 0) return new Set();
    return new Set(batch.filter(({ write }) => write.expectedLeases.some(({ jobKey }) => lost.has(jobKey))).map(({ write }) => write.base.treeKey));
  }

  private async connected(): Promise<pg.Client> {
    if (this.writer) return this.writer;
    try {
      const writer = await connectWriter(this.databaseUrl);
      writer.on('error', () => { if (this.writer === writer) this.writer = null; });
      this.writer = writer;
      return writer;
    } catch (error) {
      await new Promise((next) => { setTimeout(next, RECONNECT_PAUSE_MS); });
      throw error;
    }
  }
}

const expectedTree = ({ base }: TreeWrite): ExpectedTree => ({ treeKey: base.treeKey, version: base.version });

/** PostgreSQL's own answer to a statement, or a fault of ours; not a connection that broke or a server that shuts down. */
function isOfStatement(error: Error): boolean {
  if (!('code' in error) || typeof error.code !== 'string') return !/connection|terminated|timeout/i.test(error.message);
  return /^[0-9A-Z]{5}$/.test(error.code) && !/^(08|57)/.test(error.code);
}
