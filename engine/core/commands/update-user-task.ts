import type { CommandHandler } from '../command-handler.ts';
import type { UpdateUserTask } from '../commands.ts';
import { changeTask } from '../moves/task-transitions.ts';
import { taskInHand } from '../moves/user-tasks.ts';

/** Changes a task's attributes. */
export const updateUserTask: CommandHandler<UpdateUserTask> = (step, { taskKey, changes, action = 'update' }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  return changeTask(step, task, { event: 'updating', action, changes });
};
