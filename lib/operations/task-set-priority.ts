import { z } from 'zod';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { planTask } from './task-target.ts';

/** Camunda 7 has no bounds but the number's; Camunda 8 goes from 0 to 100. */
const MAX_PRIORITY = 2_147_483_647;
const MAX_CAMUNDA8 = 100;

/** Which of the tasks comes first in people's lists. */
export const taskSetPriority: Operation<'task.set-priority'> = {
  name: 'task.set-priority',
  parameters: z.strictObject({
    taskKey: keySchema,
    priority: z
      .number()
      .int('A whole number.')
      .min(-MAX_PRIORITY - 1)
      .max(MAX_PRIORITY),
  }),
  plan: (context, { taskKey, priority }) =>
    planTask(context, taskKey, 'task.set-priority', ({ task, instance }) => {
      const isInBounds = instance.dialect === 'camunda7' || (priority >= 0 && priority <= MAX_CAMUNDA8);
      return {
        command: { type: 'updateUserTask', taskKey, changes: { priority } },
        riskBecause: 'Other tasks wait longer for it.',
        effects: [`${task.title} gets priority ${priority} instead of ${task.priority}.`],
        checks: [
          {
            name: 'The notation knows it',
            result: isInBounds ? 'passed' : 'blocked',
            evidence: isInBounds ? String(priority) : `Camunda 8 has priorities from 0 to ${MAX_CAMUNDA8}.`,
          },
        ],
        before: { priority: task.priority },
        after: { priority },
      };
    }),
};
