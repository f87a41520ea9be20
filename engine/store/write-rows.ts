import type { Queryable } from './connection.ts';
import type { RowChanges, UpdateGroup } from './row-changes.ts';
import { arrayType, cell, columnTypes, type CellValue, type Table } from './tables.ts';

/** Texts of statements by their name, so that each is built once and prepared once per session. */
const statements = new Map<string, string>();

/** A worker's answer counts only while the job is still its own: rows of `job` with the worker that they must have. */
export interface ExpectedLease { readonly jobKey: string; readonly worker: string }

/** Writes all changes of a batch, one statement per table and kind of change. */
export async function writeRows(connection: Queryable, rows: RowChanges): Promise<void> {
  // First, because it gives new instances their count.
  const incidentCounts = rows.incidentCountChanges();
  const formerValues = rows.formerValueKeys();
  if (formerValues.length > 0) await keepFormerValues(connection, formerValues);
  for (const [table, inserted] of rows.inserts()) await insertRows(connection, table, [...inserted]);
  for (const [table, group] of rows.updates()) await updateRows(connection, table, group);
  if (incidentCounts.length > 0) await countIncidents(connection, incidentCounts);
  const deltas = rows.statisticDeltas();
  if (deltas.length > 0) await insertRows(connection, 'statistic_delta', deltas);
}

type AnyRow = Readonly<Record<string, unknown>>;

async function insertRows(connection: Queryable, table: Table, rows: readonly AnyRow[]): Promise<void> {
  const columns = Object.entries(columnTypes(table));
  const name = `insert ${table}`;
  let text = statements.get(name);
  if (!text) {
    const names = columns.map(([column]) => `"${column}"`);
    const selected = columns.map(([column, type]) => `v."${column}"${arrayType(type).cast}`);
    const arrays = columns.map(([, type], i) => `$${i + 1}::${arrayType(type).sent}`);
    text = `insert into ${table} (${names.join(', ')}) select ${selected.join(', ')} from unnest(${arrays.join(', ')}) as v(${names.join(', ')})`;
    statements.set(name, text);
  }
  const values = columns.map(([column, type]) => rows.map((row) => cell(type, row[column] as CellValue | undefined)));
  await connection.query({ name, text, values });
}

async function updateRows(connection: Queryable, table: Table, { columns, rows }: UpdateGroup): Promise<void> {
  const types = columnTypes(table);
  const name = shortName(`update ${table} ${columns.join(' ')}`);
  const typed = columns.map((column) => ({ column, type: types[column] ?? 'text' }));
  let text = statements.get(name);
  if (!text) {
    const sets = typed.map(({ column, type }) => `"${column}" = v."${column}"${arrayType(type).cast}`);
    const arrays = typed.map(({ type }, i) => `$${i + 2}::${arrayType(type).sent}`);
    text = `update ${table} t set ${sets.join(', ')} from unnest($1::bigint[], ${arrays.join(', ')}) as v(key, ${typed.map(({ column }) => `"${column}"`).join(', ')}) where t.key = v.key`;
    statements.set(name, text);
  }
  const values = [rows.map((row) => row.key), ...typed.map(({ column, type }) => rows.map((row) => cell(type, row[column] as CellValue | undefined)))];
  await connection.query({ name, text, values });
}

const STATEMENT_NAME_LENGTH = 63; // PostgreSQL cuts longer names, and two could then be the same.
const longNames = new Map<string, string>();
function shortName(name: string): string {
  if (name.length <= STATEMENT_NAME_LENGTH) return name;
  const known = longNames.get(name);
  if (known) return known;
  const short = `update ${longNames.size}`;
  longNames.set(name, short);
  return short;
}

async function keepFormerValues(connection: Queryable, keys: string[]): Promise<void> {
  await connection.query({
    name: 'keep former values',
    text: `insert into variable_history (variable_key, revision, instance_key, type, text, info, written_by, written_at)
           select key, revision, instance_key, type, text, info, written_by, updated_at from variable where key = any($1::bigint[])`,
    values: [keys],
  });
}

async function countIncidents(connection: Queryable, changes: readonly { key: string; delta: number }[]): Promise<void> {
  await connection.query({
    name: 'count incidents',
    text: `update instance t set incident_count = t.incident_count + v.delta from unnest($1::bigint[], $2::int[]) as v(key, delta) where t.key = v.key`,
    values: [changes.map(({ key }) => key), changes.map(({ delta }) => delta)],
  });
}

/** Locks the rows and tells which jobs are no longer held by the worker that answers for them. */
export async function lostLeases(connection: Queryable, expected: readonly ExpectedLease[]): Promise<Set<string>> {
  const { rows } = await connection.query<{ key: string }>({
    name: 'lost leases',
    text: `select j.key from job j join unnest($1::bigint[], $2::text[]) as v(key, worker) on v.key = j.key
           where j.worker is distinct from v.worker for update of j`,
    values: [expected.map(({ jobKey }) => jobKey), expected.map(({ worker }) => worker)],
  });
  return new Set(rows.map(({ key }) => key));
}
