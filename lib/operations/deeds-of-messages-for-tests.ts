import type { DeedsOf } from './deed-for-tests.ts';
import { HOUR_MS } from './ground-for-tests.ts';

const EARLY = 'select state, is_watched as "isWatched" from early_message where key = $1::bigint';

export const DEEDS_OF_MESSAGES: DeedsOf<`message.${string}` | `signal.${string}`> = {
  'message.correlate': {
    prepare: async (at) => ({ instanceKey: await at.instance(), name: 'Paid' }),
    before: { waitsAt: ['paid'] },
    after: { message: 'Paid' },
    stands: (at, { instanceKey }) =>
      at.row(
        `select outcome from element_history where instance_key = $1::bigint and element_id = 'paid'`,
        instanceKey,
      ),
    as: { outcome: 'completed' },
  },
  'message.send': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return { name: 'Paid', businessKey: `DEED-${instanceKey}` };
    },
    before: null,
    after: { message: 'Paid', receivers: 1 },
    stands: (at, { businessKey = '' }) =>
      at.row(
        `select outcome from element_history where instance_key = $1::bigint and element_id = 'paid'`,
        businessKey.slice('DEED-'.length),
      ),
    as: { outcome: 'completed' },
  },
  'message.publish': {
    prepare: async (at) => {
      await at.instance('cloud');
      return { name: 'CloudPaid', correlationKey: 'O-cloud', timeToLiveMs: HOUR_MS };
    },
    before: null,
    after: { message: 'CloudPaid', receivers: 1, correlationKey: 'O-cloud' },
    stands: (at) =>
      at.row(
        `select i.outcome from instance i join definition d on d.key = i.definition_key where d.process_id = 'cloud'
          order by i.key desc limit 1`,
      ),
    as: { outcome: 'completed' },
  },
  'message.replay': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return { messageKey: await at.early(), businessKey: `DEED-${instanceKey}` };
    },
    before: { state: 'waiting' },
    after: { state: 'correlated' },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { state: 'correlated' },
  },
  'message.watch': {
    prepare: async (at) => ({ messageKey: await at.early(), isWatched: true }),
    before: { isWatched: false },
    after: { isWatched: true },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { isWatched: true },
  },
  'message.mark': {
    prepare: async (at) => ({ messageKey: await at.early(), mark: 'late' }),
    before: { state: 'waiting' },
    after: { state: 'late' },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { state: 'late' },
  },
  'message.attach': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return {
        messageKey: await at.early(),
        subscriptionKey: await at.key(
          `select key::text from subscription where instance_key = $1::bigint and kind = 'message'`,
          instanceKey,
        ),
      };
    },
    before: { state: 'waiting' },
    after: { state: 'correlated', waitsFor: 'Paid' },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { state: 'correlated' },
  },
  'message.replay-many': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return { selection: { keys: [await at.early(`DEED-${instanceKey}`)] } };
    },
    before: { messages: 1 },
    after: { state: 'correlated', messages: 1 },
    stands: (at) => at.row('select kind, total from batch order by key desc limit 1'),
    as: { kind: 'replayMessage', total: 1 },
  },
  'message.mark-many': {
    prepare: async (at) => ({ selection: { keys: [await at.early()] }, mark: 'late' }),
    before: { messages: 1 },
    after: { state: 'late', messages: 1 },
    stands: (at) => at.row('select kind, total from batch order by key desc limit 1'),
    as: { kind: 'markMessage', total: 1 },
  },
  'message.rule': {
    prepare: () => Promise.resolve({ name: 'Unruly', rule: 'ignore' }),
    before: { rule: 'keep' },
    after: { rule: 'ignore' },
    stands: (at, { name }) => at.row('select rule from early_message_name where name = $1', name),
    as: { rule: 'ignore' },
  },
  'signal.broadcast': {
    prepare: async (at) => {
      await at.instance();
      return { name: 'Halt' };
    },
    before: null,
    after: { signal: 'Halt', starts: 0 },
    stands: (at) =>
      at.row(`select outcome from element_history where element_id = 'halt' order by instance_key desc limit 1`),
    as: { outcome: 'completed' },
  },
};
