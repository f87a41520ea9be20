import type { ElementInstance, Job, Key } from '../state.ts';
import type { Rejection } from '../decision.ts';
import { MissingFacts } from '../failure.ts';
import { reject } from '../reject.ts';
import type { Step } from '../step.ts';
import { incidentOfJob } from './incidents.ts';

/** `at` null: a listener of the process itself, which is the instance's (Camunda 8). */
export interface JobInHand {
  readonly job: Job;
  readonly at: ElementInstance | null;
}

/**
 * The job that a worker reports about, if it may. With a worker's name (Camunda 7) it must be the one who leased the
 * job last; a lease that ran out does no harm as long as nobody else took the job.
 */
export function jobInHand(step: Step, jobKey: Key, worker: string | undefined): JobInHand | Rejection {
  const job = step.draft.jobs.get(jobKey);
  const at = job?.elementInstanceKey ? step.draft.elements.get(job.elementInstanceKey) : undefined;
  if (job?.kind !== 'worker' || (!at && job.elementInstanceKey !== job.instanceKey))
    return reject('notFound', 'there is no such job', { jobKey });
  if (worker !== undefined) {
    const lease = step.facts.lease(jobKey);
    if (lease === undefined) throw new MissingFacts([{ kind: 'lease', jobKey }]);
    if (lease.worker !== worker)
      return reject('lockedByOther', 'the job is held by somebody else', { jobKey, worker, lockedBy: lease.worker });
  }
  if (job.isSuspended || step.instance(job.instanceKey).isSuspended)
    return reject('invalidState', 'the job is suspended', {
      jobKey,
      instanceKey: job.instanceKey,
      reason: 'suspended',
    });
  return restsInCamunda8(step, job) ?? { job, at: at ?? null };
}

/** Nothing is reported about a job of Camunda 8 that waits for its incident, or for the end of its back-off. */
function restsInCamunda8(step: Step, job: Job): Rejection | null {
  if (step.semanticsOf(job.instanceKey).retriesResolveIncident) return null;
  const incident = incidentOfJob(step, job);
  if (incident)
    return reject('invalidState', 'the job waits for its incident', {
      jobKey: job.key,
      reason: 'incident',
      state: incident.type === 'UNHANDLED_ERROR_EVENT' ? 'ERROR_THROWN' : 'FAILED',
    });
  if (job.dueAt === null || job.dueAt <= step.now) return null;
  return reject('invalidState', 'the job waits for the end of its back-off', {
    jobKey: job.key,
    reason: 'backOff',
    state: 'FAILED',
  });
}
