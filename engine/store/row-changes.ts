import type { ColumnsOf, RowOf, Table } from './tables.ts';

/** The only column whose updates are added to what is there. */
export const ADDED_COLUMN = 'incident_count';

type AnyRow = Readonly<Record<string, unknown>>;

/** Updates of one table that write the same columns: one statement for all of them. */
export interface UpdateGroup { readonly columns: readonly string[]; readonly rows: AnyRow[] }

/**
 * The row changes of a batch, gathered table by table. A row that is made and changed in the same batch is written
 * once, as it is in the end.
 */
export class RowChanges {
  private readonly inserted = new Map<Table, Map<string, AnyRow>>();
  private readonly updated = new Map<Table, Map<string, AnyRow>>();
  private readonly statistics = new Map<string, number>();
  private readonly incidentCounts = new Map<string, number>();
  private readonly formerValues = new Set<string>();
  private appended = 0;

  insert<T extends Table>(table: T, row: RowOf<T> & { readonly key: string }): void {
    this.rowsOf(this.inserted, table).set(row.key, row);
  }

  /** A row that nothing changes any more and that has no key of its own. */
  append<T extends Table>(table: T, row: RowOf<T>): void {
    this.appended += 1;
    this.rowsOf(this.inserted, table).set(`#${this.appended}`, row);
  }

  update<T extends Exclude<Table, 'statistic_delta' | 'variable_history' | 'message_correlation'>>(table: T, key: string, changes: { readonly [C in ColumnsOf<T>]?: unknown }): void {
    const fresh = this.inserted.get(table);
    const inserted = fresh?.get(key);
    if (fresh && inserted) { fresh.set(key, { ...inserted, ...changes }); return; }
    const rows = this.rowsOf(this.updated, table);
    rows.set(key, { ...rows.get(key), key, ...changes });
  }

  /** The value that the variable's row holds before this batch goes into its history. */
  keepFormerValue(variableKey: string): void { this.formerValues.add(variableKey); }
  formerValueKeys(): string[] { return [...this.formerValues]; }

  count(definitionKey: string, elementId: string, state: 'active' | 'incident' | 'completed' | 'terminated', delta: 1 | -1): void {
    const id = `${definitionKey}|${state}|${elementId}`;
    this.statistics.set(id, (this.statistics.get(id) ?? 0) + delta);
  }

  countIncident(instanceKey: string, delta: 1 | -1): void {
    this.incidentCounts.set(instanceKey, (this.incidentCounts.get(instanceKey) ?? 0) + delta);
  }

  inserts(): Iterable<[Table, Iterable<AnyRow>]> {
    return [...this.inserted].map(([table, rows]) => [table, rows.values()]);
  }

  updates(): [Table, UpdateGroup][] {
    const groups: [Table, UpdateGroup][] = [];
    for (const [table, rows] of this.updated) {
      const byColumns = new Map<string, UpdateGroup>();
      for (const row of rows.values()) {
        const { id, columns } = writtenColumns(Object.keys(row));
        const group = byColumns.get(id) ?? { columns, rows: [] };
        group.rows.push(row);
        byColumns.set(id, group);
      }
      for (const group of byColumns.values()) groups.push([table, group]);
    }
    return groups;
  }

  statisticDeltas(): RowOf<'statistic_delta'>[] {
    const rows: RowOf<'statistic_delta'>[] = [];
    for (const [id, delta] of this.statistics) {
      if (delta === 0) continue;
      const [definitionKey = '', state = ''] = id.split('|', 2);
      rows.push({ definition_key: definitionKey, element_id: id.slice(definitionKey.length + state.length + 2), state, delta });
    }
    return rows;
  }

  /**
   * New instances take their count with them; for others it goes up and down in the update of their row, because one
   * statement changes a row once.
   */
  settleIncidentCounts(): void {
    const fresh = this.inserted.get('instance');
    for (const [key, delta] of this.incidentCounts) {
      const row = fresh?.get(key);
      if (fresh && row) fresh.set(key, { ...row, incident_count: delta });
      else if (delta !== 0) this.update('instance', key, { [ADDED_COLUMN]: delta });
    }
    this.incidentCounts.clear();
  }

  private rowsOf(of: Map<Table, Map<string, AnyRow>>, table: Table): Map<string, AnyRow> {
    let rows = of.get(table);
    if (!rows) { rows = new Map(); of.set(table, rows); }
    return rows;
  }
}

interface WrittenColumns { readonly id: string; readonly columns: readonly string[] }
/** By the names as an update has them: sorting them for each of thousands of rows takes longer than all the rest. */
const known = new Map<string, WrittenColumns>();

function writtenColumns(names: readonly string[]): WrittenColumns {
  const given = names.join();
  const found = known.get(given);
  if (found) return found;
  const columns = names.filter((name) => name !== 'key').sort();
  const written = { id: columns.join(), columns };
  known.set(given, written);
  return written;
}
