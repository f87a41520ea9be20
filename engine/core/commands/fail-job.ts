import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { FailJob } from '../commands.ts';
import { StepFailure } from '../failure.ts';
import { matchedError } from '../moves/error-mappings.ts';
import { reportedTask } from '../moves/external-task-facts.ts';
import { incidentOfJob, raiseJobIncident } from '../moves/incidents.ts';
import { throwFrom, type ErrorOfTheModel } from '../moves/throw-error.ts';
import { propagateVariables, setLocalVariables } from '../moves/variables.ts';
import { jobInHand } from '../moves/job-in-hand.ts';
import { reject } from '../reject.ts';
import { NOT_UNTIL_RESOLVED, type ElementInstance, type IncidentType, type Instant, type Job } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * An attempt that did not work. The worker does the counting; with nothing left an incident is raised. Variables go
 * upwards in Camunda 7 and stay with the element in Camunda 8.
 */
export const failJob: CommandHandler<FailJob> = (step, command) => {
  const found = jobInHand(step, command.jobKey, command.worker);
  if ('kind' in found) return found;
  const { job, at } = found;
  const semantics = step.semanticsOf(job.instanceKey);
  if (command.retries < 0 && semantics.retriesResolveIncident)
    return reject('invalidArgument', 'retries are negative', { retries: command.retries });
  const scopeKey = at?.key ?? job.instanceKey;
  if (command.variables) {
    if (semantics.errorVariables === 'local') setLocalVariables(step, scopeKey, command.variables, job.elementId);
    else propagateVariables(step, scopeKey, command.variables, job.elementId);
  }
  if (command.localVariables) setLocalVariables(step, scopeKey, command.localVariables, job.elementId);
  const error = at && errorInFailure(step, job, at, command);
  if (error) {
    step.emit({
      type: 'jobEnded',
      at: step.now,
      jobKey: job.key,
      outcome: 'errorThrown',
      worker: command.worker ?? null,
    });
    throwFrom(step, at, at.key, error);
    return DONE;
  }
  // Nothing goes on by a failure, so no condition looks at its variables.
  step.forgetChanges();
  const { retries } = command;
  step.emit({
    type: 'jobFailed',
    at: step.now,
    jobKey: job.key,
    worker: command.worker ?? null,
    retries,
    retriesBefore: job.retries,
    dueAt: restsUntil(step, command.retryAfterMs, retries <= 0 && !semantics.retriesResolveIncident),
    errorMessage: command.errorMessage,
    errorDetails: command.errorDetails,
    failedElementId: null,
  });
  if (retries <= 0 && !incidentOfJob(step, job)) {
    if (semantics.retriesResolveIncident) raiseJobIncident(step, job, 'failedExternalTask', command.errorMessage ?? '');
    else
      raiseJobIncident(
        step,
        job,
        NO_RETRIES[job.position ?? 'work'] ?? 'JOB_NO_RETRIES',
        command.errorMessage || 'No more retries left.',
      );
  }
  return DONE;
};

/** What Camunda 8 calls the incident of a job that is more than its element's work. */
const NO_RETRIES: Readonly<Record<string, IncidentType>> = {
  startListener: 'EXECUTION_LISTENER_NO_RETRIES',
  endListener: 'EXECUTION_LISTENER_NO_RETRIES',
  creatingListener: 'TASK_LISTENER_NO_RETRIES',
  assigningListener: 'TASK_LISTENER_NO_RETRIES',
  updatingListener: 'TASK_LISTENER_NO_RETRIES',
  completingListener: 'TASK_LISTENER_NO_RETRIES',
  cancelingListener: 'TASK_LISTENER_NO_RETRIES',
  adHocSubProcess: 'AD_HOC_SUB_PROCESS_NO_RETRIES',
};

/** A job with an incident of Camunda 8 rests until that is resolved, also when it gets retries before. */
function restsUntil(step: Step, retryAfterMs: number, needsResolution: boolean): Instant | null {
  if (needsResolution) return NOT_UNTIL_RESOLVED;
  return retryAfterMs > 0 ? step.now + retryAfterMs : null;
}

/** A mapping that cannot be computed is passed over: the failure itself must be recorded. */
function errorInFailure(step: Step, job: Job, at: ElementInstance, command: FailJob): ErrorOfTheModel | null {
  const { errorMessage, errorDetails, worker = null } = command;
  try {
    return matchedError(step, step.elementOf(at), at, reportedTask(job, { errorMessage, errorDetails, worker }));
  } catch (failure) {
    if (failure instanceof StepFailure) return null;
    throw failure;
  }
}
