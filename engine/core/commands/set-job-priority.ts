import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { SetJobPriority } from '../commands.ts';
import { reject } from '../reject.ts';

/** Gives one job another priority, whatever its model says. */
export const setJobPriority: CommandHandler<SetJobPriority> = (step, { jobKey, priority }) => {
  if (!step.draft.jobs.has(jobKey)) return reject('notFound', 'there is no such job', { jobKey });
  if (!Number.isSafeInteger(priority))
    return reject('invalidArgument', 'a priority is a whole number', { jobKey, priority });
  step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { priority } });
  return DONE;
};
