import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { DeleteTask } from '../commands.ts';
import { endUserTask } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';

/** Camunda 7: work that no process asked for is given up, with all its parts. */
export const deleteTask: CommandHandler<DeleteTask> = (step, { taskKey }) => {
  const task = step.draft.userTasks.get(taskKey);
  if (!task) return reject('notFound', 'there is no such task', { taskKey });
  if (task.instanceKey !== null)
    return reject('invalidState', 'the task is part of a running process', { taskKey, reason: 'ofProcess' });
  endUserTask(step, task, 'canceled');
  return DONE;
};
