import { z } from 'zod';
import { counted } from './counted.ts';
import type { Operation } from './operation.ts';
import { keySchema, variablesSchema } from './parameter-schemas.ts';
import { planTask } from './task-target.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/** Ends a task in place of the person whose work it is. */
export const taskCompleteFor: Operation<'task.complete-for'> = {
  name: 'task.complete-for',
  parameters: z.strictObject({ taskKey: keySchema, variables: variablesSchema.optional() }),
  plan: (context, { taskKey, variables = [] }) =>
    planTask(context, taskKey, 'task.complete-for', ({ task }) => {
      const { values, problems } = typedValues(variables);
      const whose = task.assignee ?? ([...task.candidateGroups, ...task.candidateUsers].join(', ') || 'nobody');
      return {
        command: { type: 'completeUserTask', taskKey, variables: values },
        riskBecause: 'The process goes on as if the person had decided.',
        effects: [
          `${task.title} of ${whose} is completed by ${context.person.name}; the process goes on${variables.length === 0 ? '' : ` with ${counted(variables.length, 'value')}`}.`,
        ],
        checks: [
          valuesCheck(problems),
          task.assignee === null || task.assignee === context.person.username
            ? {
                name: 'Nobody works on it',
                result: 'passed',
                evidence: task.assignee === null ? 'It is unassigned.' : 'It is yours.',
              }
            : { name: 'Nobody works on it', result: 'look', evidence: `${task.assignee} has it.` },
          task.delegation === 'pending'
            ? { name: 'It is not delegated', result: 'blocked', evidence: 'A delegated task is resolved first.' }
            : { name: 'It is not delegated', result: 'passed', evidence: 'It is not.' },
        ],
        before: { assignee: task.assignee },
        after: { outcome: 'completed', onBehalfOf: whose, variables: Object.keys(values) },
      };
    }),
};
