import type { QueryName } from '../lib/console/contract.ts';
import { DEFINITION, FIRST_KEY, instanceKey } from './console-data.ts';

interface Case { readonly name: QueryName; readonly what: string; readonly parameters: Readonly<Record<string, string>> }

type Parameters = Readonly<Record<string, string>>;
const JSON_NEVER = '999999';

/** Filters of the instance list, each as a list and as a count: usual ones, and those that find little or nothing. */
const INSTANCE_FILTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nothing': {}, 'running': { state: 'running' }, 'incident': { state: 'incident' }, 'retrying': { state: 'retrying' }, 'active': { state: 'active' }, 'suspended': { state: 'suspended' }, 'completed': { state: 'completed' }, 'cancelled': { state: 'cancelled' }, 'all states but one': { state: 'incident,suspended,retrying,completed,cancelled' },
  'definition': { definition: 'order' }, 'a rare definition': { definition: 'rare' }, 'a definition running': { definition: 'order:3', state: 'running' }, 'version tag': { versionTag: 'gold' }, 'definition name': { definitionName: 'invo' },
  'key': { key: instanceKey(5) }, 'business key': { businessKey: 'ORDER-777' }, 'business key begins': { businessKey: '^=ORDER-7' }, 'business key contains': { businessKey: 'ilike:order-999' }, 'business key contains, none': { businessKey: 'ilike:nothing' }, 'business key wildcard, none': { businessKey: 'like:*x*' },
  'element': { element: 'charge' }, 'element, none': { element: 'escalate' }, 'executed': { executed: 'ship' }, 'executed, rare': { executed: 'escalate' }, 'executed at, recent': { executedAt: '-10m..' }, 'executed at, old': { executedAt: '..-11d' }, 'executed one at': { executed: 'ship', executedAt: '-300m..-280m' }, 'job executed': { jobExecuted: '-4d..-90h' },
  'incident text': { error: 'declined' }, 'incident text, none': { error: 'nothing like it' }, 'incident type': { incidentType: 'failedJob' }, 'incident group': { fingerprint: 'f6' }, 'no incident': { incident: 'none' }, 'incident below': { incident: 'below' }, 'any incident': { incident: 'any' },
  'failed with retries': { failedJob: 'left' }, 'failed without': { failedJob: 'out' }, 'is suspended': { suspended: 'yes' }, 'parent': { parent: instanceKey(20) }, 'called': { called: instanceKey(21) }, 'root': { hierarchy: 'root' }, 'calls others': { hierarchy: 'calls' }, 'tenant': { tenant: 'acme' }, 'no tenant': { tenant: '-' }, 'batch': { batch: '1' }, 'started by': { startedBy: 'lena' },
  'started': { started: '-1h..' }, 'started, old': { started: '..-11d' }, 'ended': { ended: '-4d..-90h' }, 'changed': { changed: '-1h..' }, 'not changed': { changed: '..-3d', state: 'running' },
  'variable =': { 'var.amount': '777' }, 'variable = common': { 'var.currency': 'EUR' }, 'variable = running': { 'var.currency': 'EUR', state: 'running' }, 'variable = none': { 'var.customer': 'Nobody' }, 'variable ≠': { 'var.currency': 'ne:EUR' }, 'variable in': { 'var.currency': 'in:EUR,USD' },
  'variable > few': { 'var.amount': 'gt:99990' }, 'variable > many': { 'var.amount': 'gt:100' }, 'variable > running': { 'var.amount': 'gt:99000', state: 'running' }, 'variable > none': { 'var.amount': 'gt:10000000' }, 'variable between': { 'var.amount': 'between:500..600' }, 'date <': { 'var.due': 'lt:-9d' }, 'date > running': { 'var.due': 'gt:now', state: 'running' },
  'text >': { 'var.customer': 'gt:Customer 9', state: 'running' }, 'variable contains': { 'var.customer': 'like:777' }, 'variable contains, running': { 'var.customer': 'like:777', state: 'running' }, 'variable contains, none': { 'var.customer': 'ilike:nobody' }, 'variable missing': { 'var.nothing': 'missing:' }, 'variable exists': { 'var.amount': 'exists:' }, 'variable exists, none': { 'var.nothing': 'exists:' }, 'ignoring case': { 'var.~AMOUNT': '5' }, 'value ignoring case': { 'var.customer': 'ieq:CUSTOMER 5' },
  'JSON path >': { 'var.order.total': 'gt:500' }, 'JSON path = running': { 'var.order.country': 'JP', state: 'running' }, 'JSON path, few': { 'var.order.items.sku': 'S-7' }, 'JSON path, none': { 'var.order.total': `gt:${JSON_NEVER}` }, 'JSON path, none running': { 'var.order.total': `gt:${JSON_NEVER}`, state: 'running' }, 'JSON path, none of an element': { 'var.order.total': `gt:${JSON_NEVER}`, state: 'incident' },
  'two variables': { 'var.currency': 'EUR', 'var.amount': 'gt:99000' }, 'any of': { match: 'any', tenant: 'acme', 'var.amount': 'gt:99990', state: 'incident' }, 'as text': { q: '(state = incident or var.amount > 99990) and not tenant = acme' }, 'as text, not': { q: 'not (state = completed or state = cancelled) and var.currency in (EUR, USD)' },
};

/** Filters of the list of jobs, each as a list and as a count: usual ones, and those that find little or nothing. */
const JOB_FILTERS: Readonly<Record<string, Parameters>> = {
  'open': { state: 'open' }, 'trouble': { state: 'incident,retrying' }, 'retrying': { state: 'retrying' }, 'suspended': { state: 'suspended' }, 'late': { state: 'overdue' }, 'leased': { state: 'leased', sort: 'created' }, 'waiting': { state: 'waiting' }, 'ended': { state: 'completed,cancelled' },
  'topic': { state: 'open', topic: 'charge' }, 'topic, none': { state: 'open', topic: 'nothing' }, 'topic without attempts': { state: 'incident', topic: 'charge' }, 'worker': { state: 'open', worker: 'w1' }, 'worker, none': { state: 'open', worker: 'nobody' }, 'element, none': { state: 'open', element: 'escalate' },
  'open of a definition': { state: 'open', definition: 'order:3' }, 'open of a rare definition': { state: 'open', definition: 'rare' }, 'error text': { state: 'open', message: 'declined' }, 'error text, none': { state: 'open', message: 'nothing like it' },
  'retries': { state: 'open', retries: '1..3' }, 'priority, none': { state: 'open', priority: '100..' }, 'due': { state: 'open', due: '..now' }, 'made long ago': { state: 'open', created: '..-3d' }, 'start timers': { state: 'open', kind: 'start' }, 'tenant': { state: 'open', tenant: 'acme' },
};

/** What is asked of so many instances. */
export function casesOf(instances: number): readonly Case[] {
  // An instance that lives and has an incident, and what belongs to it.
  const failed = instances - instances % 3;
  const FAILED = instanceKey(failed);
  const inner = (n: number) => String(FIRST_KEY + BigInt(failed) * 100n + BigInt(n));
  const selection = (chosen: object): Parameters => ({ selection: JSON.stringify(chosen) });
  return [
  ...Object.entries(INSTANCE_FILTERS).flatMap(([what, parameters]): Case[] => [{ name: 'instances', what, parameters }, { name: 'instance-count', what, parameters }]),
  ...['started', '-ended', 'ended'].map((sort): Case => ({ name: 'instances', what: `sort ${sort}`, parameters: { sort } })),
  { name: 'instances', what: 'variable columns', parameters: { variables: 'amount,currency,order.total,order.address.city' } }, { name: 'instances', what: '200 rows', parameters: { limit: '200', variables: 'amount,customer' } },
  { name: 'me', what: '', parameters: {} }, { name: 'reasons', what: '', parameters: {} }, { name: 'people', what: '', parameters: {} }, { name: 'saved-views', what: '', parameters: { screen: 'instances' } }, { name: 'variable-names', what: '', parameters: {} },
  { name: 'nav-counts', what: '', parameters: {} }, { name: 'overview', what: '', parameters: {} }, { name: 'overview', what: 'of a definition', parameters: { definition: 'order' } },
  { name: 'definitions', what: '', parameters: {} }, { name: 'definition', what: '', parameters: { key: DEFINITION.newest } }, { name: 'definition-xml', what: '', parameters: { key: DEFINITION.newest } }, { name: 'definition-calls', what: '', parameters: { definition: DEFINITION.newest } }, { name: 'definition-statistics', what: '', parameters: { definition: DEFINITION.newest } },
  { name: 'instance', what: '', parameters: { key: FAILED } }, { name: 'instance-story', what: '', parameters: { key: FAILED } }, { name: 'instance-events', what: '', parameters: { instance: FAILED } }, { name: 'instance-variables', what: '', parameters: { instance: FAILED } }, { name: 'instance-variables', what: 'then', parameters: { instance: FAILED, at: String(Date.now()) } },
  { name: 'variable-value', what: '', parameters: { key: inner(11) } }, { name: 'variable-history', what: '', parameters: { key: inner(11) } },
  { name: 'incident-groups', what: '', parameters: {} }, { name: 'incident-groups', what: 'new ones of an element', parameters: { element: 'charge', triage: 'new' } }, { name: 'incident-groups', what: 'last hour', parameters: { since: '-1h..' } }, { name: 'incident-groups-closed', what: '', parameters: {} }, { name: 'incident-groups-closed', what: 'today', parameters: { since: 'today..', definition: 'order' } },
  { name: 'incidents', what: '', parameters: {} }, { name: 'incidents', what: 'text', parameters: { message: 'declined' } }, { name: 'incidents', what: 'text, none', parameters: { message: 'nothing like it', state: 'all' } }, { name: 'incidents', what: 'group', parameters: { fingerprint: 'f6' } }, { name: 'incidents', what: 'resolved', parameters: { state: 'resolved' } }, { name: 'incidents', what: 'definition', parameters: { definition: 'order', element: 'charge', type: 'failedJob' } }, { name: 'incidents', what: 'instance', parameters: { instance: FAILED } }, { name: 'incidents', what: 'since', parameters: { since: '-1h..' } },
  { name: 'incident', what: '', parameters: { key: inner(30) } }, { name: 'incident-comments', what: '', parameters: { incident: inner(30) } },
  { name: 'jobs', what: '', parameters: {} }, { name: 'jobs', what: 'instance', parameters: { instance: FAILED } }, { name: 'jobs', what: 'definition, element', parameters: { definition: 'order', element: 'charge' } }, { name: 'jobs', what: 'failed', parameters: { state: 'incident' } },
  ...Object.entries(JOB_FILTERS).flatMap(([what, parameters]): Case[] => [{ name: 'jobs', what, parameters }, { name: 'job-count', what, parameters }]),
  ...['created', 'due', '-due'].map((sort): Case => ({ name: 'jobs', what: `open, sort ${sort}`, parameters: { state: 'open', sort } })), { name: 'workers', what: '', parameters: {} },
  { name: 'tasks', what: '', parameters: {} }, { name: 'tasks', what: 'all', parameters: { filter: 'all' } }, { name: 'tasks', what: 'overdue', parameters: { filter: 'overdue' } }, { name: 'task', what: '', parameters: { key: inner(50) } },
  { name: 'early-messages', what: '', parameters: {} }, { name: 'buffered-messages', what: '', parameters: {} }, { name: 'correlated-messages', what: '', parameters: {} }, { name: 'subscriptions', what: '', parameters: {} }, { name: 'message-names', what: '', parameters: {} }, { name: 'message-rules', what: '', parameters: {} },
  { name: 'instance-decisions', what: '', parameters: { instance: FAILED } }, { name: 'instance-elements', what: '', parameters: { instance: FAILED, from: FAILED } },
  { name: 'batches', what: '', parameters: {} }, { name: 'batch', what: '', parameters: { key: '1' } }, { name: 'batch-items', what: '', parameters: { batch: '1' } }, { name: 'batch-items', what: 'failed', parameters: { batch: '1', state: 'failed' } },
  { name: 'audit', what: '', parameters: {} }, { name: 'audit', what: 'who', parameters: { who: 'lena' } }, { name: 'audit', what: 'what, none', parameters: { what: 'instance.delete-history' } }, { name: 'audit', what: 'instance', parameters: { instance: instanceKey(7) } }, { name: 'audit', what: 'text', parameters: { target: 'nothing', ticket: 'OPS-1' } }, { name: 'audit', what: 'note, none', parameters: { note: 'nothing like it' } }, { name: 'audit', what: 'ticket', parameters: { ticket: 'OPS-1' } }, { name: 'audit', what: 'batch', parameters: { batch: '42' } }, { name: 'audit', what: 'variable, channel, when', parameters: { variable: 'amount', channel: 'rest7', when: '-7d..-1d' } }, { name: 'audit-entry', what: '', parameters: { n: '7' } }, { name: 'audit-totals', what: '', parameters: {} },
    { name: 'selection', what: 'keys', parameters: selection({ keys: [FAILED, instanceKey(failed - 3)] }) }, { name: 'selection', what: 'filter', parameters: selection({ filter: { state: 'incident', definition: 'order:3' } }) },
    { name: 'start-like', what: '', parameters: { instance: FAILED } }, { name: 'incident-versions', what: '', parameters: { incident: inner(30) } }, { name: 'job', what: '', parameters: { key: inner(20) } }, { name: 'job-definitions', what: '', parameters: { definition: DEFINITION.newest } },
  ];
}

