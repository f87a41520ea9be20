import { z } from 'zod';
import type { OperationCheck } from './contract.ts';
import type { Operation } from './operation.ts';
import { instantSchema, keySchema } from './parameter-schemas.ts';
import { planTask } from './task-target.ts';

/** When the task is due, and when to look at it again. */
export const taskSetDates: Operation<'task.set-dates'> = {
  name: 'task.set-dates',
  parameters: z.strictObject({
    taskKey: keySchema,
    dueAt: instantSchema.nullable(),
    followUpAt: instantSchema.nullable(),
  }),
  plan: (context, { taskKey, dueAt, followUpAt }) =>
    planTask(context, taskKey, 'task.set-dates', ({ task }) => {
      const at = (text: string | null) => (text === null ? null : Date.parse(text));
      const shown = (text: string | null) => (text === null ? null : new Date(text).toISOString());
      return {
        command: { type: 'updateUserTask', taskKey, changes: { dueAt: at(dueAt), followUpAt: at(followUpAt) } },
        riskBecause: 'What is promised to others changes.',
        effects: [
          dueAt === null ? `${task.title} is due at no time.` : `${task.title} is due at ${shown(dueAt)}.`,
          followUpAt === null ? 'It is not to be followed up.' : `It is to be followed up at ${shown(followUpAt)}.`,
          'Timers of the model at the task stay as they are.',
        ],
        checks: [orderCheck(at(dueAt), at(followUpAt))],
        before: { dueAt: task.dueAt?.toISOString() ?? null, followUpAt: task.followUpAt?.toISOString() ?? null },
        after: { dueAt: shown(dueAt), followUpAt: shown(followUpAt) },
      };
    }),
};

function orderCheck(dueAt: number | null, followUpAt: number | null): OperationCheck {
  const name = 'It is followed up before it is due';
  return dueAt !== null && followUpAt !== null && followUpAt > dueAt
    ? { name, result: 'look', evidence: 'It is followed up only after it is due.' }
    : { name, result: 'passed', evidence: 'Yes, as far as both are set.' };
}
