import type { TaskTransitionEvent } from '../../graph/code.ts';
import type { CompleteJob, TaskListenerResult } from '../commands.ts';
import { DONE } from '../command-handler.ts';
import type { CommandResult, Rejection } from '../decision.ts';
import { reject } from '../reject.ts';
import type { Job, TaskTransition, UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';
import { resolveJobIncident } from './incidents.ts';
import { goOnWithTask } from './task-transitions.ts';
import { openTransition } from './user-tasks.ts';

const AGREED: TaskListenerResult = { corrections: {} };

/** A listener of a task is done: it has agreed, perhaps with corrections, or denies what is about to happen. */
export function answerTaskListener(
  step: Step,
  job: Job,
  event: TaskTransitionEvent,
  { worker, variables, ofTask = AGREED }: CompleteJob,
): CommandResult | Rejection {
  const { task, transition } = inTransition(step, job);
  if (!task || !transition) return reject('notFound', 'there is no such job', { jobKey: job.key });
  const wrong = faultOf(transition, event, ofTask, Object.keys(variables).length > 0);
  if (wrong)
    return reject('invalidArgument', wrong.message, {
      jobKey: job.key,
      reason: wrong.reason,
      event: event.toUpperCase(),
      type: job.type,
      instanceKey: job.instanceKey,
    });
  resolveJobIncident(step, job, 'resolved');
  step.emit({ type: 'jobEnded', at: step.now, jobKey: job.key, outcome: 'completed', worker: worker ?? null });
  const after =
    ofTask.denied === undefined
      ? {
          ...transition,
          listenersDone: transition.listenersDone + 1,
          changes: { ...transition.changes, ...ofTask.corrections },
        }
      : { key: transition.key, denied: ofTask.denied };
  step.emit({ type: 'userTaskChanged', at: step.now, taskKey: task.key, changes: { transition: after } });
  goOnWithTask(step, task);
  return DONE;
}

function inTransition(
  step: Step,
  { elementInstanceKey }: Job,
): { task?: UserTaskInstance; transition?: TaskTransition } {
  for (const key of step.draft.attachments(elementInstanceKey ?? '') ?? []) {
    const task = step.draft.userTasks.get(key);
    const transition = task && openTransition(task);
    if (transition) return { task, transition };
  }
  return {};
}

/** What a listener may not answer. */
function faultOf(
  { nextAssignee }: TaskTransition,
  event: TaskTransitionEvent,
  { denied, corrections }: TaskListenerResult,
  hasVariables: boolean,
): { reason: string; message: string } | undefined {
  if (hasVariables) return { reason: 'variables', message: 'listeners of tasks bring no variables' };
  if (denied !== undefined && (event === 'creating' || event === 'canceling'))
    return { reason: 'undeniable', message: `${event} cannot be denied` };
  if (denied !== undefined && Object.keys(corrections).length > 0)
    return { reason: 'deniedAndCorrected', message: 'what is denied is not corrected' };
  if (event === 'creating' && corrections.assignee !== undefined && nextAssignee !== undefined)
    return { reason: 'assigneeOfModel', message: 'the model has named an assignee' };
  return undefined;
}
