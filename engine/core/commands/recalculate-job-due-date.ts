import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { RecalculateJobDueDate } from '../commands.ts';
import { jobPlace } from '../moves/retry-cycle.ts';
import { reject } from '../reject.ts';
import { timerScheduleAt } from '../triggers/timer.ts';

/** The timer's expression is evaluated again, with the variables as they are now. */
export const recalculateJobDueDate: CommandHandler<RecalculateJobDueDate> = (step, { jobKey, isFromCreation }) => {
  const job = step.draft.jobs.get(jobKey);
  if (!job) return reject('notFound', 'there is no such job', { jobKey });
  const element = step.element(job.instanceKey, job.elementId);
  if (job.kind !== 'timer' || !('trigger' in element) || element.trigger.kind !== 'timer')
    return reject('invalidState', 'only timers have a due date that can be computed', { jobKey, reason: 'noTimer' });
  const { dueAt } = timerScheduleAt(step, element.trigger, jobPlace(job), {
    elementId: element.id,
    from: isFromCreation ? job.createdAt : step.now,
  });
  step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { dueAt } });
  return DONE;
};
