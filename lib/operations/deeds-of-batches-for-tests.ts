import type { DeedsOf } from './deed-for-tests.ts';

const BATCH =
  'select is_suspended as "isSuspended", ended_at is not null as "isOver" from batch where key = $1::bigint';

export const DEEDS_OF_BATCHES: DeedsOf<`batch.${string}`> = {
  'batch.create': {
    prepare: async (at) => ({
      selection: { keys: [await at.instance(), await at.instance()] },
      action: { kind: 'suspend' },
    }),
    before: { instances: 2 },
    after: { items: 2, action: { kind: 'suspend' } },
    stands: (at) => at.row('select total from batch order by key desc limit 1'),
    as: { total: 2 },
  },
  'batch.pause': {
    prepare: async (at) => ({ batchKey: await at.batch() }),
    before: { isSuspended: false, failed: 1 },
    after: { isSuspended: true, failed: 1 },
    stands: (at, { batchKey }) => at.row(BATCH, batchKey),
    as: { isSuspended: true },
  },
  'batch.resume': {
    prepare: async (at) => ({ batchKey: await at.paused() }),
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { batchKey }) => at.row(BATCH, batchKey),
    as: { isSuspended: false },
  },
  'batch.cancel': {
    prepare: async (at) => ({ batchKey: await at.batch() }),
    before: { done: 0, failed: 1 },
    after: { outcome: 'cancelled' },
    stands: (at, { batchKey }) => at.row(BATCH, batchKey),
    as: { isOver: true },
  },
  'batch.retry': {
    prepare: async (at) => ({ batchKey: await at.paused(), retries: 2 }),
    before: { failed: 1 },
    after: { failed: 0, triedAgain: 1 },
    stands: (at, { batchKey }) =>
      at.row('select state, retries from batch_item where batch_key = $1::bigint', batchKey),
    as: { retries: 2 },
  },
};
