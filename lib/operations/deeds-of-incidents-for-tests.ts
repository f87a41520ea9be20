import type { DeedsOf } from './deed-for-tests.ts';
import { SOON } from './ground-for-tests.ts';

const INCIDENT = 'select outcome from incident where key = $1::bigint';
const TRIAGE = `select t.acknowledged_by as "acknowledgedBy", t.owner, t.snoozed_until as "snoozedUntil", t.ticket from incident n
    left join incident_triage t on t.fingerprint = n.fingerprint where n.key = $1::bigint`;

export const DEEDS_OF_INCIDENTS: DeedsOf<`incident.${string}`> = {
  'incident.retry': {
    prepare: async (at) => ({ incidentKey: await at.incident() }),
    before: { retries: 0 },
    after: { retries: 1 },
    stands: (at, { incidentKey }) => at.row(INCIDENT, incidentKey),
    as: { outcome: 'resolved' },
  },
  'incident.acknowledge': {
    prepare: async (at) => ({ incidentKey: await at.incident('acknowledged'), isAcknowledged: true }),
    before: { acknowledgedBy: null },
    after: { acknowledgedBy: 'lena' },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { acknowledgedBy: 'lena' },
  },
  'incident.assign': {
    prepare: async (at) => ({ incidentKey: await at.incident('owned'), owner: 'lena' }),
    before: { owner: null },
    after: { owner: 'lena' },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { owner: 'lena' },
  },
  'incident.snooze': {
    prepare: async (at) => ({ incidentKey: await at.incident('snoozed'), until: SOON }),
    before: { snoozedUntil: null },
    after: { snoozedUntil: SOON },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { snoozedUntil: new Date(SOON) },
  },
  'incident.comment': {
    prepare: async (at) => ({ incidentKey: await at.incident('talked about'), text: 'Provider is down' }),
    before: null,
    after: { text: 'Provider is down' },
    stands: (at) => at.row('select author, text from incident_comment order by key desc limit 1'),
    as: { author: 'lena', text: 'Provider is down' },
  },
  'incident.annotate': {
    prepare: async (at) => ({ incidentKey: await at.incident(), annotation: 'asked' }),
    before: { annotation: null },
    after: { annotation: 'asked' },
    stands: (at, { incidentKey }) => at.row('select annotation from incident where key = $1::bigint', incidentKey),
    as: { annotation: 'asked' },
  },
  'incident.create': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return {
        instanceKey,
        elementInstanceKey: await at.key(
          `select key::text from element_instance where instance_key = $1::bigint and element_id = 'review'`,
          instanceKey,
        ),
        type: 'dataQuality',
        message: 'no number',
      };
    },
    before: null,
    after: { type: 'dataQuality' },
    stands: (at, { instanceKey }) =>
      at.row('select type, message, element_id as "at" from incident where instance_key = $1::bigint', instanceKey),
    as: { type: 'dataQuality', message: 'no number', at: 'review' },
  },
  'incident.resolve': {
    prepare: async (at) => ({ incidentKey: await at.reported() }),
    before: { type: 'custom', message: 'reported' },
    after: { outcome: 'resolved' },
    stands: (at, { incidentKey }) => at.row(INCIDENT, incidentKey),
    as: { outcome: 'resolved' },
  },
  'incident.retry-group': {
    prepare: async (at) => ({ incidentKey: await at.incident('of a group') }),
    before: { open: 1 },
    after: { items: 1, retries: 1 },
    stands: (at, { incidentKey }) =>
      at.row(`select count(*)::int as items from batch_item where target = $1`, incidentKey),
    as: { items: 1 },
  },
  'incident.link-ticket': {
    prepare: async (at) => ({ incidentKey: await at.incident('ticketed'), ticket: 'OPS-77' }),
    before: { ticket: null },
    after: { ticket: 'OPS-77' },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { ticket: 'OPS-77' },
  },
};
