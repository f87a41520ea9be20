import { StepFailure } from '../failure.ts';
import type { Key } from '../state.ts';
import type { Step } from '../step.ts';
import { waitingInstance } from './catches.ts';
import { raiseIncident } from './incidents.ts';
import { createWorkerJob } from './worker-job.ts';

/**
 * Camunda 8: jobs before an instance's first token and behind its last one. Their number is kept in the job. What of
 * one cannot be computed stops the instance there; then all of them are done again. True: the instance waits.
 */
export function beginListenerOfProcess(step: Step, instanceKey: Key, event: 'start' | 'end', number: number): boolean {
  const { jobListeners, processId } = step.graphOf(instanceKey);
  const next = jobListeners?.filter((listener) => listener.event === event)[number];
  if (!next) return false;
  const owner = { ...waitingInstance(step, instanceKey), enteredBy: [], index: number };
  try {
    createWorkerJob(
      step,
      { type: next.type, ...(next.retries && { retries: next.retries }), headers: next.headers },
      owner,
      event === 'start' ? 'startListener' : 'endListener',
    );
  } catch (failure) {
    if (!(failure instanceof StepFailure)) throw failure;
    raiseIncident(
      step,
      {
        type: failure.incidentType,
        message: failure.message,
        instanceKey,
        elementId: processId,
        elementInstanceKey: instanceKey,
        jobKey: null,
        failedElementId: null,
      },
      event,
    );
  }
  return true;
}
