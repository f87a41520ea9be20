import { Prisma } from '@/lib/db.ts';
import { AUDIT_COLUMNS, type AuditSqlRow, toAuditRow } from '../queries/audit.ts';
import { auditFilter } from '../queries/audit-filter.ts';
import { type AuditFound, searchAudit } from '../queries/audit-window.ts';
import type { QueryContext } from '../queries/query.ts';
import { anyOf } from '../queries/sql.ts';
import type { AuditRow } from '../views/audit-view.ts';
import { csvLine } from './csv.ts';

const PAGE_ENTRIES = 1_000;

export interface AuditExport {
  readonly filter: Readonly<Record<string, string>>;
  /** jsonl: whole entries with their hashes, as `npm run audit-log -- check` reads them. */
  readonly format: 'csv' | 'jsonl';
  readonly maxRows: number;
}

/** Entries of a table have no values that only their hash needs. */
type CsvRow = AuditRow & { readonly before: unknown; readonly after: unknown; readonly address: string | null };
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const CELLS: readonly (readonly [string, (row: CsvRow) => string | null])[] = [
  ['Number', ({ n }) => String(n)],
  ['Time', ({ at }) => new Date(at).toISOString()],
  ['Who', ({ actorName, actorKind }) => actorName ?? actorKind],
  ['Role', ({ actorRole }) => actorRole],
  ['Channel', ({ channel }) => channel],
  ['Address', ({ address }) => address],
  ['What', ({ operationLabel }) => operationLabel],
  ['Operation', ({ operation }) => operation],
  ['Risk', ({ risk }) => risk],
  ['Outcome', ({ outcome }) => outcome],
  ['Outcome text', ({ outcomeText }) => outcomeText],
  ['About', ({ targetKind }) => targetKind],
  ['Target', ({ targetKey }) => targetKey],
  ['Instance', ({ instanceKey }) => instanceKey],
  ['Business key', ({ businessKey }) => businessKey],
  ['Element', ({ elementId }) => elementId],
  ['Reason', ({ reasonCode }) => reasonCode],
  ['Ticket', ({ ticket }) => ticket],
  ['Note', ({ note }) => note],
  ['Before', ({ before }) => json(before)],
  ['After', ({ after }) => json(after)],
  ['Takes back', ({ undoes }) => (undoes === null ? null : String(undoes))],
];

/** The file piece by piece, oldest first, some entries at a time. */
export async function* auditLines(
  context: QueryContext,
  { filter, format, maxRows }: AuditExport,
): AsyncGenerator<string> {
  const parsed = auditFilter.safeParse(filter);
  if (!parsed.success) return;
  if (format === 'csv') yield `\uFEFF${csvLine(CELLS.map(([head]) => head))}`;
  let left = maxRows;
  let isCut = false;
  let after: bigint | null = null;
  do {
    const found: AuditFound = await searchAudit(context, {
      filter: parsed.data,
      isNewestFirst: false,
      after,
      limit: PAGE_ENTRIES,
    });
    const numbers = found.numbers.slice(0, left);
    if (numbers.length > 0) yield await (format === 'csv' ? csvOf(context, numbers) : linesOf(context, numbers));
    left -= numbers.length;
    isCut = numbers.length < found.numbers.length;
    after = found.next === null ? null : BigInt(found.next);
  } while (after !== null && !isCut);
  // What checks the lines would take a sentence for a line that somebody put in.
  if (isCut && format === 'csv') yield csvLine([`Cut after ${maxRows} entries: more match.`]);
}

async function linesOf({ engine }: QueryContext, numbers: readonly string[]): Promise<string> {
  return (await engine.auditLines(numbers)).map((line) => `${line}\n`).join('');
}

async function csvOf({ database }: QueryContext, numbers: readonly string[]): Promise<string> {
  const rows = await database.$queryRaw<(AuditSqlRow & Pick<CsvRow, 'before' | 'after' | 'address'>)[]>(Prisma.sql`
    select ${AUDIT_COLUMNS}, a.before, a.after, a.address from audit_entry a where a.n = ${anyOf(numbers)}
      order by a.n`);
  return rows
    .map(({ before, after, address, ...row }) => {
      // In a file an element is called by its id.
      const whole = { ...toAuditRow({ ...row, elementName: null }), before, after, address };
      return csvLine(CELLS.map(([, cell]) => cell(whole)));
    })
    .join('');
}
