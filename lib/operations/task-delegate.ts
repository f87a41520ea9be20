import { z } from 'zod';
import type { Operation } from './operation.ts';
import { keySchema, userNameSchema } from './parameter-schemas.ts';
import { delegationCheck, knownCheck, planTask } from './task-target.ts';

/** Camunda 7: somebody else does the work and gives the task back to its owner. */
export const taskDelegate: Operation<'task.delegate'> = {
  name: 'task.delegate',
  parameters: z.strictObject({ taskKey: keySchema, userId: userNameSchema }),
  plan: async (context, { taskKey, userId }) => {
    const known = await knownCheck(context, userId);
    return planTask(context, taskKey, 'task.delegate', ({ task, instance }) => {
      const owner = task.owner ?? task.assignee;
      return {
        command: { type: 'delegateUserTask', taskKey, userId },
        riskBecause: 'Somebody else’s work is moved.',
        effects: [
          `${task.title} is done by ${userId} on behalf of ${owner ?? 'nobody'}.`,
          owner === null ? 'It has no owner to go back to.' : `When it is resolved it goes back to ${owner}.`,
        ],
        checks: [
          delegationCheck(instance),
          known,
          task.delegation === 'pending'
            ? {
                name: 'It is not delegated yet',
                result: 'look',
                evidence: `${task.assignee ?? 'Nobody'} has it on behalf of ${task.owner ?? 'nobody'}.`,
              }
            : { name: 'It is not delegated yet', result: 'passed', evidence: 'It is not.' },
        ],
        before: { assignee: task.assignee, owner: task.owner, delegation: task.delegation },
        after: { assignee: userId, owner, delegation: 'pending' },
      };
    });
  },
};
