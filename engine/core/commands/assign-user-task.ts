import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { AssignUserTask } from '../commands.ts';
import { changeUserTask, taskInHand } from '../moves/user-tasks.ts';

/** Gives a task to somebody, whoever had it. */
export const assignUserTask: CommandHandler<AssignUserTask> = (step, { taskKey, userId }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  changeUserTask(step, task, { assignee: userId }, 'assign');
  return DONE;
};
