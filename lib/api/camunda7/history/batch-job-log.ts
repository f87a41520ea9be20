import type { BatchItemRow, BatchRow, Condition, Instant } from '@/engine/index.ts';
import { batchDefinitionOf, batchJobId, batchJobOf, type BatchJobKind } from '../batch/batch-ids.ts';
import { BATCH_TYPES } from '../batch/batch-types.ts';
import { itemFailureText } from '../batch/item-failure.ts';
import { JOBS_PER_SEED } from '../batch/shown-batch.ts';
import type { Call } from '../call.ts';
import { isKey } from '../ids.ts';
import { tenantsAskedFor } from '../query/memory-list.ts';
import type { FilterSource } from '../query/read-filters.ts';

/** Attempts that a job has before it was ever tried. */
const FRESH_RETRIES = 3;
/** Batches and items that are read at a time. */
const PORTION = 500;

/**
 * One line in the life of a batch's job: of the seed that opens its items, of an item, or of the monitor that ends it.
 */
export interface BatchJobEntry {
  readonly id: string;
  readonly at: Instant;
  readonly event: 'creation' | 'failure' | 'success' | 'deletion';
  readonly jobId: string;
  readonly kind: BatchJobKind;
  readonly batch: BatchRow;
  readonly retries: number;
  readonly errorMessage: string | null;
}

/** Filters that ask for what no batch has: its jobs belong to no process. */
const OF_PROCESSES = [
  'processInstanceId',
  'processDefinitionId',
  'processDefinitionKey',
  'activityIdIn',
  'failedActivityIdIn',
  'executionIdIn',
  'deploymentId',
] as const;

/** Which batches a query can mean; null: none. */
function batchesMeant(source: FilterSource): readonly Condition<'batch'>[] | null {
  if (OF_PROCESSES.some((name) => source.has(name))) return null;
  const where: Condition<'batch'>[] = [];
  const tenants = source.has('tenantIdIn') ? tenantsAskedFor(source, 'tenantIdIn') : [];
  if (tenants.length > 0) where.push({ field: 'tenantId', op: 'in', value: tenants });
  const named = source.has('jobDefinitionId') ? batchDefinitionOf(source.text('jobDefinitionId') ?? '') : undefined;
  if (named === null) return null;
  if (named !== undefined) where.push({ field: 'key', op: '=', value: named.batchKey });
  if (source.has('jobDefinitionConfiguration')) {
    const key = source.text('jobDefinitionConfiguration') ?? '';
    if (!isKey(key)) return null;
    where.push({ field: 'key', op: '=', value: key });
  }
  const job = source.has('jobId') ? batchJobOf(source.text('jobId') ?? '') : undefined;
  if (job === null) return null;
  if (job !== undefined && job.kind !== 'execution') where.push({ field: 'key', op: '=', value: job.key });
  return where;
}

/** The log of batches that a query can mean, a portion at a time. */
export async function* readBatchEntries(call: Call, source: FilterSource): AsyncGenerator<readonly BatchJobEntry[]> {
  const where = batchesMeant(source);
  if (where === null) return;
  const job = source.has('jobId') ? batchJobOf(source.text('jobId') ?? '') : null;
  if (job?.kind === 'execution') {
    const items = await call.engine.search.find('batchItem', {
      where: [{ field: 'key', op: '=', value: job.key }],
      limit: 1,
    });
    const batch = items[0] === undefined ? null : await call.engine.search.get('batch', items[0].batchKey);
    if (batch !== null) yield await entriesOfItems(call, batch, items);
    return;
  }
  for (let last: string | null = null; ; ) {
    const batches: readonly BatchRow[] = await call.engine.search.find('batch', {
      where: last === null ? where : [...where, { field: 'key', op: '<', value: last }],
      sort: [{ field: 'key', order: 'desc' }],
      limit: PORTION,
    });
    for (const batch of batches) {
      yield entriesOfBatch(batch);
      if (job === null) yield* itemsOf(call, batch);
    }
    last = batches.at(-1)?.key ?? null;
    if (last === null || batches.length < PORTION) return;
  }
}

async function* itemsOf(call: Call, batch: BatchRow): AsyncGenerator<readonly BatchJobEntry[]> {
  for (let last = '0'; ; ) {
    const items = await call.engine.search.find('batchItem', {
      where: [
        { field: 'batchKey', op: '=', value: batch.key },
        { field: 'key', op: '>', value: last },
      ],
      sort: [{ field: 'key', order: 'asc' }],
      limit: PORTION,
    });
    yield await entriesOfItems(call, batch, items);
    const end = items.at(-1);
    if (end === undefined || items.length < PORTION) return;
    last = end.key;
  }
}

/**
 * The seeds, one for each hundred items, and the monitor, which comes with the last of them. When items were opened is
 * not kept, so what depends on that stands at the batch's start.
 */
function entriesOfBatch(batch: BatchRow): readonly BatchJobEntry[] {
  const entry = (kind: 'seed' | 'monitor', event: BatchJobEntry['event'], at: Instant, n = 0): BatchJobEntry => ({
    id: `${batchJobId(batch.key, kind)}-${n}-${event}`,
    at,
    event,
    jobId: batchJobId(batch.key, kind),
    kind,
    batch,
    retries: FRESH_RETRIES,
    errorMessage: null,
  });
  const isSeeded = batch.opened >= batch.total;
  const seeds = Math.max(1, Math.ceil(batch.total / JOBS_PER_SEED));
  const done = isSeeded ? seeds : Math.floor(batch.opened / JOBS_PER_SEED);
  const entries: BatchJobEntry[] = [];
  for (let n = 0; n < Math.min(seeds, done + 1); n++) {
    entries.push(entry('seed', 'creation', batch.createdAt, n));
    if (n < done) entries.push(entry('seed', 'success', batch.createdAt, n));
    else if (batch.endedAt !== null) entries.push(entry('seed', 'deletion', batch.endedAt, n));
  }
  if (isSeeded) entries.push(entry('monitor', 'creation', batch.createdAt));
  if (isSeeded && batch.endedAt !== null)
    entries.push(entry('monitor', batch.outcome === 'completed' ? 'success' : 'deletion', batch.endedAt));
  return entries;
}

async function entriesOfItems(
  call: Call,
  batch: BatchRow,
  items: readonly BatchItemRow[],
): Promise<readonly BatchJobEntry[]> {
  return (
    await Promise.all(items.filter(({ state }) => state !== 'planned').map((item) => entriesOfItem(call, batch, item)))
  ).flat();
}

async function entriesOfItem(call: Call, batch: BatchRow, item: BatchItemRow): Promise<readonly BatchJobEntry[]> {
  const jobId = batchJobId(item.key, 'execution');
  const entry = (
    event: BatchJobEntry['event'],
    at: Instant,
    retries: number,
    errorMessage: string | null = null,
  ): BatchJobEntry => ({
    id: `${jobId}-${event}-${at}`,
    at,
    event,
    jobId,
    kind: 'execution',
    batch,
    retries,
    errorMessage,
  });
  const failures = await Promise.all(
    item.failures.map(async ({ at, retries, message, rejection }) =>
      entry('failure', at, retries, await itemFailureText(call, { ...item, message, rejection })),
    ),
  );
  return [
    entry('creation', batch.createdAt, FRESH_RETRIES),
    ...failures,
    ...(item.doneAt === null ? [] : [entry('success', item.doneAt, item.retries)]),
    ...(item.doneAt === null && batch.endedAt !== null ? [entry('deletion', batch.endedAt, item.retries)] : []),
  ];
}

export const batchJobType = (batch: BatchRow, kind: BatchJobKind): string =>
  kind === 'execution' ? BATCH_TYPES[batch.kind] : `batch-${kind}-job`;

const EVENTS = [
  ['creationLog', 'creation'],
  ['failureLog', 'failure'],
  ['successLog', 'success'],
  ['deletionLog', 'deletion'],
] as const;

/** How many entries a query means that asks for events alone. */
export async function countBatchEntries(call: Call, source: FilterSource): Promise<number> {
  const wanted = EVENTS.filter(([name]) => source.has(name) && source.flag(name));
  let sum = 0;
  for await (const entries of readBatchEntries(call, source))
    sum += entries.filter(({ event }) => wanted.every(([, kind]) => kind === event)).length;
  return sum;
}

/** One entry by its id, which begins with that of its job. */
export async function findBatchEntry(call: Call): Promise<BatchJobEntry | undefined> {
  const id = call.param('id');
  const job = batchJobOf(id.split('-').slice(0, 3).join('-'));
  if (job === null) return undefined;
  const [item] =
    job.kind === 'execution'
      ? await call.engine.search.find('batchItem', { where: [{ field: 'key', op: '=', value: job.key }], limit: 1 })
      : [];
  const batch = await call.engine.search.get('batch', item?.batchKey ?? job.key);
  if (batch === null) return undefined;
  return (item === undefined ? entriesOfBatch(batch) : await entriesOfItem(call, batch, item)).find(
    (entry) => entry.id === id,
  );
}
