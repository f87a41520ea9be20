import { fetchQuery } from '@/lib/console/client.ts';
import type { BatchItemRow } from '@/lib/console/views/batch-view.ts';

const ROWS_AT_ONCE = 200;
const COLUMNS = ['item', 'instance', 'business key', 'state', 'attempts left', 'message', 'done at'] as const;

/** All items of a batch with the result of each, as a file of this browser. */
export async function downloadItems(batchKey: string): Promise<void> {
  const lines = [COLUMNS.join(',')];
  for (let after: string | null | undefined; after !== null;) {
    const page: { readonly rows: readonly BatchItemRow[]; readonly next: string | null } = await fetchQuery('batch-items', { batch: batchKey, limit: ROWS_AT_ONCE, ...(after !== undefined && { after }) });
    lines.push(...page.rows.map(lineOf));
    after = page.next;
  }
  const url = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `batch-${batchKey}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

export function lineOf(row: BatchItemRow): string {
  return [row.target, row.instanceKey, row.businessKey, row.state, row.retries, row.message, row.doneAt === null ? null : new Date(row.doneAt).toISOString()].map(cell).join(',');
}

/** Quoted where it has to be; what a spreadsheet would take for a formula is made a text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
