import type { BatchOperation } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import { BATCH_TYPES } from './batch-types.ts';
import { shownBatch } from './shown-batch.ts';

/** What else there is to say of a batch: why it was made, and whose definition it is about. */
interface About {
  readonly note?: string | null;
  readonly tenantId?: string | null;
}

/** Makes a batch for what the request has named, and shows it. */
export async function createBatch(
  call: Call,
  operation: BatchOperation,
  targets: readonly string[],
  { note = null, tenantId = null }: About = {},
): Promise<unknown> {
  const audit = call.audit('batch.create', 'destructive', {
    targetKind: 'batch',
    after: { type: BATCH_TYPES[operation.kind], total: targets.length },
    note,
  });
  const key = await call.engine.batches.create({ operation, targets, createdBy: null, tenantId, audit });
  const row = await call.engine.search.get('batch', key);
  if (row === null) throw new Error(`batch ${key} is not there after it was made`);
  return shownBatch(row);
}
