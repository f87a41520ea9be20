import { ADDED_COLUMN, type RowChanges, type StatisticDeltas } from './row-changes.ts';
import type { NamedStatement } from './statement.ts';
import { binaryArray, binaryColumn, binaryValue } from './binary-arrays.ts';
import { arrayType, columnTypes, USUAL, type ColumnType, type Table } from './tables.ts';

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
  const inserts = rows.inserts();
  const updates = rows.updates().map(([table, group]) => ({ group, sent: sentUpdate(table, group.columns) }));
  // One form for all tables of several rows, so that there are no more shapes than necessary.
  let most = 0;
  for (const { inserted } of inserts) most = Math.max(most, inserted.length);
  for (const { group } of updates) most = Math.max(most, group.rows.length);
  const several = most <= FEW_ROWS ? 'few' : 'many';
  for (const { table, inserted } of inserts)
    for (const some of portions(inserted, maxRows)) yield insertion(table, some, some.length === 1 ? 'one' : several);
  for (const { group, sent } of updates.sort((a, b) => (a.sent.name < b.sent.name ? -1 : 1)))
    for (const some of portions(group.rows, maxRows)) yield update(sent, some, some.length === 1 ? 'one' : several);
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
  const { name, text } = statementOf(sent, form, () => insertText(table, sent.columns, form));
  return { name, text, values: valuesOf(sent.columns, rows, form) };
}

/** Each is built once, and prepared once per session. */
function statementOf({ name, statements }: Sent, form: Form, text: () => string): { name: string; text: string } {
  let known = statements.get(form);
  if (!known) {
    known = { name: shortName(`${name}${SUFFIX[form]}`), text: text() };
    statements.set(form, known);
  }
  return known;
}

const insertText = (table: Table, columns: readonly TypedColumn[], form: Form): string =>
  `insert into ${table} (${columns.map(({ column }) => `"${column}"`).join(', ')})
    ${form === 'one' ? `values (${columns.map(valueSent).join(', ')})` : selected(columns, form)}${table === 'path_element' ? ' on conflict do nothing' : ''}`;

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

/** What is sent of a table's rows, with the statements that send it. */
interface Sent {
  readonly name: string;
  readonly columns: readonly TypedColumn[];
  readonly statements: Map<Form, { name: string; text: string }>;
}
type UsualGroup = readonly (readonly [column: string, usual: unknown])[];
interface Variants {
  readonly groups: readonly UsualGroup[];
  /** By the groups that are left out, as a binary number: names would have to be put together anew for each batch. */
  readonly sent: (Sent | undefined)[];
}
const variants = new Map<Table, Variants>();

function variantsOf(table: Table): Variants {
  let known = variants.get(table);
  if (!known) {
    known = { groups: (USUAL[table] ?? []).map((group) => Object.entries(group)), sent: [] };
    variants.set(table, known);
  }
  return known;
}

function sentColumns(table: Table, rows: readonly AnyRow[]): Sent {
  const { groups, sent } = variantsOf(table);
  let variant = 0;
  for (let i = 0; i < groups.length; i += 1) if (isUsual(groups[i] ?? [], rows)) variant += 1 << i;
  const known = sent[variant] ?? without(table, groups, variant);
  sent[variant] = known;
  return known;
}

function isUsual(group: UsualGroup, rows: readonly AnyRow[]): boolean {
  for (const row of rows) for (const [column, usual] of group) if ((row[column] ?? null) !== usual) return false;
  return true;
}

function without(table: Table, groups: readonly UsualGroup[], variant: number): Sent {
  const left = new Set(groups.flatMap((group, i) => (variant & (1 << i) ? group.map(([column]) => column) : [])));
  return {
    name: variant === 0 ? `insert ${table}` : `insert ${table} ${variant}`,
    columns: Object.entries(columnTypes(table))
      .filter(([column]) => !left.has(column))
      .map(([column, type]) => ({ column, type })),
    statements: new Map(),
  };
}

/** By their columns, which are the same array for the same columns. */
const sentUpdates = new Map<Table, Map<readonly string[], SentUpdate>>();
interface SentUpdate extends Sent {
  readonly table: Table;
}

function sentUpdate(table: Table, written: readonly string[]): SentUpdate {
  const ofTable = sentUpdates.get(table) ?? new Map<readonly string[], SentUpdate>();
  sentUpdates.set(table, ofTable);
  let sent = ofTable.get(written);
  if (!sent) {
    const types = columnTypes(table);
    const name = shortName(`update ${table} ${written.join(' ')}`);
    const key: TypedColumn = { column: 'key', type: 'bigint' };
    const columns = [key, ...written.map((column) => ({ column, type: types[column] ?? 'text' }))];
    sent = { table, name, columns, statements: new Map() };
    ofTable.set(written, sent);
  }
  return sent;
}

function update(sent: SentUpdate, rows: readonly AnyRow[], form: Form): NamedStatement {
  const { name, text } = statementOf(sent, form, () => updateText(sent.table, sent.columns, form));
  return { name, text, values: valuesOf(sent.columns, rows, form) };
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
