import { NOT_UNTIL_RESOLVED_ERROR_UNTOLD, RELEASED_AFTER_ERROR, type Key } from '../state.ts';
import type { Step } from '../step.ts';
import { incidentOfJob } from './incidents.ts';

/**
 * Something else has happened to the job: Camunda 8 tells of its uncaught error no more, whether that was resolved or
 * not.
 */
export function forgetError(step: Step, jobKey: Key): void {
  const job = step.draft.jobs.get(jobKey);
  const isReleased = job?.dueAt === RELEASED_AFTER_ERROR;
  if (!job || (!isReleased && incidentOfJob(step, job)?.type !== 'UNHANDLED_ERROR_EVENT')) return;
  const dueAt = isReleased ? null : NOT_UNTIL_RESOLVED_ERROR_UNTOLD;
  step.emit({ type: 'jobChanged', at: step.now, jobKey, releasesLease: false, changes: { dueAt } });
}
