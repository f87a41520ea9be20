import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { UpdateUserTask } from '../commands.ts';
import { changeUserTask, taskInHand } from '../moves/user-tasks.ts';

/** Changes a task's attributes. */
export const updateUserTask: CommandHandler<UpdateUserTask> = (step, { taskKey, changes }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  changeUserTask(step, task, changes);
  return DONE;
};
