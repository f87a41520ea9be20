import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { CompleteUserTask } from '../commands.ts';
import { goesOn } from '../moves/goes-on.ts';
import { completeElement } from '../moves/complete.ts';
import { takeResults } from '../moves/results.ts';
import { endUserTask, runTaskListeners, taskInHand } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';

/** A person has done the task. */
export const completeUserTask: CommandHandler<CompleteUserTask> = (step, { taskKey, variables }) => {
  const task = taskInHand(step, taskKey);
  if ('kind' in task) return task;
  const at = step.draft.elements.get(task.elementInstanceKey);
  if (!at) return reject('notFound', 'there is no such task', { taskKey });
  takeResults(step, step.elementOf(at), at, variables);
  if (!goesOn(step, at.key)) return DONE;
  runTaskListeners(step, taskKey, 'complete');
  if (!step.isAlive(at.key)) return DONE;
  endUserTask(step, task, 'completed');
  completeElement(step, step.current(at));
  return DONE;
};
