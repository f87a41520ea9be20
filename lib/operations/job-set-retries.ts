import { z } from 'zod';
import { jobTitle, planJob } from './job-target.ts';
import type { Operation } from './operation.ts';
import { keySchema, retriesSchema } from './parameter-schemas.ts';

/** Sets how often a job may still be tried, without running it. */
export const jobSetRetries: Operation<'job.set-retries'> = {
  name: 'job.set-retries',
  parameters: z.strictObject({ jobKey: keySchema, retries: retriesSchema }),
  plan: (context, { jobKey, retries }) => planJob(context, 'job.set-retries', jobKey, (job, instance) => ({
    command: { type: 'setJobRetries', jobKey, retries }, riskBecause: 'The job may run again.',
    effects: [`The job at ${jobTitle(job, instance)} may be tried ${retries} more ${retries === 1 ? 'time' : 'times'}.`],
    before: { retries: job.retries }, after: { retries },
    message: () => `The job at ${job.elementId} has ${retries} retries.`,
  })),
};
