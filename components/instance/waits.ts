import { t } from '@/components/messages/messages.ts';
import { formatClock, formatDuration } from '@/components/ui/format.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';

/** A worker that asks at all asks this often; a topic that nobody fetches is worth a word after it. */
const SOON_MS = 60_000;

/** What the tokens at an element wait for, each in a sentence: an operator's retry, a worker, a moment, a message, a person, a called instance. */
export function waitsOf(instance: InstanceView, jobs: readonly JobRow[], elementId: string, now: number): readonly string[] {
  const isHere = (row: { readonly elementId: string | null }) => row.elementId === elementId;
  return [
    ...jobs.filter((job) => isHere(job) && job.endedAt === null).map((job) => jobInWords(job, now)),
    ...instance.tasks.filter((task) => isHere(task) && task.endedAt === null).map((task) => taskInWords(task, now)),
    ...instance.subscriptions.filter((each) => isHere(each) && each.closedAt === null).map(subscriptionInWords),
    ...instance.called.filter((call) => isHere(call) && call.endedAt === null).map((call) => t('wait.called', { name: call.definition.name ?? call.definition.processId, key: call.businessKey ?? call.instanceKey })),
  ];
}

function jobInWords(job: JobRow, now: number): string {
  if (job.state === 'incident') return t('wait.operator');
  if (job.kind === 'timer') return dueInWords('wait.timer', 'wait.timerLate', job.dueAt, now);
  if (job.kind === 'continuation') return job.dueAt !== null && job.dueAt > now ? t('wait.retry', { time: formatDuration(job.dueAt - now) }) : t('wait.continuation');
  const topic = job.topic ?? '';
  if (job.state === 'leased' && job.lockUntil !== null) return t('wait.leased', { topic, worker: job.worker ?? '', time: formatDuration(job.lockUntil - now) });
  if (job.dueAt !== null && job.dueAt > now) return t('wait.backOff', { topic, time: formatDuration(job.dueAt - now) });
  const waited = now - Math.max(job.createdAt, job.dueAt ?? 0, job.lockUntil ?? 0);
  return waited < SOON_MS ? t('wait.worker', { topic }) : t('wait.nobody', { topic, time: formatDuration(waited) });
}

function taskInWords({ assignee, candidateGroups, candidateUsers, dueAt }: InstanceView['tasks'][number], now: number): string {
  const who = assignee ?? ([...candidateGroups, ...candidateUsers].join(', ') || t('word.nobody'));
  const person = t(assignee === null ? 'wait.candidates' : 'wait.assignee', { who });
  return dueAt === null ? person : `${person}, ${dueInWords('wait.due', 'wait.overdue', dueAt, now)}`;
}

function subscriptionInWords({ kind, name, correlationKey }: InstanceView['subscriptions'][number]): string {
  if (kind === 'message') return correlationKey === null ? t('wait.message', { name }) : t('wait.messageFor', { name, key: correlationKey });
  return t('wait.other', { kind, name });
}

function dueInWords(ahead: 'wait.timer' | 'wait.due', late: 'wait.timerLate' | 'wait.overdue', dueAt: number | null, now: number): string {
  if (dueAt === null || dueAt <= now) return t(late, { time: formatDuration(now - (dueAt ?? now)) });
  return t(ahead, { time: formatDuration(dueAt - now), clock: formatClock(dueAt) });
}
