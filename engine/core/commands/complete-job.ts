import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { Element } from '../../graph/element.ts';
import type { CompleteJob } from '../commands.ts';
import type { CommandResult } from '../decision.ts';
import { answerAdHoc } from '../moves/answer-ad-hoc.ts';
import { answerTaskListener } from '../moves/answer-task-listener.ts';
import { goOnBeginning } from '../moves/begin-instance.ts';
import { goesOn } from '../moves/goes-on.ts';
import { completeInstance } from '../moves/instances.ts';
import { completeElement } from '../moves/complete.ts';
import { matchedError } from '../moves/error-mappings.ts';
import { reportedTask } from '../moves/external-task-facts.ts';
import { beginElement } from '../moves/enter.ts';
import { countListener, listenerOf } from '../moves/job-listeners.ts';
import { resolveJobIncident } from '../moves/incidents.ts';
import { taskListenerEvent } from '../moves/task-transitions.ts';
import { takeResults } from '../moves/results.ts';
import { throwFrom } from '../moves/throw-error.ts';
import { outerScope, setLocalVariables } from '../moves/variables.ts';
import { jobInHand } from '../moves/job-in-hand.ts';
import type { ElementInstance, Job } from '../state.ts';
import type { Step } from '../step.ts';

/** A worker has done its work. A failure that the model declares as an error (Camunda 7) is found here too. */
export const completeJob: CommandHandler<CompleteJob> = (step, command) => {
  const { jobKey, worker, variables, localVariables } = command;
  const found = jobInHand(step, jobKey, worker);
  if ('kind' in found) return found;
  const { job, at } = found;
  if (!at) return completeListenerOfProcess(step, job, command);
  const element = step.elementOf(at);
  const ofTask = taskListenerEvent(job);
  if (ofTask) return answerTaskListener(step, job, ofTask, command);
  resolveJobIncident(step, job, 'resolved');
  const listener = listenerOf(job);
  if (listener) return completeListener(step, element, at, listener, command);
  if (job.position === 'adHocSubProcess' && element.kind === 'adHocSubProcess')
    return answerAdHoc(step, element, at, command);
  takeResults(step, element, at, variables);
  if (localVariables) setLocalVariables(step, at.key, localVariables, element.id);
  if (!goesOn(step, at.key)) return DONE;
  const error = matchedError(
    step,
    element,
    at,
    reportedTask(job, { errorMessage: job.errorMessage, errorDetails: null, worker: worker ?? null }),
  );
  step.emit({
    type: 'jobEnded',
    at: step.now,
    jobKey,
    outcome: error ? 'errorThrown' : 'completed',
    worker: worker ?? null,
  });
  if (error) throwFrom(step, at, at.key, error);
  else completeElement(step, at);
  return DONE;
};

function completeListenerOfProcess(step: Step, job: Job, { jobKey, worker, variables }: CompleteJob): CommandResult {
  const { instanceKey, index, position } = job;
  resolveJobIncident(step, job, 'resolved');
  setLocalVariables(step, instanceKey, variables, job.elementId);
  step.emit({ type: 'jobEnded', at: step.now, jobKey, outcome: 'completed', worker: worker ?? null });
  const done = (index ?? 0) + 1;
  if (position === 'startListener') goOnBeginning(step, instanceKey, done);
  else completeInstance(step, instanceKey, null, done);
  return DONE;
}

/**
 * The listener is done: the next one begins, else the element itself or what comes after it. What comes last tells the
 * scope around, and no other.
 */
function completeListener(
  step: Step,
  element: Element,
  at: ElementInstance,
  event: 'start' | 'end',
  { jobKey, worker, variables }: CompleteJob,
): CommandResult {
  const scopeKey = event === 'start' ? at.key : (outerScope(step, at.key) ?? at.scopeKey);
  setLocalVariables(step, scopeKey, variables, element.id);
  step.emit({ type: 'jobEnded', at: step.now, jobKey, outcome: 'completed', worker: worker ?? null });
  countListener(step, at, event);
  if (event === 'start') beginElement(step, element, step.current(at), false);
  else completeElement(step, step.current(at));
  return DONE;
}
