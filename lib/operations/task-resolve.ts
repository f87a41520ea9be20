import { z } from 'zod';
import type { Operation } from './operation.ts';
import { keySchema, variablesSchema } from './parameter-schemas.ts';
import { delegationCheck, planTask } from './task-target.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/** Camunda 7: what was delegated goes back to its owner, with what was found out. */
export const taskResolve: Operation<'task.resolve'> = {
  name: 'task.resolve',
  parameters: z.strictObject({ taskKey: keySchema, variables: variablesSchema.optional() }),
  plan: (context, { taskKey, variables = [] }) =>
    planTask(context, taskKey, 'task.resolve', ({ task, instance }) => {
      const { values, problems } = typedValues(variables);
      return {
        command: { type: 'resolveUserTask', taskKey, variables: values },
        riskBecause: 'Its owner believes that the work is done.',
        effects: [`${task.title} goes back to ${task.owner ?? 'nobody'}.`],
        checks: [
          delegationCheck(instance),
          task.delegation === 'pending'
            ? {
                name: 'It was delegated',
                result: 'passed',
                evidence: `${task.assignee ?? 'Nobody'} has it on behalf of ${task.owner ?? 'nobody'}.`,
              }
            : { name: 'It was delegated', result: 'blocked', evidence: 'It is not delegated.' },
          valuesCheck(problems),
        ],
        before: { assignee: task.assignee, owner: task.owner, delegation: task.delegation },
        after: { assignee: task.owner, delegation: 'resolved', variables: Object.keys(values) },
      };
    }),
};
