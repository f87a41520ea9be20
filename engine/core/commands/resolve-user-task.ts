import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ResolveUserTask } from '../commands.ts';
import { changeUserTask, taskInHand } from '../moves/user-tasks.ts';
import { propagateVariables } from '../moves/variables.ts';

/**
 * Camunda 7: the task goes back to its owner, with what was found out. Nothing is asked about whether it was delegated.
 */
export const resolveUserTask: CommandHandler<ResolveUserTask> = (step, { taskKey, variables }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  // A task without a process has nothing around it that they could go to.
  if (task.instanceKey !== null) propagateVariables(step, taskKey, variables, task.elementId);
  changeUserTask(step, task, { delegation: 'resolved', assignee: task.owner });
  return DONE;
};
