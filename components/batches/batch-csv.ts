import { definitionName } from '@/components/data/definition-name.tsx';
import { saveFile } from '@/components/ui/save-file.ts';
import { fetchQuery } from '@/lib/console/client.ts';
import { csvLine } from '@/lib/console/export/csv.ts';
import type { BatchItemRow } from '@/lib/console/views/batch-view.ts';

const ROWS_AT_ONCE = 200;
const COLUMNS = [
  'item',
  'instance',
  'business key',
  'definition',
  'version',
  'element',
  'state',
  'attempts left',
  'message',
  'done at',
] as const;

/** All items of a batch with the result of each, as a file of this browser. */
export async function downloadItems(batchKey: string): Promise<void> {
  const lines = [csvLine(COLUMNS)];
  for (let after: string | null | undefined; after !== null; ) {
    const page: { readonly rows: readonly BatchItemRow[]; readonly next: string | null } = await fetchQuery(
      'batch-items',
      { batch: batchKey, limit: ROWS_AT_ONCE, ...(after !== undefined && { after }) },
    );
    lines.push(...page.rows.map(lineOf));
    after = page.next;
  }
  saveFile(new Blob(lines, { type: 'text/csv;charset=utf-8' }), `batch-${batchKey}.csv`);
}

export function lineOf(row: BatchItemRow): string {
  return csvLine([
    row.target,
    row.instanceKey,
    row.businessKey,
    row.definition === null ? null : definitionName(row.definition),
    row.definition === null ? null : String(row.definition.version),
    row.elementId,
    row.state,
    row.retries === null ? null : String(row.retries),
    row.message,
    row.doneAt === null ? null : new Date(row.doneAt).toISOString(),
  ]);
}
