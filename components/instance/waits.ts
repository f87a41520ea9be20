import { definitionName } from '@/components/data/definition-name';
import type { ModelElement } from '@/components/diagram/model-elements.ts';
import { type MessageKey, t } from '@/components/messages/messages.ts';
import { formatClock, formatDuration } from '@/components/ui/format.ts';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';

/** A worker that asks at all asks this often; a topic that nobody fetches is worth a word after it. */
const SOON_MS = 60_000;
/** Elements that are named of those that run inside another. */
const MAX_NAMED = 4;

type Model = ReadonlyMap<string, ModelElement>;
interface Wait {
  readonly elementId: string;
  readonly text: string;
}

/**
 * What the tokens at an element wait for, each in a sentence: an operator's retry, a worker, a moment, a message, a
 * person, a called instance, what runs inside it. What would take the token away from it (a boundary event, an event
 * behind a gateway) comes after them, as an "or".
 */
export function waitsOf(
  instance: InstanceView,
  jobs: readonly JobRow[],
  elementId: string,
  now: number,
  model: Model = new Map(),
): readonly string[] {
  const living = instance.history.filter((node) => node.elementId === elementId && node.endedAt === null);
  const keys = new Set(living.map((node) => node.key));
  const isHere = (row: { readonly elementId: string | null; readonly elementInstanceKey?: string | null }) =>
    row.elementId === elementId || (row.elementInstanceKey != null && keys.has(row.elementInstanceKey));
  const waits: Wait[] = [
    ...jobs
      .filter((job) => isHere(job) && job.endedAt === null)
      .map((job) => ({ elementId: job.elementId, text: jobInWords(job, now) })),
    ...instance.tasks
      .filter((task) => isHere(task) && task.endedAt === null)
      .flatMap((task) => taskInWords(task, now).map((text) => ({ elementId: task.elementId, text }))),
    ...instance.subscriptions
      .filter((each) => isHere(each) && each.closedAt === null && each.kind !== 'compensate')
      .map((each) => ({ elementId: each.elementId, text: subscriptionInWords(each, model) })),
    ...instance.called
      .filter((call) => call.elementId === elementId && call.endedAt === null)
      .map((call) => ({
        elementId,
        text: t('wait.called', {
          name: definitionName(call.definition),
          key: call.businessKey ?? call.instanceKey,
        }),
      })),
  ];
  const own = waits.filter((wait) => wait.elementId === elementId).map((wait) => wait.text);
  const others = waits.filter((wait) => wait.elementId !== elementId);
  const first = [
    ...new Set([
      ...own,
      ...insideInWords(instance.history, living, model),
      ...(own.length === 0 ? joinInWords(living, model) : []),
    ]),
  ];
  const isResting = instance.isSuspended && (first.length > 0 || others.length > 0 || living.length > 0);
  return [
    ...(isResting ? [t('wait.suspended')] : []),
    ...first,
    ...others.map((wait, n) =>
      n === 0 && first.length === 0
        ? `${nameOf(wait.elementId, model)}: ${wait.text}`
        : t('wait.or', { name: nameOf(wait.elementId, model), wait: wait.text }),
    ),
  ];
}

/** What would begin an event sub-process of the process itself, wherever its tokens are. */
export function listensFor(
  instance: InstanceView,
  jobs: readonly JobRow[],
  now: number,
  model: Model,
): readonly string[] {
  const isOfProcess = (row: { readonly elementInstanceKey?: string | null }) => row.elementInstanceKey === instance.key;
  return [
    ...jobs
      .filter((job) => isOfProcess(job) && job.endedAt === null)
      .map((job) => `${nameOf(job.elementId, model)}: ${jobInWords(job, now)}`),
    ...instance.subscriptions
      .filter((each) => isOfProcess(each) && each.closedAt === null && each.kind !== 'compensate')
      .map((each) => `${nameOf(each.elementId, model)}: ${subscriptionInWords(each, model)}`),
  ];
}

function nameOf(elementId: string, model: Model): string {
  return model.get(elementId)?.name ?? elementId;
}

/**
 * A scope goes on when what runs in it has ended; an ad-hoc sub-process may have nothing in it, and then waits for
 * somebody to activate something.
 */
function insideInWords(
  history: readonly ElementInstanceNode[],
  living: readonly ElementInstanceNode[],
  model: Model,
): readonly string[] {
  const scopes = new Set(living.filter((node) => SCOPES.has(node.kind)).map((node) => node.key));
  if (scopes.size === 0) return [];
  // In order of creation, so an inner scope is known before what is in it.
  const inner = history.filter((node) => {
    const isInside = node.endedAt === null && scopes.has(node.parentKey);
    if (isInside && HOLDERS.has(node.kind)) scopes.add(node.key);
    return isInside && !HOLDERS.has(node.kind) && !living.includes(node);
  });
  const names = [...new Set(inner.map((node) => nameOf(node.elementId, model)))];
  if (names.length > 0)
    return [
      t('wait.inside', {
        names: names.length > MAX_NAMED ? `${names.slice(0, MAX_NAMED).join(', ')}, …` : names.join(', '),
      }),
    ];
  return living.some((node) => node.kind === 'adHocSubProcess') ? [t('wait.adHocEmpty')] : [];
}
const HOLDERS: ReadonlySet<string> = new Set(['multiInstanceBody', 'adHocInnerInstance']);
const SCOPES: ReadonlySet<string> = new Set([
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'eventSubProcess',
  ...HOLDERS,
]);

/** A joining gateway has some of its tokens and waits for the others. */
function joinInWords(living: readonly ElementInstanceNode[], model: Model): readonly string[] {
  const [join] = living.filter((node) => node.kind === 'parallelGateway');
  const incoming = join === undefined ? 0 : (model.get(join.elementId)?.incoming ?? 0);
  const missing = incoming - new Set(living.flatMap((node) => node.enteredBy)).size;
  if (missing <= 0) return [];
  return [missing === 1 ? t('wait.joinOne') : t('wait.join', { count: missing })];
}

function jobInWords(job: JobRow, now: number): string {
  if (job.state === 'incident') return t('wait.operator');
  if (job.isSuspended === true) return t('wait.resting');
  if (job.kind === 'timer') return dueInWords('wait.timer', 'wait.timerLate', job.dueAt, now);
  if (job.kind === 'continuation' || job.kind === 'signal')
    return job.dueAt !== null && job.dueAt > now
      ? t('wait.retry', { time: formatDuration(job.dueAt - now) })
      : t('wait.continuation');
  const work = workInWords(job, now);
  const topic = job.topic ?? '';
  if (job.position === 'adHocSubProcess') return `${t('wait.adHoc', { topic })}: ${work}`;
  const listener = job.position == null ? undefined : LISTENERS[job.position];
  return listener === undefined ? work : `${listener(topic)}: ${work}`;
}

function workInWords(job: JobRow, now: number): string {
  const topic = job.topic ?? '';
  if (job.state === 'leased' && job.lockUntil !== null)
    return t('wait.leased', { topic, worker: job.worker ?? '', time: formatDuration(job.lockUntil - now) });
  if (job.dueAt !== null && job.dueAt > now) return t('wait.backOff', { topic, time: formatDuration(job.dueAt - now) });
  const waited = now - Math.max(job.createdAt, job.dueAt ?? 0, job.lockUntil ?? 0);
  return waited < SOON_MS ? t('wait.worker', { topic }) : t('wait.nobody', { topic, time: formatDuration(waited) });
}

const ofTask = (event: MessageKey) => (topic: string) => t('wait.listener', { topic, event: t(event) });
/** By what a worker's job says of its position. */
const LISTENERS: Readonly<Record<string, (topic: string) => string>> = {
  startListener: (topic) => t('wait.listener.beforehand', { topic }),
  endListener: (topic) => t('wait.listener.afterwards', { topic }),
  creatingListener: ofTask('wait.listener.creating'),
  assigningListener: ofTask('wait.listener.assigning'),
  updatingListener: ofTask('wait.listener.updating'),
  completingListener: ofTask('wait.listener.completing'),
  cancelingListener: ofTask('wait.listener.canceling'),
};

/** While its listeners are asked nobody can do anything with the task: their job says what it waits for. */
function taskInWords(
  { assignee, candidateGroups, candidateUsers, dueAt, transition }: InstanceView['tasks'][number],
  now: number,
): readonly string[] {
  if (transition?.kind === 'asked') return [];
  const who = assignee ?? ([...candidateGroups, ...candidateUsers].join(', ') || t('word.nobody'));
  const person = t(assignee === null ? 'wait.candidates' : 'wait.assignee', { who });
  const task = dueAt === null ? person : `${person}, ${dueInWords('wait.due', 'wait.overdue', dueAt, now)}`;
  if (transition?.kind !== 'denied') return [task];
  return [task, transition.reason === '' ? t('wait.deniedNoReason') : t('wait.denied', { reason: transition.reason })];
}

function subscriptionInWords(
  { kind, name, correlationKey, elementId, kept }: InstanceView['subscriptions'][number],
  model: Model,
): string {
  if (kind === 'conditional') {
    const condition = model.get(elementId)?.condition;
    return condition == null ? t('wait.conditionUnknown') : t('wait.condition', { condition });
  }
  if (kind !== 'message') return t('wait.signal', { name });
  const message =
    correlationKey === null ? t('wait.message', { name }) : t('wait.messageFor', { name, key: correlationKey });
  if (kept == null) return message;
  return `${message}; ${t(kept.count === 1 ? 'wait.keptOne' : 'wait.kept', { count: kept.count, keys: kept.keys.join(', ') || '–' })}`;
}

function dueInWords(
  ahead: 'wait.timer' | 'wait.due',
  late: 'wait.timerLate' | 'wait.overdue',
  dueAt: number | null,
  now: number,
): string {
  if (dueAt === null || dueAt <= now) return t(late, { time: formatDuration(now - (dueAt ?? now)) });
  return t(ahead, { time: formatDuration(dueAt - now), clock: formatClock(dueAt) });
}
