import { MAX_FILTER_KEYS } from '../filter/instance-fields.ts';
import { instanceFilter } from '../queries/instance-filter.ts';
import { instanceSearch } from '../queries/instance-search.ts';
import { instancePage, type InstanceSort } from '../queries/instances.ts';
import type { QueryContext } from '../queries/query.ts';
import { type VariableColumn, variablePaths } from '../queries/variable-columns.ts';
import type { InstanceRow } from '../views/instance-view.ts';
import { csvLine } from './csv.ts';

const PAGE_ROWS = 1_000;
/** Characters of a value; a cell of a spreadsheet holds no more. */
const MAX_CHARACTERS = 32_000;
const MAX_VARIABLES_AT_ONCE = 20;
const VARIABLE = 'var.';

export interface InstanceExport {
  readonly selection: {
    readonly keys?: readonly string[];
    readonly filter?: Readonly<Record<string, string>>;
    readonly except?: readonly string[];
  };
  readonly sort: InstanceSort;
  readonly columns: readonly string[];
  readonly maxRows: number;
}

const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
/** Columns of the file by the ids of the list's columns; a definition is several. */
const CELLS: Readonly<Record<string, readonly (readonly [string, (row: InstanceRow) => string | null])[]>> = {
  state: [['State', (row) => row.state]],
  key: [['Key', (row) => row.key]],
  businessKey: [['Business key', (row) => row.businessKey]],
  definition: [
    ['Process', (row) => row.definition.processId],
    ['Version', (row) => String(row.definition.version)],
    ['Definition', (row) => row.definition.name],
  ],
  versionTag: [['Version tag', (row) => row.versionTag]],
  tenant: [['Tenant', (row) => row.tenantId]],
  waitingAt: [['Waiting at', (row) => row.waitingAt.join(' ')]],
  message: [['Message', (row) => row.incidentMessage]],
  incidentType: [['Incident type', (row) => row.incidentType]],
  incidents: [['Incidents', (row) => String(row.incidentCount)]],
  started: [['Started', (row) => time(row.startedAt)]],
  ended: [['Ended', (row) => time(row.endedAt)]],
  changed: [['Last change', (row) => time(row.changedAt)]],
  duration: [['Duration in seconds', (row) => (((row.endedAt ?? Date.now()) - row.startedAt) / 1000).toFixed(3)]],
  parent: [['Caller', (row) => row.parentInstanceKey]],
  suspended: [['Suspended', (row) => String(row.isSuspended)]],
};

/** Null: none of the columns is known, or a variable's path cannot be read. */
export function exportedVariables(columns: readonly string[]): readonly VariableColumn[] | null {
  const paths = columns.filter((column) => column.startsWith(VARIABLE)).map((column) => column.slice(VARIABLE.length));
  if (
    paths.length > MAX_VARIABLES_AT_ONCE ||
    columns.some((column) => !column.startsWith(VARIABLE) && !Object.hasOwn(CELLS, column))
  )
    return null;
  const read = variablePaths.safeParse(paths.join(','));
  return read.success && read.data.length === paths.length ? read.data : null;
}

/**
 * The file line by line, page by page. A variable is two columns, its value and its type: so an empty text, a null and
 * a variable that is not there are three things. A last line says when there would be more.
 */
export async function* instanceCsv(
  context: QueryContext,
  { selection, sort, columns, maxRows }: InstanceExport,
): AsyncGenerator<string> {
  const variables = exportedVariables(columns) ?? [];
  yield `\uFEFF${csvLine(columns.flatMap((column) => (column.startsWith(VARIABLE) ? [column.slice(VARIABLE.length), `${column.slice(VARIABLE.length)} (type)`] : (CELLS[column] ?? []).map(([head]) => head))))}`;
  let written = 0;
  for await (const row of chosenRows(context, selection, sort, variables)) {
    if (written === maxRows) {
      yield csvLine([`Cut after ${maxRows} rows: more match.`]);
      return;
    }
    written += 1;
    yield csvLine(
      columns.flatMap((column) =>
        column.startsWith(VARIABLE)
          ? variableCells(row, column.slice(VARIABLE.length))
          : (CELLS[column] ?? []).map(([, cell]) => cell(row)),
      ),
    );
  }
}

function variableCells(row: InstanceRow, path: string): readonly (string | null)[] {
  const value = row.variables[path];
  if (value === undefined) return [null, null];
  return [value.text === null ? null : value.isCut ? `${value.text}…` : value.text, value.type];
}

async function* chosenRows(
  context: QueryContext,
  { keys = [], filter, except = [] }: InstanceExport['selection'],
  sort: InstanceSort,
  variables: readonly VariableColumn[],
): AsyncGenerator<InstanceRow> {
  const seen = new Set(except);
  const filters =
    filter === undefined
      ? keyFilters(
          keys.filter((key) => !seen.has(key)),
          sort,
        )
      : [filter];
  for (const each of filters) {
    const parsed = instanceFilter.safeParse(each);
    if (!parsed.success) return;
    const search = await instanceSearch(context, parsed.data);
    let after: string | undefined;
    do {
      const page = await instancePage(context, search, {
        sort,
        variables,
        after,
        limit: PAGE_ROWS,
        maxCharacters: MAX_CHARACTERS,
      });
      for (const row of page.rows) if (!seen.has(row.key)) yield row;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
}

/** As many keys as one filter takes, in the order of the list: that of the keys is that of starting. */
function keyFilters(keys: readonly string[], sort: InstanceSort): readonly Readonly<Record<string, string>>[] {
  const sorted = [...new Set(keys)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  if (sort.startsWith('-')) sorted.reverse();
  return Array.from({ length: Math.ceil(sorted.length / MAX_FILTER_KEYS) }, (_, index) => ({
    key: sorted.slice(index * MAX_FILTER_KEYS, (index + 1) * MAX_FILTER_KEYS).join(','),
  }));
}
