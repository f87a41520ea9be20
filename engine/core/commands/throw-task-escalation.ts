import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { ThrowTaskEscalation } from '../commands.ts';
import { throwEscalation } from '../moves/throw-escalation.ts';
import { propagateVariables } from '../moves/variables.ts';
import { processTaskInHand } from '../moves/user-tasks.ts';
import { reject } from '../reject.ts';

/** Somebody escalates at a task, which goes on unless the catcher interrupts. Told by a person, it must be caught. */
export const throwTaskEscalation: CommandHandler<ThrowTaskEscalation> = (
  step,
  { taskKey, escalationCode, variables },
) => {
  const task = processTaskInHand(step, taskKey);
  if ('kind' in task) return task;
  propagateVariables(step, task.elementInstanceKey, variables, task.elementId);
  if (throwEscalation(step, task.elementInstanceKey, escalationCode) !== 'ignored') return DONE;
  return reject(
    'failed',
    `ENGINE-02043 Execution with id '${task.elementId}' throws an escalation event with escalationCode '${escalationCode}', but no escalation handler was defined. `,
    { taskKey, reason: 'notCaught' },
  );
};
