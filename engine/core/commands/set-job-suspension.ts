import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { SetJobSuspension } from '../commands.ts';
import { reject } from '../reject.ts';

/** Suspends or activates one job; an active job of a suspended instance rests all the same. */
export const setJobSuspension: CommandHandler<SetJobSuspension> = (step, { jobKey, isSuspended }) => {
  const job = step.draft.jobs.get(jobKey);
  if (!job) return reject('notFound', 'there is no such job', { jobKey });
  if (job.isSuspended !== isSuspended)
    step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { isSuspended } });
  return DONE;
};
