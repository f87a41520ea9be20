import { expect } from 'vitest';
import type { DeedsOf } from './deed-for-tests.ts';
import { BY_HAND } from './ground-for-tests.ts';

const INSTANCE = `select is_suspended as "isSuspended", outcome, definition_key::text as definition from instance
    where key = $1::bigint`;

export const DEEDS_OF_INSTANCES: DeedsOf<`instance.${string}`> = {
  'instance.retry-all': {
    prepare: async (at) => ({ instanceKey: (await at.failed()).instanceKey }),
    before: { retries: 0 },
    after: { retries: 1 },
    stands: (at, { instanceKey }) =>
      at.row(
        'select retries, error_message is null as "isClean" from job where instance_key = $1::bigint and element_id = \'charge\'',
        instanceKey,
      ),
    as: { retries: 1 },
  },
  'instance.cancel': {
    prepare: async (at) => ({ instanceKey: await at.instance() }),
    before: { state: 'running' },
    after: { state: 'cancelled' },
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { outcome: 'terminated' },
  },
  'instance.watch': {
    prepare: async (at) => ({ instanceKey: await at.instance(), isWatched: true }),
    before: { isWatched: false },
    after: { isWatched: true },
    stands: (at, { instanceKey }) =>
      at.row(`select username from watch where kind = 'instance' and target_key = $1::bigint`, instanceKey),
    as: { username: 'lena' },
  },
  'instance.suspend': {
    prepare: async (at) => ({ instanceKey: await at.instance() }),
    before: { isSuspended: false },
    after: { isSuspended: true },
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { isSuspended: true },
  },
  'instance.resume': {
    prepare: async (at) => ({ instanceKey: await at.suspended() }),
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { isSuspended: false },
  },
  'instance.modify': {
    prepare: async (at) => ({
      instanceKey: await at.instance(),
      steps: [
        { kind: 'cancelAll', elementId: 'pause' },
        { kind: 'startBefore', elementId: 'review' },
      ],
    }),
    before: { tokens: { charge: 1, halt: 1, paid: 1, pause: 1, review: 1 } },
    after: {
      tokens: { charge: 1, halt: 1, paid: 1, review: 2 },
      steps: ['Every token at pause is cancelled.', 'A new token starts before review.'],
    },
    stands: (at, { instanceKey }) =>
      at.row(
        `select count(*) filter (where element_id = 'pause')::int as pause, count(*)
          filter (where element_id = 'review')::int as review from element_instance where instance_key = $1::bigint
          and ended_at is null`,
        instanceKey,
      ),
    as: { pause: 0, review: 2 },
  },
  'instance.migrate': {
    prepare: async (at) => ({
      instanceKey: await at.instance(),
      targetDefinitionKey: at.second,
      mapping: ['charge', 'review', 'pause', 'paid', 'halt'].map((id) => ({ source: id, target: id })),
    }),
    before: { definition: 'deed:1' },
    after: { definition: 'deed:2' },
    stands: async (at, { instanceKey, targetDefinitionKey }) => ({
      isThere:
        (await at.key('select definition_key::text as key from instance where key = $1::bigint', instanceKey)) ===
        targetDefinitionKey,
    }),
    as: { isThere: true },
  },
  'instance.restart': {
    prepare: async (at) => ({
      instanceKey: await at.ended(),
      definitionKey: at.definition(),
      starts: [{ kind: 'before', elementId: 'review' }],
      variables: 'last',
      keepsBusinessKey: true,
    }),
    before: { instance: expect.any(String) },
    after: { starts: 'before review', variables: 'last', definition: 'deed:1' },
    stands: (at) => at.row('select outcome, start_element_id as "from" from instance order by key desc limit 1'),
    as: { outcome: null },
  },
  'instance.delete-history': {
    role: 'admin',
    prepare: async (at) => ({ instanceKey: await at.ended() }),
    before: { called: [], definition: 'deed:1' },
    after: null,
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: null,
  },
  'instance.export-bundle': {
    prepare: async (at) => ({ instanceKey: await at.instance() }),
    before: null,
    after: null,
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { outcome: null },
  },
  'instance.export-list': {
    prepare: async (at) => ({ selection: { keys: [await at.instance()] }, sort: '-started', columns: ['key'] }),
    before: null,
    after: { rows: 1, columns: ['key'] },
    stands: (at) => at.row('select username from export_request order by key desc limit 1'),
    as: { username: 'lena' },
  },
  'instance.start': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition(),
        businessKey: 'STARTED',
        variables: [{ name: 'n', ...BY_HAND }],
      }),
    before: null,
    after: { businessKey: 'STARTED', variables: ['n'] },
    stands: (at) =>
      at.row(
        `select v.text from instance i join variable v on v.instance_key = i.key and v.name = 'n'
          where i.business_key = 'STARTED'`,
      ),
    as: { text: 'by hand' },
  },
};
