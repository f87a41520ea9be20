import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { SetJobRetries } from '../commands.ts';
import { forgetError } from '../moves/forget-error.ts';
import { incidentOfJob, raiseJobIncident, resolveJobIncident } from '../moves/incidents.ts';
import { reject } from '../reject.ts';
import { FREE_WITHOUT_RETRIES } from '../state.ts';

/**
 * Gives a job attempts. In Camunda 7 that ends its incident, and taking the last one raises it; in Camunda 8 the
 * incident is resolved by a command of its own, and there must be at least one attempt.
 */
export const setJobRetries: CommandHandler<SetJobRetries> = (step, { jobKey, retries }) => {
  const job = step.draft.jobs.get(jobKey);
  if (!job) return reject('notFound', 'there is no such job', { jobKey });
  const { retriesResolveIncident } = step.semanticsOf(job.instanceKey);
  const least = retriesResolveIncident ? 0 : 1;
  if (!Number.isInteger(retries) || retries < least)
    return reject('invalidArgument', `retries must be ${least} or more`, { jobKey, retries });
  const isFree = job.dueAt === FREE_WITHOUT_RETRIES;
  step.emit({
    type: 'jobChanged',
    at: step.now,
    jobKey,
    releasesLease: false,
    changes: { retries, ...(isFree && { dueAt: null }) },
  });
  if (!retriesResolveIncident) {
    forgetError(step, jobKey);
    return DONE;
  }
  if (retries > 0) resolveJobIncident(step, job, 'resolved');
  else if (job.retries !== 0 && !incidentOfJob(step, job)) {
    raiseJobIncident(step, job, job.kind === 'worker' ? 'failedExternalTask' : 'failedJob', job.errorMessage ?? '');
  }
  return DONE;
};
