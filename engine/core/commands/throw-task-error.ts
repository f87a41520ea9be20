import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ThrowTaskError } from '../commands.ts';
import { throwFrom } from '../moves/throw-error.ts';
import { propagateVariables } from '../moves/variables.ts';
import { processTaskInHand } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';

/**
 * Somebody reports an error of the business at a task: it ends the task where the model catches it, or ends its path.
 */
export const throwTaskError: CommandHandler<ThrowTaskError> = (
  step,
  { taskKey, errorCode, errorMessage, variables },
) => {
  const task = processTaskInHand(step, taskKey);
  if ('kind' in task) return task;
  const at = step.draft.elements.get(task.elementInstanceKey);
  if (!at) return reject('notFound', 'there is no such task', { taskKey });
  propagateVariables(step, at.key, variables, at.elementId);
  throwFrom(step, at, at.key, { code: errorCode, message: errorMessage, variables: {}, isReported: true });
  return DONE;
};
