import type { DeedsOf } from './deed-for-tests.ts';

export const DEEDS_OF_RECORDS: DeedsOf<`audit.${string}` | `view.${string}`> = {
  'audit.export': {
    role: 'auditor',
    prepare: async (at) => ({ filter: { instance: await at.suspendedByHand() }, format: 'jsonl' }),
    before: null,
    after: { entries: 1, isCut: false, format: 'jsonl' },
    stands: (at) => at.row(`select username, request ->> 'of' as of from export_request order by key desc limit 1`),
    as: { username: 'lena', of: 'audit' },
  },
  'audit.annotate': {
    prepare: async (at) => {
      await at.suspendedByHand();
      return { n: Number((await at.desk.lastEntry()).n), text: 'agreed by telephone' };
    },
    before: null,
    after: { text: 'agreed by telephone' },
    stands: (at, { n }) =>
      at.row(
        `select after ->> 'text' as text, actor_id as by from audit_entry where target_kind = 'entry'
          and target_key = $1`,
        String(n),
      ),
    as: { text: 'agreed by telephone', by: 'lena' },
  },
  'view.save': {
    prepare: async (at) => ({
      screen: 'instances',
      name: `Saved ${await at.desk.engine.newKey()}`,
      address: 'state=incident',
    }),
    before: null,
    after: { address: 'state=incident' },
    stands: (at, { name }) => at.row('select address from saved_view where name = $1', name),
    as: { address: 'state=incident' },
  },
  'view.share': {
    prepare: async (at) => ({ viewKey: await at.view(), isShared: true }),
    before: { isShared: false },
    after: { isShared: true },
    stands: (at, { viewKey }) =>
      at.row('select is_shared as "isShared" from saved_view where key = $1::bigint', viewKey),
    as: { isShared: true },
  },
  'view.delete': {
    prepare: async (at) => ({ viewKey: await at.view() }),
    before: { screen: 'instances', address: 'state=incident' },
    after: null,
    stands: (at, { viewKey }) => at.row('select name from saved_view where key = $1::bigint', viewKey),
    as: null,
  },
  'view.set-default': {
    prepare: async (at) => ({ screen: 'instances', viewKey: await at.view() }),
    before: { viewKey: null },
    after: { screen: 'instances' },
    stands: async (at, { viewKey }) => ({
      isIt: (await at.key(`select view_key::text as key from saved_view_default where username = 'lena'`)) === viewKey,
    }),
    as: { isIt: true },
  },
};
