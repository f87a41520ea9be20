import type { CommandHandler } from '../command-handler.ts';
import type { UpdateUserTask } from '../commands.ts';
import type { Rejection } from '../decision.ts';
import { changeTask } from '../moves/task-transitions.ts';
import { taskInHand, tasksBelow } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';
import type { UserTaskInstance } from '../state.ts';
import type { Step } from '../step.ts';

/** Changes a task's attributes. */
export const updateUserTask: CommandHandler<UpdateUserTask> = (step, { taskKey, changes, action = 'update' }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  const refusal = refusedChange(step, task, changes);
  if (refusal) return refusal;
  return changeTask(step, task, { event: 'updating', action, changes });
};

/** A task may become a part of another one of its tree, but not of itself. */
function refusedChange(
  step: Step,
  task: UserTaskInstance,
  { parentTaskKey }: UpdateUserTask['changes'],
): Rejection | null {
  if (parentTaskKey === undefined || parentTaskKey === null || parentTaskKey === task.parentTaskKey) return null;
  if (task.instanceKey !== null)
    return reject('invalidState', 'a task of a process is not a part of another task', {
      taskKey: task.key,
      parentTaskKey,
      reason: 'ofProcess',
    });
  if (!step.draft.userTasks.has(parentTaskKey))
    return reject('invalidState', 'a task can only be moved below another part of the same task', {
      taskKey: task.key,
      parentTaskKey,
      reason: 'otherTree',
    });
  if (parentTaskKey === task.key || tasksBelow(step, task.key).includes(parentTaskKey))
    return reject('invalidState', 'a task cannot be a part of itself', {
      taskKey: task.key,
      parentTaskKey,
      reason: 'circle',
    });
  return null;
}
