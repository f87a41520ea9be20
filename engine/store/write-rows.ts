import { ADDED_COLUMN, type RowChanges, type StatisticDeltas } from './row-changes.ts';
import type { NamedStatement } from './statement.ts';
import { binaryArray, binaryColumn } from './binary-arrays.ts';
import { arrayType, columnTypes, MOSTLY_NULL, type ColumnType, type Table } from './tables.ts';

/** Texts of statements by their name, so that each is built once and prepared once per session. */
const texts = new Map<string, string>();

const byTable = ([a]: [Table, unknown], [b]: [Table, unknown]): number => (a < b ? -1 : 1);

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * All changes of a batch, one statement per table and kind of change, in one order, so that batches alike have the same
 * shape. With `maxRows` there are more statements, each of so many rows at most. Each is built when it is asked for.
 */
export function* rowStatements(rows: RowChanges, maxRows = Number.POSITIVE_INFINITY): Generator<NamedStatement> {
  rows.settleIncidentCounts();
  for (const keys of portions(rows.formerValueKeys(), maxRows)) yield keepFormerValues(keys);
  for (const [table, inserted] of [...rows.inserts()].sort(byTable)) for (const some of portions([...inserted], maxRows)) yield insertion(table, some);
  const updates = rows.updates().map(([table, group]) => ({ table, group, name: updateName(table, group.columns) }));
  for (const { table, group } of updates.sort((a, b) => (a.name < b.name ? -1 : 1))) for (const some of portions(group.rows, maxRows)) yield update(table, group.columns, some);
  const deltas = rows.statisticDeltas();
  if (deltas) yield countedOtherwise(deltas);
}

function* portions<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (items.length > 0 && items.length <= size) yield items;
  else for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

function insertion(table: Table, rows: readonly AnyRow[]): NamedStatement {
  const { columns, name } = sentColumns(table, rows);
  let text = texts.get(name);
  if (!text) {
    const names = columns.map(([column]) => `"${column}"`);
    const selected = columns.map(([column, type]) => `v."${column}"${arrayType(type).cast}`);
    const arrays = columns.map(([, type], i) => `$${i + 1}::${arrayType(type).sent}`);
    text = `insert into ${table} (${names.join(', ')}) select ${selected.join(', ')} from unnest(${arrays.join(', ')}) as v(${names.join(', ')})`;
    texts.set(name, text);
  }
  return { name, text, values: columns.map(([column, type]) => binaryColumn(type, rows, column)) };
}

interface SentColumns { readonly columns: readonly (readonly [string, ColumnType])[]; readonly name: string }
/** By name, which says the groups that are left out as a binary number. */
const variants = new Map<string, SentColumns>();

function sentColumns(table: Table, rows: readonly AnyRow[]): SentColumns {
  const groups: readonly (readonly string[])[] = MOSTLY_NULL[table] ?? [];
  let variant = 0;
  for (const [i, group] of groups.entries()) if (rows.every((row) => group.every((column) => row[column] === null || row[column] === undefined))) variant += 1 << i;
  const name = variant === 0 ? `insert ${table}` : `insert ${table} ${variant}`;
  const known = variants.get(name);
  if (known) return known;
  const left = new Set(groups.flatMap((group, i) => (variant & (1 << i) ? group : [])));
  const sent = { name, columns: Object.entries(columnTypes(table)).filter(([column]) => !left.has(column)) };
  variants.set(name, sent);
  return sent;
}

const updateName = (table: Table, columns: readonly string[]): string => shortName(`update ${table} ${columns.join(' ')}`);

function update(table: Table, columns: readonly string[], rows: readonly AnyRow[]): NamedStatement {
  const types = columnTypes(table);
  const name = updateName(table, columns);
  const typed = columns.map((column) => ({ column, type: types[column] ?? 'text' }));
  let text = texts.get(name);
  if (!text) {
    const sets = typed.map(({ column, type }) => `"${column}" = ${column === ADDED_COLUMN ? `t."${column}" + ` : ''}v."${column}"${arrayType(type).cast}`);
    const arrays = typed.map(({ type }, i) => `$${i + 2}::${arrayType(type).sent}`);
    text = `update ${table} t set ${sets.join(', ')} from unnest($1::bigint[], ${arrays.join(', ')}) as v(key, ${typed.map(({ column }) => `"${column}"`).join(', ')}) where t.key = v.key`;
    texts.set(name, text);
  }
  return { name, text, values: [binaryColumn('bigint', rows, 'key'), ...typed.map(({ column, type }) => binaryColumn(type, rows, column))] };
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

function keepFormerValues(keys: readonly string[]): NamedStatement {
  return {
    name: 'keep former values',
    text: `insert into variable_history (variable_key, revision, instance_key, type, text, info, written_by, written_at)
           select key, revision, instance_key, type, text, info, written_by, updated_at from variable where key = any($1::bigint[])`,
    values: [binaryArray('bigint', keys)],
  };
}

/** One row for a batch, however many elements it passed: `statistic_delta` is a view that takes it apart. */
function countedOtherwise({ definitionKeys, elementIds, states, deltas }: StatisticDeltas): NamedStatement {
  return {
    name: 'count otherwise',
    text: 'insert into statistic_change (definition_keys, element_ids, states, deltas) values ($1::bigint[], $2::text[], $3::text[], $4::bigint[])',
    values: [binaryArray('bigint', definitionKeys), binaryArray('text', elementIds), binaryArray('text', states), binaryArray('bigint', deltas)],
  };
}
