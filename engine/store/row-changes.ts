import type { VariableValue } from '../graph/variable-value.ts';
import { type CellValue, type ColumnsOf, type RowOf, type Table, TABLES } from './tables.ts';

/** The only column whose updates are added to what is there. */
export const ADDED_COLUMN = 'incident_count';

/** Former values in one row: one of them is read by taking all of its row apart. */
const MAX_RUN = 1_000;

type TableWithoutKey = 'former_value' | 'message_correlation' | 'passed_elements' | 'path_change' | 'path_element';

type AnyRow = Readonly<Record<string, unknown>>;
/** A row while it is gathered: it belongs to this batch alone. */
type OwnRow = Record<string, CellValue | undefined>;

const IN_ORDER = (Object.keys(TABLES) as Table[]).sort();
const NO_ROWS: ReadonlyMap<string, OwnRow & RowOf<Table>> = new Map();

export type StatisticState = 'active' | 'incident' | 'completed' | 'terminated';
/** How often a path was passed, and how many instances were complete with it. */
interface PathCount {
  passed: number;
  completed: number;
}
/** What a batch adds to the counters of elements beside paths: arrays of one length. */
export interface StatisticDeltas {
  readonly definitionKeys: readonly string[];
  readonly elementIds: readonly string[];
  readonly states: readonly StatisticState[];
  readonly deltas: readonly number[];
}

const STATISTIC_STATES: readonly StatisticState[] = ['active', 'incident', 'completed', 'terminated'];

export interface OverwrittenValue {
  readonly variableKey: string;
  readonly revision: number;
  readonly value: VariableValue;
  readonly writtenBy: string | null;
  readonly writtenAt: number;
}
interface RunOfValues {
  readonly row: {
    readonly revision: number;
    readonly type: string;
    readonly info: object | null;
    readonly written_by: string | null;
    readonly written_at: number;
  };
  readonly texts: (string | null)[];
}

/** New rows of one table. */
export interface InsertGroup {
  readonly table: Table;
  readonly inserted: readonly AnyRow[];
}

/** Updates of one table that write the same columns, always the same array of them: one statement for all. */
export interface UpdateGroup {
  readonly columns: readonly string[];
  readonly rows: AnyRow[];
}

/**
 * The row changes of a batch, gathered table by table. A row that is made and changed in the same batch is written
 * once, as it is in the end.
 */
export class RowChanges {
  private readonly inserted = new Map<Table, Map<string, OwnRow>>();
  private readonly updated = new Map<Table, Map<string, OwnRow>>();
  /** By definition, then by element. */
  private readonly statistics = new Map<string, Map<string, Record<StatisticState, number>>>();
  private readonly pathCounts = new Map<string, PathCount>();
  private readonly incidentCounts = new Map<string, number>();
  private readonly formerValues = new Set<string>();
  /** The newest run of former values of each variable. */
  private readonly runs = new Map<string, RunOfValues>();
  private appended = 0;

  /** The row is this batch's own from now on: later changes are written into it. */
  insert<T extends Table>(table: T, row: RowOf<T> & { readonly key: string }): void {
    this.rowsOf(this.inserted, table).set(row.key, row);
  }

  /** A row that nothing changes any more and that has no key of its own. */
  append<T extends Table>(table: T, row: RowOf<T>): void {
    this.appended += 1;
    this.rowsOf(this.inserted, table).set(`#${this.appended}`, row);
  }

  update<T extends Exclude<Table, TableWithoutKey>>(
    table: T,
    key: string,
    changes: { readonly [C in ColumnsOf<T>]?: unknown },
  ): void {
    const inserted = this.inserted.get(table)?.get(key);
    if (inserted) {
      Object.assign(inserted, changes);
      return;
    }
    const rows = this.rowsOf(this.updated, table);
    const known = rows.get(key);
    if (known) Object.assign(known, changes);
    else rows.set(key, { key, ...changes });
  }

  /** Rows that begin with this batch, by their keys. */
  begun<T extends Table>(table: T): ReadonlyMap<string, RowOf<T>> {
    return this.inserted.get(table) ?? NO_ROWS;
  }
  /** Whether some row that begins with this batch has the key. */
  begins(key: string): boolean {
    for (const rows of this.inserted.values()) if (rows.has(key)) return true;
    return false;
  }
  changed<T extends Table>(table: T): ReadonlyMap<string, RowOf<T>> {
    return this.updated.get(table) ?? NO_ROWS;
  }
  /** Rows that another one stands for. */
  drop(table: Table, keys: Iterable<string>): void {
    const rows = this.inserted.get(table);
    for (const key of keys) rows?.delete(key);
    if (rows?.size === 0) this.inserted.delete(table);
  }

  /** A value that this batch wrote and overwrote. What one command wrote one after the other is one row. */
  appendFormerValue({ variableKey, revision, value, writtenBy, writtenAt }: OverwrittenValue): void {
    const run = this.runs.get(variableKey);
    const info = value.info ?? null;
    if (
      run &&
      run.row.type === value.type &&
      run.row.written_by === writtenBy &&
      run.row.written_at === writtenAt &&
      run.row.info === null &&
      info === null &&
      run.row.revision + run.texts.length === revision &&
      run.texts.length < MAX_RUN
    ) {
      run.texts.push(value.text);
      return;
    }
    const texts = [value.text];
    const row = {
      variable_key: variableKey,
      revision,
      type: value.type,
      texts,
      info,
      written_by: writtenBy,
      written_at: writtenAt,
    };
    this.runs.set(variableKey, { row, texts });
    this.append('former_value', row);
  }

  /** The value that the variable's row holds before this batch goes into its history. */
  keepFormerValue(variableKey: string): void {
    this.formerValues.add(variableKey);
  }
  formerValueKeys(): string[] {
    return [...this.formerValues];
  }

  count(definitionKey: string, elementId: string, state: StatisticState, delta: 1 | -1): void {
    let elements = this.statistics.get(definitionKey);
    if (!elements) {
      elements = new Map();
      this.statistics.set(definitionKey, elements);
    }
    let counts = elements.get(elementId);
    if (!counts) {
      counts = { active: 0, incident: 0, completed: 0, terminated: 0 };
      elements.set(elementId, counts);
    }
    counts[state] += delta;
  }

  /** `completesInstance`: an instance that began and was complete with it counts here and nowhere else. */
  countPath(pathKey: string, completesInstance: boolean): void {
    const counts = this.pathCounts.get(pathKey) ?? { passed: 0, completed: 0 };
    this.pathCounts.set(pathKey, counts);
    counts.passed += 1;
    if (completesInstance) counts.completed += 1;
  }

  countIncident(instanceKey: string, delta: 1 | -1): void {
    this.incidentCounts.set(instanceKey, (this.incidentCounts.get(instanceKey) ?? 0) + delta);
  }

  /** By table, in the order of their names, whatever began first. */
  inserts(): readonly InsertGroup[] {
    const groups: InsertGroup[] = [];
    for (const table of IN_ORDER) {
      const rows = this.inserted.get(table);
      if (rows !== undefined) groups.push({ table, inserted: [...rows.values()] });
    }
    return groups;
  }

  updates(): [Table, UpdateGroup][] {
    const groups: [Table, UpdateGroup][] = [];
    for (const [table, rows] of this.updated) {
      const byColumns = new Map<readonly string[], UpdateGroup>();
      for (const row of rows.values()) {
        const columns = writtenColumns(Object.keys(row));
        const group = byColumns.get(columns) ?? { columns, rows: [] };
        group.rows.push(row);
        byColumns.set(columns, group);
      }
      for (const group of byColumns.values()) groups.push([table, group]);
    }
    return groups;
  }

  /** Paths that were passed count for all their elements. */
  pathChanges(): readonly RowOf<'path_change'>[] {
    const changes: RowOf<'path_change'>[] = [];
    for (const [path_key, { passed, completed }] of this.pathCounts) changes.push({ path_key, passed, completed });
    return changes;
  }

  /** null: beside paths nothing is counted otherwise than before. */
  statisticDeltas(): StatisticDeltas | null {
    const definitionKeys: string[] = [];
    const elementIds: string[] = [];
    const states: StatisticState[] = [];
    const deltas: number[] = [];
    for (const [definitionKey, elements] of this.statistics) {
      for (const [elementId, counts] of elements) {
        for (const state of STATISTIC_STATES) {
          if (counts[state] === 0) continue;
          definitionKeys.push(definitionKey);
          elementIds.push(elementId);
          states.push(state);
          deltas.push(counts[state]);
        }
      }
    }
    return deltas.length === 0 ? null : { definitionKeys, elementIds, states, deltas };
  }

  /**
   * New instances take their count with them; for others it goes up and down in the update of their row, because one
   * statement changes a row once.
   */
  settleIncidentCounts(): void {
    const fresh = this.inserted.get('instance');
    for (const [key, delta] of this.incidentCounts) {
      const row = fresh?.get(key);
      if (row) row.incident_count = delta;
      else if (delta !== 0) this.update('instance', key, { [ADDED_COLUMN]: delta });
    }
    this.incidentCounts.clear();
  }

  private rowsOf(of: Map<Table, Map<string, OwnRow>>, table: Table): Map<string, OwnRow> {
    let rows = of.get(table);
    if (!rows) {
      rows = new Map();
      of.set(table, rows);
    }
    return rows;
  }
}

/** By the names as an update has them: sorting them for each of thousands of rows takes longer than all the rest. */
const known = new Map<string, readonly string[]>();
/** By the names in their order, so that the same columns are the same array. */
const inOrder = new Map<string, readonly string[]>();

function writtenColumns(names: readonly string[]): readonly string[] {
  const given = names.join();
  const found = known.get(given);
  if (found) return found;
  const sorted = names.filter((name) => name !== 'key').sort();
  const id = sorted.join();
  const columns = inOrder.get(id) ?? sorted;
  inOrder.set(id, columns);
  known.set(given, columns);
  return columns;
}
