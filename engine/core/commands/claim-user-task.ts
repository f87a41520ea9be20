import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ClaimUserTask } from '../commands.ts';
import { changeUserTask, taskInHand } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';

/** Somebody takes a task that nobody else has, or (without a user) gives it back. */
export const claimUserTask: CommandHandler<ClaimUserTask> = (step, { taskKey, userId }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  if (userId !== null && task.assignee !== null && task.assignee !== userId) {
    return reject('alreadyClaimed', 'the task is claimed by somebody else', { taskKey, assignee: task.assignee });
  }
  changeUserTask(step, task, { assignee: userId }, 'claim');
  return DONE;
};
