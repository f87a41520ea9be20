import type { CommandHandler } from '../command-handler.ts';
import type { ClaimUserTask } from '../commands.ts';
import { changeTask } from '../moves/task-transitions.ts';
import { taskInHand } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';

/** Somebody takes a task that nobody else has, or (without a user) gives it back. */
export const claimUserTask: CommandHandler<ClaimUserTask> = (step, { taskKey, userId, action = 'claim' }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  if (userId !== null && task.assignee !== null && task.assignee !== userId) {
    return reject('alreadyClaimed', 'the task is claimed by somebody else', { taskKey, assignee: task.assignee });
  }
  return changeTask(step, task, { event: 'assigning', action, changes: { assignee: userId }, cause: 'claim' });
};
