import type { CommandHandler } from '../command-handler.ts';
import type { AssignUserTask } from '../commands.ts';
import { changeTask } from '../moves/task-transitions.ts';
import { taskInHand } from '../moves/user-tasks.ts';

/** Gives a task to somebody, whoever had it. */
export const assignUserTask: CommandHandler<AssignUserTask> = (
  step,
  { taskKey, userId, action = userId === null ? 'unassign' : 'assign' },
) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  return changeTask(step, task, { event: 'assigning', action, changes: { assignee: userId }, cause: 'assign' });
};
