import { DoorError } from '@/lib/console/client.ts';
import type { LiveHint } from '@/lib/console/views/live-hint.ts';

type Kind = LiveHint['kinds'][number];
const EVERYTHING: readonly Kind[] = [
  'instance',
  'incident',
  'job',
  'userTask',
  'variable',
  'definition',
  'message',
  'audit',
];

/** Which kinds of change each query shows. What is not named here never changes with what happens in the engine. */
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  notices: ['notification'],
  'notice-state': ['notification'],
  presence: ['presence'],
  'nav-counts': ['instance', 'incident', 'userTask'],
  overview: EVERYTHING,
  definitions: ['instance', 'incident', 'definition'],
  definition: ['instance', 'incident', 'definition'],
  'definition-calls': ['instance'],
  'definition-statistics': ['instance'],
  'definition-durations': ['instance', 'definition'],
  'definition-retirement': ['instance', 'definition'],
  instances: ['instance', 'incident', 'job', 'variable'],
  'instance-count': ['instance', 'incident', 'job', 'variable'],
  instance: EVERYTHING,
  'instance-story': EVERYTHING,
  'instance-events': EVERYTHING,
  'instance-variables': ['variable', 'instance'],
  'instance-decisions': ['variable', 'instance'],
  'instance-elements': ['instance'],
  'variable-history': ['variable'],
  'incident-groups': ['incident', 'audit'],
  'incident-groups-closed': ['incident', 'job'],
  'incident-comments': ['audit'],
  incidents: ['incident', 'instance'],
  'incident-count': ['incident'],
  incident: ['incident', 'job'],
  'batch-count': ['audit', 'batch', 'instance', 'job'],
  batches: ['audit', 'batch', 'instance', 'job', 'incident', 'userTask', 'variable'],
  batch: ['audit', 'batch', 'instance', 'job', 'incident', 'userTask', 'variable'],
  'batch-items': ['audit', 'batch', 'instance', 'job', 'incident', 'userTask', 'variable'],
  job: ['job'],
  'job-definitions': ['job', 'incident', 'definition', 'instance'],
  'incident-versions': ['incident'],
  'early-messages': ['message', 'instance'],
  'early-message': ['message', 'instance'],
  'buffered-messages': ['message'],
  'expired-messages': ['message'],
  'expired-message': ['message'],
  'correlated-messages': ['message'],
  subscriptions: ['message', 'instance'],
  'message-names': ['message'],
  'message-rules': ['message', 'audit'],
  jobs: ['job', 'instance', 'incident'],
  'job-figures': ['job', 'instance'],
  'job-pace': ['job'],
  'job-count': ['job', 'instance', 'incident'],
  workers: ['job', 'instance', 'incident'],
  'start-timers': ['job', 'definition'],
  'timer-calendar': ['job', 'instance'],
  topic: ['job', 'instance', 'incident'],
  worker: ['job', 'instance', 'incident'],
  tasks: ['userTask'],
  'task-count': ['userTask'],
  'task-numbers': ['userTask'],
  task: ['userTask', 'variable'],
  audit: ['audit', ...EVERYTHING],
  'audit-entry': ['audit', 'variable', 'incident', 'job'],
  'audit-totals': ['audit'],
  'variable-readers': ['variable', 'instance'],
  'retry-outcome': ['job', 'incident'],
};

/** Asked with the key of a version: what happens in others does not change the answer. */
const OF_ONE_DEFINITION: ReadonlySet<string> = new Set([
  'definition-calls',
  'definition-statistics',
  'definition-retirement',
  'job-definitions',
  'start-timers',
]);

/** What a query shows, as far as it is known: an answer, or why there is none. */
interface Shown {
  readonly queryKey: readonly unknown[];
  readonly state: { readonly data: unknown; readonly error: unknown };
}

/** Whether any hint could say something about a query; what is not told is read again by its own rules. */
export function isTold([name]: readonly unknown[]): boolean {
  return Object.hasOwn(KINDS, String(name));
}

/**
 * Whether a hint says anything about what a query shows: its kind, then the instance or definition that it is bound to.
 * Some are bound by what they were answered: a task belongs to the instance that the answer names. What was refused for
 * good stays so, unless a hint names what was asked for.
 */
export function isConcerned({ queryKey, state: { data, error } }: Shown, hint: LiveHint): boolean {
  const [name, parameters, narrowed] = queryKey;
  const bound = name === 'retry-outcome' ? parameters : boundInstance(String(name), parameters);
  if (isRefusedForGood(error) && !(typeof bound === 'string' && hint.instanceKeys.includes(bound))) return false;
  const kinds = KINDS[String(name)];
  const only = textOf(narrowed, 'only');
  if (kinds === undefined || !kinds.some((kind) => hint.kinds.includes(kind) && (only ?? kind) === kind)) return false;
  // A new version may be the page's own successor; whatever else happens belongs to the version that is looked at.
  if (OF_ONE_DEFINITION.has(String(name)) && !hint.kinds.some((kind) => kind === 'definition' && kinds.includes(kind)))
    return hint.definitionKeys.length === 0 || isAmong(hint.definitionKeys, textOf(parameters, 'definition'));
  // Without keys there were too many to name.
  if (hint.instanceKeys.length === 0) return true;
  // A new version belongs to the page of each older one.
  if (name === 'definition')
    return hint.kinds.includes('definition') || isAmong(hint.definitionKeys, textOf(textOf(data, 'definition'), 'key'));
  if (name === 'task' || name === 'incident') return isAmong(hint.instanceKeys, textOf(data, 'instanceKey'));
  // What comes after an entry is anybody's deed; what came of it, the instance's.
  if (name === 'audit-entry' && !hint.kinds.includes('audit'))
    return isAmong(hint.instanceKeys, textOf(data, 'instanceKey'));
  return isAmong(hint.instanceKeys, bound);
}

/** Asked wrongly, not allowed, not there: the same question gets the same answer. */
function isRefusedForGood(error: unknown): boolean {
  return error instanceof DoorError && [400, 403, 404].includes(error.status);
}

/** What is bound to nothing is concerned by everything. */
function isAmong(keys: readonly string[], key: unknown): boolean {
  return typeof key !== 'string' || keys.includes(key);
}

function textOf(data: unknown, field: string): unknown {
  return typeof data === 'object' && data !== null
    ? Object.entries(data).find(([name]) => name === field)?.[1]
    : undefined;
}

function boundInstance(name: string, parameters: unknown): unknown {
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  if (name === 'instance' || name === 'instance-story') return 'key' in parameters ? parameters.key : undefined;
  return 'instance' in parameters ? parameters.instance : undefined;
}
