import { z } from 'zod';
import { counted } from './counted.ts';
import type { OperationCheck } from './contract.ts';
import type { Operation, OperationContext } from './operation.ts';
import { keySchema, userNameSchema, variablesSchema } from './parameter-schemas.ts';
import type { OpenTask } from './open-task.ts';
import { delegationCheck, planTask } from './task-target.ts';
import { typedValues, valuesCheck } from './typed-value.ts';

/** Takes a task, or gives the own one back. */
export const taskClaim: Operation<'task.claim'> = {
  name: 'task.claim',
  parameters: z.strictObject({ taskKey: keySchema, release: z.boolean().optional() }),
  plan: (context, { taskKey, release = false }) =>
    planTask(context, taskKey, 'task.claim', ({ task }) => {
      const userId = release ? null : context.person.username;
      return {
        command: release ? { type: 'assignUserTask', taskKey, userId } : { type: 'claimUserTask', taskKey, userId },
        effects: [release ? `${task.title} goes back to its candidates.` : `${task.title} becomes yours.`],
        checks: [release ? assigneeCheck(task, context) : freeCheck(task, context)],
        before: { assignee: task.assignee },
        after: { assignee: userId },
      };
    }),
};

/** Ends a task with the values of its form. */
export const taskComplete: Operation<'task.complete'> = {
  name: 'task.complete',
  parameters: z.strictObject({
    taskKey: keySchema,
    variables: variablesSchema.optional(),
    isForm: z.boolean().optional(),
  }),
  plan: (context, { taskKey, variables = [], isForm }) =>
    planTask(context, taskKey, 'task.complete', ({ task }) => {
      const { values, problems } = typedValues(variables);
      return {
        command: { type: 'completeUserTask', taskKey, variables: values, ...(isForm && { isForm }) },
        effects: [
          `${task.title} is done; the process goes on${variables.length === 0 ? '' : ` with ${counted(variables.length, 'value')}`}.`,
        ],
        checks: [assigneeCheck(task, context), valuesCheck(problems)],
        before: { assignee: task.assignee },
        after: { outcome: 'completed', variables: Object.keys(values) },
      };
    }),
};

/** Gives a task to somebody, whoever has it now. */
export const taskAssign: Operation<'task.assign'> = {
  name: 'task.assign',
  parameters: z.strictObject({
    taskKey: keySchema,
    assignee: userNameSchema.nullable(),
    delegated: z
      .strictObject({ owner: userNameSchema.nullable(), state: z.enum(['pending', 'resolved']).nullable() })
      .optional(),
  }),
  plan: (context, { taskKey, assignee, delegated }) =>
    planTask(context, taskKey, 'task.assign', ({ task, instance }) => ({
      command:
        delegated === undefined
          ? { type: 'assignUserTask', taskKey, userId: assignee }
          : {
              type: 'updateUserTask',
              taskKey,
              changes: { assignee, owner: delegated.owner, delegation: delegated.state },
            },
      riskBecause: 'Somebody else’s work is moved.',
      effects: [
        assignee === null
          ? `${task.title} is taken from ${task.assignee ?? 'nobody'}.`
          : `${task.title} goes to ${assignee}.`,
        ...(delegated === undefined
          ? []
          : [
              delegated.state === 'pending'
                ? `It is done on behalf of ${delegated.owner ?? 'nobody'}.`
                : 'It is delegated no more.',
            ]),
      ],
      checks: delegated === undefined ? [] : [delegationCheck(instance)],
      before: { assignee: task.assignee, ...(delegated && { owner: task.owner, delegation: task.delegation }) },
      after: { assignee, ...(delegated && { owner: delegated.owner, delegation: delegated.state }) },
    })),
};

function freeCheck(task: OpenTask, context: OperationContext): OperationCheck {
  return task.assignee === null || task.assignee === context.person.username
    ? { name: 'Nobody else has it', result: 'passed', evidence: 'It is free.' }
    : { name: 'Nobody else has it', result: 'blocked', evidence: `${task.assignee} has it.` };
}

function assigneeCheck(task: OpenTask, context: OperationContext): OperationCheck {
  return task.assignee === context.person.username
    ? { name: 'It is yours', result: 'passed', evidence: 'You claimed it.' }
    : {
        name: 'It is yours',
        result: 'blocked',
        evidence: task.assignee === null ? 'Claim it first.' : `${task.assignee} has it.`,
      };
}
