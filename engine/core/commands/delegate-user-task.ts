import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { DelegateUserTask } from '../commands.ts';
import { changeUserTask, taskInHand } from '../moves/user-tasks.ts';

/** Camunda 7: somebody else does the work and gives the task back; who had it becomes its owner, unless it has one. */
export const delegateUserTask: CommandHandler<DelegateUserTask> = (step, { taskKey, userId }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  const owner = task.owner ?? task.assignee;
  changeUserTask(step, task, { delegation: 'pending', assignee: userId, ...(owner !== task.owner && { owner }) });
  return DONE;
};
