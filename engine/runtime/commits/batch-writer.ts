import type pg from 'pg';
import type { Key } from '../../core/state.ts';
import { appendAuditEntries } from '../../store/audit-entries.ts';
import { runBatch } from '../../store/batch-query.ts';
import type { PreparedNames } from '../../store/prepared-query.ts';
import { batchStatement } from '../../store/batch-statement.ts';
import { connectWriter } from '../../store/connection.ts';
import { advanceSome, isConflict, lostLeases, type ExpectedTree } from '../../store/expectations.ts';
import type { KnownPaths } from '../../store/known-paths.ts';
import { type NewPath, packRuns, passedRuns } from '../../store/passed-elements.ts';
import type { RowChanges } from '../../store/row-changes.ts';
import { runTogether } from '../../store/statement.ts';
import { rowStatements } from '../../store/write-rows.ts';
import { rowsOfWrites } from './rows-of-writes.ts';
import type { TreeWrite, WriteContext, WriteOutcome } from './tree-write.ts';

/** Pause before the connection is made anew after it broke. */
const RECONNECT_PAUSE_MS = 500;

/** Rows of a statement of a large batch. */
const ROWS_PER_STATEMENT = 1_000;
/** With more events a batch is large: as one statement, its megabytes would be built and sent in one go. */
const LARGE_EVENTS = 5_000;

/** Writes batches of trees, each in one transaction, on a connection of its own. */
export class BatchWriter {
  private readonly databaseUrl: string;
  private readonly context: WriteContext;
  private readonly paths: KnownPaths;
  private writer: pg.Client | null = null;
  /** Of the writer's session. */
  private prepared: PreparedNames = new Set();

  /** `paths`: shared by all writers of a node. */
  constructor(databaseUrl: string, context: WriteContext, paths: KnownPaths) {
    this.databaseUrl = databaseUrl;
    this.context = context;
    this.paths = paths;
  }

  async close(): Promise<void> {
    await this.writer?.end();
  }

  /** One outcome for each tree. Throws when the batch as a whole could not be written. */
  async write(writes: readonly TreeWrite[]): Promise<WriteOutcome[]> {
    const writer = await this.connected();
    // Entries of the audit chain need its head, so their batches go step by step; large ones so that they hold up
    // nobody.
    if (writes.every(({ audit }) => audit.length === 0) && !isLarge(writes)) {
      try {
        const { rows, paths } = await this.packedRows(writer, writes);
        const statement = batchStatement(
          writes.map(expectedTree),
          writes.flatMap(({ expectedLeases }) => expectedLeases),
          [...rowStatements(rows)],
        );
        await runBatch(writer, statement, this.prepared);
        this.paths.add(paths);
        return writes.map(() => ({ kind: 'committed' }));
      } catch (error) {
        if (!(error instanceof Error) || !isConflict(error)) throw error;
      }
    }
    return this.writeSome(writer, writes);
  }

  /** Leaves out the trees with which somebody else was faster. */
  private async writeSome(writer: pg.Client, batch: readonly TreeWrite[]): Promise<WriteOutcome[]> {
    try {
      await writer.query('begin');
      const lost = await this.treesWithLostLeases(writer, batch);
      const candidates = batch.filter(({ base }) => !lost.has(base.treeKey));
      const passed = await advanceSome(writer, candidates.map(expectedTree));
      const writes = candidates.filter(({ base }) => passed.has(base.treeKey));
      const { rows, paths } = await this.packedRows(writer, writes);
      if (isLarge(writes))
        for (const { name, text, values } of rowStatements(rows, ROWS_PER_STATEMENT))
          await writer.query({ name, text, values });
      else await runTogether(writer, [...rowStatements(rows)]);
      const audit = writes.flatMap((write) => write.audit);
      if (audit.length > 0) await appendAuditEntries(writer, audit);
      await writer.query('commit');
      this.paths.add(paths);
      return batch.map(({ base }) => (passed.has(base.treeKey) ? { kind: 'committed' } : { kind: 'conflict' }));
    } catch (error) {
      await writer.query('rollback').catch(() => {
        this.writer = null;
      });
      throw error;
    }
  }

  /** With the paths that are new to the database: they are known once they are committed. */
  private async packedRows(
    writer: pg.Client,
    writes: readonly TreeWrite[],
  ): Promise<{ readonly rows: RowChanges; readonly paths: readonly NewPath[] }> {
    const rows = await rowsOfWrites(writes, this.context, isLarge(writes));
    // Of a large one the runs could not be found without holding up everything else.
    if (isLarge(writes)) return { rows, paths: [] };
    const runs = passedRuns(rows);
    const learning = this.paths.learn(
      writer,
      runs.map(([{ definitionKey }]) => definitionKey),
    );
    if (learning) await learning;
    return { rows, paths: packRuns(rows, runs, this.paths) };
  }

  private async treesWithLostLeases(writer: pg.Client, batch: readonly TreeWrite[]): Promise<Set<Key>> {
    const expected = batch.flatMap(({ expectedLeases }) => expectedLeases);
    if (expected.length === 0) return new Set();
    const lost = await lostLeases(writer, expected);
    if (lost.size === 0) return new Set();
    return new Set(
      batch
        .filter(({ expectedLeases }) => expectedLeases.some(({ jobKey }) => lost.has(jobKey)))
        .map(({ base }) => base.treeKey),
    );
  }

  private async connected(): Promise<pg.Client> {
    if (this.writer) return this.writer;
    try {
      const writer = await connectWriter(this.databaseUrl);
      writer.on('error', () => {
        if (this.writer === writer) this.writer = null;
      });
      this.writer = writer;
      this.prepared = new Set();
      return writer;
    } catch (error) {
      await new Promise((next) => {
        setTimeout(next, RECONNECT_PAUSE_MS);
      });
      throw error;
    }
  }
}

/** Whether the writes are built and sent a portion at a time. */
export const isLarge = (writes: readonly TreeWrite[]): boolean =>
  writes.reduce((sum, { events }) => sum + events.length, 0) > LARGE_EVENTS;

export const expectedTree = ({ base, isOverAtOnce }: TreeWrite): ExpectedTree => ({
  treeKey: base.treeKey,
  version: base.version,
  isOverAtOnce,
});
