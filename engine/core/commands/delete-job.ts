import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { DeleteJob } from '../commands.ts';
import { resolveJobIncident } from '../moves/incidents.ts';
import { reject } from '../reject.ts';

/**
 * Camunda 7: takes a timer or continuation away for good. What waited for a timer goes on waiting; the token of a
 * continuation is gone with it, and the instance stays until somebody modifies or ends it.
 */
export const deleteJob: CommandHandler<DeleteJob> = (step, { jobKey }) => {
  const job = step.draft.jobs.get(jobKey);
  if (!job || job.kind === 'worker') return reject('notFound', 'there is no such job', { jobKey });
  resolveJobIncident(step, job, 'deleted');
  step.emit({ type: 'jobEnded', at: step.now, jobKey, outcome: 'canceled', worker: null });
  return DONE;
};
