import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ThrowJobError } from '../commands.ts';
import { raiseJobIncident, resolveJobIncident } from '../moves/incidents.ts';
import { endPath, throwError, uncaughtErrorMessage, type ErrorOfTheModel } from '../moves/throw-error.ts';
import { propagateVariables } from '../moves/variables.ts';
import { listenerOf } from '../moves/job-listeners.ts';
import { taskListenerEvent } from '../moves/task-transitions.ts';
import { reject } from '../reject.ts';
import { jobInHand } from '../moves/job-in-hand.ts';
import { NOT_UNTIL_RESOLVED } from '../state.ts';

/** A worker reports an error of the business, which the model catches somewhere around the job, or nowhere. */
export const throwJobError: CommandHandler<ThrowJobError> = (
  step,
  { jobKey, worker, errorCode, errorMessage, variables },
) => {
  const found = jobInHand(step, jobKey, worker);
  if ('kind' in found) return found;
  const { job, at } = found;
  if (!at || listenerOf(job) || taskListenerEvent(job))
    return reject('invalidState', 'a listener throws no errors of the model', {
      jobKey,
      reason: taskListenerEvent(job) ? 'taskListener' : 'listener',
      type: job.type,
      instanceKey: job.instanceKey,
    });
  const semantics = step.semanticsOf(at.instanceKey);
  const staysLocal = semantics.errorVariables === 'local';
  if (!staysLocal) propagateVariables(step, at.key, variables, at.elementId);
  const error: ErrorOfTheModel = {
    code: errorCode,
    message: errorMessage,
    variables: staysLocal ? variables : {},
    isReported: true,
  };
  resolveJobIncident(step, job, 'resolved');
  // The job's end is told before what the error ends, and only when it has ended: else the same job goes on later.
  const ended = {
    type: 'jobEnded' as const,
    at: step.now,
    jobKey,
    outcome: 'errorThrown' as const,
    worker: worker ?? null,
  };
  if (semantics.onUncaughtError === 'endPath') {
    step.emit(ended);
    if (!throwError(step, at.key, error)) endPath(step, at, error);
    return DONE;
  }
  if (throwError(step, at.key, error, () => step.emit(ended))) return DONE;
  step.emit({
    type: 'jobChanged',
    at: step.now,
    jobKey,
    releasesLease: true,
    changes: { dueAt: NOT_UNTIL_RESOLVED, errorMessage },
  });
  raiseJobIncident(step, job, 'UNHANDLED_ERROR_EVENT', uncaughtErrorMessage(step, at.key, error));
  return DONE;
};
