import { z } from 'zod';
import { jobTitle, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Priorities are 32-bit numbers in both notations. */
const MAX_PRIORITY = 2_147_483_647;

/** Of jobs that wait, the one with the higher priority is taken first. */
export const jobSetPriority: Operation<'job.set-priority'> = {
  name: 'job.set-priority',
  parameters: z.strictObject({
    jobKey: keySchema,
    priority: z
      .number()
      .int('A whole number.')
      .min(-MAX_PRIORITY - 1)
      .max(MAX_PRIORITY),
  }),
  plan: (context, { jobKey, priority }) =>
    planJob(context, 'job.set-priority', jobKey, (job, instance) => ({
      command: { type: 'setJobPriority', jobKey, priority },
      riskBecause: 'Other jobs wait longer for it.',
      effects: [
        `${jobTitle(job, instance)} gets priority ${priority}${job.priority === priority ? ', as it has now' : ` instead of ${job.priority}`}.`,
      ],
      before: { priority: job.priority },
      after: { priority },
      message: () => `${jobTitle(job, instance)} has priority ${priority}.`,
    })),
};
