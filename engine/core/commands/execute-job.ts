import type { Element } from '../../graph/element.ts';
import type { Expression } from '../../graph/expression.ts';
import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ExecuteJob } from '../commands.ts';
import type { CommandResult } from '../decision.ts';
import { StepFailure } from '../failure.ts';
import { deliver } from '../moves/catches.ts';
import { endsToken, resumeContinuation } from '../moves/continuation.ts';
import { incidentOfJob, raiseJobIncident, resolveJobIncident } from '../moves/incidents.ts';
import { startsSuspended } from '../moves/job-settings.ts';
import { jobPlace, nextAttemptAt, retryCycleOf } from '../moves/retry-cycle.ts';
import { multiInstanceOf } from '../moves/enter.ts';
import { keptBy, takeAlong } from '../moves/token-variables.ts';
import { reject } from '../reject.ts';
import type { Job, Key } from '../state.ts';
import type { Step } from '../step.ts';
import { nextTimer } from '../triggers/timer-schedule.ts';

/**
 * Runs a continuation, a timer or what a signal has left. When it throws (Camunda 7), everything of it is undone, the
 * attempt is counted, and without attempts left an incident is raised. Request runs a job whatever its retries and due
 * date.
 */
export const executeJob: CommandHandler<ExecuteJob> = (step, { jobKey, worker }) => {
  const job = step.draft.jobs.get(jobKey);
  if (!job || job.kind === 'worker') return reject('notFound', 'there is no such job', { jobKey });
  step.recover = (failure) => {
    step.undo();
    return countFailure(step, job, worker ?? null, failure);
  };
  if (step.instance(job.instanceKey).isSuspended)
    throw new StepFailure(
      'failedJob',
      `ENGINE-03043 Execution with id '${job.elementInstanceKey ?? jobKey}' is suspended.`,
    );
  resolveJobIncident(step, job, 'resolved');
  const takenAlong = endsToken(job) ? keptBy(step, jobKey) : takeAlong(step, jobKey, job.elementId);
  step.emit({ type: 'jobEnded', at: step.now, jobKey, outcome: 'completed', worker: worker ?? null });
  if (job.kind === 'timer') fireTimer(step, job);
  else if (job.kind === 'signal') deliver(step, waiterOf(job), job.elementId, { variables: {} });
  else resumeContinuation(step, job, takenAlong);
  return DONE;
};

function fireTimer(step: Step, job: Job): void {
  const waiter = waiterOf(job);
  deliver(step, waiter, job.elementId, {
    variables: {},
    ...(job.type !== null && { listenerId: job.type }),
  });
  if (step.isAlive(waiter)) createNext(step, job);
}

function waiterOf({ kind, key, elementInstanceKey }: Job): Key {
  if (elementInstanceKey === null) throw new Error(`${kind} ${key} hangs on nothing`);
  return elementInstanceKey;
}

/** The next timer of a cycle, with as many attempts as this one had. */
function createNext(step: Step, job: Job): void {
  if (job.repeat === null) return;
  const next = nextTimer(job.repeat, job.dueAt ?? step.now, step.now, step.semanticsOf(job.instanceKey));
  if (next)
    step.emit({
      type: 'jobCreated',
      at: step.now,
      job: {
        ...job,
        key: step.newKey(),
        ...next,
        errorMessage: null,
        isSuspended: startsSuspended(step, job.instanceKey, job.elementId, null),
        createdAt: step.now,
      },
    });
}

function countFailure(step: Step, job: Job, worker: string | null, failure: StepFailure): CommandResult {
  const { message, elementId } = failure;
  const element = step.element(job.instanceKey, job.elementId);
  const cycle = retryCycleOf(step, cycleOf(element, job), jobPlace(job));
  const before = job.retries ?? cycle.attempts;
  const retries = Math.max(0, before - 1);
  const failedElementId = elementId ?? job.elementId;
  const dueAt = nextAttemptAt(cycle, before, step.now) ?? job.dueAt;
  step.emit({
    type: 'jobFailed',
    at: step.now,
    jobKey: job.key,
    worker,
    retries,
    dueAt,
    errorMessage: message,
    errorDetails: failure.withAdvice,
    failedElementId,
    retriesBefore: before,
  });
  goOnBeside(step, job);
  if (retries === 0 && !incidentOfJob(step, job)) raiseJobIncident(step, job, 'failedJob', message, failedElementId);
  return { failure: message, ...(failure.exception !== null && { failureException: failure.exception }) };
}

/** Jobs of signals follow no cycle of their element. */
function cycleOf(element: Element, { kind, position }: Job): Expression | undefined {
  if (kind === 'signal') return undefined;
  const isInner = position === 'innerBefore' || position === 'innerAfter';
  return isInner ? multiInstanceOf(element)?.retryTimeCycle : element.retryTimeCycle;
}

/** A cycle goes on although one of its timers has failed, whose further attempts are its own. */
function goOnBeside(step: Step, job: Job): void {
  if (job.kind !== 'timer' || job.repeat === null) return;
  createNext(step, job);
  step.emit({ type: 'jobChanged', at: step.now, jobKey: job.key, releasesLease: false, changes: { repeat: null } });
}
