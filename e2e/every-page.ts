import type { Sights } from './sights.ts';

const many = (keys: readonly string[]): string => encodeURIComponent(JSON.stringify({ keys }));
const instance = (at: Sights, rest: string): string => `/instances/${at.instanceKey}${rest}`;

/**
 * Each page of `app/`, by its file: where all that it can show is looked at. A page without a line here fails a test.
 */
export const EVERY_PAGE: Readonly<Record<string, Readonly<Record<string, string | ((at: Sights) => string)>>>> = {
  'sign-in': { 'sign-in': '/sign-in' },
  // There is only one way to it, before anybody can sign in: it is looked at where that way is walked.
  setup: {},
  '(console)': { overview: '/' },
  '(console)/incidents': {
    incidents: '/incidents',
    'incidents-group': (at) => `/incidents?group=${at.fingerprint}`,
    'incidents-none': '/incidents?definition=nothing',
  },
  '(console)/incidents/list': { 'incident-list': '/incidents/list' },
  '(console)/instances': {
    instances: '/instances',
    'instances-none': '/instances?businessKey=nothing',
    'instances-unreadable': '/instances?started=soon',
  },
  '(console)/instances/[key]': {
    instance: (at) => instance(at, '?element=First'),
    'instance-incidents': (at) => instance(at, '?tab=incidents'),
    'instance-jobs': (at) => instance(at, '?tab=jobs'),
    'instance-tasks': (at) => instance(at, '?tab=tasks'),
    'instance-messages': (at) => instance(at, '?tab=messages'),
    'instance-called': (at) => `/instances/${at.calledKey}?tab=called`,
    'instance-decisions': (at) => instance(at, '?tab=decisions'),
    'instance-model': (at) => instance(at, '?tab=model'),
    'instance-operations': (at) => instance(at, '?tab=operations'),
    'instance-list': (at) => instance(at, '?view=list'),
    'instance-time-line': (at) => instance(at, '?history=time'),
    'instance-past': (at) => instance(at, '?at=2'),
    'instance-ended': (at) => `/instances/${at.endedKey}`,
    'instance-held': (at) => `/instances/${at.heldKey}`,
    'instance-unknown': '/instances/1234567890123456',
  },
  '(console)/instances/[key]/modify': { modify: (at) => instance(at, '/modify') },
  '(console)/instances/[key]/migrate': { migrate: (at) => `/instances/${at.versionedKeys[0]}/migrate` },
  '(console)/instances/[key]/restart': { restart: (at) => `/instances/${at.endedKey}/restart` },
  '(console)/instances/bundle': { bundle: '/instances/bundle' },
  '(console)/instances/compare': {
    compare: (at) => `/instances/compare?a=${at.instanceKey}&b=${at.endedKey}`,
    'compare-path': (at) => `/instances/compare?a=${at.instanceKey}&b=${at.endedKey}&what=path`,
    'compare-one': (at) => `/instances/compare?a=${at.instanceKey}`,
  },
  '(console)/instances/start': {
    start: '/instances/start',
    'start-definition': '/instances/start?definition=payment',
    'start-like': (at) => `/instances/start?like=${at.instanceKey}`,
  },
  '(console)/messages': {
    messages: '/messages',
    'messages-open': (at) => `/messages?message=${at.messageKey}`,
    'messages-buffered': '/messages?tab=buffered',
    'messages-correlated': '/messages?tab=correlated',
    'messages-expired': '/messages?tab=expired',
    'messages-waiting': '/messages?tab=waiting',
    'messages-rules': '/messages?tab=rules',
  },
  '(console)/jobs': {
    jobs: '/jobs',
    'jobs-chosen': (at) => `/jobs?instance=${at.instanceKey}`,
    'jobs-none': '/jobs?topic=nothing',
    'jobs-pace': '/jobs?view=pace',
    'jobs-calendar': '/jobs?view=calendar',
    'jobs-unreadable': '/jobs?retries=many',
  },
  '(console)/workers': { workers: '/workers', 'workers-all': '/workers?tab=workers' },
  '(console)/workers/topics/[topic]': { topic: '/workers/topics/e2e-first' },
  '(console)/workers/[worker]': { worker: '/workers/e2e' },
  '(console)/tasks': { tasks: '/tasks', 'tasks-all': '/tasks?filter=all' },
  '(console)/tasks/[key]': { task: (at) => `/tasks/${at.taskKey}`, 'task-form': (at) => `/tasks/${at.formTaskKey}` },
  '(console)/batches': { batches: '/batches' },
  '(console)/batches/[key]': { batch: (at) => `/batches/${at.batchKey}` },
  '(console)/batches/new': {
    'batch-nothing': '/batches/new',
    'batch-modify': (at) => `/batches/new?action=modify&selection=${many([at.instanceKey])}`,
    'batch-migrate': (at) => `/batches/new?action=migrate&selection=${many(at.versionedKeys)}`,
  },
  '(console)/definitions': { definitions: '/definitions', 'definitions-tiles': '/definitions?view=tiles' },
  '(console)/definitions/[process]/versions/[version]': {
    definition: '/definitions/everything/versions/1',
    'definition-jobs': '/definitions/everything/versions/1?tab=jobs',
    'definition-timers': '/definitions/everything/versions/1?tab=timers',
    'definition-versions': '/definitions/versioned/versions/2?tab=versions',
    'definition-changes': '/definitions/versioned/versions/2?tab=versions&with=1',
    'definition-statistics': '/definitions/versioned/versions/1?tab=statistics&view=duration',
    'definition-list': '/definitions/everything/versions/1?view=list',
  },
  '(console)/audit': { audit: '/audit', 'audit-entry': '/audit?entry=1' },
  '(console)/[...nowhere]': { 'not-found': '/there/is/no/such/page' },
  '(console)/go/[id]': { go: '/go/nothing-of-this-name' },
};
