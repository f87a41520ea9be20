import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { CompleteJob } from '../commands.ts';
import { goesOn } from '../moves/goes-on.ts';
import { completeElement } from '../moves/complete.ts';
import { matchedError } from '../moves/error-mappings.ts';
import { resolveJobIncident } from '../moves/incidents.ts';
import { takeResults } from '../moves/results.ts';
import { throwFrom } from '../moves/throw-error.ts';
import { setLocalVariables } from '../moves/variables.ts';
import { jobInHand } from '../moves/job-in-hand.ts';

/** A worker has done its work. A failure that the model declares as an error (Camunda 7) is found here too. */
export const completeJob: CommandHandler<CompleteJob> = (step, { jobKey, worker, variables, localVariables }) => {
  const found = jobInHand(step, jobKey, worker);
  if ('kind' in found) return found;
  const { job, at } = found;
  const element = step.elementOf(at);
  resolveJobIncident(step, job, 'resolved');
  takeResults(step, element, at, variables);
  if (localVariables) setLocalVariables(step, at.key, localVariables, element.id);
  if (!goesOn(step, at.key)) return DONE;
  const error = matchedError(step, element, at, { errorMessage: job.errorMessage, errorDetails: null, retries: job.retries, worker: worker ?? null });
  step.emit({ type: 'jobEnded', at: step.now, jobKey, outcome: error ? 'errorThrown' : 'completed', worker: worker ?? null });
  if (error) throwFrom(step, at, at.key, error);
  else completeElement(step, at);
  return DONE;
};
