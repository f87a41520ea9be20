import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { CompleteUserTask, Variables } from '../commands.ts';
import type { CommandResult } from '../decision.ts';
import { goesOn } from '../moves/goes-on.ts';
import { completeElement } from '../moves/complete.ts';
import { takeResults } from '../moves/results.ts';
import { noteForm, submittedVariables } from '../moves/submit-form.ts';
import { begin, listensTo } from '../moves/task-transitions.ts';
import { changeUserTask, endUserTask, runTaskListeners, taskInHand } from '../moves/user-tasks.ts';
import { propagateVariables, setLocalVariables } from '../moves/variables.ts';
import { reject } from '../reject.ts';
import type { ProcessTask, StandaloneTask } from '../state.ts';
import type { Step } from '../step.ts';

/** A person has done the task. */
export const completeUserTask: CommandHandler<CompleteUserTask> = (
  step,
  { taskKey, variables, isForm = false, action = 'complete' },
) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  if (task.instanceKey === null) return completeStandalone(step, task, variables, isForm);
  const at = step.draft.elements.get(task.elementInstanceKey);
  if (!at) return reject('notFound', 'there is no such task', { taskKey });
  if (listensTo(step, task, 'completing'))
    return begin(step, task, { event: 'completing', action, changes: {}, variables });
  const submitted = isForm ? submit(step, task, variables) : undefined;
  const done = submitted ? { submitted } : DONE;
  if (submitted && task.delegation === 'pending') {
    changeUserTask(step, task, { delegation: 'resolved', assignee: task.owner });
    return done;
  }
  if (!submitted) takeResults(step, step.elementOf(at), at, variables);
  if (!goesOn(step, at.key)) return done;
  runTaskListeners(step, taskKey, 'complete');
  if (!step.isAlive(at.key)) return done;
  endUserTask(step, task, 'completed');
  completeElement(step, step.current(at));
  return done;
};

/** Nothing is around it that variables could go to; what comes by a form is its own. */
function completeStandalone(step: Step, task: StandaloneTask, variables: Variables, isForm: boolean): CommandResult {
  if (isForm) setLocalVariables(step, task.key, variables, null);
  if (isForm && task.delegation === 'pending')
    changeUserTask(step, task, { delegation: 'resolved', assignee: task.owner });
  else endUserTask(step, task, 'completed');
  return isForm ? { submitted: variables } : DONE;
}

/** What the form makes of the values goes to where the task sees a variable of that name, else upwards. */
function submit(
  step: Step,
  { key, instanceKey, elementId, elementInstanceKey }: ProcessTask,
  variables: Variables,
): Variables {
  const element = step.element(instanceKey, elementId);
  const form = element.kind === 'userTask' ? element.form : undefined;
  // Defaults may ask the task itself, to which nothing happens yet.
  const place = {
    instanceKey,
    scopeKey: key,
    elementId,
    elementInstanceKey,
    task: { key, eventName: '', deleteReason: null },
  };
  const submitted = submittedVariables(step, form, variables, place);
  noteForm(step, instanceKey, { key, elementInstanceKey, elementId }, variables);
  propagateVariables(step, key, submitted, elementId);
  return submitted;
}
