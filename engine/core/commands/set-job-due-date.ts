import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { SetJobDueDate } from '../commands.ts';
import { reject } from '../reject.ts';

/** Moves a job's due date; null makes it due at once. */
export const setJobDueDate: CommandHandler<SetJobDueDate> = (step, { jobKey, dueAt }) => {
  if (!step.draft.jobs.has(jobKey)) return reject('notFound', 'there is no such job', { jobKey });
  step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { dueAt } });
  return DONE;
};
