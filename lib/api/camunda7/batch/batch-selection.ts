import type { Key } from '@/engine/index.ts';
import type { Call } from '../call.ts';
import type { Fields } from '../fields.ts';
import { NOTHING } from '../query/filter.ts';
import { whereOfBody } from '../query/list-routes.ts';
import { historicBatchList } from './batch.ts';

/** Batches that one query may name. */
const MAX_BATCHES = 10_000;

/** Batches that a query of their history finds. */
export async function batchHistoryKeys(call: Call, query: Fields): Promise<readonly Key[]> {
  const where = await whereOfBody(call, historicBatchList, query);
  if (where === NOTHING) return [];
  return (await call.engine.search.find('batch', { where, limit: MAX_BATCHES })).map(({ key }) => key);
}
