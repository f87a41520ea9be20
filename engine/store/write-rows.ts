import { ADDED_COLUMN, type RowChanges, type StatisticDeltas } from './row-changes.ts';
import type { NamedStatement } from './statement.ts';
import { binaryArray, binaryColumn, binaryValue } from './binary-arrays.ts';
import { arrayType, columnTypes, USUAL, type ColumnType, type Table } from './tables.ts';

/** Texts of statements by their name, so that each is built once and prepared once per session. */
const texts = new Map<string, string>();

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * Up to so many rows in each of a batch's tables, a column is read by the number of its row. For more, the array would
 * be gone through from its beginning too often; but `unnest` of a dozen arrays costs as much to set up as several rows
 * to write.
 */
const FEW_ROWS = 96;

/**
 * How a table's rows are sent: a parameter for each value, an array for each column that is read by the number of the
 * row, or one that is unnested. Most commands write one row of most tables, for which arrays would cost the server as
 * much again as to write it.
 */
type Form = 'one' | 'few' | 'many';

/**
 * All changes of a batch, one statement per table and kind of change, in one order, so that batches alike have the same
 * shape. With `maxRows` there are more statements, each of so many rows at most. Each is built when it is asked for.
 */
export function* rowStatements(rows: RowChanges, maxRows = Number.POSITIVE_INFINITY): Generator<NamedStatement> {
  rows.settleIncidentCounts();
  for (const keys of portions(rows.formerValueKeys(), maxRows)) yield keepFormerValues(keys);
  const inserts = [...rows.inserts()]
    .map(([table, inserted]) => ({ table, inserted: [...inserted] }))
    .sort((a, b) => (a.table < b.table ? -1 : 1));
  const updates = rows.updates().map(([table, group]) => ({ table, group, name: updateName(table, group.columns) }));
  // One form for all tables of several rows, so that there are no more shapes than necessary.
  const most = Math.max(
    0,
    ...inserts.map(({ inserted }) => inserted.length),
    ...updates.map(({ group }) => group.rows.length),
  );
  const several = most <= FEW_ROWS ? 'few' : 'many';
  for (const { table, inserted } of inserts)
    for (const some of portions(inserted, maxRows)) yield insertion(table, some, some.length === 1 ? 'one' : several);
  for (const { table, group } of updates.sort((a, b) => (a.name < b.name ? -1 : 1)))
    for (const some of portions(group.rows, maxRows))
      yield update(table, group.columns, some, some.length === 1 ? 'one' : several);
  const paths = rows.pathChanges();
  for (const some of portions(paths, maxRows))
    yield insertion('path_change', some, some.length === 1 ? 'one' : several);
  const deltas = rows.statisticDeltas();
  if (deltas) yield countedOtherwise(deltas);
}

interface TypedColumn {
  readonly column: string;
  readonly type: ColumnType;
}

/**
 * SQL of rows that are sent as one array for each column: where they come from, and the value of a column. The first
 * column is never null.
 */
function rowsSent(
  columns: readonly TypedColumn[],
  form: 'few' | 'many',
): { readonly from: string; readonly valueAt: (n: number) => string } {
  const arrays = columns.map(({ type }, n) => `$${n + 1}::${arrayType(type).sent}`);
  const cast = (n: number): string => arrayType(columns[n]?.type ?? 'text').cast;
  if (form === 'few')
    return {
      from: `unnest(${arrays[0]}) with ordinality as v(key, n)`,
      valueAt: (n) => (n === 0 ? 'v.key' : `(${arrays[n]})[v.n]${cast(n)}`),
    };
  return {
    from: `unnest(${arrays.join(', ')}) as v(${columns.map(({ column }) => `"${column}"`).join(', ')})`,
    valueAt: (n) => `v."${columns[n]?.column}"${cast(n)}`,
  };
}

function* portions<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (items.length > 0 && items.length <= size) yield items;
  else for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

function insertion(table: Table, rows: readonly AnyRow[], form: Form): NamedStatement {
  const sent = sentColumns(table, rows);
  const { columns } = sent;
  const name = `${sent.name}${SUFFIX[form]}`;
  let text = texts.get(name);
  if (!text) {
    text = `insert into ${table} (${columns.map(({ column }) => `"${column}"`).join(', ')})
      ${form === 'one' ? `values (${columns.map(valueSent).join(', ')})` : selected(columns, form)}${table === 'path_element' ? ' on conflict do nothing' : ''}`;
    texts.set(name, text);
  }
  return { name, text, values: valuesOf(columns, rows, form) };
}

const SUFFIX: { readonly [F in Form]: string } = { one: ' one', few: ' few', many: '' };

function selected(columns: readonly TypedColumn[], form: 'few' | 'many'): string {
  const { from, valueAt } = rowsSent(columns, form);
  return `select ${columns.map((_, n) => valueAt(n)).join(', ')} from ${from}`;
}

/** SQL of a value that is a parameter of its own. */
const valueSent = ({ type }: TypedColumn, n: number): string => {
  const { sent, cast } = arrayType(type);
  return `$${n + 1}::${sent.slice(0, -'[]'.length)}${cast}`;
};

const valuesOf = (columns: readonly TypedColumn[], rows: readonly AnyRow[], form: Form): (Buffer | null)[] =>
  columns.map(({ column, type }) =>
    form === 'one' ? binaryValue(type, rows[0]?.[column]) : binaryColumn(type, rows, column),
  );

interface SentColumns {
  readonly columns: readonly TypedColumn[];
  readonly name: string;
}
type UsualGroup = readonly (readonly [column: string, usual: unknown])[];
const usualGroups = new Map<Table, readonly UsualGroup[]>();

function usualOf(table: Table): readonly UsualGroup[] {
  let groups = usualGroups.get(table);
  if (!groups) {
    groups = (USUAL[table] ?? []).map((group) => Object.entries(group));
    usualGroups.set(table, groups);
  }
  return groups;
}

/** By name, which says the groups that are left out as a binary number. */
const variants = new Map<string, SentColumns>();

function sentColumns(table: Table, rows: readonly AnyRow[]): SentColumns {
  const groups = usualOf(table);
  let variant = 0;
  for (const [i, group] of groups.entries())
    if (rows.every((row) => group.every(([column, usual]) => (row[column] ?? null) === usual))) variant += 1 << i;
  const name = variant === 0 ? `insert ${table}` : `insert ${table} ${variant}`;
  const known = variants.get(name);
  if (known) return known;
  const left = new Set(groups.flatMap((group, i) => (variant & (1 << i) ? group.map(([column]) => column) : [])));
  const sent = {
    name,
    columns: Object.entries(columnTypes(table))
      .filter(([column]) => !left.has(column))
      .map(([column, type]) => ({ column, type })),
  };
  variants.set(name, sent);
  return sent;
}

const updateName = (table: Table, columns: readonly string[]): string =>
  shortName(`update ${table} ${columns.join(' ')}`);

function update(table: Table, columns: readonly string[], rows: readonly AnyRow[], form: Form): NamedStatement {
  const types = columnTypes(table);
  const name = shortName(`${updateName(table, columns)}${SUFFIX[form]}`);
  const sent: readonly TypedColumn[] = [
    { column: 'key', type: 'bigint' },
    ...columns.map((column) => ({ column, type: types[column] ?? 'text' })),
  ];
  let text = texts.get(name);
  if (!text) {
    text = updateText(table, sent, form);
    texts.set(name, text);
  }
  return { name, text, values: valuesOf(sent, rows, form) };
}

function updateText(table: Table, sent: readonly TypedColumn[], form: Form): string {
  const source = form === 'one' ? null : rowsSent(sent, form);
  const valueAt = (column: TypedColumn, n: number) => source?.valueAt(n) ?? valueSent(column, n);
  const [key, ...others] = sent.map((each, n) => ({ ...each, value: valueAt(each, n) }));
  const sets = others.map(
    ({ column, value }) => `"${column}" = ${column === ADDED_COLUMN ? `t."${column}" + ` : ''}${value}`,
  );
  return `update ${table} t set ${sets.join(', ')}${source === null ? '' : ` from ${source.from}`} where t.key = ${key?.value}`;
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
    text: `insert into former_value (variable_key, revision, type, texts, info, written_by, written_at)
           select key, revision, type, array[text], info, written_by, updated_at from variable
             where key = any($1::bigint[])`,
    values: [binaryArray('bigint', keys)],
  };
}

/** One row for a batch, however many elements it passed: `statistic_delta` is a view that takes it apart. */
function countedOtherwise(counted: StatisticDeltas): NamedStatement {
  const { definitionKeys, elementIds, states, deltas } = counted;
  return {
    name: 'count otherwise',
    text: `insert into statistic_change (definition_keys, element_ids, states, deltas)
      values ($1::bigint[], $2::text[], $3::text[], $4::bigint[])`,
    values: [
      binaryArray('bigint', definitionKeys),
      binaryArray('text', elementIds),
      binaryArray('text', states),
      binaryArray('bigint', deltas),
    ],
  };
}
