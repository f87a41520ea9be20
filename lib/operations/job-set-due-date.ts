import { z } from 'zod';
import { jobTitle, kindCheck, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { instantSchema, keySchema } from './parameter-schemas.ts';

/** Moves the moment at which a timer fires or a job is tried again. */
export const jobSetDueDate: Operation<'job.set-due-date'> = {
  name: 'job.set-due-date',
  parameters: z.strictObject({ jobKey: keySchema, dueAt: instantSchema.nullable() }),
  plan: (context, { jobKey, dueAt }) =>
    planJob(context, 'job.set-due-date', jobKey, (job, instance) => {
      const at = dueAt === null ? null : new Date(dueAt);
      const words = at === null ? 'has no due date' : `is due at ${at.toISOString()}`;
      const isOver = at === null || at.getTime() <= context.engine.now();
      return {
        command: { type: 'setJobDueDate', jobKey, dueAt: at?.getTime() ?? null },
        riskBecause: 'Who relies on the time is not asked.',
        effects: [
          `${jobTitle(job, instance)} ${words}${job.dueAt === null ? '' : ` instead of ${job.dueAt.toISOString()}`}${isOver ? ', so it runs at once' : ''}.`,
        ],
        checks: [kindCheck(job, false)],
        before: { dueAt: job.dueAt?.toISOString() ?? null },
        after: { dueAt: at?.toISOString() ?? null },
        message: () => `${jobTitle(job, instance)} ${words}.`,
      };
    }),
};
